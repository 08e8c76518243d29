// An empty form as a file to fill in: every field with its label, hint, choices and paragraph beside it (product.md row 3).
import { ACT_KINDS, type ActKind } from '../casework/act.ts';
import type { Field, Form } from '../casework/form.ts';
import { cite, type Instrument } from '../casework/instrument.ts';
import { fieldTexts, say } from '../casework/labels/say.ts';

/** Keys that begin so are notes to the reader and are no part of the act. */
export const NOTE = '//';

type Json = string | readonly Json[] | { readonly [name: string]: Json };

const FORMATS: Readonly<Partial<Record<Field['type'], string>>> = {
  date: 'a day, 2027-03-31',
  dateTime: 'a moment, at: 2027-03-31T16:00:00Z, zone: Europe/Vienna',
  integer: 'a whole number',
  numbers: 'numbers of items, [1, 2]',
  money: 'amount: 1500.00, currency: EUR',
  country: 'two letters, as QN',
  language: 'a language code, as en or fr',
  boolean: 'true or false',
  statement: 'the number of a transmission, 64 characters',
  list: 'repeat the entry as often as needed',
};

function noteOf(field: Field, instrument: Instrument | null): string {
  const { label, hint, example } = fieldTexts(field);
  const always = field.when === undefined && (field.essential === true || field.required === true);
  const asked = always ? 'needed' : field.essential || field.required ? 'needed where it applies' : 'may stay blank';
  const choices = field.type === 'choice' || field.type === 'multiChoice' ? field.choices.values.join(' | ') : null;
  const format = choices ?? FORMATS[field.type] ?? null;
  const parts = [asked, cite(field.articles, instrument), hint, format, example && `for example: ${example}`];
  return `${label} (${parts.filter((part) => part).join('; ')})`;
}

function blank(field: Field, instrument: Instrument | null): Json {
  switch (field.type) {
    case 'group':
      return blanks(field.of, instrument);
    case 'list':
      return [blanks(field.of, instrument)];
    case 'multiChoice':
    case 'numbers':
      return [];
    case 'money':
      return { amount: '', currency: '' };
    case 'dateTime':
      return { at: '', zone: '' };
    default:
      return '';
  }
}

const blanks = (fields: readonly Field[], instrument: Instrument | null): Json =>
  Object.fromEntries(
    fields.flatMap((field): [string, Json][] => [
      [`${NOTE} ${field.id}`, noteOf(field, instrument)],
      [field.id, blank(field, instrument)],
    ]),
  );

/** The file to fill in for an act of `kind`, as JSON text. What is left blank is not sent. */
export function templateOf(kind: ActKind, instrument: Instrument | null = null): string {
  const form: Form = ACT_KINDS[kind];
  const file = {
    [NOTE]: `${say(form.title)}. Lines that begin with "${NOTE}" are notes; leave blank what does not apply.`,
    kind,
    caseRefs: { [`${NOTE} ours`]: 'Your own reference of the case', ours: '' },
    author: {
      [NOTE]: 'The official who answers for it',
      officialName: '',
      function: '',
      unit: '',
    },
    fields: blanks(form.fields, instrument),
  };
  return `${JSON.stringify(file, null, 2)}\n`;
}
