// Groups that several forms share: an authority with its contact, and a person or entity concerned (UNTOC 18(15)(a) and (e)).
import type { Choices, Field } from '../form.ts';
import { article18 } from '../instrument.ts';

/** Who speaks for an authority, and how to reach them. */
export const CONTACT: readonly Field[] = [
  { id: 'authority', label: 'contact.authority', type: 'text', max: 300, required: true },
  { id: 'official', label: 'contact.official', type: 'text', max: 200, required: true },
  { id: 'function', label: 'contact.function', type: 'text', max: 200 },
  { id: 'telephone', label: 'contact.telephone', type: 'text', max: 60 },
  { id: 'email', label: 'contact.email', type: 'text', max: 200 },
  { id: 'address', label: 'contact.address', type: 'longText', max: 600 },
  { id: 'hours', label: 'contact.hours', type: 'text', max: 200 },
  { id: 'languages', label: 'contact.languages', type: 'text', max: 200 },
];

const ROLES: Choices = {
  set: 'role',
  values: [
    'suspect',
    'accused',
    'convicted',
    'witness',
    'victim',
    'expert',
    'account-holder',
    'third-party',
    'addressee',
  ],
};
const KINDS: Choices = { set: 'person-kind', values: ['natural', 'legal'] };
const CUSTODY: Choices = {
  set: 'custody',
  values: ['at-liberty', 'in-custody-requested', 'in-custody-requesting', 'unknown'],
};
const NATURAL = { field: 'kind', in: ['natural'] } as const;

/** One person or entity concerned. "Where possible" of 18(15)(e): role, kind and name are asked for, the rest helps. */
export const PERSON: readonly Field[] = [
  { id: 'kind', label: 'person.kind', type: 'choice', choices: KINDS, required: true },
  { id: 'role', label: 'person.role', type: 'choice', choices: ROLES, required: true },
  { id: 'name', label: 'person.name', type: 'text', max: 300, required: true, articles: article18(15, 'e') },
  { id: 'aliases', label: 'person.aliases', type: 'text', max: 300 },
  { id: 'birthDate', label: 'person.birthDate', type: 'date', past: true, when: NATURAL },
  { id: 'birthPlace', label: 'person.birthPlace', type: 'text', max: 200, when: NATURAL },
  { id: 'nationality', label: 'person.nationality', type: 'country', articles: article18(15, 'e') },
  { id: 'identityDocument', label: 'person.identityDocument', type: 'text', max: 300, when: NATURAL },
  {
    id: 'companyNumber',
    label: 'person.companyNumber',
    type: 'text',
    max: 200,
    when: { field: 'kind', in: ['legal'] },
  },
  { id: 'location', label: 'person.location', type: 'longText', max: 600, articles: article18(15, 'e') },
  { id: 'reach', label: 'person.reach', type: 'longText', max: 600 },
  { id: 'custody', label: 'person.custody', type: 'choice', choices: CUSTODY, when: NATURAL },
  { id: 'care', label: 'person.care', type: 'longText', max: 1000 },
];
