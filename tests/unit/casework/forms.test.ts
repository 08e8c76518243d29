// Acts of every kind made at random from the forms themselves: whatever a form allows can be sent, read, printed and folded.
import { fc, test as property } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { ACT_KINDS, type ActKind, composeAct, decodeAct } from '../../../client/casework/act.ts';
import { checkCompleteness } from '../../../client/casework/completeness.ts';
import { applies, type Field, type Fields, type Value } from '../../../client/casework/form.ts';
import { letter } from '../../../client/casework/letter.ts';
import { foldCase } from '../../../client/casework/lifecycle.ts';
import { decode, encode } from '../../../crypto/wire/codec.ts';
import { hashOf, NORVANIA, START, TALASSA } from './cast.ts';

const DAY = 86_400_000;
const day = fc.integer({ min: -900, max: 900 }).map((days) => new Date(START + days * DAY).toISOString().slice(0, 10));
const text = (max: number) =>
  fc
    .string({ unit: fc.constantFrom(...'abç 9Жشש漢-«'), minLength: 1, maxLength: Math.min(max, 30) })
    .filter((one) => one.trim() !== '');

function valueFor(field: Field): fc.Arbitrary<Value> {
  switch (field.type) {
    case 'text':
    case 'longText':
      return text(field.max);
    case 'date':
      return day;
    case 'dateTime':
      return fc.record({
        at: fc.integer({ min: START - 900 * DAY, max: START + 900 * DAY }),
        zone: fc.constantFrom('UTC', 'Europe/Vienna', 'Asia/Tokyo'),
      });
    case 'integer':
      return fc.integer({ min: field.min, max: field.max });
    case 'numbers':
      return fc.uniqueArray(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 4 });
    case 'choice':
      return fc.constantFrom(...field.choices.values);
    case 'multiChoice':
      return fc.subarray([...field.choices.values], { minLength: 1 });
    case 'money':
      return fc.record({ amount: fc.constantFrom('0', '12.50', '1914500'), currency: fc.constantFrom('EUR', 'XTS') });
    case 'country':
      return fc.constantFrom('QM', 'QN', 'EU');
    case 'language':
      return fc.constantFrom('en', 'fr', 'ar');
    case 'boolean':
      return fc.boolean();
    case 'statement':
      return fc.nat().map(hashOf);
    case 'group':
      return fieldsOf(field.of).filter((group) => Object.keys(group).length > 0);
    case 'list': {
      const { distinct } = field;
      const same =
        distinct === undefined
          ? {}
          : { selector: (entry: Fields) => entry[distinct], comparator: 'IsStrictlyEqual' as const };
      return fc.uniqueArray(fieldsOf(field.of), {
        minLength: 1,
        maxLength: 3,
        ...(distinct === undefined ? { comparator: () => false } : same),
      });
    }
  }
}

// Fields that another choice rules out are dropped until the rest agrees; then those without which there is no act are all there.
function fieldsOf(fields: readonly Field[]): fc.Arbitrary<Fields> {
  const all = Object.fromEntries(fields.map((field) => [field.id, valueFor(field)]));
  const key = fc.record({
    values: fc.record(all),
    keep: fc.array(fc.boolean(), { minLength: fields.length, maxLength: fields.length }),
  });
  return key.map(({ values, keep }) => {
    let kept: Fields = Object.fromEntries(
      fields
        .filter((field, i) => field.essential !== undefined || keep[i])
        .map((field) => [field.id, values[field.id] as Value]),
    );
    for (let before = -1; before !== Object.keys(kept).length; ) {
      before = Object.keys(kept).length;
      const stays = fields.filter(
        (field) => kept[field.id] !== undefined && (field.when === undefined || applies(field.when, kept)),
      );
      kept = Object.fromEntries(stays.map((field) => [field.id, kept[field.id] as Value]));
    }
    return kept;
  });
}

const author = { officialName: 'R. Dunai', function: 'Officer', unit: 'MLA' };
const draft = (kind: ActKind) =>
  fieldsOf(ACT_KINDS[kind].fields)
    .filter(
      (fields) => kind !== 'mla-request' || fields['persons'] === undefined || fields['personsUnknown'] === undefined,
    )
    .map((fields) => ({ kind, version: 1 as const, caseRefs: {}, author, fields }));

// The conversion a client does between an act and the CBOR of the body.
const toMap = (value: Value): Parameters<typeof encode>[0] =>
  Array.isArray(value)
    ? value.map(toMap)
    : typeof value === 'object'
      ? new Map(Object.entries(value).map(([key, one]) => [key, toMap(one)]))
      : (value as string);
const fromMap = (value: unknown): unknown =>
  Array.isArray(value)
    ? value.map(fromMap)
    : value instanceof Map
      ? Object.fromEntries([...value].map(([key, one]) => [key, fromMap(one)]))
      : value;

describe.each(Object.keys(ACT_KINDS) as ActKind[])('%s', (kind) => {
  property.prop([draft(kind)], { numRuns: 40 })('travels as CBOR and is read as it was', (act) => {
    const travelled = fromMap(decode(encode(toMap(act as unknown as Value)), 1 << 20));
    expect(decodeAct(travelled)).toEqual(act);
  });

  property.prop([draft(kind)], { numRuns: 40 })(
    'is judged and printed without an error; what is complete is accepted',
    (act) => {
      const gaps = checkCompleteness(kind, act.fields, 'untoc', { now: START, acceptedLanguages: [['en']] });
      for (const gap of gaps) expect(gap.message).not.toMatch(/\{\w+\}|undefined/);
      // Only what is absent or untimely can be amiss here: the values are of the right kind by construction.
      for (const { problem } of gaps)
        expect(['missing', 'in-the-past', 'in-the-future', 'before-start', 'must-be-yes', 'language']).toContain(
          problem,
        );
      const page = letter(composeAct(act), { from: 'A', to: ['B'], class: 1 });
      expect(page).not.toMatch(/undefined|\[object|NaN/);
    },
  );
});

const anyAct = fc.constantFrom(...(Object.keys(ACT_KINDS) as ActKind[])).chain(draft);
const anyCase = fc.array(
  fc.record({
    act: anyAct,
    from: fc.constantFrom(NORVANIA, TALASSA),
    days: fc.integer({ min: 0, max: 400 }),
    previous: fc.array(fc.nat({ max: 9 }).map(hashOf), { maxLength: 2 }),
    class: fc.constantFrom<0 | 1 | 2>(0, 1, 2),
  }),
  { maxLength: 8 },
);

property.prop([anyCase, fc.integer({ min: 0, max: 500 })], { numRuns: 300 })(
  'any acts in any order fold, alike from both ends',
  (acts, days) => {
    const entries = acts.map(({ days: at, ...rest }, i) => ({ ...rest, hash: hashOf(i), at: START + at * DAY }));
    const view = foldCase(entries, { now: START + days * DAY });
    expect(view.history).toHaveLength(entries.length);
    expect(foldCase([...entries].reverse(), { now: START + days * DAY })).toEqual(view);
    // Without effect means without effect: the same case without those acts has the same status, items and clocks.
    const effective = view.history.filter(({ irregular }) => irregular === null).map(({ entry }) => entry);
    const requesting =
      view.requesting === null
        ? {}
        : {
            requesting: [
              ...new Set(view.history.filter(({ side }) => side === 'requesting').map(({ entry }) => entry.from)),
            ],
          };
    const causes = effective.map((entry, i, all) => ({ ...entry, previous: i === 0 ? [] : [all[i - 1]!.hash] }));
    const rest = foldCase(causes, { now: START + days * DAY, ...requesting });
    expect(rest).toMatchObject({ status: view.status, items: view.items, clock: view.clock });
  },
);
