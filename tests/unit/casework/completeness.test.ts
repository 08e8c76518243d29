// Completeness of forms: what is missing is named, alone, with its paragraph; what is wrong in time or language too (product.md row 3).
import { describe, expect, test } from 'vitest';
import { ACT_KINDS, type Act, composeAct, decodeAct } from '../../../client/casework/act.ts';
import { DAY, dateOf } from '../../../client/casework/calendar.ts';
import { checkCompleteness } from '../../../client/casework/completeness.ts';
import { exampleMlaRequest, examplePreservation } from '../../../client/casework/example.ts';
import { exampleReceivedPreservation, exampleReceivedRequest } from '../../../client/casework/example-received.ts';
import { applies, type Field, type Fields, type Value } from '../../../client/casework/form.ts';

const NOW = Date.UTC(2026, 8, 12, 10, 2);
const deps = { now: NOW };
const check = (act: Pick<Act, 'kind' | 'fields'>, more: { acceptedLanguages?: string[][] } = {}) =>
  checkCompleteness(act.kind, act.fields, act.kind === 'preservation-request' ? 'budapest' : 'untoc', {
    ...deps,
    ...more,
  });

/** A deep copy with the value at `steps` replaced, or removed when `undefined`. */
function changed(fields: Fields, steps: readonly (string | number)[], value: Value | undefined): Fields {
  const copy = structuredClone(fields) as Record<string | number, unknown>;
  let at = copy;
  for (const step of steps.slice(0, -1)) at = at[step] as Record<string | number, unknown>;
  const last = steps.at(-1) as string | number;
  if (value === undefined) delete at[last];
  else at[last] = value;
  return copy as Fields;
}

/** Every required field present in `scope`, with its path. */
function required(
  fields: readonly Field[],
  scope: Fields,
  steps: (string | number)[] = [],
): { steps: (string | number)[]; field: Field }[] {
  return fields.flatMap((field) => {
    const value = scope[field.id];
    if (value === undefined) return [];
    const here = [...steps, field.id];
    const self = applies(field.essential ?? field.required, scope) ? [{ steps: here, field }] : [];
    if (field.type === 'group') return [...self, ...required(field.of, value as Fields, here)];
    if (field.type === 'list')
      return [...self, ...(value as Fields[]).flatMap((entry, i) => required(field.of, entry, [...here, i]))];
    return self;
  });
}

const pathOf = (steps: readonly (string | number)[]) =>
  steps.reduce<string>(
    (path, step) => (typeof step === 'number' ? `${path}[${step}]` : path === '' ? step : `${path}.${step}`),
    '',
  );

describe.each([
  ['the example request', exampleMlaRequest({ now: NOW })],
  ['the example preservation', examplePreservation({ now: NOW })],
  ['the request received in practice', exampleReceivedRequest({ now: NOW })],
  ['the preservation received in practice', exampleReceivedPreservation({ now: NOW })],
])('%s', (_, act) => {
  test('is complete', () => {
    expect(check(act, { acceptedLanguages: [['en', 'fr']] })).toEqual([]);
  });

  const all = required(ACT_KINDS[act.kind].fields, act.fields);
  test('has required fields on every level', () => {
    expect(all.length).toBeGreaterThan(15);
    expect(all.some(({ steps }) => steps.length === 3)).toBe(true);
  });

  test.each(all.map(({ steps, field }) => [pathOf(steps), steps, field] as const))(
    'without %s exactly that is named',
    (path, steps, field) => {
      const missing = check({ kind: act.kind, fields: changed(act.fields, steps, undefined) }).filter(
        ({ problem }) => problem === 'missing',
      );
      expect(missing.map((one) => one.path)).toEqual([path]);
      expect(missing[0]?.message).toContain('Needed: ');
      const paragraph = act.kind === 'preservation-request' ? field.articles?.budapest : field.articles?.untoc;
      if (paragraph !== undefined) expect(missing[0]?.citation).toContain(`article ${paragraph}`);
    },
  );
});

const request = exampleMlaRequest({ now: NOW });
const said = (steps: (string | number)[], value: Value | undefined) =>
  check({ kind: request.kind, fields: changed(request.fields, steps, value) }).map(({ message }) => message);

test('a gap reads as one sentence with its paragraph in three conventions', () => {
  expect(said(['facts'], undefined)).toEqual([
    'Needed: a summary of the relevant facts — UNTOC article 18(15)(c) (UNCAC 46(15)(c), 1988 Convention 7(10)(c))',
  ]);
});

test('the chosen instrument leads the citation', () => {
  const fields = changed(request.fields, ['purpose'], undefined);
  const [gap] = checkCompleteness('mla-request', fields, 'c1988', deps);
  expect(gap?.citation).toBe('1988 Convention article 7(10)(f) (UNTOC 18(15)(f), UNCAC 46(15)(f))');
});

test('a gap in an item says in which, and cites the paragraph', () => {
  expect(said(['items', 0, 'account'], undefined)).toEqual([
    'Assistance sought, 1: Needed: the account — UNTOC article 18(15)(d) (UNCAC 46(15)(d), 1988 Convention 7(10)(d))',
  ]);
});

test('a gap names the step of the task list', () => {
  expect(
    check({ kind: 'mla-request', fields: changed(request.fields, ['items', 0, 'account'], undefined) })[0]?.section,
  ).toBe('assistance');
});

test('blank counts as missing, not as malformed', () => {
  expect(said(['facts'], '  \n ')).toHaveLength(1);
  expect(said(['persons'], [])[0]).toContain('Needed: the identity, location and nationality');
});

test('the facts are not needed for the service of documents alone', () => {
  const service = {
    number: 1,
    type: 'service-of-documents',
    description: 'Serve the summons.',
    document: 'Summons',
    addressee: 'R. Dunai, Port Selene',
  };
  const fields = changed(changed(request.fields, ['items'], [service]), ['facts'], undefined);
  expect(check({ kind: 'mla-request', fields })).toEqual([]);
  const mixed = changed(
    fields,
    ['items'],
    [service, { number: 2, type: 'other', description: 'Tell us the address.' }],
  );
  expect(check({ kind: 'mla-request', fields: mixed }).map(({ path }) => path)).toEqual(['facts']);
});

test('persons may be declared unknown instead of named', () => {
  const fields = { ...changed(request.fields, ['persons'], undefined), personsUnknown: true };
  expect(check({ kind: 'mla-request', fields })).toEqual([]);
});

test('a deadline needs reasons, and must not lie in the past', () => {
  expect(said(['deadlineReason'], undefined)[0]).toContain('UNTOC article 18(24)');
  expect(said(['deadline'], dateOf(NOW - 3 * DAY))[0]).toContain('Deadline: lies in the past');
  expect(said(['deadline'], dateOf(NOW))).toEqual([]);
});

test('a period must not end before it starts, nor start in the future', () => {
  expect(said(['items', 0, 'until'], '2024-01-31')[0]).toContain('Until: lies before From');
  expect(said(['items', 0, 'from'], dateOf(NOW + 5 * DAY)).join()).toContain('From: lies in the future');
});

test('a language the counterpart does not accept is named, unless a translation into one is attached', () => {
  const gaps = check(request, { acceptedLanguages: [['fr', 'es']] });
  expect(gaps.map(({ problem, path }) => [problem, path])).toEqual([['language', 'language']]);
  expect(gaps[0]?.message).toContain('accepts French, Spanish');
  expect(gaps[0]?.message).toContain('UNTOC article 18(14)');
  const translated = { ...request.fields, translation: 'attached', translationLanguage: 'fr' };
  expect(check({ kind: 'mla-request', fields: translated }, { acceptedLanguages: [['fr']] })).toEqual([]);
  // Each authority written to has to be able to read it: one in the request's language, the other in the translation's.
  const both = { kind: 'mla-request', fields: translated } as const;
  expect(check(both, { acceptedLanguages: [['fr'], ['ar', 'en']] })).toEqual([]);
  expect(check(both, { acceptedLanguages: [['fr'], ['ar']] })[0]?.message).toContain('accepts Arabic;');
});

test('two items of one number, a field of another kind of item, an unknown field: each is named', () => {
  expect(said(['items', 1, 'number'], 1)[0]).toContain('the same one is given twice');
  expect(said(['items', 1, 'account'], '123')[0]).toContain('does not belong here');
  expect(check({ kind: 'mla-request', fields: { ...request.fields, colour: 'red' } })[0]?.problem).toBe(
    'unknown-field',
  );
});

test('a preservation without the intention to request assistance is not one', () => {
  const act = examplePreservation({ now: NOW });
  const gaps = check({ kind: act.kind, fields: changed(act.fields, ['mla', 'intended'], false) });
  expect(gaps.map(({ message }) => message)).toEqual([
    'Request for mutual legal assistance to follow: Needed: the intention to submit a request for mutual legal assistance — Budapest Convention article 29(2)(f) (UN Cybercrime Convention 42(3)(f))',
  ]);
});

test('a time zone nobody knows is named to the author and still readable by the recipient', () => {
  const act = examplePreservation({ now: NOW });
  const fields = changed(act.fields, ['data', 0, 'from', 'zone'], 'Norvania/Ostrelund');
  expect(check({ kind: act.kind, fields }).map(({ problem }) => problem)).toEqual(['unknown-zone']);
  expect(decodeAct({ ...act, fields }).fields).toEqual(fields);
});

test('the preservation form has at most nine fields', () => {
  expect(ACT_KINDS['preservation-request'].fields.length).toBeLessThanOrEqual(9);
});

test('what is complete can be composed and read back', () => {
  for (const act of [request, examplePreservation({ now: NOW })]) expect(decodeAct(composeAct(act))).toEqual(act);
});

test('a gap is said in one sentence with its paragraph, and briefly where the paragraph stands beside the field', () => {
  const act = exampleMlaRequest({ now: NOW });
  const [gap] = check({ ...act, fields: changed(act.fields, ['items', 0, 'institution'], undefined) });
  expect(gap?.citation).toMatch(/^UNTOC article/);
  expect(gap?.brief).toMatch(/^Assistance sought, 1: Needed: /);
  expect(gap?.brief).not.toMatch(/article|UNCAC/);
  expect(gap?.message).toBe(`${gap?.brief} — ${gap?.citation}`);
});
