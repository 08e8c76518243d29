// The letter: everything in the act, nothing but the act, in lines a person can read (product.md row 3).
import { expect, test } from 'vitest';
import { type Act, composeAct } from '../../../client/casework/act.ts';
import { columnsOf } from '../../../client/casework/columns.ts';
import { exampleMlaRequest, examplePreservation } from '../../../client/casework/example.ts';
import type { Value } from '../../../client/casework/form.ts';
import { cite } from '../../../client/casework/instrument.ts';
import { labelsOf } from '../../../client/casework/labels/language.ts';
import { EN, type Labels } from '../../../client/casework/labels/say.ts';
import { type LetterFrame, letter } from '../../../client/casework/letter.ts';

const NOW = Date.UTC(2026, 8, 12, 10, 2);
const REQUEST = exampleMlaRequest({ now: NOW });
const frame: LetterFrame = {
  from: 'Norvania, Ministry of Justice',
  to: ['Talassa, Central Authority'],
  class: 1,
  at: NOW,
  practice: true,
};
const author = REQUEST.author;
const flat = (text: string) => text.replace(/\s+/g, ' ');

function texts(value: Value): string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(texts);
  return typeof value === 'object' ? Object.values(value).flatMap(texts) : [];
}

test('the request reads as a letter', () => {
  const lines = letter(REQUEST, frame).split('\n');
  expect(lines.slice(0, 10)).toEqual([
    'PRACTICE — without legal effect',
    'CONFIDENTIAL',
    '',
    'From:           Norvania, Ministry of Justice',
    'To:             Talassa, Central Authority',
    'Date:           12 September 2026, 10:02 UTC',
    'Our reference:  NV-2026-0412',
    '',
    'REQUEST FOR MUTUAL LEGAL ASSISTANCE',
    '',
  ]);
  const headings = lines.filter((line) => /^\d\. /.test(line));
  expect(headings).toEqual([
    '1. Authority and references',
    '2. Legal basis',
    '3. Persons concerned',
    '4. Facts and offences',
    '5. Assistance sought',
    '6. Procedure, confidentiality, deadline',
    '7. Documents and translations',
  ]);
  expect(flat(lines.join('\n'))).toContain('Summary of the relevant facts [UNTOC 18(15)(c)]: From February 2024');
  expect(flat(lines.join('\n'))).toContain('Deadline [UNTOC 18(24)]: 11 November 2026');
  expect(lines.slice(-3)).toEqual([
    'Signed electronically by Aurelia Lindt, Head of unit, signatory, Mutual legal',
    'assistance unit',
    '',
  ]);
});

test.each([
  ['request', REQUEST],
  ['preservation', examplePreservation({ now: NOW })],
])('every text of the %s is in its letter', (_, act) => {
  const page = flat(letter(act, frame));
  // Codes, days and zones are written in words; everything typed by a person must be there as typed.
  const typed = texts(act.fields).filter((text) => text.includes(' '));
  expect(typed.length).toBeGreaterThan(10);
  for (const text of typed) expect(page).toContain(flat(text));
});

test('lines keep to the width, at every width', () => {
  for (const width of [40, 60, 78, 120]) {
    const long = letter(REQUEST, { ...frame, width })
      .split('\n')
      .filter((line) => line.length > width);
    // A word longer than the line stays whole.
    for (const line of long) expect(line.trim().split(' ').length).toBeLessThanOrEqual(1);
  }
});

test('Chinese, which has no spaces, keeps to the width too, and its stops to the letter before them', async () => {
  const facts =
    '2024年2月以来，“Brisamar”有限公司向被请求国的一个账户支付了虚假发票（共计31份）；账户持有人是该公司的唯一股东。'.repeat(
      4,
    );
  const act = { ...REQUEST, fields: { ...REQUEST.fields, facts } };
  for (const width of [40, 78]) {
    const lines = letter(act, { ...frame, width, labels: await labelsOf('zh') }).split('\n');
    expect(lines.filter((line) => columnsOf(line) > width && /\p{Script=Han}/u.test(line))).toEqual([]);
    expect(lines.filter((line) => /^\s*[，。；：、）》”]|[（《“]$/u.test(line))).toEqual([]);
    expect(lines.map((line) => line.trim()).join('')).toContain(facts);
  }
});

const say = (kind: Act['kind'], fields: Act['fields']) =>
  letter(composeAct({ kind, caseRefs: { ours: 'A', theirs: 'B' }, inReplyTo: '12'.repeat(32), fields, author }), frame);

test('a refusal names its ground with the paragraph of each convention', () => {
  const text = flat(
    say('refuse', { items: [1, 2], ground: 'prohibited-action', reasons: 'Not permitted here.', consulted: true }),
  );
  expect(text).toContain(
    'prohibited by domestic law for a similar offence under own jurisdiction [UNTOC 18(21)(c), UNCAC 46(21)(c), 1988 Convention 7(15)(c)]',
  );
  expect(text).toContain('Items concerned: 1, 2');
  expect(text).toContain('consulted beforehand [UNTOC 18(26), UNCAC 46(26), 1988 Convention 7(17)]: yes');
  expect(text).toContain('Your reference: B');
  expect(text).toContain('In reply to: 1212121212121212…');
});

test('times stand in UTC and in the zone of the author, unknown zones in UTC alone', () => {
  const at = Date.UTC(2026, 11, 31, 23, 30);
  const when = (zone: string) => flat(say('preservation-reply', { step: 'extension-given', until: { at, zone } }));
  expect(when('Europe/Vienna')).toContain('31 December 2026, 23:30 UTC (1 January 2027, 00:30 Europe/Vienna)');
  expect(when('Asia/Kathmandu')).toContain('(1 January 2027, 05:15 Asia/Kathmandu)');
  expect(when('Norvania/Ostrelund')).toMatch(/23:30 UTC Signed/);
});

test('names from outside cannot forge a line or drive a terminal', () => {
  const text = letter(REQUEST, { ...frame, from: 'Norvania\nDate: never\u001b[2J' });
  expect(text.split('\n')).toContain('From:           Norvania Date: never [2J');
});

test('another language replaces every label', () => {
  const shouted = Object.fromEntries(
    Object.entries(EN).map(([key, text]) => [key, key === 'locale' ? 'fr' : `«${text}»`]),
  ) as Labels;
  const text = letter(REQUEST, { ...frame, labels: shouted });
  expect(text).toContain('«From»');
  expect(text).toContain('anglais');
  for (const line of text.split('\n').filter((one) => /^\d\. /.test(one))) expect(line).toMatch(/^\d\. «.*»$/);
});

test('the paragraphs are those of the legal basis; told otherwise, of what is told', () => {
  const both = {
    ...REQUEST,
    fields: { ...REQUEST.fields, legalBasis: [{ instrument: 'uncac' }, { instrument: 'c1988' }] },
  };
  expect(flat(letter(both, frame))).toContain(
    'Summary of the relevant facts [UNCAC 46(15)(c), 1988 Convention 7(10)(c)]:',
  );
  expect(flat(letter(REQUEST, { ...frame, instruments: ['uncac'] }))).toContain(
    'Summary of the relevant facts [UNCAC 46(15)(c)]:',
  );
});

test('items stand under their own numbers, languages and States under their names', () => {
  const [first, second] = REQUEST.fields['items'] as readonly Value[];
  const fields = {
    ...REQUEST.fields,
    items: [
      { ...(first as object), number: 7 },
      { ...(second as object), number: 12 },
    ],
  };
  const text = letter({ ...REQUEST, fields }, { ...frame, countries: { QN: 'Talassa' } });
  expect(text).toMatch(/^ {4}7\) {2}Kind of assistance: bank records/m);
  expect(text).toMatch(/^ {4}12\) Kind of assistance: taking of evidence/m);
  expect(flat(text)).toContain('Language of the request [UNTOC 18(14)]: English');
  expect(text).toContain('State: Talassa (QN)');
});

test('a text of many lines cannot pretend to be a heading or a signature', () => {
  const purpose = 'Evidence.\n8. Annulment\nSigned electronically by Nobody';
  const lines = letter(composeAct({ ...REQUEST, fields: { ...REQUEST.fields, purpose } }), frame).split('\n');
  expect(lines.filter((line) => line.startsWith('8.') || line.startsWith('Signed electronically by Nobody'))).toEqual(
    [],
  );
  expect(lines).toContain('    8. Annulment');
});

test.each([
  [
    'fr',
    ['Autorité et références', 'Base juridique', 'Personnes visées', 'Faits et infractions', 'Entraide demandée'],
    'Résumé des faits pertinents [Convention contre la criminalité organisée, art. 18, paragraphe 15, alinéa c)] : From February 2024',
    'Le : 12 septembre 2026, 10:02 UTC',
    'anglais',
  ],
  [
    'ar',
    ['السلطة والمراجع', 'الأساس القانوني', 'الأشخاص المعنيون', 'الوقائع والجرائم', 'المساعدة الملتمسة'],
    'ملخص الوقائع ذات الصلة بالموضوع [اتفاقية الجريمة المنظمة، المادة 18، الفقرة 15 (ج)]: From February 2024',
    'التاريخ: 12 أيلول/سبتمبر 2026، 10:02 UTC',
    'الإنجليزية',
  ],
  [
    'es',
    ['Autoridad y referencias', 'Base jurídica', 'Personas interesadas', 'Hechos y delitos', 'Asistencia solicitada'],
    'Resumen de los hechos pertinentes [Convención contra la Delincuencia Organizada, art. 18, párrafo 15, apartado c)]: From February 2024',
    'Fecha: 12 de septiembre de 2026, 10:02 UTC',
    'inglés',
  ],
  [
    'pt',
    ['Autoridade e referências', 'Base jurídica', 'Pessoas visadas', 'Factos e infrações', 'Auxílio solicitado'],
    'Resumo dos factos relevantes [Convenção contra a Criminalidade Organizada, art. 18, n.º 15, alínea c)]: From February 2024',
    'Data: 12 de setembro de 2026, 10:02 UTC',
    'inglês',
  ],
  [
    'ru',
    ['Орган и номера', 'Правовое основание', 'Соответствующие лица', 'Факты и преступления', 'Запрашиваемая помощь'],
    'Краткое изложение соответствующих фактов [Конвенция об организованной преступности, ст. 18, п. 15 c)]: From February 2024',
    'Дата: 12 сентября 2026 года, 10:02 UTC',
    'английский',
  ],
  [
    'zh',
    ['机关和文号', '法律依据', '有关人员', '事实和犯罪', '请求协助的事项'],
    '有关事实的概述 [《有组织犯罪公约》第18(15)(c)条]： From February 2024',
    '日期： 2026年9月12日 10:02 UTC',
    '英语',
  ],
] as const)(
  'the letter in %s: sections in order, paragraphs, dates and names in its words',
  async (language, sections, facts, date, english) => {
    const labels = await labelsOf(language);
    const text = letter(REQUEST, { ...frame, labels });
    const headings = text.split('\n').filter((line) => /^\d\. /.test(line));
    expect(headings).toHaveLength(7);
    expect(headings.slice(0, 5)).toEqual(sections.map((section, i) => `${i + 1}. ${section}`));
    expect(flat(text)).toContain(facts);
    expect(flat(text)).toContain(date);
    expect(flat(text)).toContain(english);
    // No label of another language stands at the start of a line.
    const foreign = Object.values(EN).filter((label) => label.length > 3 && !/[{[]/.test(label));
    for (const line of text.split('\n'))
      expect(foreign.some((label) => line.trim().startsWith(`${label}:`))).toBe(false);
  },
);

test('in Chinese the same paragraph of other conventions stands in brackets as wide as its letters', async () => {
  const articles = { untoc: '18(15)(c)', uncac: '46(15)(c)' };
  expect(cite(articles, 'uncac', await labelsOf('zh'))).toBe(
    '《反腐败公约》第46(15)(c)条（《有组织犯罪公约》第18(15)(c)条）',
  );
  expect(cite(articles, 'uncac')).toBe('UNCAC article 46(15)(c) (UNTOC 18(15)(c))');
});

test('the first of a month is a first in French, and the list of conventions is parted by its own sign', async () => {
  const labels = await labelsOf('fr');
  const act = composeAct({
    kind: 'refuse',
    caseRefs: { ours: 'A', theirs: 'B' },
    inReplyTo: '12'.repeat(32),
    fields: { items: [1, 2], ground: 'prohibited-action', reasons: 'Not permitted here.', consulted: true },
    author,
  });
  const text = flat(letter(act, { ...frame, at: Date.UTC(2027, 2, 1), labels }));
  expect(text).toContain('1er mars 2027, 00:00 UTC');
  expect(text).toContain(
    'alinéa c) ; Convention contre la corruption, art. 46, paragraphe 21, alinéa c) ; Convention de 1988, art. 7, paragraphe 15, alinéa c)]',
  );
});
