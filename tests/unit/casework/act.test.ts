// The act as hostile input: rebuilt from its form or refused, never half-read; and the class it needs (protocol.md section 4).
import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import {
  ACT_KINDS,
  ACT_LIMITS,
  type Act,
  type ActKind,
  checkClass,
  classesOf,
  composeAct,
  decodeAct,
  floorOf,
} from '../../../client/casework/act.ts';
import { exampleMlaRequest, examplePreservation } from '../../../client/casework/example.ts';
import { type Field, SECTIONS } from '../../../client/casework/form.ts';
import { EN } from '../../../client/casework/labels/say.ts';
import { ProtocolError } from '../../../crypto/primitives/errors.ts';

const NOW = Date.UTC(2026, 8, 12, 10, 2);
const REQUEST = exampleMlaRequest({ now: NOW });
const AUTHOR = { officialName: 'R. Dunai', function: 'Case officer', unit: 'MLA' };
const act = (kind: ActKind, fields: Act['fields']): Act => composeAct({ kind, caseRefs: {}, fields, author: AUTHOR });

function codeOf(run: () => unknown): string | null {
  try {
    run();
    return null;
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error;
    return error.code;
  }
}
const refused = (value: unknown) => expect(codeOf(() => decodeAct(value))).toBe('CONTENT_ACT');

describe('decodeAct', () => {
  test('gives back what was composed, as a copy', () => {
    const read = decodeAct(REQUEST);
    expect(read).toEqual(REQUEST);
    expect(read.fields).not.toBe(REQUEST.fields);
  });

  test('accepts groups without a prototype', () => {
    const bare = Object.assign(Object.create(null), {
      ...REQUEST,
      fields: Object.assign(Object.create(null), REQUEST.fields),
    });
    expect(decodeAct(bare)).toEqual(REQUEST);
  });

  test.each<[string, (whole: Record<string, unknown>) => unknown]>([
    ['an unknown kind', (whole) => ({ ...whole, kind: 'treaty' })],
    ['a kind that only objects inherit', (whole) => ({ ...whole, kind: 'constructor' })],
    ['another version', (whole) => ({ ...whole, version: 2 })],
    ['no author', ({ author: _, ...rest }) => rest],
    ['an extra name on top', (whole) => ({ ...whole, attachments: [] })],
    ['an unknown field', (whole) => ({ ...whole, fields: { ...REQUEST.fields, secret: 'x' } })],
    [
      'a field that belongs to another choice',
      (whole) => ({ ...whole, fields: { ...REQUEST.fields, follows: 'NV-1' } }),
    ],
    [
      'an own __proto__',
      (whole) => ({
        ...whole,
        fields: JSON.parse('{"items":[{"number":1,"type":"other"}],"__proto__":{"facts":"x"}}'),
      }),
    ],
    ['an oversize text', (whole) => ({ ...whole, fields: { ...REQUEST.fields, facts: 'x'.repeat(60_001) } })],
    ['a terminal escape', (whole) => ({ ...whole, fields: { ...REQUEST.fields, purpose: 'a \u001b[2J b' } })],
    ['a text turned around', (whole) => ({ ...whole, fields: { ...REQUEST.fields, purpose: 'a \u202e b' } })],
    ['half a character', (whole) => ({ ...whole, fields: { ...REQUEST.fields, purpose: 'a \ud800 b' } })],
    ['two lines where one is due', (whole) => ({ ...whole, caseRefs: { ours: 'NV-1\nURGENT' } })],
    ['a reply to no hash', (whole) => ({ ...whole, inReplyTo: 'ABC' })],
    ['a day that does not exist', (whole) => ({ ...whole, fields: { ...REQUEST.fields, deadline: '2027-02-30' } })],
    ['no items', (whole) => ({ ...whole, fields: { ...REQUEST.fields, items: [] } })],
    [
      'two items of one number',
      (whole) => ({
        ...whole,
        fields: { ...REQUEST.fields, items: [1, 1].map((number) => ({ number, type: 'other' })) },
      }),
    ],
    [
      'a number that is none',
      (whole) => ({ ...whole, fields: { ...REQUEST.fields, items: [{ number: Number.NaN, type: 'other' }] } }),
    ],
    ['a map', (whole) => new Map(Object.entries(whole))],
  ])('refuses %s', (_, change) => {
    refused(change({ ...REQUEST }));
  });

  test('refuses a bomb of depth and one of breadth before reading them', () => {
    let deep: unknown = 'x';
    for (let i = 0; i < 100_000; i++) deep = [deep];
    refused({ ...REQUEST, fields: { facts: deep } });
    const broad = { ...REQUEST, fields: { items: new Array(ACT_LIMITS.values / 2).fill([1]) } };
    expect(() => decodeAct(broad)).toThrow('larger than an act may be');
    refused({
      ...REQUEST,
      fields: Object.fromEntries(Array.from({ length: 8 }, (_, i) => [`f${i}`, 'x'.repeat(60_000)])),
    });
  });

  test('refuses what every field allows and the whole does not', () => {
    const items = (count: number) =>
      Array.from({ length: count }, (_, i) => ({ number: i + 1, type: 'other', description: 'x'.repeat(8000) }));
    const facts = 'x'.repeat(60_000);
    expect(codeOf(() => decodeAct({ ...REQUEST, fields: { items: items(40), facts } }))).toBeNull();
    refused({
      ...REQUEST,
      fields: {
        items: items(40),
        facts,
        purpose: 'x'.repeat(8000),
        proceeding: 'x'.repeat(8000),
        procedure: 'x'.repeat(8000),
      },
    });
  });

  test('reads an incomplete request: that is for the recipient to say, not for the decoder', () => {
    const bare = { ...REQUEST, fields: { items: [{ number: 1, type: 'bank-records' }] } };
    expect(decodeAct(bare).fields).toEqual(bare.fields);
  });

  test('refuses a reply without its meaning', () => {
    for (const [kind, fields] of [
      ['refuse', { reasons: 'No.' }],
      ['refuse', { ground: 'essential-interests' }],
      ['preservation-reply', { step: 'preserved' }],
      ['result', { items: [{ number: 1 }] }],
      ['conditions', { step: 'proposed' }],
    ] as const) {
      refused({ ...REQUEST, kind, fields });
    }
  });

  property.prop([fc.anything({ withNullPrototype: true, withMap: true, withDate: true, withTypedArray: true })])(
    'junk: only ProtocolError',
    (junk) => {
      refused(junk);
    },
  );

  const kinds = fc.constantFrom(...(Object.keys(ACT_KINDS) as ActKind[]));
  const ids = [...new Set(Object.values(ACT_KINDS).flatMap((form) => form.fields.map(({ id }) => id)))];
  const junkFields = fc.dictionary(fc.constantFrom(...ids), fc.anything({ maxDepth: 3 }), { maxKeys: 8 });
  property.prop([kinds, junkFields])('junk in the fields: read whole or CONTENT_ACT', (kind, fields) => {
    const whole = { kind, version: 1, caseRefs: {}, fields, author: AUTHOR };
    const code = codeOf(() => decodeAct(whole));
    expect([null, 'CONTENT_ACT']).toContain(code);
    if (code === null) expect(decodeAct(whole).fields).toEqual(fields);
  });

  // Replaces one value anywhere in a good act: what is read must be equal to what was sent, or nothing is.
  property.prop([fc.nat(), fc.anything({ maxDepth: 2 })], { numRuns: 400 })(
    'one value replaced: read as sent or refused',
    (pick, junk) => {
      const copy = structuredClone(REQUEST) as unknown as Record<string, unknown>;
      const places: [Record<string, unknown>, string][] = [];
      const walk = (node: Record<string, unknown>) => {
        for (const key of Object.keys(node)) {
          places.push([node, key]);
          if (typeof node[key] === 'object' && node[key] !== null) walk(node[key] as Record<string, unknown>);
        }
      };
      walk(copy);
      const [node, key] = places[pick % places.length]!;
      node[key] = junk;
      const code = codeOf(() => decodeAct(copy));
      if (code === null) expect(decodeAct(copy)).toEqual(copy);
      else expect(code).toBe('CONTENT_ACT');
    },
  );
});

describe('classes', () => {
  const refusal = act('refuse', { ground: 'essential-interests', reasons: 'Security.' });
  test('a formal act in an ordinary envelope is refused', () => {
    expect(codeOf(() => checkClass(refusal, 0))).toBe('CONTENT_CLASS');
    expect(codeOf(() => checkClass(REQUEST, 0))).toBe('CONTENT_CLASS');
    expect(codeOf(() => checkClass(examplePreservation({ now: NOW }), 1))).toBe('CONTENT_CLASS');
  });
  test('an act in an envelope of its class or a higher one is accepted', () => {
    expect(codeOf(() => checkClass(refusal, 1))).toBeNull();
    expect(codeOf(() => checkClass(refusal, 2))).toBeNull();
    expect(codeOf(() => checkClass(act('consultation', { subject: 'A', text: 'B' }), 0))).toBeNull();
  });
  test('a reply to a preservation needs the gesture when it commits or refuses', () => {
    const soon = { at: NOW + 1, zone: 'UTC' };
    expect(floorOf(act('preservation-reply', { step: 'acknowledged' }))).toBe(0);
    const preserved = act('preservation-reply', { step: 'preserved', from: { at: NOW, zone: 'UTC' }, until: soon });
    expect(classesOf(preserved)).toEqual([1, 2]);
    expect(codeOf(() => checkClass(preserved, 0))).toBe('CONTENT_CLASS');
  });
});

describe('the forms', () => {
  const walk = (fields: readonly Field[]): Field[] =>
    fields.flatMap((field) => [field, ...('of' in field ? walk(field.of) : [])]);
  const siblings = (fields: readonly Field[]): (readonly Field[])[] => [
    fields,
    ...fields.flatMap((field) => ('of' in field ? siblings(field.of) : [])),
  ];
  const forms = Object.entries(ACT_KINDS);

  test.each(forms)('%s: ids differ, choices have words, sections run in order', (id, form) => {
    expect(form.id).toBe(id);
    for (const group of siblings(form.fields)) expect(new Set(group.map((field) => field.id)).size).toBe(group.length);
    for (const field of walk(form.fields)) {
      expect(Object.keys(EN)).toContain(field.label);
      if (!('choices' in field)) continue;
      for (const value of field.choices.values)
        expect(Object.keys(EN), `${field.choices.set}.${value}`).toContain(`${field.choices.set}.${value}`);
    }
    for (const field of form.fields) expect(SECTIONS).toContain(field.section);
  });

  test('every required field says what is needed', () => {
    const silent = forms.flatMap(([id, form]) =>
      walk(form.fields)
        .filter((field) => field.required !== undefined && !Object.hasOwn(EN, `${field.label}.need`))
        .map((field) => `${id}: ${field.label}`),
    );
    expect(silent).toEqual([]);
  });

  test('all of 18(15)(a) to (f) is asked for, with its equals', () => {
    const cited = walk(ACT_KINDS['mla-request'].fields).filter(
      (field) => field.required !== undefined || field.essential !== undefined,
    );
    for (const letter of 'abcdef') {
      expect(
        cited.some(
          ({ articles }) =>
            articles?.untoc === `18(15)(${letter})` &&
            articles.uncac === `46(15)(${letter})` &&
            articles.c1988 === `7(10)(${letter})`,
        ),
      ).toBe(true);
    }
  });

  test('all of 29(2)(a) to (f) and 42(3)(a) to (g) is asked for', () => {
    const cited = walk(ACT_KINDS['preservation-request'].fields).filter(
      (field) => field.required !== undefined || field.essential !== undefined,
    );
    for (const letter of 'abcdef')
      expect(cited.some(({ articles }) => articles?.budapest === `29(2)(${letter})`)).toBe(true);
    for (const letter of 'abcdefg')
      expect(cited.some(({ articles }) => articles?.uncc === `42(3)(${letter})`)).toBe(true);
  });
});
