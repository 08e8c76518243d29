// Deadlines that pauses move, and items that are answered one by one (product.md "Case": clock paused, partly executed per item).
import { describe, expect, test } from 'vitest';
import { DAY, dateOf, HOUR } from '../../../client/casework/calendar.ts';
import { due, irregular, items, OFFICER, result, START, tale } from './cast.ts';

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
    const day = dateOf(START + 60 * DAY);
    expect(due(story.at(60), 'requested')).toMatchObject({ state: 'running', day });
    // 11:59:59.999 UTC of the next day: midnight where the day ends last.
    expect(due(story.at(60), 'requested')?.dueAt).toBe(Date.parse(`${day}T00:00:00Z`) + DAY + 12 * HOUR - 1);
    expect(due(story.at(60), 'acknowledge')?.day).toBeNull();
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
