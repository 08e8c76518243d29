// The life of a preservation: preserved from-until, extended, held once the MLA request is there, or expired without one (product.md "Preservation").
import { DAY, HOUR, MINUTE } from './calendar.ts';
import { type Deadline, deadline } from './deadlines.ts';
import type { Fields, Side } from './form.ts';
import type { CaseEntry } from './order.ts';
import type { Irregularity } from './state.ts';

export const PRESERVATION_STATUSES = [
  'sent',
  'acknowledged',
  'provider-served',
  'preserved',
  'extension-asked',
  'mla-announced',
  'mla-received',
  'produced',
  'released',
  'refused',
  'unable',
  'withdrawn',
  'expired-without-mla',
] as const;
export type PreservationStatus = (typeof PRESERVATION_STATUSES)[number];

/** Days before the end at which both sides are alerted while no MLA request is linked. */
const ALERT_DAYS = [21, 14, 7, 3, 1] as const;
/** How long the duty officer asked has, and when the next contact is called meanwhile. Milliseconds after sending. */
const ANSWER_PERIOD = 8 * HOUR;
const ESCALATIONS = [HOUR, 4 * HOUR] as const;

export type Alert = { readonly daysLeft: number; readonly at: number; readonly passed: boolean };

export type Preservation = {
  /** statement hash of the request */
  readonly hash: string;
  readonly status: PreservationStatus;
  readonly since: number;
  readonly sentAt: number;
  readonly from: number | null;
  readonly until: number | null;
  readonly reference: string | null;
  /** statement hash of the MLA request that follows it */
  readonly mla: string | null;
  /** kept until the decision on the MLA request, whatever `until` says (Budapest 29(7)) */
  readonly held: boolean;
  readonly alerts: readonly Alert[];
  /** the newest alert passed, while it matters */
  readonly alert: Alert | null;
  readonly answer: Deadline;
  /** instants at which the next contact is to be called; empty once somebody answered */
  readonly escalations: readonly number[];
};

type State = {
  readonly status: PreservationStatus;
  readonly since: number;
  readonly from: number | null;
  readonly until: number | null;
  readonly reference: string | null;
  readonly answeredAt: number | null;
};

const OVER: readonly PreservationStatus[] = ['produced', 'released', 'withdrawn'];
const KEPT: readonly PreservationStatus[] = ['preserved', 'extension-asked', 'mla-announced'];
const BEFORE_PRESERVED: readonly PreservationStatus[] = ['sent', 'acknowledged', 'provider-served'];
const REPLIES = ['preservation-reply', 'acknowledge', 'refuse', 'withdraw'] as const;

/** Whether an act speaks of a preservation: it says so, or it answers one. */
export function speaksOfPreservation(entry: CaseEntry, hashes: readonly string[], hasRequest: boolean): boolean {
  const { kind, inReplyTo } = entry.act;
  if (kind === 'preservation-request' || kind === 'preservation-reply') return true;
  if (!(REPLIES as readonly string[]).includes(kind) || hashes.length === 0) return false;
  return inReplyTo === undefined ? !hasRequest : hashes.includes(inReplyTo);
}

const instant = (fields: Fields, id: string): number | null => {
  const value = fields[id] as { at: number } | undefined;
  return value === undefined ? null : value.at;
};

function advance(state: State, { act, at }: CaseEntry): State | Irregularity {
  if (OVER.includes(state.status)) return 'after-the-end';
  const to = (status: PreservationStatus, more: Partial<State> = {}): State => ({
    ...state,
    ...more,
    status,
    since: at,
  });
  const reference =
    typeof act.fields['reference'] === 'string' ? act.fields['reference'] : (act.caseRefs.ours ?? state.reference);
  if (act.kind === 'withdraw') return to('withdrawn');
  if (act.kind === 'refuse') return to('refused', { answeredAt: state.answeredAt ?? at });
  const step =
    act.kind === 'acknowledge'
      ? 'acknowledged'
      : (act.fields['step'] as Exclude<PreservationStatus, 'sent'> | 'extension-given');
  if (step === 'extension-asked' || step === 'mla-announced') return KEPT.includes(state.status) ? to(step) : state;
  const answered = { answeredAt: state.answeredAt ?? at, reference };
  if (step === 'acknowledged' || step === 'provider-served') {
    const later = BEFORE_PRESERVED.indexOf(step) > BEFORE_PRESERVED.indexOf(state.status);
    return BEFORE_PRESERVED.includes(state.status) && later ? to(step, answered) : { ...state, ...answered };
  }
  const until = instant(act.fields, 'until');
  if (step === 'extension-given') {
    if (state.until !== null && until !== null && until < state.until) return 'shorter';
    return to('preserved', { ...answered, until });
  }
  return step === 'preserved'
    ? to(step, { ...answered, from: instant(act.fields, 'from'), until })
    : to(step, answered);
}

/**
 * Folds one preservation at `now`. `entries` are the acts that speak of it, in order, each the sending side's to send; `mla` is the MLA
 * request linked to it, if any. Returns the preservation and what had no effect, by hash. Pure.
 */
export function foldPreservation(
  request: CaseEntry,
  entries: readonly { entry: CaseEntry; side: Side }[],
  mla: CaseEntry | null,
  now: number,
): { preservation: Preservation; irregular: ReadonlyMap<string, Irregularity> } {
  const irregular = new Map<string, Irregularity>();
  let state: State = { status: 'sent', since: request.at, from: null, until: null, reference: null, answeredAt: null };
  for (const { entry } of entries) {
    const next = advance(state, entry);
    if (typeof next === 'string') irregular.set(entry.hash, next);
    else state = next;
  }
  const kept = KEPT.includes(state.status);
  const inTime = mla !== null && (state.until === null || mla.at <= state.until);
  const expired = kept && !inTime && state.until !== null && now > state.until;
  const held = kept && inTime;
  const alerts = kept && !held ? alertsOf(state, now) : [];
  const answer = deadline({
    id: 'acknowledge',
    owner: 'requested',
    startAt: request.at,
    period: ANSWER_PERIOD,
    metAt: state.answeredAt,
    endedAt: state.status === 'withdrawn' ? state.since : null,
    pauses: [],
    now,
  });
  const waiting = answer.state === 'running' || answer.state === 'overdue';
  return {
    irregular,
    preservation: {
      hash: request.hash,
      status: held ? 'mla-received' : expired ? 'expired-without-mla' : state.status,
      since: held ? Math.max(state.since, mla.at) : expired ? (state.until as number) : state.since,
      sentAt: request.at,
      from: state.from,
      until: state.until,
      reference: state.reference,
      mla: mla?.hash ?? null,
      held,
      alerts,
      alert: expired ? null : (alerts.filter(({ passed }) => passed).at(-1) ?? null),
      answer,
      escalations: waiting ? ESCALATIONS.map((after) => request.at + after) : [],
    },
  };
}

// An alert that would fall before the preservation began would only be noise: short periods have fewer.
function alertsOf({ from, until }: State, now: number): Alert[] {
  if (until === null) return [];
  return ALERT_DAYS.map((daysLeft) => ({
    daysLeft,
    at: until - daysLeft * DAY,
    passed: until - daysLeft * DAY <= now,
  })).filter(({ at }) => from === null || at > from + MINUTE);
}
