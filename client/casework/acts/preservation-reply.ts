// Everything said about a preservation after it was asked for, by either side (product.md "Preservation"; Budapest 29-30, UN Cybercrime Convention 42-43).
import type { Choices, Condition, Form } from '../form.ts';
import { CONTACT } from './party.ts';

/** What a reply says. */
export const PRESERVATION_STEPS = [
  'acknowledged',
  'provider-served',
  'preserved',
  'refused',
  'unable',
  'extension-asked',
  'extension-given',
  'mla-announced',
  'produced',
  'released',
] as const;
export type PreservationStep = (typeof PRESERVATION_STEPS)[number];

const PRESERVATION_GROUNDS: Choices = {
  set: 'preservation-ground',
  values: ['political-offence', 'essential-interests', 'dual-criminality', 'other'],
  articles: {
    'political-offence': { budapest: '29(5)(a)' },
    'essential-interests': { budapest: '29(5)(b)', uncc: '42(6)' },
    'dual-criminality': { budapest: '29(4)', uncc: '42(5)' },
  },
};
const UNABLE: Choices = {
  set: 'unable',
  values: ['not-held', 'already-deleted', 'provider-unknown', 'elsewhere', 'other'],
};

const step = (...steps: PreservationStep[]): Condition => ({ field: 'step', in: steps });
const PERIOD = { budapest: '29(7)', uncc: '42(8)' };

export const PRESERVATION_REPLY: Form = {
  id: 'preservation-reply',
  title: 'act.preservation-reply',
  by: 'either',
  sides: {
    field: 'step',
    of: {
      acknowledged: 'requested',
      'provider-served': 'requested',
      preserved: 'requested',
      refused: 'requested',
      unable: 'requested',
      'extension-asked': 'requesting',
      'extension-given': 'requested',
      'mla-announced': 'requesting',
      produced: 'requested',
      released: 'requested',
    },
  },
  classes: [0, 1, 2],
  // A commitment or a refusal binds the State: a duty officer gives it as urgent, a signatory as formal.
  floor: {
    field: 'step',
    of: { preserved: 1, refused: 1, unable: 1, 'extension-given': 1, produced: 1, released: 1 },
  },
  fields: [
    {
      id: 'step',
      section: 'assistance',
      label: 'preserved.step',
      type: 'choice',
      choices: { set: 'preservation-step', values: PRESERVATION_STEPS },
      essential: true,
    },
    {
      id: 'officer',
      section: 'authority',
      label: 'preserved.officer',
      type: 'group',
      of: CONTACT,
      required: true,
      when: step('acknowledged'),
    },
    {
      id: 'reference',
      section: 'authority',
      label: 'preserved.reference',
      type: 'text',
      max: 120,
      required: step('acknowledged'),
    },
    {
      id: 'provider',
      section: 'assistance',
      label: 'preserved.provider',
      type: 'text',
      max: 300,
      required: true,
      when: step('provider-served'),
    },
    {
      id: 'servedAt',
      section: 'assistance',
      label: 'preserved.servedAt',
      type: 'dateTime',
      past: true,
      required: true,
      when: step('provider-served'),
    },
    {
      id: 'from',
      section: 'assistance',
      label: 'preserved.from',
      type: 'dateTime',
      past: true,
      essential: true,
      when: step('preserved'),
    },
    {
      id: 'until',
      section: 'assistance',
      label: 'preserved.until',
      type: 'dateTime',
      future: true,
      notBefore: 'from',
      essential: true,
      when: step('preserved', 'extension-given'),
      articles: PERIOD,
    },
    {
      id: 'found',
      section: 'assistance',
      label: 'preserved.found',
      type: 'list',
      max: 40,
      distinct: 'number',
      when: step('preserved', 'unable', 'provider-served'),
      of: [
        { id: 'number', label: 'item.number', type: 'integer', min: 1, max: 999, essential: true },
        { id: 'held', label: 'preserved.held', type: 'boolean', essential: true },
        { id: 'note', label: 'field.note', type: 'longText', max: 2000 },
      ],
    },
    {
      id: 'ground',
      section: 'assistance',
      label: 'preserved.ground',
      type: 'choice',
      choices: PRESERVATION_GROUNDS,
      essential: true,
      when: step('refused'),
    },
    {
      id: 'unable',
      section: 'assistance',
      label: 'preserved.unable',
      type: 'choice',
      choices: UNABLE,
      essential: true,
      when: step('unable'),
    },
    {
      id: 'reasons',
      section: 'assistance',
      label: 'preserved.reasons',
      type: 'longText',
      max: 8000,
      required: true,
      when: step('refused', 'unable', 'extension-asked'),
    },
    {
      id: 'onwardCountry',
      section: 'assistance',
      label: 'preserved.onwardCountry',
      type: 'country',
      when: step('unable', 'preserved', 'provider-served'),
      articles: { budapest: '30(1)', uncc: '43(1)' },
    },
    {
      id: 'untilAsked',
      section: 'assistance',
      label: 'preserved.untilAsked',
      type: 'date',
      future: true,
      required: true,
      when: step('extension-asked'),
    },
    {
      id: 'mlaReference',
      section: 'assistance',
      label: 'preserved.mlaReference',
      type: 'text',
      max: 120,
      when: step('mla-announced'),
    },
    {
      id: 'mlaExpectedOn',
      section: 'assistance',
      label: 'preserved.mlaExpectedOn',
      type: 'date',
      future: true,
      required: true,
      when: step('mla-announced'),
    },
    {
      id: 'risk',
      section: 'procedure',
      label: 'preserved.risk',
      type: 'longText',
      max: 4000,
      articles: { budapest: '29(6)', uncc: '42(7)' },
    },
    { id: 'note', section: 'procedure', label: 'field.note', type: 'longText', max: 8000 },
  ],
};
