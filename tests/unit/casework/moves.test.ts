// What a side may say next: whatever is offered has an effect when it is said, and the act a case waits for stands first.
import { describe, expect, test } from 'vitest';
import type { ActKind } from '../../../client/casework/act.ts';
import type { Fields, Side } from '../../../client/casework/form.ts';
import { movesOf } from '../../../client/casework/moves.ts';
import { irregular, OFFICER, result, START, tale } from './cast.ts';

type Story = ReturnType<typeof tale>;
const WHO = { requesting: 'n', requested: 't' } as const;
const until = { at: START + 90 * 86_400_000, zone: 'UTC' };

/** How far each story goes: the word it comes to, and whose act it waits for, with which. */
const STORIES: readonly [status: string, Side | null, ActKind | null, (story: Story) => unknown][] = [
  ['sent', 'requested', 'acknowledge', (s) => s.request()],
  ['acknowledged', 'requested', 'progress', (s) => [s.request(), s.say(1, 't', 'acknowledge', { officer: OFFICER })]],
  [
    'more-information-asked',
    'requesting',
    'supply',
    (s) => [s.request(), s.say(1, 't', 'ask', { questions: [{ number: 1, question: 'Which?' }] })],
  ],
  [
    'conditions-proposed',
    'requesting',
    'conditions',
    (s) => [s.request(), s.say(1, 't', 'conditions', { step: 'proposed', terms: 'Use in this case only.' })],
  ],
  [
    'under-execution',
    'requested',
    'result',
    (s) => [s.request(), s.say(1, 't', 'progress', { step: 'under-execution' })],
  ],
  ['partly-executed', 'requested', 'result', (s) => [s.request(), s.say(1, 't', 'result', result([1, 'executed']))]],
  [
    'executed',
    'requesting',
    'close',
    (s) => [s.request(), s.say(1, 't', 'result', result([1, 'executed'], [2, 'executed']))],
  ],
  [
    'refused',
    null,
    null,
    (s) => [s.request(), s.say(1, 't', 'refuse', { ground: 'dual-criminality', reasons: 'None.' })],
  ],
  ['withdrawn', null, null, (s) => [s.request(), s.say(1, 'n', 'withdraw', { reasons: 'No longer needed.' })]],
  [
    'consultation',
    null,
    'consultation',
    (s) => s.say(0, 'n', 'consultation', { subject: 'Hearing', text: 'Possible?' }),
  ],
];

/** The least that each act says, as either side would. */
const SAID: Readonly<Partial<Record<ActKind, Readonly<Record<Side, Fields>> | Fields>>> = {
  acknowledge: { officer: OFFICER },
  return: { step: 'returned', reasons: 'Not competent.' },
  ask: { questions: [{ number: 1, question: 'Which?' }] },
  supply: { information: 'Here it is.' },
  progress: { requesting: { step: 'asked' }, requested: { step: 'under-assessment' } },
  conditions: { requesting: { step: 'accepted' }, requested: { step: 'proposed', terms: 'Only here.' } },
  postpone: { reasons: 'A trial is under way.' },
  refuse: { ground: 'dual-criminality', reasons: 'No offence here.' },
  result: result([1, 'executed']),
  withdraw: { reasons: 'Done otherwise.' },
  close: { requesting: { step: 'results-received' }, requested: { step: 'closed', reasons: 'Done.' } },
  consultation: { subject: 'Hearing', text: 'By video?' },
};

const saidBy = (kind: ActKind, side: Side, status: string): Fields => {
  const said = SAID[kind];
  if (kind === 'close' && ['refused', 'withdrawn'].includes(status)) return { step: 'reopened', reasons: 'New facts.' };
  return (said && 'requesting' in said ? said[side] : said) as Fields;
};

describe.each(STORIES)('a case that stands at %s', (status, turn, awaited, tell) => {
  const told = (): Story => {
    const story = tale();
    tell(story);
    return story;
  };
  const view = told().at(2);

  test('is where the story leads', () => {
    expect([view.status, irregular(view)]).toEqual([status, []]);
  });

  test.each(['requesting', 'requested'] as const)('offers the %s side only what has an effect', (side) => {
    const moves = movesOf(view, side);
    expect(moves.at(-1)?.kind === 'consultation' || moves[0]?.kind === 'consultation').toBe(true);
    for (const { kind } of moves) {
      const story = told();
      story.say(3, WHO[side], kind, saidBy(kind, side, status));
      expect(irregular(story.at(4)), kind).toEqual([]);
    }
  });

  test('names what it waits for first, to the side whose turn it is', () => {
    const side = turn ?? 'requesting';
    const [first] = movesOf(view, side);
    expect(first?.next ? first.kind : null).toBe(awaited);
  });
});

test('a preservation is answered by the requested side, prolonged or withdrawn by the requesting one, and done when it is over', () => {
  const story = tale();
  const asked = story.preservation();
  expect(movesOf(story.at(0), 'requested')[0]).toEqual({ kind: 'preservation-reply', next: true });
  expect(movesOf(story.at(0), 'requesting').map(({ kind }) => kind)).toEqual([
    'preservation-reply',
    'withdraw',
    'consultation',
  ]);
  story.say(0, 't', 'preservation-reply', { step: 'preserved', from: { at: START, zone: 'UTC' }, until }, asked);
  expect(movesOf(story.at(1), 'requesting')[0]).toEqual({ kind: 'preservation-reply', next: true });
  story.say(2, 'n', 'withdraw', { reasons: 'Not needed.' }, asked);
  expect(movesOf(story.at(3), 'requested').map(({ kind }) => kind)).toEqual(['consultation']);
});
