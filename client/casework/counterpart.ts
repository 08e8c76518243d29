// The simulated counterpart of practice mode: decides what it would answer, act by act, as the requested side and as the requesting one. It sends nothing itself.
import { type Act, type ActKind, type CaseRefs, composeAct } from './act.ts';
import { DAY, dateOf, MINUTE } from './calendar.ts';
import type { Fields } from './form.ts';

/** Written into the purpose of a request, or the necessity of a preservation, it makes the counterpart refuse (practice only). */
export const REFUSE_WORD = 'REFUSE-ME';

export type CounterpartInput = {
  /** the act that arrived, decoded */
  readonly act: Act;
  /** its statement hash */
  readonly hash: string;
  /** how many acts the counterpart has sent in this case before: 0 for the first */
  readonly step: number;
  /** the MLA request that the counterpart received in the case, if any: results speak of its items */
  readonly request: Act | null;
  /** unix milliseconds */
  readonly now: number;
};

const OFFICER = {
  authority: 'Central Authority for Judicial Cooperation of Talassa',
  official: 'Dunai, Renata',
  function: 'Case officer, mutual legal assistance',
  telephone: '+00 98 555 02 17',
};

/**
 * The acts a counterpart answers with, in order; empty when nothing is expected of it. A request is acknowledged and one question asked
 * (once in a case); the answer brings progress and a result for every item. `REFUSE-ME` brings a refusal with its ground. A preservation is
 * acknowledged, served and preserved for the days asked. What it asked for itself it follows up: a question is answered, conditions are accepted, a
 * result is confirmed. The first reply fixes the counterpart's reference. Pure: same input, same acts.
 */
export function counterpartAnswers(input: CounterpartInput): Act[] {
  const answer = ANSWERS[input.act.kind];
  return answer === undefined ? [] : answer(input);
}

type Answer = (input: CounterpartInput) => Act[];

const ANSWERS: Readonly<Partial<Record<ActKind, Answer>>> = {
  'mla-request': (input) => {
    const acknowledgement = reply(input, 'acknowledge', {
      reference: referenceOf(input),
      officer: OFFICER,
      estimate: dateOf(input.now + 60 * DAY),
      note: 'This is a simulated counterpart. Nobody reads or executes the request.',
    });
    if (asksForRefusal(input.act, 'purpose')) return [acknowledgement, refusal(input)];
    if (input.step > 0) return [acknowledgement, ...outcome(input)];
    const question = {
      number: 1,
      question: `Item ${itemsOf(input.act)[0]?.['number'] ?? 1}: can you tell us more, so that the item can be identified without doubt?`,
    };
    return [
      acknowledgement,
      reply(input, 'ask', {
        questions: [question],
        reasons: 'Without it the executing authority cannot act.',
        answerBy: dateOf(input.now + 21 * DAY),
      }),
    ];
  },
  supply: (input) => outcome(input),
  ask: (input) => [
    reply(input, 'supply', {
      answers: (input.act.fields['questions'] as readonly Fields[]).map(({ number }) => ({
        number: number as number,
        answer: 'Simulated: the file says that it is as you suppose.',
      })),
    }),
  ],
  result: (input) => [reply(input, 'close', { step: 'results-received' })],
  conditions: (input) => {
    if (input.act.fields['step'] === 'proposed') return [reply(input, 'conditions', { step: 'accepted' })];
    return input.act.fields['step'] === 'accepted' ? outcome(input) : [];
  },
  progress: (input) =>
    input.act.fields['step'] === 'asked'
      ? [reply(input, 'progress', { step: 'under-execution', estimate: dateOf(input.now + 30 * DAY) })]
      : [],
  withdraw: (input) => [reply(input, 'close', { step: 'closed', reasons: 'Work was stopped at your request.' })],
  close: (input) =>
    input.act.fields['step'] === 'results-received'
      ? [reply(input, 'close', { step: 'closed', reasons: 'The results were received.' })]
      : [],
  consultation: (input) => [
    reply(input, 'consultation', {
      subject: String(input.act.fields['subject']),
      text: 'Thank you. On what you describe a request under article 18 could be executed here. Please name the period and the account.',
    }),
  ],
  'preservation-request': (input) => {
    const acknowledged = reply(input, 'preservation-reply', {
      step: 'acknowledged',
      reference: referenceOf(input),
      officer: { ...OFFICER, function: 'Duty officer' },
    });
    if (asksForRefusal(input.act, 'necessity')) {
      const reasons = 'Practice: the necessity of the request contains the word that asks for a refusal.';
      return [
        acknowledged,
        reply(input, 'preservation-reply', { step: 'refused', ground: 'essential-interests', reasons }),
      ];
    }
    const handling = input.act.fields['handling'] as Fields | undefined;
    const days = typeof handling?.['days'] === 'number' ? handling['days'] : 60;
    const instant = (at: number) => ({ at, zone: 'UTC' });
    return [
      acknowledged,
      reply(input, 'preservation-reply', {
        step: 'provider-served',
        provider: 'Selene Mail Services',
        servedAt: instant(input.now),
      }),
      reply(input, 'preservation-reply', {
        step: 'preserved',
        from: instant(input.now),
        until: instant(input.now + days * DAY),
        found: (input.act.fields['data'] as readonly Fields[]).map(({ number }) => ({
          number: number as number,
          held: true,
        })),
      }),
    ];
  },
  'preservation-reply': (input) => {
    if (input.act.fields['step'] !== 'extension-asked') return [];
    const day = Date.parse(`${input.act.fields['untilAsked'] ?? dateOf(input.now + 60 * DAY)}T00:00:00Z`);
    return [
      reply(input, 'preservation-reply', { step: 'extension-given', until: { at: day + DAY - MINUTE, zone: 'UTC' } }),
    ];
  },
};

const itemsOf = (request: Act | null): readonly Fields[] =>
  (request?.fields['items'] as readonly Fields[] | undefined) ?? [];

function asksForRefusal(act: Act, field: string): boolean {
  const text = act.fields[field];
  return typeof text === 'string' && text.includes(REFUSE_WORD);
}

function refusal(input: CounterpartInput): Act {
  return reply(input, 'refuse', {
    ground: 'essential-interests',
    reasons: 'Practice: the purpose of the request contains the word that asks for a refusal.',
    consulted: false,
    remedy: 'Send the request again without that word.',
  });
}

function outcome(input: CounterpartInput): Act[] {
  const items = itemsOf(input.request);
  if (items.length === 0) return [];
  const results = items.map((item) => ({
    number: item['number'] as number,
    outcome: 'executed',
    how: 'Simulated: an order was made and complied with.',
    doneOn: dateOf(input.now),
    doneBy: 'District Court of Port Selene (simulated)',
    materials: [{ description: `Practice material for item ${item['number']}`, form: 'electronic-copy' }],
  }));
  return [
    reply(input, 'progress', {
      step: 'under-execution',
      executingAuthority: 'District Court of Port Selene (simulated)',
      estimate: dateOf(input.now + 30 * DAY),
    }),
    reply(input, 'result', {
      items: results,
      conditionsOfUse: 'To be used in the proceeding named in the request only.',
    }),
  ];
}

// The number the counterpart gave at first stays its number: it comes back as "theirs" with every later act of the case.
const referenceOf = ({ act, hash }: CounterpartInput): string =>
  act.caseRefs.theirs ?? `TL-${parseInt(hash.slice(0, 8), 16).toString().padStart(10, '0')}`;

function reply(input: CounterpartInput, kind: ActKind, fields: Fields): Act {
  const theirs = input.act.caseRefs.ours;
  const caseRefs: CaseRefs = { ours: referenceOf(input), ...(theirs === undefined ? {} : { theirs }) };
  const author = {
    officialName: 'Renata Dunai (simulated)',
    function: 'Case officer',
    unit: 'Mutual legal assistance',
  };
  return composeAct({ kind, caseRefs, inReplyTo: input.hash, fields, author });
}
