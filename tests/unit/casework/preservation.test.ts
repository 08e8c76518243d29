// The life of a preservation: answers, periods, alerts, the MLA request that holds it, and its expiry (product.md "Preservation").
import { describe, expect, test } from 'vitest';
import { composeAct } from '../../../client/casework/act.ts';
import { DAY, HOUR } from '../../../client/casework/calendar.ts';
import { exampleMlaRequest } from '../../../client/casework/example.ts';
import type { Preservation } from '../../../client/casework/preservation.ts';
import { OFFICER, START, tale } from './cast.ts';

const instant = (days: number) => ({ at: START + days * DAY, zone: 'UTC' });
const only = (story: ReturnType<typeof tale>, days: number): Preservation => story.at(days).preservations[0]!;

/** Asked on day 0, preserved on day 1 until day 91. */
function preserved() {
  const story = tale();
  const request = story.preservation(0);
  story.say(0.1, 't', 'preservation-reply', { step: 'acknowledged', reference: 'TL-7', officer: OFFICER }, request);
  story.say(
    0.5,
    't',
    'preservation-reply',
    { step: 'provider-served', provider: 'Selene Mail', servedAt: instant(0.4) },
    request,
  );
  story.say(1, 't', 'preservation-reply', { step: 'preserved', from: instant(1), until: instant(91) }, request);
  return { story, request };
}

test('from sent to preserved, with its period and reference', () => {
  const { story } = preserved();
  expect(story.at(2)).toMatchObject({
    track: 'preservation',
    status: 'preserved',
    statusLabel: 'preservation.preserved',
    turn: 'requesting',
  });
  expect(only(story, 2)).toMatchObject({
    from: START + DAY,
    until: START + 91 * DAY,
    reference: 'TL-7',
    mla: null,
    held: false,
  });
});

test('unanswered it is overdue after 8 hours, and the next contacts are called after 1 and 4', () => {
  const story = tale();
  story.preservation(0);
  expect(only(story, 0.3).answer.state).toBe('running');
  expect(only(story, 0.3).escalations).toEqual([START + HOUR, START + 4 * HOUR]);
  expect(only(story, 0.34).answer.state).toBe('overdue');
  expect(story.at(0.34).flags).toContain('overdue');
  story.say(0.35, 't', 'preservation-reply', { step: 'acknowledged' });
  expect(only(story, 1)).toMatchObject({ status: 'acknowledged', escalations: [], answer: { state: 'met-late' } });
});

describe('alerts', () => {
  test('pass at 21, 14, 7, 3 and 1 days before the end', () => {
    const { story } = preserved();
    expect(only(story, 69.9).alert).toBeNull();
    for (const [days, left] of [
      [70, 21],
      [77.5, 14],
      [84, 7],
      [88, 3],
      [90, 1],
    ] as const) {
      expect(only(story, days).alert?.daysLeft).toBe(left);
    }
  });

  test('stop when the MLA request is there; its announcement alone does not stop them', () => {
    const { story } = preserved();
    story.say(60, 'n', 'preservation-reply', { step: 'mla-announced', mlaExpectedOn: '2026-12-01' });
    expect(only(story, 85)).toMatchObject({ status: 'mla-announced', alert: { daysLeft: 7 } });
    story.request(86);
    expect(only(story, 88)).toMatchObject({ status: 'mla-received', alert: null, alerts: [] });
  });

  test('a short period has only those that fall within it', () => {
    const story = tale();
    story.preservation(0);
    story.say(1, 't', 'preservation-reply', { step: 'preserved', from: instant(1), until: instant(11) });
    expect(only(story, 1).alerts.map(({ daysLeft }) => daysLeft)).toEqual([7, 3, 1]);
  });
});

describe('the MLA request', () => {
  test('received in time holds the data past the end of the period', () => {
    const { story } = preserved();
    story.request(90);
    expect(only(story, 200)).toMatchObject({ status: 'mla-received', held: true });
    expect(story.at(200).flags).toEqual(expect.arrayContaining(['linked-preservation', 'hold']));
    expect(story.at(200).track).toBe('request');
  });

  test('received too late does not undo the expiry', () => {
    const { story } = preserved();
    expect(only(story, 91.1)).toMatchObject({ status: 'expired-without-mla', since: START + 91 * DAY, alert: null });
    story.request(92);
    expect(only(story, 93)).toMatchObject({ status: 'expired-without-mla', held: false });
  });

  test('that names another preservation is flagged and not linked', () => {
    const { story } = preserved();
    const { fields } = exampleMlaRequest({ now: START });
    const author = { officialName: 'A', function: 'B', unit: 'C' };
    const orphan = { ...fields, status: 'follows-preservation', follows: 'NV-1', preservation: 'ee'.repeat(32) };
    story.add(10, 'n', composeAct({ kind: 'mla-request', caseRefs: {}, author, fields: orphan }));
    expect(only(story, 11).mla).toBeNull();
    expect(story.at(11).flags).toContain('unknown-preservation');
    expect(only(story, 100).status).toBe('expired-without-mla');
  });
});

describe('extension', () => {
  test('asked and given moves the end', () => {
    const { story } = preserved();
    const question = story.say(80, 'n', 'preservation-reply', {
      step: 'extension-asked',
      untilAsked: '2027-02-01',
      reasons: 'Translation.',
    });
    expect(story.at(81)).toMatchObject({ status: 'extension-asked', turn: 'requested' });
    story.say(82, 't', 'preservation-reply', { step: 'extension-given', until: instant(121) }, question);
    expect(only(story, 100)).toMatchObject({ status: 'preserved', until: START + 121 * DAY, alert: { daysLeft: 21 } });
  });

  test('that would shorten has no effect', () => {
    const { story } = preserved();
    story.say(5, 't', 'preservation-reply', { step: 'extension-given', until: instant(30) });
    expect(only(story, 6).until).toBe(START + 91 * DAY);
    expect(story.at(6).history.at(-1)?.irregular).toBe('shorter');
  });
});

test.each([
  ['refused', { step: 'refused', ground: 'essential-interests', reasons: 'Security.' }],
  ['unable', { step: 'unable', unable: 'already-deleted', reasons: 'Gone.' }],
  ['released', { step: 'released' }],
] as const)('%s ends the wait', (status, fields) => {
  const story = tale();
  story.preservation(0);
  story.say(0.2, 't', 'preservation-reply', fields);
  expect(story.at(400)).toMatchObject({ status, turn: null });
  expect(story.at(400).flags).not.toContain('overdue');
});

test('a late acknowledgement does not undo what came before it, and after release nothing is preserved again', () => {
  const { story, request } = preserved();
  story.say(2, 't', 'preservation-reply', { step: 'acknowledged' }, request);
  expect(only(story, 3).status).toBe('preserved');
  story.say(4, 't', 'preservation-reply', { step: 'released' }, request);
  story.say(5, 't', 'preservation-reply', { step: 'preserved', from: instant(5), until: instant(95) }, request);
  expect(only(story, 6)).toMatchObject({ status: 'released', until: START + 91 * DAY });
  expect(story.at(6).history.at(-1)?.irregular).toBe('after-the-end');
});

test('the requesting side cannot say that data are preserved, nor the other that a request is announced', () => {
  const story = tale();
  story.preservation(0);
  story.say(1, 'n', 'preservation-reply', { step: 'preserved', from: instant(1), until: instant(91) });
  story.say(2, 't', 'preservation-reply', { step: 'mla-announced', mlaExpectedOn: '2026-12-01' });
  expect(story.at(3).status).toBe('sent');
  expect(story.at(3).history.map(({ irregular }) => irregular)).toEqual([null, 'wrong-side', 'wrong-side']);
});

test('two preservations in one case are told apart by what the replies name', () => {
  const story = tale();
  const first = story.preservation(0);
  const second = story.preservation(1);
  story.say(2, 't', 'preservation-reply', { step: 'preserved', from: instant(2), until: instant(92) }, second);
  story.say(3, 't', 'preservation-reply', { step: 'unable', unable: 'not-held', reasons: 'No.' }, first);
  expect(story.at(4).preservations.map(({ status }) => status)).toEqual(['unable', 'preserved']);
});

test('of two preservations a request follows the one it names', () => {
  const story = tale();
  const first = story.preservation(0);
  const second = story.preservation(1);
  const { fields } = exampleMlaRequest({ now: START });
  const author = { officialName: 'A', function: 'B', unit: 'C' };
  const named = { ...fields, status: 'follows-preservation', follows: 'NV-1', preservation: second };
  const mla = story.add(2, 'n', composeAct({ kind: 'mla-request', caseRefs: {}, author, fields: named }));
  expect(story.at(3).preservations.map(({ hash, mla: linked }) => [hash, linked])).toEqual([
    [first, null],
    [second, mla],
  ]);
});

test('of two preservations a request that names none and follows none is linked to neither', () => {
  const story = tale();
  story.preservation(0);
  story.preservation(1);
  story.request(2);
  expect(story.at(3).preservations.map(({ mla }) => mla)).toEqual([null, null]);
});

test('the request refused leaves its preservation as it was', () => {
  const { story, request } = preserved();
  const mla = story.request(10);
  story.say(11, 't', 'refuse', { ground: 'essential-interests', reasons: 'Security.' }, mla);
  expect(story.at(12)).toMatchObject({ track: 'request', status: 'refused' });
  expect(only(story, 12).status).toBe('mla-received');
  story.say(13, 'n', 'withdraw', { reasons: 'Not needed.' }, request);
  expect(only(story, 13).status).toBe('withdrawn');
});
