// The case folded from its acts: status, items, clocks, sides, and what has no effect (product.md "Case").
import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { composeAct } from '../../../client/casework/act.ts';
import { DAY, HOUR } from '../../../client/casework/calendar.ts';
import { exampleMlaRequest } from '../../../client/casework/example.ts';
import { type CaseView, foldCase } from '../../../client/casework/lifecycle.ts';
import { hashOf, NORVANIA, OFFICER, result, START, TALASSA, tale } from './cast.ts';

const items = (view: CaseView) => view.items.map(({ number, status }) => [number, status]);
const due = (view: CaseView, id: string) => view.deadlines.find((one) => one.id === id);
const irregular = (view: CaseView) =>
  view.history.flatMap((event) => (event.irregular === null ? [] : [event.irregular]));

describe('a request from beginning to end', () => {
  const story = tale();
  const seen: [string, string | null][] = [];
  const look = (days: number) => {
    const view = story.at(days);
    seen.push([view.status, view.turn]);
  };
  story.request(0);
  look(0);
  story.say(2, 't', 'acknowledge', { reference: '118/26', officer: OFFICER, estimate: '2026-12-11' });
  look(2);
  const question = story.say(5, 't', 'ask', { questions: [{ number: 1, question: 'Which branch?' }] });
  look(6);
  story.say(8, 'n', 'supply', { answers: [{ number: 1, answer: 'Harbour Row.' }] }, question);
  look(8);
  story.say(10, 't', 'progress', { step: 'under-execution' });
  look(10);
  story.say(20, 't', 'result', result([1, 'executed']));
  look(20);
  story.say(30, 't', 'result', result([2, 'executed']));
  look(30);
  story.say(31, 'n', 'close', { step: 'results-received' });
  look(31);
  story.say(40, 'n', 'close', { step: 'closed', reasons: 'Done.' });
  look(40);

  test('goes through the words of the product, each with whose turn it is', () => {
    expect(seen).toEqual([
      ['sent', 'requested'],
      ['acknowledged', 'requested'],
      ['more-information-asked', 'requesting'],
      ['information-supplied', 'requested'],
      ['under-execution', 'requested'],
      ['partly-executed', 'requested'],
      ['executed', 'requesting'],
      ['results-received', null],
      ['closed', null],
    ]);
  });

  test('knows both references, the officer and the estimate', () => {
    const view = story.at(41);
    expect(view.references).toEqual({ requesting: 'NV-2026-0412', requested: '118/26' });
    expect(view.officer).toEqual(OFFICER);
    expect(view.estimate).toBe('2026-12-11');
    expect(view.requesting).toBe(NORVANIA);
  });

  test('keeps the clock that stood from the question to the answer', () => {
    expect(story.at(41).clock).toEqual({
      paused: false,
      pauses: [{ reason: 'question', by: question, from: START + 5 * DAY, until: START + 8 * DAY }],
    });
    expect(due(story.at(41), 'assess')).toMatchObject({
      dueAt: START + (2 + 30 + 3) * DAY,
      metAt: START + 10 * DAY,
      state: 'met',
    });
    expect(due(story.at(41), 'execute')).toMatchObject({ dueAt: START + (10 + 90) * DAY, state: 'met' });
  });

  property.prop([fc.shuffledSubarray(story.entries, { minLength: story.entries.length })])(
    'is the same in whatever order and however often the acts came',
    (shuffled) => {
      expect(foldCase([...shuffled, ...shuffled.slice(0, 3)], { now: START + 41 * DAY })).toEqual(story.at(41));
    },
  );

  property.prop([fc.subarray(story.entries)])('any part of it folds, and says what is missing', (part) => {
    const view = foldCase(part, { now: START + 41 * DAY });
    const here = part.map(({ hash }) => hash);
    const named = part.flatMap(({ previous, act }) => [
      ...previous,
      ...(act.inReplyTo === undefined ? [] : [act.inReplyTo]),
    ]);
    const gaps = [...new Set(named.filter((hash) => !here.includes(hash)))].sort();
    expect(view.missing).toEqual(gaps);
    expect(view.flags.includes('earlier-item-missing')).toBe(gaps.length > 0);
  });
});

describe('deadlines', () => {
  test('an acknowledgement is owed within 7 days, urgent within 8 hours', () => {
    const ordinary = tale();
    ordinary.request(0);
    expect(due(ordinary.at(6.9), 'acknowledge')?.state).toBe('running');
    expect(ordinary.at(6.9).flags).not.toContain('overdue');
    expect(due(ordinary.at(7.1), 'acknowledge')?.state).toBe('overdue');
    expect(ordinary.at(7.1).flags).toContain('overdue');
    const urgent = tale();
    urgent.request(0, 2);
    expect(due(urgent.at(0), 'acknowledge')?.dueAt).toBe(START + 8 * HOUR);
    expect(urgent.at(0).flags).toContain('urgent');
  });

  test('any answer meets it; a late one is shown as late', () => {
    const story = tale();
    story.request(0);
    story.say(9, 't', 'progress', { step: 'under-assessment' });
    expect(due(story.at(20), 'acknowledge')?.state).toBe('met-late');
  });

  test('while a question is open the clock stands and nothing becomes overdue', () => {
    const story = tale();
    story.request(0);
    story.say(1, 't', 'acknowledge', { reference: '1', officer: OFFICER });
    story.say(11, 't', 'ask', { questions: [{ number: 1, question: 'Which?' }], answerBy: '2026-10-01' });
    const long = story.at(500);
    expect(due(long, 'assess')).toMatchObject({ state: 'paused', dueAt: START + (1 + 30 + 489) * DAY });
    expect(due(long, 'answer')).toMatchObject({ owner: 'requesting', state: 'overdue' });
    expect(long.clock.paused).toBe(true);
  });

  test('two questions open at once pause the clock once, until both are answered', () => {
    const story = tale();
    story.request(0);
    story.say(1, 't', 'acknowledge', { reference: '1', officer: OFFICER });
    const first = story.say(3, 't', 'ask', { questions: [{ number: 1, question: 'A?' }] });
    const second = story.say(5, 't', 'ask', { questions: [{ number: 2, question: 'B?' }] });
    story.say(8, 'n', 'supply', { answers: [{ number: 1, answer: 'a' }] }, first);
    expect(story.at(8).status).toBe('more-information-asked');
    story.say(9, 'n', 'supply', { answers: [{ number: 2, answer: 'b' }] }, second);
    expect(story.at(9).status).toBe('information-supplied');
    expect(due(story.at(10), 'assess')?.dueAt).toBe(START + (1 + 30 + 6) * DAY);
  });

  test('a word beside the question leaves the clock standing', () => {
    const story = tale();
    const request = story.request(0);
    story.say(3, 't', 'ask', { questions: [{ number: 1, question: 'A?' }] });
    story.say(4, 'n', 'supply', { information: 'A new annex.' }, request);
    expect(story.at(4)).toMatchObject({ status: 'more-information-asked', clock: { paused: true } });
  });

  test('the deadline asked for is not moved by pauses, and counts until the day has ended everywhere', () => {
    const story = tale();
    story.request(0);
    story.say(1, 't', 'ask', { questions: [{ number: 1, question: 'A?' }] });
    expect(due(story.at(60), 'requested')?.state).toBe('running');
    expect(due(story.at(62), 'requested')?.state).toBe('overdue');
    expect(story.at(1).flags).toContain('deadline');
  });

  test('an end stops every clock', () => {
    const story = tale();
    story.request(0);
    story.say(1, 'n', 'withdraw', { reasons: 'No longer required.' });
    expect(story.at(300).deadlines.map(({ state }) => state)).toEqual(['ended', 'ended']);
    expect(story.at(300).flags).not.toContain('overdue');
  });

  test('periods are the authority’s to set', () => {
    const story = tale();
    story.request(0);
    expect(due(story.at(0, { periods: { acknowledge: DAY } }), 'acknowledge')?.dueAt).toBe(START + DAY);
  });
});

describe('items', () => {
  test('one refused and one executed make an executed case', () => {
    const story = tale();
    story.request(0);
    story.say(1, 't', 'refuse', { items: [2], ground: 'contrary-to-legal-system', reasons: 'No such hearing.' });
    expect(items(story.at(1))).toEqual([
      [1, 'sought'],
      [2, 'refused'],
    ]);
    expect(story.at(1).status).toBe('sent');
    story.say(2, 't', 'result', result([1, 'executed']));
    expect(story.at(2).status).toBe('executed');
  });

  test('all refused one by one is a refusal', () => {
    const story = tale();
    story.request(0);
    for (const number of [1, 2])
      story.say(number, 't', 'refuse', { items: [number], ground: 'dual-criminality', reasons: 'No.' });
    expect(story.at(3)).toMatchObject({ status: 'refused', turn: null });
  });

  test('a postponement of the whole pauses the clock until work resumes', () => {
    const story = tale();
    story.request(0);
    story.say(10, 't', 'postpone', { reasons: 'A trial here.', reviewOn: '2026-12-01' });
    expect(story.at(20)).toMatchObject({ status: 'postponed', clock: { paused: true } });
    story.say(50, 't', 'progress', { step: 'resumed' });
    expect(story.at(50)).toMatchObject({ status: 'under-execution', clock: { paused: false } });
    expect(items(story.at(50))[0]).toEqual([1, 'under-execution']);
  });

  test('what is final stays so when the rest is postponed, executed or withdrawn', () => {
    const story = tale();
    story.request(0);
    story.say(1, 't', 'refuse', { items: [2], ground: 'dual-criminality', reasons: 'No.' });
    story.say(2, 't', 'postpone', { reasons: 'A trial here.' });
    expect(items(story.at(3))).toEqual([
      [1, 'postponed'],
      [2, 'refused'],
    ]);
    story.say(4, 't', 'progress', { step: 'resumed' });
    story.say(5, 'n', 'withdraw', { reasons: 'No longer required.' });
    expect(items(story.at(6))).toEqual([
      [1, 'withdrawn'],
      [2, 'refused'],
    ]);
  });

  test('a result does not bring back an item withdrawn', () => {
    const story = tale();
    story.request(0);
    story.say(1, 'n', 'withdraw', { items: [2], reasons: 'No longer required.' });
    story.say(2, 't', 'result', result([1, 'partly-executed'], [2, 'executed']));
    expect(items(story.at(3))).toEqual([
      [1, 'partly-executed'],
      [2, 'withdrawn'],
    ]);
  });

  test('confirming a part of the results leaves the rest owed', () => {
    const story = tale();
    story.request(0);
    story.say(1, 't', 'result', result([1, 'executed']));
    story.say(2, 'n', 'close', { step: 'results-received' });
    expect(story.at(3)).toMatchObject({ status: 'partly-executed', turn: 'requested' });
    story.say(4, 't', 'result', result([2, 'not-executed']));
    expect(story.at(5).status).toBe('executed');
  });

  test('an item postponed leaves the rest and its clock alone', () => {
    const story = tale();
    story.request(0);
    story.say(1, 't', 'postpone', { items: [2], reasons: 'A trial here.' });
    expect(story.at(2)).toMatchObject({ status: 'sent', clock: { paused: false } });
  });

  test('an answer about an item nobody asked for has no effect', () => {
    const story = tale();
    story.request(0);
    story.say(1, 't', 'result', result([9, 'executed']));
    expect(story.at(2).status).toBe('sent');
    expect(irregular(story.at(2))).toEqual(['unknown-item']);
  });

  test('a supplementary request adds its items to the work under way', () => {
    const story = tale();
    story.request(0);
    story.say(1, 't', 'progress', { step: 'under-execution' });
    story.say(2, 'n', 'mla-request', { items: [{ number: 3, type: 'freezing' }] });
    expect(story.at(3).status).toBe('under-execution');
    expect(items(story.at(3))).toContainEqual([3, 'sought']);
  });
});

describe('conditions', () => {
  test('proposed, the clock stands; accepted, they bind', () => {
    const story = tale();
    story.request(0);
    story.say(5, 't', 'conditions', { step: 'proposed', terms: 'Not to be used in tax matters.' });
    expect(story.at(6)).toMatchObject({ status: 'conditions-proposed', turn: 'requesting', clock: { paused: true } });
    story.say(7, 'n', 'conditions', { step: 'accepted' });
    expect(story.at(8)).toMatchObject({ status: 'conditions-accepted', clock: { paused: false } });
    expect(story.at(8).flags).toContain('conditions');
  });
});

describe('what a side cannot do', () => {
  test.each([
    ['withdraw our request', 't', 'withdraw', { reasons: 'x' }, 'wrong-side'],
    ['confirm for us that results came', 't', 'close', { step: 'results-received' }, 'wrong-side'],
    ['accept its own conditions', 't', 'conditions', { step: 'accepted' }, 'wrong-side'],
    ['close what it has not answered', 't', 'close', { step: 'closed', reasons: 'x' }, 'too-early'],
    ['refuse its own request', 'n', 'refuse', { ground: 'dual-criminality', reasons: 'x' }, 'wrong-side'],
    ['acknowledge its own request', 'n', 'acknowledge', { reference: '1', officer: OFFICER }, 'wrong-side'],
    ['reopen what was never closed', 'n', 'close', { step: 'reopened', reasons: 'x' }, 'too-early'],
  ] as const)('%s', (_, who, kind, fields, why) => {
    const story = tale();
    story.request(0);
    const before = story.at(2);
    story.say(1, who, kind, fields);
    const after = story.at(2);
    expect(irregular(after)).toEqual([why]);
    expect(after.flags).toContain('irregular');
    expect({ status: after.status, items: after.items, deadlines: after.deadlines }).toEqual({
      status: before.status,
      items: before.items,
      deadlines: before.deadlines,
    });
  });

  test('a later request of the other side does not turn the case around', () => {
    const story = tale();
    story.request(0);
    story.add(1, 't', exampleMlaRequest({ now: START }));
    expect(story.at(2)).toMatchObject({ requesting: NORVANIA, status: 'sent' });
    expect(irregular(story.at(2))).toEqual(['wrong-side']);
  });

  test('after the end an act changes nothing, unless the case is reopened', () => {
    const story = tale();
    story.request(0);
    story.say(1, 't', 'refuse', { ground: 'essential-interests', reasons: 'Security.' });
    story.say(2, 't', 'progress', { step: 'under-execution' });
    expect(story.at(3).status).toBe('refused');
    expect(irregular(story.at(3))).toEqual(['after-the-end']);
    story.say(4, 't', 'close', { step: 'reopened', reasons: 'The ground fell away.' });
    expect(story.at(4).status).toBe('reopened');
    story.say(5, 't', 'result', result([1, 'executed'], [2, 'executed']));
    expect(story.at(5).status).toBe('executed');
  });
});

describe('with earlier items missing', () => {
  test('an answer without its request still shows, with the sides told by the act', () => {
    const story = tale();
    story.request(0);
    story.say(1, 't', 'acknowledge', { reference: '118/26', officer: OFFICER });
    const view = foldCase(story.entries.slice(1), { now: START + 2 * DAY });
    expect(view).toMatchObject({ track: 'request', status: 'acknowledged', missing: [hashOf(1)] });
    expect(view.references.requested).toBe('118/26');
    expect(view.flags).toContain('earlier-item-missing');
  });

  test('a result without its request leaves the whole open', () => {
    const story = tale();
    story.request(0);
    story.say(1, 't', 'result', result([1, 'executed']));
    const view = foldCase(story.entries.slice(1), { now: START + 2 * DAY });
    expect(view.status).toBe('partly-executed');
    expect(items(view)).toEqual([[1, 'executed']]);
  });

  test('an empty case is unknown, not an error', () => {
    expect(foldCase([], { now: START })).toMatchObject({ track: 'unknown', status: 'unknown', history: [] });
  });

  test('acts that name each other in a ring all show', () => {
    const story = tale();
    story.request(0);
    story.say(1, 't', 'acknowledge', { reference: '1', officer: OFFICER });
    const ring = story.entries.map((entry, i, all) => ({ ...entry, previous: [all[1 - i]!.hash] }));
    expect(foldCase(ring, { now: START }).history).toHaveLength(2);
  });
});

test('causes come before effects, whatever the clocks of the relay said', () => {
  const story = tale();
  story.request(0);
  story.say(-3, 't', 'acknowledge', { reference: '1', officer: OFFICER });
  expect(story.at(1).history.map(({ entry }) => entry.act.kind)).toEqual(['mla-request', 'acknowledge']);
  expect(story.at(1).status).toBe('acknowledged');
});

test('a consultation stays one until a request is made, and the request may come from the side consulted', () => {
  const story = tale();
  story.say(0, 't', 'consultation', { subject: 'Account at Banco Selene', text: 'Would you assist?' });
  expect(story.at(0)).toMatchObject({ track: 'consultation', status: 'consultation', turn: null });
  story.request(1);
  expect(story.at(1)).toMatchObject({ track: 'request', status: 'sent', requesting: NORVANIA });
});

test('returned and forwarded differ', () => {
  const returned = tale();
  returned.request(0);
  returned.say(1, 't', 'return', { step: 'returned', reasons: 'Not competent.' });
  expect(returned.at(1)).toMatchObject({ status: 'returned', turn: 'requesting' });
  const forwarded = tale();
  forwarded.request(0);
  forwarded.say(1, 't', 'return', { step: 'forwarded', reasons: 'Not competent.', competentAuthority: 'Court' });
  forwarded.say(2, 't', 'acknowledge', { reference: '9', officer: OFFICER });
  expect(forwarded.at(2).status).toBe('acknowledged');
});

test('several authorities of one side act as one', () => {
  const story = tale();
  const prosecutor = 'cc'.repeat(32);
  story.request(0);
  const withdraw = composeAct({
    kind: 'withdraw',
    caseRefs: {},
    author: { officialName: 'A', function: 'B', unit: 'C' },
    fields: { reasons: 'x' },
  });
  const entries = [
    ...story.entries,
    { hash: hashOf(2), from: prosecutor, act: withdraw, class: 1 as const, at: START + DAY, previous: [hashOf(1)] },
  ];
  expect(foldCase(entries, { now: START + DAY }).status).toBe('sent');
  expect(foldCase(entries, { now: START + DAY, requesting: [NORVANIA, prosecutor] }).status).toBe('withdrawn');
  expect(foldCase(entries, { now: START + DAY, requesting: [NORVANIA, TALASSA] }).status).toBe('sent');
});
