// The simulated counterpart: its answers are complete acts of the right side and class, and lead a case to its end (practice mode).
import { expect, test } from 'vitest';
import { type Act, type ActKind, classesOf, composeAct, mayBeBy } from '../../../client/casework/act.ts';
import { DAY, MINUTE } from '../../../client/casework/calendar.ts';
import { checkCompleteness } from '../../../client/casework/completeness.ts';
import { counterpartAnswers, REFUSE_WORD } from '../../../client/casework/counterpart.ts';
import { exampleMlaRequest, examplePreservation } from '../../../client/casework/example.ts';
import type { Fields } from '../../../client/casework/form.ts';
import { type CaseView, foldCase } from '../../../client/casework/lifecycle.ts';
import type { CaseEntry } from '../../../client/casework/order.ts';
import { hashOf, NORVANIA, START, TALASSA } from './cast.ts';

const author = { officialName: 'A. Lindt', function: 'Signatory', unit: 'MLA' };

/** A case in which the counterpart answers whatever is sent to it. */
function practice() {
  const entries: CaseEntry[] = [];
  let sent = 0;
  let request: Act | null = null;
  const put = (from: string, act: Act): CaseEntry => {
    const hash = hashOf(entries.length + 1);
    const entry = {
      hash,
      from,
      act,
      class: classesOf(act)[0]!,
      at: START + entries.length * MINUTE,
      previous: entries.slice(-1).map((one) => one.hash),
    };
    entries.push(entry);
    return entry;
  };
  const send = (act: Act): Act[] => {
    const { hash, at } = put(NORVANIA, act);
    if (act.kind === 'mla-request') request = act;
    const answers = counterpartAnswers({ act, hash, step: sent, request, now: at });
    for (const answer of answers) {
      sent += 1;
      put(TALASSA, answer);
      expect(mayBeBy(answer, 'requested')).toBe(true);
      expect(answer.inReplyTo).toBe(hash);
      expect(checkCompleteness(answer.kind, answer.fields, 'untoc', { now: at })).toEqual([]);
    }
    return answers;
  };
  const view = (): CaseView => foldCase(entries, { now: START + DAY });
  const say = (kind: ActKind, fields: Fields) =>
    send(
      composeAct({ kind, caseRefs: { ours: 'NV-1', theirs: view().references.requested ?? 'none' }, fields, author }),
    );
  return { send, say, view };
}

const kinds = (acts: readonly Act[]) =>
  acts.map(({ kind, fields }) => (typeof fields['step'] === 'string' ? `${kind}:${fields['step']}` : kind));

test('a request is acknowledged and one question asked; the answer brings progress and a result per item', () => {
  const desk = practice();
  expect(kinds(desk.send(exampleMlaRequest({ now: START })))).toEqual(['acknowledge', 'ask']);
  expect(desk.view()).toMatchObject({ status: 'more-information-asked', turn: 'requesting' });
  const answers = desk.say('supply', { answers: [{ number: 1, answer: 'Harbour Row branch.' }] });
  expect(kinds(answers)).toEqual(['progress:under-execution', 'result']);
  expect(desk.view().items.map(({ number, status }) => [number, status])).toEqual([
    [1, 'executed'],
    [2, 'executed'],
  ]);
  expect(kinds(desk.say('close', { step: 'results-received' }))).toEqual(['close:closed']);
  expect(desk.view()).toMatchObject({ status: 'closed' });
  expect(desk.view().flags).not.toContain('irregular');
});

test('it asks once in a case: a supplement is executed at once', () => {
  const desk = practice();
  desk.send(exampleMlaRequest({ now: START }));
  expect(kinds(desk.send(exampleMlaRequest({ now: START })))).toEqual([
    'acknowledge',
    'progress:under-execution',
    'result',
  ]);
});

test('it keeps one reference throughout', () => {
  const desk = practice();
  const [acknowledged] = desk.send(exampleMlaRequest({ now: START }));
  const later = desk.say('supply', { information: 'More.' });
  expect(later.map(({ caseRefs }) => caseRefs.ours)).toEqual([
    acknowledged?.caseRefs.ours,
    acknowledged?.caseRefs.ours,
  ]);
  expect(desk.view().references.requested).toBe(acknowledged?.caseRefs.ours);
});

test('the word in the purpose brings a refusal with ground and reasons', () => {
  const desk = practice();
  const request = exampleMlaRequest({ now: START });
  const answers = desk.send(
    composeAct({ ...request, fields: { ...request.fields, purpose: `Practice. ${REFUSE_WORD}` } }),
  );
  expect(kinds(answers)).toEqual(['acknowledge', 'refuse']);
  expect(answers[1]?.fields['ground']).toBe('essential-interests');
  expect(desk.view().status).toBe('refused');
});

test('a preservation is acknowledged, served and preserved for the days asked, and extended on request', () => {
  const desk = practice();
  expect(kinds(desk.send(examplePreservation({ now: START })))).toEqual([
    'preservation-reply:acknowledged',
    'preservation-reply:provider-served',
    'preservation-reply:preserved',
  ]);
  const [before] = desk.view().preservations;
  expect(before?.status).toBe('preserved');
  expect((before?.until ?? 0) - (before?.from ?? 0)).toBe(90 * DAY);
  expect(
    kinds(
      desk.say('preservation-reply', { step: 'extension-asked', untilAsked: '2027-03-01', reasons: 'Translation.' }),
    ),
  ).toEqual(['preservation-reply:extension-given']);
  expect(desk.view().preservations[0]?.until).toBe(Date.UTC(2027, 2, 1, 23, 59));
});

test('a preservation with the word is refused', () => {
  const desk = practice();
  const request = examplePreservation({ now: START });
  desk.send(composeAct({ ...request, fields: { ...request.fields, necessity: REFUSE_WORD } }));
  expect(desk.view().status).toBe('refused');
});

test('progress asked is answered; a withdrawal ends the case; what asks for nothing gets nothing', () => {
  const desk = practice();
  desk.send(exampleMlaRequest({ now: START }));
  expect(kinds(desk.say('progress', { step: 'asked' }))).toEqual(['progress:under-execution']);
  expect(kinds(desk.say('withdraw', { reasons: 'No longer required.' }))).toEqual(['close:closed']);
  expect(desk.say('close', { step: 'closed', reasons: 'Done.' })).toEqual([]);
  expect(desk.view().status).toBe('closed');
});

test('it never answers an answer: two counterparts do not talk for ever', () => {
  for (const act of counterpartAnswers({
    act: exampleMlaRequest({ now: START }),
    hash: hashOf(1),
    step: 0,
    request: null,
    now: START,
  })) {
    expect(counterpartAnswers({ act, hash: hashOf(2), step: 1, request: null, now: START })).toEqual([]);
  }
});
