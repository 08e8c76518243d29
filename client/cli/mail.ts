// Transmissions and their cases as people look at them: found by number or reference, told in the words of the glossary (product.md "Two layers of status").
import { type AuthorityId, ROLES, rolesOf } from '../../crypto/index.ts';
import { ACT_KINDS } from '../casework/act.ts';
import type { LabelKey } from '../casework/labels/say.ts';
import { say } from '../casework/labels/say.ts';
import { type CaseView, foldCase } from '../casework/lifecycle.ts';
import { numberIn } from '../casework/number.ts';
import type { CaseEntry } from '../casework/order.ts';
import { labelFor } from '../casework/viewpoint.ts';
import { type AuthorityEntry, type Client, type Item, type TransmissionEvent, wasSent } from '../sdk/index.ts';
import { titleOf } from './counterpart.ts';
import { CliError } from './errors.ts';
import { columns, plain } from './output.ts';
import { brief, due, instant, iso } from './times.ts';

export const CLASS_NAMES = ['ordinary', 'formal', 'urgent'] as const;
/** Characters of a transmission's number that commands show and take. */
const ID_LENGTH = 8;

export const idOfItem = ({ subject }: Pick<Item, 'subject'>): string => subject.slice(0, ID_LENGTH);

/** Names of authorities by id, for one listing. */
export type Names = (authority: AuthorityId) => string;
export async function namesFor(client: Client): Promise<Names> {
  const known = new Map<string, AuthorityEntry>((await client.authorities.list()).map((one) => [one.authority, one]));
  return (authority) => {
    const entry = known.get(authority);
    return entry ? titleOf(entry) : `authority ${authority.slice(0, 12)}`;
  };
}

/** Whether this official checks and reads nothing: the register is theirs, the letters are not. */
export async function onlyAudits(client: Client): Promise<boolean> {
  const me = client.whoami();
  if (!me) return false;
  const roles = rolesOf(await client.roster(), me.official);
  return roles.includes(ROLES.auditor) && roles.every((role) => role === ROLES.auditor || role === ROLES.admin);
}

/** The transmission that was meant: first characters of its number, or a reference; of a case the newest received one. Throws CLI_AMBIGUOUS. */
export function findItem(items: readonly Item[], typed: string): Item | null {
  const wanted = typed.trim().toLowerCase();
  const number = numberIn(typed);
  const numbered = number === null ? [] : items.filter(({ subject }) => subject.startsWith(number));
  if (numbered.length > 1)
    throw new CliError('CLI_AMBIGUOUS', `"${plain(typed)}" begins ${numbered.map(idOfItem).join(', ')}.`);
  if (numbered[0]) return numbered[0];
  const refers = ({ act }: Item): boolean =>
    [act.caseRefs.ours, act.caseRefs.theirs].some((reference) => reference?.toLowerCase() === wanted);
  const all = items.filter(refers);
  // What was never sent is meant only where nothing else is.
  const sent = all.filter(({ status }) => wasSent(status));
  const referred = sent.length > 0 ? sent : all;
  const cases = new Set(referred.map(({ caseId }) => caseId));
  if (cases.size > 1) throw new CliError('CLI_AMBIGUOUS', `"${plain(typed)}" is the reference of ${cases.size} cases.`);
  return referred.findLast(({ direction }) => direction === 'in') ?? referred.at(-1) ?? null;
}

const entryOf = (item: Item): CaseEntry => ({
  hash: item.subject,
  from: item.sender.authority,
  act: item.act,
  class: item.class,
  at: item.registeredAt,
  previous: item.previous,
});

/** The case an item belongs to, folded from all its acts; what was never sent is none, and null is a case that has none. */
export function caseOf(items: readonly Item[], item: Item, now: number): CaseView | null {
  const same = items.filter(({ caseId, status }) => caseId === item.caseId && wasSent(status));
  return same.length === 0 ? null : foldCase(same.map(entryOf), { now });
}

/** The words of a case's status, seen from the reader: whoever asks has sent the opening act. `all`: what this device has. */
export function caseStatus(view: CaseView, all: readonly Item[]): LabelKey {
  const asks = all.some(({ direction, sender }) => direction === 'out' && sender.authority === view.requesting);
  return labelFor(view.statusLabel, asks ? 'requesting' : 'requested');
}

/** Own reference and theirs, seen from the reader. */
export function referencesOf({ act, direction }: Item): {
  readonly ours: string | null;
  readonly theirs: string | null;
} {
  const { ours = null, theirs = null } = act.caseRefs;
  return direction === 'out' ? { ours, theirs } : { ours: theirs, theirs: ours };
}

/** As `referencesOf`, with what became known later in the case. */
function knownReferences(item: Item, all: readonly Item[]): ReturnType<typeof referencesOf> {
  const same = all.filter(({ caseId }) => caseId === item.caseId).map(referencesOf);
  const { ours, theirs } = referencesOf(item);
  return {
    ours: ours ?? same.findLast((one) => one.ours !== null)?.ours ?? null,
    theirs: theirs ?? same.findLast((one) => one.theirs !== null)?.theirs ?? null,
  };
}

export const kindOf = ({ act }: Item): string => say(ACT_KINDS[act.kind].title);

/** The next moment somebody has to do something by, and what. */
function nextDeadline(
  item: Item,
  view: CaseView | null,
): { readonly what: string; readonly at: number; readonly day: string | null } | null {
  if (!view || !wasSent(item.status)) return null;
  const open = view.deadlines.filter(({ state }) => state === 'running' || state === 'overdue');
  const [first] = [...open].sort((a, b) => a.dueAt - b.dueAt);
  const answered = ['taken', 'refused', 'passed'].includes(item.status);
  const urgent = item.answerBy !== null && !answered ? { what: 'To be taken', at: item.answerBy, day: null } : null;
  if (urgent && (!first || urgent.at < first.dueAt)) return urgent;
  return first ? { what: say(`deadline.${first.id}`), at: first.dueAt, day: first.day } : null;
}

/** An item as JSON shows it everywhere. */
export function itemJson(item: Item, view: CaseView | null, names: Names) {
  const deadline = nextDeadline(item, view);
  return {
    id: idOfItem(item),
    transmission: item.subject,
    case: item.caseId,
    direction: item.direction,
    from: { authority: item.sender.authority, name: names(item.sender.authority) },
    to: item.to.map((authority) => ({ authority, name: names(authority) })),
    references: referencesOf(item),
    kind: item.act.kind,
    class: CLASS_NAMES[item.class],
    status: item.status,
    caseStatus: view?.status ?? null,
    flags: view?.flags ?? [],
    registeredAt: iso(item.registeredAt),
    answerBy: item.answerBy === null ? null : iso(item.answerBy),
    deadline: deadline && { what: deadline.what, at: iso(deadline.at) },
    files: item.attachments.map(({ name, mediaType, size, verified }) => ({ name, mediaType, size, verified })),
  };
}

/** `width`: columns a line may take. */
type Listing = { readonly now: number; readonly zone: string; readonly names: Names; readonly width: number };

/** Items as a list like mail: a line of what and who, then references where the first has no room, status, deadline. */
export function itemLines(items: readonly Item[], all: readonly Item[], listing: Listing): string[] {
  const { now, zone, names, width } = listing;
  const rows = items.map((item) => {
    const { ours, theirs } = knownReferences(item, all);
    const parties =
      item.direction === 'in' ? `from ${names(item.sender.authority)}` : `to ${item.to.map(names).join('; ')}`;
    const references = `yours ${plain(ours ?? '-')} / theirs ${plain(theirs ?? '-')}`;
    return [idOfItem(item), `${item.class === 2 ? 'URGENT ' : ''}${kindOf(item)}`, parties, references];
  });
  const wide = columns(rows);
  const narrow = wide.some((line) => [...line].length > width);
  const heads = narrow ? columns(rows.map((row) => row.slice(0, -1))) : wide;
  const margin = ' '.repeat(ID_LENGTH + 2);
  return items.flatMap((item, i) => {
    const view = caseOf(all, item, now);
    const deadline = nextDeadline(item, view);
    const inCase = view ? `; case: ${say(caseStatus(view, all)).toLowerCase()}` : '';
    const standing = `${item.status}, ${brief(item.registeredAt)}${inCase}`;
    const count = item.attachments.length;
    const files = count > 0 ? `; ${count} ${count === 1 ? 'file' : 'files'}` : '';
    const references = narrow ? [margin + (rows[i]?.at(-1) as string)] : [];
    const until = deadline ? [`${margin}${deadline.what}: ${due(deadline.at, now, zone, deadline.day)}`] : [];
    return [heads[i] as string, ...references, `${margin}${standing}${files}`, ...until];
  });
}

const HAPPENED: { readonly [E in TransmissionEvent['event']]: (who: string) => string } = {
  SubmissionAcceptance: () => 'Submitted: entered in the sender’s register',
  ContentConsignment: () => 'Consigned: entered in the recipient’s register',
  ContentHandover: (who) => `Handed over: a device of ${who} opened and checked it`,
  ContentAccessTracking: (who) => `Opened by an official of ${who}`,
  ConsignmentAcceptance: (who) => `Taken: an official of ${who} answers for it`,
  ConsignmentRejection: (who) => `Refused by ${who}`,
  Relayed: (who) => `Passed on by ${who}`,
  ContentHandoverFailure: (who) => `Overdue: not handed over to ${who} in time`,
  AcceptanceRejectionExpiry: (who) => `Overdue: neither taken nor refused by ${who} in time`,
  Proposed: () => 'Proposed: waits for a second signatory',
  ProposalClosed: () => 'The proposal was closed',
  ContentExpired: () => 'The sealed content was deleted at the relay',
};

// Entered is what the register itself shows; what a device did it signed; the rest is what the relay says of others, or of time.
const standing = (event: TransmissionEvent['event'], proved: boolean): string =>
  event === 'SubmissionAcceptance' || event === 'ContentConsignment'
    ? 'in your register'
    : proved
      ? 'proved by a signature'
      : 'the relay reports';

/** What happened to a transmission, each with what stands behind it. */
export function timelineLines({ events }: Item, names: Names): string[] {
  return events.flatMap(({ at, event, by, proved, index }) => {
    const when = `  ${instant(at)}  `;
    return [
      `${when}${HAPPENED[event](by === null ? 'the sender' : names(by))}`,
      `${' '.repeat(when.length)}${standing(event, proved)}, entry ${index}`,
    ];
  });
}

/** One line for something that came with a pull. */
export const eventWords = (event: TransmissionEvent['event'], by: AuthorityId | null, names: Names): string =>
  HAPPENED[event](by === null ? 'the sender' : names(by));
