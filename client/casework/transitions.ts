// What each act does to a case: one function a kind, pure (product.md "Case"; domain reference 5.1). Who may do it is decided before.
import type { ActKind } from './act.ts';
import type { Pause } from './deadlines.ts';
import type { Fields, Side } from './form.ts';
import { type Item, isDone, mark, numbersOf, replace, settle } from './items.ts';
import type { CaseEntry } from './order.ts';
import { ANSWERED, type CaseState, type CaseStatus, ENDED, type Irregularity, isOver, type Question } from './state.ts';

// After the end these still mean something, or do no harm; everything else came too late to have an effect.
const AFTER_END: readonly ActKind[] = ['mla-request', 'close', 'consultation', 'supply'];
const AFTER_ANSWER: readonly ActKind[] = [...AFTER_END, 'result', 'acknowledge', 'progress'];

type Step = (state: CaseState, entry: CaseEntry, side: Side) => CaseState | Irregularity;

const text = (fields: Fields, id: string): string | null =>
  typeof fields[id] === 'string' ? (fields[id] as string) : null;
const to = (state: CaseState, status: CaseStatus, at: number): CaseState =>
  state.status === status ? state : { ...state, status, since: at };
const resume = (state: CaseState, at: number, ...reasons: Pause['reason'][]): CaseState => ({
  ...state,
  pauses: state.pauses.map((pause) =>
    pause.until === null && reasons.includes(pause.reason) ? { ...pause, until: at } : pause,
  ),
});
const pause = (state: CaseState, reason: Pause['reason'], { at, hash }: CaseEntry): CaseState => ({
  ...state,
  pauses: [...state.pauses, { reason, by: hash, from: at, until: null }],
});
const strangers = (state: CaseState, numbers: readonly number[] | null) =>
  state.sentAt !== null &&
  numbers !== null &&
  !numbers.some((number) => state.items.some((item) => item.number === number));

// The end of the whole, where the items or an act brought it about: no clock stands any more.
function end(state: CaseState, status: CaseStatus, at: number): CaseState {
  const done = {
    ...resume(state, at, 'question', 'conditions', 'postponement'),
    questions: state.questions.map((one) => ({ ...one, open: false })),
  };
  return to({ ...done, endedAt: state.endedAt ?? at }, status, at);
}

function settled(state: CaseState, at: number): CaseState {
  const word = settle(state.items);
  if (word === null) return state;
  if (word === 'executed' || word === 'not-executed') return end({ ...state, executedAt: at }, word, at);
  return word === 'refused' || word === 'withdrawn' ? end(state, word, at) : to(state, word, at);
}

const STEPS: Readonly<Record<ActKind, Step>> = {
  'mla-request': (state, { act, at, hash, class: envelope }) => {
    const asked = act.fields['items'] as readonly Fields[];
    const fresh = asked.filter(({ number }) => !state.items.some((item) => item.number === number));
    const items = fresh.map(
      (item): Item => ({
        number: item['number'] as number,
        type: item['type'] as string,
        status: 'sought',
        since: at,
        by: hash,
      }),
    );
    const added: CaseState = {
      ...state,
      items: [...state.items, ...items],
      urgent: state.urgent || envelope === 2,
      confidential: state.confidential || act.fields['confidential'] === true,
      translationPending: state.translationPending || act.fields['translation'] === 'follows',
      deadline: text(act.fields, 'deadline') ?? state.deadline,
    };
    // A supplement to work under way joins it; otherwise the request starts its clocks, anew after an end.
    if (state.sentAt !== null && !isOver(state.status)) return added;
    const clocks = {
      sentAt: at,
      answeredAt: null,
      assessedAt: null,
      executingAt: null,
      executedAt: null,
      endedAt: null,
    };
    return to({ ...added, ...clocks }, 'sent', at);
  },

  acknowledge: (state, { act, at }) => {
    const known: CaseState = {
      ...state,
      officer: (act.fields['officer'] as Fields | undefined) ?? state.officer,
      incomingNumber: text(act.fields, 'reference') ?? act.caseRefs.ours ?? state.incomingNumber,
      estimate: text(act.fields, 'estimate') ?? state.estimate,
      translationPending: act.fields['translationPending'] === true || state.translationPending,
    };
    const early = ['unknown', 'sent', 'forwarded', 'reopened'].includes(state.status);
    return early ? to(known, 'acknowledged', at) : known;
  },

  return: (state, { act, at }) =>
    act.fields['step'] === 'forwarded' ? to(state, 'forwarded', at) : end(state, 'returned', at),

  ask: (state, entry) => {
    const question: Question = {
      hash: entry.hash,
      at: entry.at,
      answerBy: text(entry.act.fields, 'answerBy'),
      open: true,
    };
    return to(
      pause({ ...state, questions: [...state.questions, question] }, 'question', entry),
      'more-information-asked',
      entry.at,
    );
  },

  supply: (state, { act, at }, side) => {
    if (side === 'requested') return state;
    // It answers the question it names; naming none, all that are open. A word beside the matter leaves the clock standing.
    const answered = (hash: string) => act.inReplyTo === undefined || act.inReplyTo === hash;
    const questions = state.questions.map((one) => (answered(one.hash) ? { ...one, open: false } : one));
    const pauses = state.pauses.map((one) =>
      one.reason === 'question' && one.until === null && answered(one.by) ? { ...one, until: at } : one,
    );
    const next = { ...state, questions, pauses };
    return state.status === 'more-information-asked' && !questions.some(({ open }) => open)
      ? to(next, 'information-supplied', at)
      : next;
  },

  progress: (state, { act, at, hash }) => {
    const step = act.fields['step'];
    if (step === 'asked') return state;
    const numbers = numbersOf(act.fields);
    if (strangers(state, numbers)) return 'unknown-item';
    const next: CaseState = {
      ...state,
      estimate: text(act.fields, 'estimate') ?? state.estimate,
      translationPending: step === 'delayed' ? state.translationPending : step === 'translating',
    };
    if (step === 'under-execution' || step === 'resumed') {
      const going = resume(
        { ...next, items: mark(state.items, numbers, 'under-execution', at, hash) },
        at,
        'question',
        'conditions',
        'postponement',
      );
      const started = {
        ...going,
        questions: going.questions.map((one) => ({ ...one, open: false })),
        executingAt: state.executingAt ?? at,
      };
      return isOver(state.status)
        ? next
        : to(
            { ...started, assessedAt: state.assessedAt ?? at },
            going.items.some(isDone) ? 'partly-executed' : 'under-execution',
            at,
          );
    }
    const waiting = [
      'unknown',
      'sent',
      'forwarded',
      'acknowledged',
      'information-supplied',
      'conditions-declined',
      'reopened',
    ];
    return step === 'under-assessment' && waiting.includes(state.status) ? to(next, 'under-assessment', at) : next;
  },

  conditions: (state, entry) => {
    const { at } = entry;
    const step = entry.act.fields['step'];
    if (step === 'proposed')
      return to(
        pause({ ...state, assessedAt: state.assessedAt ?? at }, 'conditions', entry),
        'conditions-proposed',
        at,
      );
    const next = resume(state, at, 'conditions');
    return step === 'accepted'
      ? to({ ...next, conditions: true }, 'conditions-accepted', at)
      : to(next, 'conditions-declined', at);
  },

  postpone: (state, entry) => {
    const numbers = numbersOf(entry.act.fields);
    if (strangers(state, numbers)) return 'unknown-item';
    const next = {
      ...state,
      items: mark(state.items, numbers, 'postponed', entry.at, entry.hash),
      assessedAt: state.assessedAt ?? entry.at,
    };
    const whole = numbers === null || settle(next.items) === 'postponed';
    return whole ? to(pause(next, 'postponement', entry), 'postponed', entry.at) : next;
  },

  refuse: (state, { act, at, hash }) => {
    const numbers = numbersOf(act.fields);
    if (strangers(state, numbers)) return 'unknown-item';
    const next = {
      ...state,
      items: mark(state.items, numbers, 'refused', at, hash),
      assessedAt: state.assessedAt ?? at,
    };
    if (numbers !== null) return settled(next, at);
    // What was executed before stays executed: the rest is refused, and the case says so only if nothing was.
    return end(next, state.items.some(({ status }) => status === 'executed') ? 'executed' : 'refused', at);
  },

  result: (state, { act, at, hash }) => {
    const results = act.fields['items'] as readonly Fields[];
    const numbers = results.map(({ number }) => number as number);
    if (strangers(state, numbers)) return 'unknown-item';
    // Without the request nobody knows how many items there are: those spoken of are added, and the whole stays open.
    const unknown =
      state.sentAt !== null ? [] : numbers.filter((number) => !state.items.some((item) => item.number === number));
    let items: readonly Item[] = [
      ...state.items,
      ...unknown.map((number): Item => ({ number, type: null, status: 'sought', since: at, by: hash })),
    ];
    for (const one of results)
      items = replace(items, one['number'] as number, one['outcome'] as Item['status'], at, hash);
    const next: CaseState = {
      ...state,
      items,
      assessedAt: state.assessedAt ?? at,
      conditions: state.conditions || act.fields['conditionsOfUse'] !== undefined,
    };
    return state.sentAt === null ? to(next, 'partly-executed', at) : settled(next, at);
  },

  withdraw: (state, { act, at, hash }) => {
    const numbers = numbersOf(act.fields);
    if (strangers(state, numbers)) return 'unknown-item';
    const next = { ...state, items: mark(state.items, numbers, 'withdrawn', at, hash) };
    return numbers === null ? end(next, 'withdrawn', at) : settled(next, at);
  },

  close: (state, { act, at }, side) => {
    const step = act.fields['step'] as 'results-received' | 'materials-returned' | 'closed' | 'reopened';
    if (step === 'reopened') {
      if (!isOver(state.status)) return 'too-early';
      return to({ ...state, endedAt: null, executedAt: null, assessedAt: at, executingAt: at }, 'reopened', at);
    }
    // The requested side cannot end a request by declaring it closed: it must answer, refuse or return it.
    if (step === 'closed' && side === 'requested' && state.sentAt !== null && !isOver(state.status)) return 'too-early';
    if (step === 'closed') return end(state, step, at);
    // Receipt of a part of the results is noted in the history and moves nothing: the rest is still owed.
    return ANSWERED.includes(state.status) || state.sentAt === null ? to(state, step, at) : state;
  },

  consultation: (state, { at }) => (state.status === 'unknown' ? to(state, 'consultation', at) : state),
  'preservation-request': (state) => state,
  'preservation-reply': (state) => state,
};

/** The acts that count as an answer to the request: any of them meets the deadline of acknowledgement. */
const ANSWERS: readonly ActKind[] = [
  'acknowledge',
  'return',
  'ask',
  'progress',
  'conditions',
  'postpone',
  'refuse',
  'result',
];

/** The case after `entry`, sent by `side`; or why it has no effect. The caller has checked that the act is that side's to send. */
export function advance(state: CaseState, entry: CaseEntry, side: Side): CaseState | Irregularity {
  const { kind } = entry.act;
  const late =
    (ENDED.includes(state.status) && !AFTER_END.includes(kind)) ||
    (ANSWERED.includes(state.status) && !AFTER_ANSWER.includes(kind));
  if (late) return 'after-the-end';
  const next = STEPS[kind](state, entry, side);
  if (typeof next === 'string' || side === 'requesting' || !ANSWERS.includes(kind)) return next;
  return { ...next, answeredAt: next.answeredAt ?? entry.at };
}
