// Deadlines of a case and the clock that stands while the other side must act (product.md "Two layers of status").
import { DAY, HOUR } from './calendar.ts';
import type { Side } from './form.ts';

/** Default periods in milliseconds; an authority may set its own. */
export const PERIODS = {
  acknowledge: 7 * DAY,
  acknowledgeUrgent: 8 * HOUR,
  assess: 30 * DAY,
  execute: 90 * DAY,
} as const;
export type Periods = { readonly [name in keyof typeof PERIODS]: number };

/** Why the clock stands: it is the requesting side's turn, or the law of the requested State makes it wait. */
export type Pause = {
  readonly reason: 'question' | 'conditions' | 'postponement';
  /** statement hash of the act that stopped the clock */
  readonly by: string;
  readonly from: number;
  /** `null` while it stands */
  readonly until: number | null;
};

export type DeadlineId = 'acknowledge' | 'assess' | 'execute' | 'requested' | 'answer';
export type Deadline = {
  readonly id: DeadlineId;
  /** who must meet it */
  readonly owner: Side;
  readonly startAt: number;
  /** with all pauses so far added; while paused it moves on with `now` */
  readonly dueAt: number;
  /** the day that its author wrote, `YYYY-MM-DD`, whose end everywhere is `dueAt`; `null` where a period runs */
  readonly day: string | null;
  readonly metAt: number | null;
  readonly state: 'running' | 'paused' | 'overdue' | 'met' | 'met-late' | 'ended';
};

export type DeadlineInput = {
  readonly id: DeadlineId;
  readonly owner: Side;
  readonly startAt: number;
  /** milliseconds after `startAt`, moved by pauses; or the end of a day, which nothing moves */
  readonly period: number | { readonly at: number; readonly day: string };
  readonly metAt: number | null;
  /** when the case ended without it being met: withdrawn, refused, closed */
  readonly endedAt: number | null;
  readonly pauses: readonly Pause[];
  readonly now: number;
};

/** Works out one deadline at `now`. Overlapping pauses count once; a pause after the due time changes nothing. Pure. */
export function deadline(input: DeadlineInput): Deadline {
  const { id, owner, startAt, period, metAt, endedAt, now } = input;
  const stopAt = metAt ?? endedAt ?? now;
  let dueAt = typeof period === 'number' ? startAt + period : period.at;
  let paused = false;
  if (typeof period === 'number') {
    for (const pause of merged(input.pauses, stopAt)) {
      const from = Math.max(pause.from, startAt);
      if (from >= dueAt || pause.until <= from) continue;
      dueAt += pause.until - from;
      paused ||= pause.open;
    }
  }
  const day = typeof period === 'number' ? null : period.day;
  return { id, owner, startAt, dueAt, day, metAt, state: stateOf(dueAt, paused, input) };
}

function stateOf(dueAt: number, paused: boolean, { metAt, endedAt, now }: DeadlineInput): Deadline['state'] {
  if (metAt !== null) return metAt > dueAt ? 'met-late' : 'met';
  if (endedAt !== null) return 'ended';
  if (paused) return 'paused';
  return now > dueAt ? 'overdue' : 'running';
}

function merged(pauses: readonly Pause[], stopAt: number): { from: number; until: number; open: boolean }[] {
  const spans = pauses
    .map(({ from, until }) => ({ from, until: Math.min(until ?? stopAt, stopAt), open: until === null }))
    .filter(({ from, until }) => until > from)
    .sort((a, b) => a.from - b.from);
  const joined: { from: number; until: number; open: boolean }[] = [];
  for (const span of spans) {
    const last = joined.at(-1);
    if (last !== undefined && span.from <= last.until) {
      last.until = Math.max(last.until, span.until);
      last.open ||= span.open;
    } else {
      joined.push(span);
    }
  }
  return joined;
}
