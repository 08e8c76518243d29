// A draft's content as another program wrote it, what of a form goes into an act, and under which names files are attached.
import { describe, expect, test } from 'vitest';
import { ACT_KINDS } from '../../../client/casework/act.ts';
import { emptyDraft, instrumentOf, readDraft } from '../../../client/casework/draft.ts';
import { exampleMlaRequest } from '../../../client/casework/example.ts';
import { fileProblem, fittingName, mediaTypeOf } from '../../../client/casework/file-name.ts';
import { settleFields } from '../../../client/casework/settle.ts';

const NOW = Date.UTC(2027, 0, 5);
const TO = 'ab'.repeat(32);
const example = exampleMlaRequest({ now: NOW });
const whole = { ...emptyDraft('mla-request', [TO]), fields: example.fields, author: example.author };

describe('a draft', () => {
  test('comes back as it was written', () => {
    expect(readDraft(structuredClone(whole))).toEqual(whole);
    expect(readDraft(emptyDraft('consultation', []))).toEqual(emptyDraft('consultation', []));
  });

  test('of a kind this version does not know is not read', () => {
    for (const kind of ['sanction', 'toString', 7, undefined]) expect(readDraft({ ...whole, kind })).toBeNull();
    expect(readDraft(null)).toBeNull();
  });

  test.each([
    ['a text that is a list', { proceeding: ['x'] }, {}],
    ['a list that is a text', { persons: 'everybody' }, { persons: [] }],
    ['entries that are no groups', { persons: [1, { name: 'A' }] }, { persons: [{}, { name: 'A' }] }],
    ['a day that is none', { deadline: '2027-02-30' }, {}],
    ['a moment in no zone', { items: [{ hearingAt: { at: NOW, zone: 'Mars/Olympus' } }] }, { items: [{}] }],
    ['a field that the form does not have', { sentence: 'x' }, {}],
    ['an answer that is neither yes nor no', { confidential: 'yes' }, {}],
    ['an unfinished number', { items: [{ number: '1x' }] }, { items: [{ number: '1x' }] }],
    [
      'an unfinished sum',
      { items: [{ value: { amount: '12', currency: '' } }] },
      { items: [{ value: { amount: '12', currency: '' } }] },
    ],
  ])('%s is fitted to its form', (_, fields, fitted) => {
    expect(readDraft({ ...whole, fields })?.fields).toEqual(fitted);
  });

  test('keeps to what may be chosen: authorities by their ids, a class of its kind, a time to answer within its bounds, files with a digest', () => {
    const read = readDraft({
      ...whole,
      to: [TO, 'Talassa', 4],
      class: 0,
      answerWithin: 1,
      files: [
        { id: 'x', name: 'a.pdf' },
        { id: 'ab'.repeat(8), digest: 'cd'.repeat(32), name: 'b.pdf', mediaType: 'application/pdf', size: 9 },
      ],
    });
    expect(read?.to).toEqual([TO]);
    expect(read?.class).toBe(1);
    expect(read?.answerWithin).toBe(480);
    expect(read?.files.map(({ name }) => name)).toEqual(['b.pdf']);
  });

  test('is cited by the first treaty it rests on', () => {
    expect(instrumentOf(example)).toBe('untoc');
    expect(instrumentOf({ fields: { legalBasis: 'budapest' } })).toBe('budapest');
    expect(instrumentOf({ fields: { legalBasis: [{ instrument: 'reciprocity' }] } })).toBeNull();
  });
});

describe('what of a form goes into an act', () => {
  const { fields } = ACT_KINDS['mla-request'];

  test('is everything that belongs there', () => {
    expect(settleFields(fields, example.fields)).toEqual(example.fields);
  });

  test('is neither what was left blank nor what no longer belongs with what was chosen', () => {
    const typed = {
      ...example.fields,
      status: 'new',
      follows: 'an older number',
      confidential: false,
      scope: '  ',
      items: [
        { number: 1, type: 'other', description: 'A copy', institution: 'Banco Selene', records: ['statements'] },
      ],
      persons: [{}],
      personsUnknown: true,
    };
    const settled = settleFields(fields, typed);
    expect(Object.keys(settled)).not.toEqual(expect.arrayContaining(['follows']));
    expect(settled).not.toHaveProperty('confidentiality');
    expect(settled).not.toHaveProperty('scope');
    expect(settled).not.toHaveProperty('persons');
    expect(settled).toHaveProperty('personsUnknown', true);
    expect(settled['items']).toEqual([{ number: 1, type: 'other', description: 'A copy' }]);
  });

  test('leaves out, top to bottom, what hung on something that went', () => {
    const { deadline: _, ...without } = example.fields;
    expect(settleFields(fields, without)).not.toHaveProperty('deadlineReason');
  });
});

describe('a file', () => {
  test.each([
    ['report.pdf', 'report.pdf'],
    ['C:\\cases\\31\\report.pdf', 'report.pdf'],
    ['../../report.pdf', 'report.pdf'],
    ['invoice\u202efdp.exe', 'invoicefdp.exe'],
    ['line\nbreak.txt', 'linebreak.txt'],
    ['...', 'file'],
    ['.pdf', 'pdf'],
    ['', 'file'],
    [`${'x'.repeat(400)}.pdf`, `${'x'.repeat(120)}.pdf`],
    ['تقرير.pdf', 'تقرير.pdf'],
  ])('called %j is attached as %j', (name, fitting) => {
    expect(fittingName(name, [])).toBe(fitting);
  });

  test('of a name that is taken gets a number', () => {
    expect(fittingName('a.pdf', ['a.pdf', 'a (2).pdf'])).toBe('a (3).pdf');
  });

  test('that is empty or of 4 GiB is told apart from one that can be attached', () => {
    const gib = 1024 ** 3;
    expect([0, 1, 4 * gib - 1, 4 * gib].map(fileProblem)).toEqual(['empty', null, null, 'too-large']);
  });

  test('has a media type, or octets', () => {
    expect(['application/pdf', 'Text/Plain; charset=utf-8', '', 'nonsense', '../x'].map(mediaTypeOf)).toEqual([
      'application/pdf',
      'text/plain',
      'application/octet-stream',
      'application/octet-stream',
      'application/octet-stream',
    ]);
  });
});
