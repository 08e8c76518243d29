// The case folded from its acts: status, items, clocks, sides, and what has no effect (product.md "Case").
import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { composeAct } from '../../../client/casework/act.ts';
import { DAY } from '../../../client/casework/calendar.ts';
import { exampleMlaRequest } from '../../../client/casework/example.ts';
import { foldCase } from '../../../client/casework/lifecycle.ts';
import { due, hashOf, irregular, items, NORVANIA, OFFICER, result, START, TALASSA, tale } from './cast.ts';

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
