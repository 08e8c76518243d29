// A transmission as a line of a list: with whom, under which numbers, what it is, where it stands and who says so, and what is due.
import type { AuthorityId } from '../../../../crypto/index.ts';
import { ACT_KINDS, type ActKind } from '../../../casework/act.ts';
import type { CaseView } from '../../../casework/lifecycle.ts';
import { type Item, type TransmissionEvent, type TransmissionStatus, wasSent } from '../../../sdk/index.ts';
import { lineReferences, othersOf, type Party, type Reading } from './reading.ts';

/** What stands behind a status: one's own register, a signature of a device of theirs, or the relay's word. */
export type Standing = 'register' | 'signed' | 'reported';

export type Due = {
  /** Null: the answer that an urgent transmission asks for. */
  readonly what: string | null;
  readonly at: number;
  /** The day as it was written, `YYYY-MM-DD`, which `at` ends; null where hours or a period run. */
  readonly day: string | null;
  readonly owner: 'you' | 'they';
  readonly late: boolean;
};

export type MailRow = {
  readonly subject: string;
  readonly caseId: string;
  readonly direction: 'in' | 'out';
  readonly kind: ActKind;
  readonly title: string;
  readonly urgent: boolean;
  readonly informal: boolean;
  readonly others: readonly Party[];
  readonly ours: string | null;
  readonly theirs: string | null;
  readonly status: TransmissionStatus;
  /** False: it waits for a second signatory, or came to nothing, and is no act of its case. */
  readonly sent: boolean;
  readonly standing: Standing;
  /** Received, and nobody of one's own authority has looked at it. */
  readonly unread: boolean;
  readonly at: number;
  readonly due: Due | null;
  readonly files: number;
};

export const ANSWERED: readonly string[] = ['taken', 'refused', 'passed'];
const UNSEEN: readonly string[] = ['consigned', 'handed over', 'overdue'];

/** How far one's own authority is with something it received. */
export const ownStatus = (item: Item, mine: string): TransmissionStatus =>
  item.recipients.get(mine as AuthorityId) ?? item.status;

/** Whether an official of one's own authority has opened it, whatever the clock noticed meanwhile. */
export const isUnread = (item: Item, mine: string): boolean =>
  item.direction === 'in' &&
  UNSEEN.includes(ownStatus(item, mine)) &&
  !item.events.some(({ event, by }) => event === 'ContentAccessTracking' && by === mine);

const REACHED: Readonly<Record<string, string>> = {
  'handed over': 'ContentHandover',
  opened: 'ContentAccessTracking',
  taken: 'ConsignmentAcceptance',
  refused: 'ConsignmentRejection',
  passed: 'Relayed',
};

/** Who says that it stands as it does: the weakest word among those it rests on. */
export function standingOf({ status, events }: Item): Standing {
  const event = REACHED[status];
  if (status === 'overdue') return 'reported';
  if (event === undefined) return 'register';
  return events.filter((one) => one.event === event).every(({ proved }) => proved) ? 'signed' : 'reported';
}

const ENTERED: readonly TransmissionEvent['event'][] = ['SubmissionAcceptance', 'ContentConsignment', 'Proposed'];

/** Who says that it happened. */
export const wordOf = ({ event, proved }: Pick<TransmissionEvent, 'event' | 'proved'>): Standing =>
  ENTERED.includes(event) ? 'register' : proved ? 'signed' : 'reported';

/** Deadlines of a case that are still to be met, the nearest first. */
export function duesOf(view: CaseView, { mine, word }: Pick<Reading, 'mine' | 'word'>): Due[] {
  const side = view.requesting === mine ? 'requesting' : 'requested';
  return view.deadlines
    .filter(({ state }) => state === 'running' || state === 'overdue')
    .sort((a, b) => a.dueAt - b.dueAt)
    .map(({ id, dueAt, day, owner, state }) => ({
      what: word(`deadline.${id}`),
      at: dueAt,
      day,
      owner: owner === side ? 'you' : 'they',
      late: state === 'overdue',
    }));
}

/** When an urgent transmission wants its answer, while nobody has taken it. */
export function answerDue(item: Item, { mine, now }: Reading): Due | null {
  const status = item.direction === 'in' ? ownStatus(item, mine) : item.status;
  if (item.answerBy === null || ANSWERED.includes(status)) return null;
  const owner = item.direction === 'in' ? 'you' : 'they';
  return { what: null, at: item.answerBy, day: null, owner, late: item.answerBy < now };
}

export function rowOf(item: Item, reading: Reading): MailRow {
  const { mine, word, partyOf } = reading;
  const view = reading.caseOf(item.caseId);
  // A case has its deadlines once, at the newest of its acts in this list: older ones would only repeat them.
  const newest = reading.actsOf(item.caseId).findLast(({ direction }) => direction === item.direction);
  const [first] = newest?.subject === item.subject ? duesOf(view, reading) : [];
  const urgent = answerDue(item, reading);
  return {
    subject: item.subject,
    caseId: item.caseId,
    direction: item.direction,
    kind: item.act.kind,
    title: word(ACT_KINDS[item.act.kind].title),
    urgent: item.class === 2,
    informal: item.act.kind === 'consultation',
    others: othersOf(item, mine).map(partyOf),
    ...lineReferences(item, reading),
    status: item.direction === 'in' ? ownStatus(item, mine) : item.status,
    sent: wasSent(item.status),
    standing: standingOf(item),
    unread: isUnread(item, mine),
    at: item.registeredAt,
    due: urgent && (!first || urgent.at < first.at) ? urgent : (first ?? null),
    files: item.attachments.length,
  };
}
