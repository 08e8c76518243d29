// The simulated counterpart: its answers are complete acts of the right side and class, and lead a case to its end (practice mode).
import { expect, test } from 'vitest';
import { type Act, type ActKind, classesOf, composeAct, mayBeBy } from '../../../client/casework/act.ts';
import { DAY, MINUTE } from '../../../client/casework/calendar.ts';
import { checkCompleteness } from '../../../client/casework/completeness.ts';
import { counterpartAnswers, REFUSE_WORD } from '../../../client/casework/counterpart.ts';
import { exampleMlaRequest, examplePreservation } from '../../../client/casework/example.ts';
import { exampleReceivedRequest } from '../../../client/casework/example-received.ts';
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

test('what it asked for itself it follows up: a question is answered, conditions are accepted, a result is confirmed', () => {
  const hash = hashOf(1);
  const case_: CaseEntry[] = [
    { hash, from: TALASSA, act: exampleReceivedRequest({ now: START }), class: 1, at: START, previous: [] },
  ];
  const put = (from: string, act: Act): string => {
    const hash = hashOf(case_.length + 1);
    const at = START + case_.length * MINUTE;
    case_.push({ hash, from, act, class: classesOf(act)[0]!, at, previous: [hashOf(case_.length)] });
    return hash;
  };
  const say = (kind: ActKind, fields: Fields) => {
    const act = composeAct({ kind, caseRefs: { ours: 'NV-2', theirs: 'TL-2026-0077' }, fields, author });
    const answers = counterpartAnswers({ act, hash: put(NORVANIA, act), step: 0, request: null, now: START });
    for (const answer of answers) {
      put(TALASSA, answer);
      expect(mayBeBy(answer, 'requesting')).toBe(true);
      expect(answer.caseRefs).toEqual({ ours: 'TL-2026-0077', theirs: 'NV-2' });
      expect(checkCompleteness(answer.kind, answer.fields, 'untoc', { now: START })).toEqual([]);
    }
    return [...kinds(answers), foldCase(case_, { now: START + DAY }).status];
  };
  expect(say('ask', { questions: [{ number: 3, question: 'Which rooms?' }] })).toEqual([
    'supply',
    'information-supplied',
  ]);
  expect(say('conditions', { step: 'proposed', terms: 'Not in other trials.' })).toEqual([
    'conditions:accepted',
    'conditions-accepted',
  ]);
  const done = [1, 2].map((number) => ({ number, outcome: 'executed', doneOn: '2026-09-12' }));
  expect(say('result', { items: done })).toEqual(['close:results-received', 'results-received']);
  expect(foldCase(case_, { now: START + DAY }).flags).not.toContain('irregular');
});

test('progress asked is answered; a withdrawal ends the case; what asks for nothing gets nothing', () => {
  const desk = practice();
  desk.send(exampleMlaRequest({ now: START }));
  expect(kinds(desk.say('progress', { step: 'asked' }))).toEqual(['progress:under-execution']);
  expect(kinds(desk.say('withdraw', { reasons: 'No longer required.' }))).toEqual(['close:closed']);
  expect(desk.say('close', { step: 'closed', reasons: 'Done.' })).toEqual([]);
  expect(desk.view().status).toBe('closed');
});

test('two counterparts come to an end: they do not talk for ever', () => {
  const request = exampleMlaRequest({ now: START });
  let said: readonly Act[] = [request];
  const talk: string[] = [];
  for (let step = 0; said.length > 0 && step < 20; step++) {
    talk.push(...kinds(said));
    said = said.flatMap((act) => counterpartAnswers({ act, hash: hashOf(step + 1), step, request, now: START }));
  }
  expect(talk).toEqual([
    'mla-request',
    'acknowledge',
    'ask',
    'supply',
    'progress:under-execution',
    'result',
    'close:results-received',
    'close:closed',
  ]);
});
