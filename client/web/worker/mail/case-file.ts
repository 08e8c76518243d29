// One case as its page shows it: where it stands, every act as it reads, its documents, and all that the register says about it.
import { ACT_KINDS, type ActKind, type Author } from '../../../casework/act.ts';
import { sayIfKnown } from '../../../casework/labels/say.ts';
import type { CaseView } from '../../../casework/lifecycle.ts';
import { movesOf } from '../../../casework/moves.ts';
import { isConfidential, outline, type Part } from '../../../casework/outline.ts';
import { labelFor } from '../../../casework/viewpoint.ts';
import { ClientError, type Item, type TransmissionEvent, type TransmissionStatus } from '../../../sdk/index.ts';
import { stateNames } from '../../components/form/names.ts';
import { isShown } from './download.ts';
import { othersOf, type Party, type Reading, referencesOf, zoneOf } from './reading.ts';
import {
  ANSWERED,
  answerDue,
  type Due,
  duesOf,
  isUnread,
  ownStatus,
  type Standing,
  standingOf,
  wordOf,
} from './rows.ts';

export type CaseDocument = {
  readonly subject: string;
  readonly uploadId: string;
  readonly name: string;
  readonly mediaType: string;
  readonly size: number;
  /** Hash of the sealed file, as the signed statement names it. */
  readonly digest: string;
  /** Fetched and checked by this browser. */
  readonly checked: boolean;
  /** Whether a browser shows it without running anything of it. */
  readonly shown: boolean;
  readonly direction: 'in' | 'out';
  readonly at: number;
};

export type CaseAct = {
  readonly subject: string;
  readonly direction: 'in' | 'out';
  readonly kind: ActKind;
  readonly title: string;
  readonly urgent: boolean;
  readonly informal: boolean;
  readonly from: Party;
  readonly to: readonly Party[];
  readonly at: number;
  readonly author: Author;
  /** Officials whose passkeys signed it. */
  readonly signatures: number;
  /** Why it had no effect on the case. */
  readonly irregular: string | null;
  readonly status: TransmissionStatus;
  readonly standing: Standing;
  readonly unread: boolean;
  /** Received and neither taken nor refused: whoever presses answers for it. */
  readonly toTake: boolean;
  readonly answerBy: number | null;
  readonly parts: readonly Part[];
  readonly documents: readonly CaseDocument[];
};

export type CaseEvent = {
  readonly subject: string;
  readonly title: string;
  /** Its number in one's own register. */
  readonly index: number;
  readonly event: TransmissionEvent['event'];
  readonly at: number;
  /** Null: one's own authority, or the relay itself. */
  readonly who: Party | null;
  readonly own: boolean;
  readonly standing: Standing;
};

export type CaseFile = {
  readonly caseId: string;
  readonly others: readonly Party[];
  readonly ours: string | null;
  readonly theirs: string | null;
  readonly track: CaseView['track'];
  readonly status: string;
  readonly since: number;
  /** Whether one's own authority is the requesting one. */
  readonly asks: boolean;
  readonly turn: 'you' | 'they' | null;
  readonly flags: readonly string[];
  readonly confidential: boolean;
  readonly dues: readonly Due[];
  /** The time from the asking to the nearest deadline, for a bar; null where none runs. */
  readonly clock: { readonly from: number; readonly until: number; readonly paused: boolean } | null;
  readonly estimate: string | null;
  readonly officer: string | null;
  readonly theirZone: string | null;
  readonly items: readonly {
    readonly number: number;
    readonly what: string | null;
    readonly status: string;
    readonly since: number;
  }[];
  readonly kept: readonly {
    readonly hash: string;
    readonly status: string;
    readonly from: number | null;
    readonly until: number | null;
    readonly reference: string | null;
    readonly held: boolean;
  }[];
  readonly acts: readonly CaseAct[];
  readonly events: readonly CaseEvent[];
  readonly moves: readonly {
    readonly kind: ActKind;
    readonly title: string;
    readonly next: boolean;
    readonly to: string;
  }[];
};

function documentsOf(item: Item): CaseDocument[] {
  return item.attachments.map(({ ref, name, mediaType, size, verified }) => ({
    subject: item.subject,
    uploadId: ref.uploadId,
    name,
    mediaType,
    size,
    digest: ref.digest,
    shown: isShown(mediaType),
    checked: verified || item.direction === 'out',
    direction: item.direction,
    at: item.registeredAt,
  }));
}

function actOf(item: Item, view: CaseView, reading: Reading): CaseAct {
  const { mine, labels, word, partyOf } = reading;
  const why = view.history.find(({ entry }) => entry.hash === item.subject)?.irregular ?? null;
  const status = item.direction === 'in' ? ownStatus(item, mine) : item.status;
  return {
    subject: item.subject,
    direction: item.direction,
    kind: item.act.kind,
    title: word(ACT_KINDS[item.act.kind].title),
    urgent: item.class === 2,
    informal: item.act.kind === 'consultation',
    from: partyOf(item.sender.authority),
    to: item.to.map(partyOf),
    at: item.registeredAt,
    author: item.act.author,
    signatures: item.signedBy.length,
    irregular: why && sayIfKnown(`irregular.${why}`, labels),
    status,
    standing: standingOf(item),
    unread: isUnread(item, mine),
    toTake: item.direction === 'in' && !ANSWERED.includes(status),
    answerBy: item.answerBy,
    parts: outline(item.act, { labels, countries: stateNames(word('locale')) }),
    documents: documentsOf(item),
  };
}

function eventsOf(items: readonly Item[], { mine, word, partyOf }: Reading): CaseEvent[] {
  const events = items.flatMap((item) =>
    item.events.map(({ event, at, by, index, proved }) => ({
      subject: item.subject,
      title: word(ACT_KINDS[item.act.kind].title),
      index,
      event,
      at,
      who: by === null || by === mine ? null : partyOf(by),
      own: by === mine || (by === null && item.direction === 'out' && event === 'SubmissionAcceptance'),
      standing: wordOf({ event, proved }),
    })),
  );
  return events.sort((a, b) => a.index - b.index);
}

const CLOCK: readonly string[] = ['running', 'overdue', 'paused'];

function clockOf(view: CaseView, answers: readonly Due[], acts: readonly Item[]): CaseFile['clock'] {
  const running = view.deadlines
    .filter(({ state }) => CLOCK.includes(state))
    .map(({ startAt, dueAt, state }) => ({ from: startAt, until: dueAt, paused: state === 'paused' }));
  const from = acts[0]?.registeredAt ?? 0;
  const wanted = answers.map(({ at }) => ({ from, until: at, paused: false }));
  return [...running, ...wanted].sort((a, b) => a.until - b.until)[0] ?? null;
}

/** Whom an answer answers: the act the case waits about, else the newest received, else one's own newest. */
function replyTarget(acts: readonly Item[], view: CaseView): string {
  const { history } = view;
  const asked = history.findLast(({ entry, side }) => {
    const waits = entry.act.kind === 'ask' || entry.act.kind === 'conditions';
    return waits && view.turn !== null && side !== view.turn;
  });
  const received = acts.findLast(({ direction, act }) => direction === 'in' && act.kind !== 'consultation');
  return asked?.entry.hash ?? received?.subject ?? (acts.at(-1) as Item).subject;
}

/** Throws CLIENT_NOT_FOUND for a case of which nothing is here. */
export function caseFile(caseId: string, reading: Reading): CaseFile {
  const { mine, word, labels, partyOf } = reading;
  const acts = reading.actsOf(caseId);
  if (acts.length === 0) throw new ClientError('CLIENT_NOT_FOUND', `nothing of the case ${caseId} is here`);
  const view = reading.caseOf(caseId);
  const side = view.requesting === mine ? 'requesting' : 'requested';
  const others = [...new Set(acts.flatMap((item) => othersOf(item, mine)))];
  const officer = view.officer?.['official'];
  const to = replyTarget(acts, view);
  const answers = acts.flatMap((item) => answerDue(item, reading) ?? []);
  const ordered = view.history.map(({ entry }) => acts.find(({ subject }) => subject === entry.hash) as Item);
  return {
    caseId,
    others: others.map(partyOf),
    ...referencesOf(acts),
    track: view.track,
    status: word(labelFor(view.statusLabel, side)),
    since: view.since,
    asks: side === 'requesting',
    turn: view.turn === null ? null : view.turn === side ? 'you' : 'they',
    flags: view.flags.flatMap((flag) => sayIfKnown(`flag.${flag}`, labels) ?? []),
    confidential: acts.some(({ act }) => isConfidential(act.fields)),
    dues: [...answers, ...duesOf(view, reading)].sort((a, b) => a.at - b.at),
    clock: clockOf(view, answers, acts),
    estimate: view.estimate,
    officer: typeof officer === 'string' && side === 'requesting' ? officer : null,
    theirZone: zoneOf(acts),
    items: view.items.map(({ number, type, status, since }) => ({
      number,
      what: type === null ? null : sayIfKnown(`assistance.${type}`, labels),
      status: word(`status.${status}`),
      since,
    })),
    kept: view.preservations.map(({ hash, status, from, until, reference, held }) => ({
      hash,
      status: word(labelFor(`preservation.${status}`, side)),
      from,
      until,
      reference,
      held,
    })),
    acts: ordered.map((item) => actOf(item, view, reading)),
    events: eventsOf(acts, reading),
    moves: movesOf(view, side).map(({ kind, next }) => ({ kind, next, to, title: word(ACT_KINDS[kind].title) })),
  };
}
