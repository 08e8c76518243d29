// The case: a pure fold of its signed acts into status, items, clocks and flags; the relay knows nothing of it (product.md "Two layers of status").
import { mayBeBy } from './act.ts';
import { dayEnd } from './calendar.ts';
import { type Deadline, type DeadlineInput, deadline, PERIODS, type Periods } from './deadlines.ts';
import type { Fields, Side } from './form.ts';
import type { Item } from './items.ts';
import type { LabelKey } from './labels/say.ts';
import { type CaseEntry, inOrder } from './order.ts';
import { foldPreservation, type Preservation, type PreservationStatus, speaksOfPreservation } from './preservation.ts';
import { type CaseState, type CaseStatus, EMPTY, type Irregularity } from './state.ts';
import { advance } from './transitions.ts';

export type Flag =
  | 'urgent'
  | 'confidential'
  | 'deadline'
  | 'conditions'
  | 'translation-pending'
  | 'overdue'
  | 'linked-preservation'
  | 'unknown-preservation'
  | 'hold'
  | 'earlier-item-missing'
  | 'irregular';

/** One line of the timeline; `irregular` says why it had no effect. */
export type CaseEvent = {
  readonly entry: CaseEntry;
  readonly side: Side;
  readonly status: CaseStatus;
  readonly irregular: Irregularity | null;
};

export type CaseView = {
  readonly track: 'request' | 'preservation' | 'consultation' | 'unknown';
  readonly status: CaseStatus | PreservationStatus;
  /** the words of the status */
  readonly statusLabel: LabelKey;
  /** unix milliseconds */
  readonly since: number;
  /** authority id of the requesting side; `null` while no act tells */
  readonly requesting: string | null;
  readonly references: { readonly requesting: string | null; readonly requested: string | null };
  readonly officer: Fields | null;
  /** day the requested side expects to be done, `YYYY-MM-DD` */
  readonly estimate: string | null;
  readonly items: readonly Item[];
  readonly preservations: readonly Preservation[];
  readonly deadlines: readonly Deadline[];
  readonly clock: { readonly paused: boolean; readonly pauses: CaseState['pauses'] };
  /** whose act is awaited; `null` when nobody's */
  readonly turn: Side | null;
  readonly flags: readonly Flag[];
  /** statement hashes that are named and not here */
  readonly missing: readonly string[];
  readonly history: readonly CaseEvent[];
};

export type CaseOptions = {
  /** unix milliseconds */
  readonly now: number;
  /** all authorities of the requesting side, where it has several (a central authority and a 24/7 point); else who opened the case */
  readonly requesting?: readonly string[];
  readonly periods?: Partial<Periods>;
};

/** Folds the acts of one case, in whatever order they came, at `options.now`. Total and pure: acts without effect are kept and named. */
export function foldCase(entries: readonly CaseEntry[], options: CaseOptions): CaseView {
  const { entries: ordered, missing } = inOrder(entries);
  const requesting = requestingSide(ordered, options.requesting);
  const sideOf = ({ from }: CaseEntry): Side => (requesting.has(from) ? 'requesting' : 'requested');
  const request = ordered.find((entry) => entry.act.kind === 'mla-request' && sideOf(entry) === 'requesting') ?? null;
  const asked = ordered.filter((entry) => entry.act.kind === 'preservation-request' && sideOf(entry) === 'requesting');
  const hashes = asked.map(({ hash }) => hash);

  let state = EMPTY;
  const history: CaseEvent[] = [];
  const preserving: { entry: CaseEntry; side: Side }[] = [];
  for (const entry of ordered) {
    const side = sideOf(entry);
    let irregular: Irregularity | null = null;
    if (!mayBeBy(entry.act, side)) irregular = 'wrong-side';
    else if (speaksOfPreservation(entry, hashes, request !== null)) preserving.push({ entry, side });
    else {
      const next = advance(state, entry, side);
      if (typeof next === 'string') irregular = next;
      else state = next;
    }
    history.push({ entry, side, status: state.status, irregular });
  }
  const folded = asked.map((one) =>
    foldPreservation(
      one,
      preserving.filter(({ entry }) => concerns(entry, one, hashes)),
      linkedRequest(one, ordered, sideOf, asked.length),
      options.now,
    ),
  );
  const late = new Map(folded.flatMap(({ irregular }) => [...irregular]));
  const events = history.map((event) => ({
    ...event,
    irregular: event.irregular ?? late.get(event.entry.hash) ?? null,
  }));
  const preservations = folded.map(({ preservation }) => preservation);
  const first = preservations[0];
  const track =
    request !== null || (first === undefined && state.sentAt === null && replied(state))
      ? 'request'
      : first !== undefined
        ? 'preservation'
        : state.status === 'consultation'
          ? 'consultation'
          : 'unknown';
  const deadlines = deadlinesOf(state, options);
  const status = track === 'preservation' && first !== undefined ? first.status : state.status;
  return {
    track,
    status,
    statusLabel: (track === 'preservation' ? `preservation.${status}` : `status.${status}`) as LabelKey,
    since: track === 'preservation' && first !== undefined ? first.since : state.since,
    requesting: [...requesting][0] ?? null,
    references: references(ordered, state, sideOf),
    officer: state.officer,
    estimate: state.estimate,
    items: state.items,
    preservations,
    deadlines: track === 'preservation' ? preservations.map(({ answer }) => answer) : deadlines,
    clock: { paused: state.pauses.some(({ until }) => until === null), pauses: state.pauses },
    turn: turnOf(track, status),
    flags: flagsOf(state, preservations, deadlines, events, missing, ordered, hashes),
    missing,
    history: events,
  };
}

const replied = (state: CaseState) => state.status !== 'unknown' && state.status !== 'consultation';

// Who asks: the first to request, to ask for a preservation, or to consult; failing all, whoever an act that only one side may send tells of.
function requestingSide(ordered: readonly CaseEntry[], known: readonly string[] | undefined): Set<string> {
  if (known !== undefined) return new Set(known);
  const opener = ordered.find(({ act }) => act.kind === 'mla-request' || act.kind === 'preservation-request');
  if (opener !== undefined) return new Set([opener.from]);
  const telling = ordered.find(({ act }) => mayBeBy(act, 'requesting') !== mayBeBy(act, 'requested'));
  if (telling !== undefined) {
    if (mayBeBy(telling.act, 'requesting')) return new Set([telling.from]);
    return new Set(ordered.map(({ from }) => from).filter((from) => from !== telling.from));
  }
  const first = ordered[0];
  return new Set(first === undefined ? [] : [first.from]);
}

const concerns = (entry: CaseEntry, request: CaseEntry, hashes: readonly string[]) => {
  if (entry.act.kind === 'preservation-request') return false;
  const named = entry.act.inReplyTo;
  // An extension is often answered by naming the question, not the request: with one preservation there is no doubt.
  return (
    named === request.hash ||
    (hashes.length === 1 && hashes[0] === request.hash) ||
    (named !== undefined && !hashes.includes(named) && hashes[0] === request.hash)
  );
};

// A request in the same case follows its preservation, unless it names another: never linked silently against its own word.
function linkedRequest(
  preservation: CaseEntry,
  ordered: readonly CaseEntry[],
  sideOf: (entry: CaseEntry) => Side,
  count: number,
): CaseEntry | null {
  const follows = (entry: CaseEntry) => {
    const named = entry.act.fields['preservation'];
    return named === undefined
      ? count === 1 || entry.act.fields['status'] === 'follows-preservation'
      : named === preservation.hash;
  };
  return (
    ordered.find((entry) => entry.act.kind === 'mla-request' && sideOf(entry) === 'requesting' && follows(entry)) ??
    null
  );
}

function references(
  ordered: readonly CaseEntry[],
  state: CaseState,
  sideOf: (entry: CaseEntry) => Side,
): CaseView['references'] {
  const own = (side: Side) =>
    ordered.filter((entry) => sideOf(entry) === side && entry.act.caseRefs.ours !== undefined).at(-1)?.act.caseRefs
      .ours ?? null;
  const told = (side: Side) =>
    ordered.filter((entry) => sideOf(entry) === side && entry.act.caseRefs.theirs !== undefined).at(-1)?.act.caseRefs
      .theirs ?? null;
  return {
    requesting: own('requesting') ?? told('requested'),
    requested: state.incomingNumber ?? own('requested') ?? told('requesting'),
  };
}

// Whose midnight is meant an act does not say, and both sides must count alike: the day is over when it is over everywhere.
function ending(day: string | null): { readonly at: number; readonly day: string } | null {
  const at = day === null ? null : dayEnd(day);
  return day === null || at === null ? null : { at, day };
}

function deadlinesOf(state: CaseState, { now, periods }: CaseOptions): Deadline[] {
  const { sentAt, answeredAt, assessedAt, executingAt, executedAt, endedAt, pauses } = state;
  if (sentAt === null) return [];
  const length = { ...PERIODS, ...periods };
  const one = (
    id: Deadline['id'],
    startAt: number,
    period: DeadlineInput['period'],
    metAt: number | null,
    owner: Side = 'requested',
  ) => deadline({ id, owner, startAt, period, metAt, endedAt, pauses, now });
  const found = [one('acknowledge', sentAt, state.urgent ? length.acknowledgeUrgent : length.acknowledge, answeredAt)];
  if (answeredAt !== null) found.push(one('assess', answeredAt, length.assess, assessedAt ?? executedAt));
  if (assessedAt !== null) found.push(one('execute', executingAt ?? assessedAt, length.execute, executedAt));
  const end = ending(state.deadline);
  if (end !== null) found.push(one('requested', sentAt, end, executedAt));
  for (const question of state.questions.filter(({ open }) => open)) {
    const answerBy = ending(question.answerBy);
    if (answerBy !== null) found.push(one('answer', question.at, answerBy, null, 'requesting'));
  }
  return found;
}

const REQUESTING_NEXT: readonly string[] = [
  'more-information-asked',
  'conditions-proposed',
  'returned',
  'executed',
  'not-executed',
  'expired-without-mla',
];
const NOBODY_NEXT: readonly string[] = [
  'unknown',
  'consultation',
  'results-received',
  'materials-returned',
  'refused',
  'withdrawn',
  'closed',
  'produced',
  'released',
  'unable',
];
const PRESERVED_NEXT: readonly string[] = ['preserved', 'mla-announced'];

function turnOf(track: CaseView['track'], status: string): Side | null {
  if (NOBODY_NEXT.includes(status)) return null;
  if (track === 'preservation' && PRESERVED_NEXT.includes(status)) return 'requesting';
  return REQUESTING_NEXT.includes(status) ? 'requesting' : 'requested';
}

function flagsOf(
  state: CaseState,
  preservations: readonly Preservation[],
  deadlines: readonly Deadline[],
  events: readonly CaseEvent[],
  missing: readonly string[],
  ordered: readonly CaseEntry[],
  hashes: readonly string[],
): Flag[] {
  const overdue = [...deadlines, ...preservations.map(({ answer }) => answer)].some((one) => one.state === 'overdue');
  const named = ordered.map(({ act }) => (act.kind === 'mla-request' ? act.fields['preservation'] : undefined));
  const orphan = named.some((hash) => typeof hash === 'string' && !hashes.includes(hash));
  const raised: readonly (readonly [Flag, boolean])[] = [
    ['urgent', state.urgent || preservations.length > 0],
    [
      'confidential',
      state.confidential ||
        ordered.some(({ act }) => (act.fields['handling'] as Fields | undefined)?.['confidential'] === true),
    ],
    ['deadline', state.deadline !== null],
    ['conditions', state.conditions],
    ['translation-pending', state.translationPending],
    ['overdue', overdue],
    ['linked-preservation', preservations.some(({ mla }) => mla !== null)],
    ['unknown-preservation', orphan],
    ['hold', preservations.some(({ held }) => held)],
    ['earlier-item-missing', missing.length > 0],
    ['irregular', events.some(({ irregular }) => irregular !== null)],
  ];
  return raised.filter(([, up]) => up).map(([flag]) => flag);
}
