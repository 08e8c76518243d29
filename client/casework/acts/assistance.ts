// One item of assistance sought: the kinds of UNTOC 18(3), each with its own sub-form, so that each can be answered and tracked alone.
import type { Choices, Condition, Field } from '../form.ts';
import { type Articles, article18 } from '../instrument.ts';

const kind = (letter: string, c1988?: string): Articles => ({
  untoc: `18(3)(${letter})`,
  uncac: `46(3)(${letter})`,
  ...(c1988 === undefined ? {} : { c1988 }),
});

const ASSISTANCE: Choices = {
  set: 'assistance',
  values: [
    'evidence-or-statements',
    'witness-hearing',
    'service-of-documents',
    'search-and-seizure',
    'freezing',
    'objects-and-sites',
    'information-or-expertise',
    'bank-records',
    'documents-and-records',
    'digital-evidence',
    'tracing-proceeds',
    'appearance',
    'other',
  ],
  articles: {
    'evidence-or-statements': kind('a', '7(2)(a)'),
    'witness-hearing': { untoc: '18(18)', uncac: '46(18)' },
    'service-of-documents': kind('b', '7(2)(b)'),
    'search-and-seizure': kind('c', '7(2)(c)'),
    freezing: kind('c'),
    'objects-and-sites': kind('d', '7(2)(d)'),
    'information-or-expertise': kind('e', '7(2)(e)'),
    'bank-records': kind('f', '7(2)(f)'),
    'documents-and-records': kind('f', '7(2)(f)'),
    'digital-evidence': { untoc: '18(3)(e)', uncac: '46(3)(e)', c1988: '7(2)(e)', budapest: '31', uncc: '44' },
    'tracing-proceeds': kind('g', '7(2)(g)'),
    appearance: kind('h', '7(4)'),
    other: kind('i', '7(3)'),
  },
};

const BANK_RECORDS: Choices = {
  set: 'bank-record',
  values: [
    'statements',
    'opening-documents',
    'beneficial-owners',
    'signatories',
    'transfer-details',
    'correspondence',
    'due-diligence',
    'linked-accounts',
  ],
};
const CERTIFICATION: Choices = {
  set: 'certification',
  values: ['plain-copy', 'certified-copy', 'original', 'business-record-certificate'],
};
export const IDENTIFIERS: Choices = {
  set: 'identifier',
  values: ['email', 'account', 'telephone', 'imsi', 'imei', 'ip-address', 'url', 'domain', 'wallet', 'other'],
};
export const DATA_CATEGORIES: Choices = {
  set: 'data',
  values: ['subscriber', 'user-identification', 'traffic', 'content'],
};

const of = (...types: string[]): Condition => ({ field: 'type', in: types });
const HEARING = of('evidence-or-statements', 'witness-hearing');
const VIDEO = of('witness-hearing');
const SERVICE = of('service-of-documents');
const SEARCH = of('search-and-seizure');
const PROPERTY = of('freezing', 'tracing-proceeds');
const BANK = of('bank-records');
const RECORDS = of('documents-and-records');
const HOLDER = of('documents-and-records', 'objects-and-sites', 'information-or-expertise');
const DIGITAL = of('digital-evidence');
const PERIOD = of('bank-records', 'documents-and-records');
const D = article18(15, 'd');

/** The entries of `items` in a request. `number` names the item for good: results and refusals speak of it. */
export const ITEM: readonly Field[] = [
  { id: 'number', label: 'item.number', type: 'integer', min: 1, max: 999, essential: true },
  { id: 'type', label: 'item.type', type: 'choice', choices: ASSISTANCE, essential: true, articles: article18(3) },
  { id: 'description', label: 'item.description', type: 'longText', max: 8000, required: true, articles: D },
  {
    id: 'person',
    label: 'item.person',
    type: 'text',
    max: 300,
    required: true,
    when: HEARING,
    articles: article18(15, 'e'),
  },
  {
    id: 'questions',
    label: 'item.questions',
    type: 'longText',
    max: 20_000,
    required: true,
    when: HEARING,
    articles: D,
  },
  { id: 'caution', label: 'item.caution', type: 'longText', max: 4000, when: HEARING, articles: D },
  {
    id: 'hearingAt',
    label: 'item.hearingAt',
    type: 'dateTime',
    future: true,
    required: true,
    when: VIDEO,
    articles: { untoc: '18(18)', uncac: '46(18)' },
  },
  {
    id: 'presiding',
    label: 'item.presiding',
    type: 'text',
    max: 300,
    required: true,
    when: VIDEO,
    articles: { untoc: '18(18)', uncac: '46(18)' },
  },
  { id: 'connection', label: 'item.connection', type: 'longText', max: 1000, when: VIDEO },
  { id: 'interpreter', label: 'item.interpreter', type: 'language', when: HEARING },
  { id: 'document', label: 'item.document', type: 'text', max: 300, required: true, when: SERVICE, articles: D },
  {
    id: 'addressee',
    label: 'item.addressee',
    type: 'longText',
    max: 600,
    required: true,
    when: SERVICE,
    articles: article18(15, 'e'),
  },
  { id: 'serveBy', label: 'item.serveBy', type: 'date', future: true, when: SERVICE },
  { id: 'appearOn', label: 'item.appearOn', type: 'date', future: true, notBefore: 'serveBy', when: SERVICE },
  { id: 'proofOfService', label: 'item.proofOfService', type: 'longText', max: 1000, when: SERVICE },
  { id: 'premises', label: 'item.premises', type: 'longText', max: 2000, required: true, when: SEARCH, articles: D },
  { id: 'sought', label: 'item.sought', type: 'longText', max: 4000, required: true, when: SEARCH, articles: D },
  { id: 'grounds', label: 'item.grounds', type: 'longText', max: 8000, required: true, when: SEARCH, articles: D },
  { id: 'property', label: 'item.property', type: 'longText', max: 4000, required: true, when: PROPERTY, articles: D },
  { id: 'value', label: 'item.value', type: 'money', when: PROPERTY },
  { id: 'order', label: 'item.order', type: 'text', max: 300, when: of('freezing', 'search-and-seizure') },
  { id: 'institution', label: 'item.institution', type: 'text', max: 300, required: true, when: BANK, articles: D },
  { id: 'account', label: 'item.account', type: 'text', max: 200, required: true, when: BANK, articles: D },
  { id: 'accountHolder', label: 'item.accountHolder', type: 'text', max: 300, when: BANK },
  {
    id: 'records',
    label: 'item.records',
    type: 'multiChoice',
    choices: BANK_RECORDS,
    required: true,
    when: BANK,
    articles: D,
  },
  { id: 'holder', label: 'item.holder', type: 'text', max: 300, required: RECORDS, when: HOLDER, articles: D },
  { id: 'from', label: 'item.from', type: 'date', past: true, required: true, when: PERIOD, articles: D },
  { id: 'until', label: 'item.until', type: 'date', notBefore: 'from', required: true, when: PERIOD, articles: D },
  {
    id: 'certification',
    label: 'item.certification',
    type: 'choice',
    choices: CERTIFICATION,
    when: PERIOD,
    articles: kind('f', '7(2)(f)'),
  },
  { id: 'provider', label: 'item.provider', type: 'text', max: 300, required: true, when: DIGITAL, articles: D },
  {
    id: 'identifierType',
    label: 'data.identifierType',
    type: 'choice',
    choices: IDENTIFIERS,
    required: true,
    when: DIGITAL,
    articles: D,
  },
  { id: 'identifier', label: 'data.identifier', type: 'text', max: 300, required: true, when: DIGITAL, articles: D },
  { id: 'dataFrom', label: 'data.from', type: 'dateTime', past: true, required: true, when: DIGITAL, articles: D },
  {
    id: 'dataUntil',
    label: 'data.until',
    type: 'dateTime',
    notBefore: 'dataFrom',
    required: true,
    when: DIGITAL,
    articles: D,
  },
  {
    id: 'categories',
    label: 'data.categories',
    type: 'multiChoice',
    choices: DATA_CATEGORIES,
    required: true,
    when: DIGITAL,
    articles: D,
  },
  { id: 'preservedUnder', label: 'item.preservedUnder', type: 'text', max: 200, when: DIGITAL },
  {
    id: 'appearance',
    label: 'item.appearance',
    type: 'longText',
    max: 2000,
    required: true,
    when: of('appearance'),
    articles: D,
  },
  { id: 'safeConduct', label: 'item.safeConduct', type: 'boolean', when: of('appearance'), articles: article18(27) },
  {
    id: 'neededBy',
    label: 'item.neededBy',
    type: 'date',
    future: true,
    articles: { untoc: '18(24)', uncac: '46(24)' },
  },
];
