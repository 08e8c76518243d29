// Certificates and letters as PDF: the same facts as in plain text, in three languages, whatever the other side wrote into them.
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { exampleMlaRequest, examplePreservation } from '../../../client/casework/example.ts';
import { LANGUAGES, labelsOf, onPaper } from '../../../client/casework/labels/language.ts';
import { type CertificatePdfFrame, certificatePdf } from '../../../client/casework/pdf/certificate.ts';
import { breakWord, grouped, isolated, isRightToLeft, type PdfFont } from '../../../client/casework/pdf/fonts.ts';
import { type LetterPdfFrame, letterPdf } from '../../../client/casework/pdf/letter.ts';
import { AR } from '../../../client/casework/pdf/words/ar.ts';
import { EN } from '../../../client/casework/pdf/words/en.ts';
import { ES } from '../../../client/casework/pdf/words/es.ts';
import { FR } from '../../../client/casework/pdf/words/fr.ts';
import { PT } from '../../../client/casework/pdf/words/pt.ts';
import { RU } from '../../../client/casework/pdf/words/ru.ts';
import { readFonts } from '../../../client/cli/fonts.ts';
import { ready } from '../../../crypto/primitives/sodium.ts';
import { type BundleVerdict, type ProvenFacts, verifyBundle } from '../../../crypto/protocol/bundle.ts';
import { openBundle, remade, type TestBundle } from '../../testkit/bundle.ts';
import { pdfPages } from '../../testkit/pdf.ts';
import { START } from './cast.ts';

let fonts: readonly PdfFont[];
let bundle: TestBundle;
let verdict: BundleVerdict;
beforeAll(async () => {
  await ready();
  fonts = await readFonts();
  bundle = await openBundle('certificate');
  verdict = await verifyBundle(bundle.files, bundle.world.card);
});
afterEach(() => vi.restoreAllMocks());

const SUBJECT = 'ab12'.repeat(16);
const letterFrame = (more: Partial<LetterPdfFrame> = {}): LetterPdfFrame => ({
  fonts,
  madeAt: START,
  from: 'Office of the Attorney-General of Norvania',
  to: ['Central Authority of Talassa'],
  class: 1,
  at: START,
  entry: { subject: SUBJECT, index: 17, officials: 2 },
  ...more,
});
const certificateOf = async (of: BundleVerdict, more: Partial<CertificatePdfFrame> = {}): Promise<string[]> =>
  pdfPages((await certificatePdf(of, { fonts, madeAt: START, file: 'case 7.zip', ...more })) as Uint8Array);
const letterOf = async (act = REQUEST, more: Partial<LetterPdfFrame> = {}): Promise<string[]> =>
  pdfPages(await letterPdf(act, letterFrame(more)));
const REQUEST = exampleMlaRequest({ now: START });
const flat = (pages: readonly string[]): string => pages.join('\n').replace(/\s+/g, ' ');
// Arabic stands in a line as it is seen, from right to left; lam and alef are one letter there.
const seen = (word: string): string => (word.match(/\u0644[\u0622\u0623\u0625\u0627]|./gu) ?? []).reverse().join('');
const altered = (change: Partial<ProvenFacts>): BundleVerdict => ({
  ...verdict,
  facts: { ...(verdict.facts as ProvenFacts), ...change },
});

describe('the certificate', () => {
  test('has its statement, what happened, the documents and how to verify, each on its page', async () => {
    const [first, second, third, last, ...more] = await certificateOf(verdict);
    expect(more).toEqual([]);
    const { sender, subject } = verdict.facts as ProvenFacts;
    expect(flat([first as string])).toContain('This certifies that Norvania (QM) transmitted to Talassa (QN)');
    expect(first).toContain('This does not certify that the content is true.');
    expect(first).toContain(sender.words);
    expect(first?.replace(/\s/g, '')).toContain(subject);
    expect(second).toContain('the relay reports');
    expect(flat([second as string])).toContain('signed by a device of');
    expect(second).toContain('no. 3, Talassa (QN)');
    expect(third).toContain('name is sealed');
    expect(last).toContain('rogatory verify case 7.zip --trust CARD');
    expect(last).toContain('BND-16');
    expect(last).toContain('nothing to check');
  });

  test('every page has its number, and PRACTICE where it is practice', async () => {
    const pages = await certificateOf(verdict);
    for (const [i, page] of pages.entries()) {
      expect(page).toContain(`Page ${i + 1} of ${pages.length}`);
      expect(page).toContain('PRACTICE');
    }
    const facts = verdict.facts as ProvenFacts;
    const real = await certificateOf(altered({ sender: { ...facts.sender, practice: false } }));
    expect(flat(real)).not.toContain('PRACTICE');
  });

  test('names a document only where the evidence knows it, with the sealed file’s SHA-256 in groups of four', async () => {
    const { uploadId } = (verdict.facts as ProvenFacts).attachments[0] as { uploadId: string };
    const digest = '0123456789abcdef'.repeat(4);
    const stranger = { uploadId: 'ff'.repeat(16), name: 'stranger.pdf', size: 1, digest };
    const page = (
      await certificateOf(verdict, {
        documents: [{ uploadId, name: 'ruling.pdf', size: 1234567, digest }, stranger],
      })
    )[2] as string;
    expect(page).toContain('ruling.pdf');
    expect(page).toContain('1\u00a0234\u00a0567 bytes');
    expect(page).toContain('0123 4567 89ab cdef');
    expect(page).not.toContain('stranger.pdf');
  });

  test('of a bundle that failed nothing is certified', async () => {
    const failed = await verifyBundle(
      remade(bundle.files, 'README.txt', () => 'x'),
      bundle.world.card,
    );
    expect(await certificatePdf(failed, { fonts, madeAt: START, file: 'x.zip' })).toBeNull();
  });

  test('without a card it says that nobody vouches', async () => {
    const last = (await certificateOf(await verifyBundle(bundle.files, null)))[3] as string;
    expect(flat([last])).toContain('nobody outside it vouches for it');
    expect(last).toContain('not anchored');
  });
});

describe('the letter', () => {
  test('has sender, references, numbered sections with their articles, and who signed', async () => {
    const pages = await letterOf(REQUEST, { annexes: [{ name: 'provisions.pdf', size: 2048 }] });
    const text = flat(pages);
    for (const said of [
      'Office of the Attorney-General of Norvania',
      'Central Authority of Talassa',
      'NV-2026-0412',
      '1. Authority and references',
      '5. Assistance sought',
      'UNTOC 18(15)(a)',
      'Complete records of the account',
      'provisions.pdf (2\u00a0048 bytes)'.replace(/\s/g, ' '),
      'Signed electronically by 2 officials with their passkeys',
      'Entered as no. 17 in the register of transmissions on 12 September 2026, 10:00 UTC.',
    ]) {
      expect(text).toContain(said);
    }
    expect(text).not.toContain('PRACTICE');
    expect(pages.at(-1)).toContain(`Page ${pages.length} of ${pages.length}`);
  });

  test('a draft says that it is one, and practice stands on each page', async () => {
    const { entry: _, at: __, ...draft } = letterFrame({ practice: true });
    const pages = pdfPages(await letterPdf(REQUEST, draft));
    expect(flat(pages)).toContain('It was neither signed nor sent.');
    expect(flat(pages)).not.toContain('Signed electronically');
    for (const page of pages) expect(page).toContain('PRACTICE');
  });
});

describe('every language', () => {
  test.each(LANGUAGES)('%s: both are drawn, in its own words where there are letters for them', async (spoken) => {
    const language = onPaper(spoken);
    const labels = await labelsOf(language);
    const words = { en: EN, fr: FR, ar: AR, es: ES, pt: PT, ru: RU }[language];
    const shown = (text: string): string => (language === 'ar' ? seen(text) : text);
    const first = (text: string): string => text.split(' ')[0] as string;
    const certificate = await certificateOf(verdict, { labels });
    expect(certificate).toHaveLength(4);
    expect(certificate[1]).toContain(shown(first(words.timeline)));
    const letter = flat(await letterOf(REQUEST, { labels }));
    expect(letter).toContain(shown(first(words.signature)));
    expect(letter).toContain('0072 4415 9083');
    expect(letter).toContain(shown(first(words.sent(''))));
    expect(letter).not.toContain('\ufffd');
  });

  test('an Arabic word is whole in a second document, although the first had its letters with dots', async () => {
    // English labels: no other Arabic word may have met the letter before.
    const named = (officialName: string) => ({ ...REQUEST, author: { ...REQUEST.author, officialName } });
    await letterOf(named('ضابط'));
    expect(flat(await letterOf(named('صاحب')))).toContain(seen('صاحب'));
  });
});

describe('what the other side wrote', () => {
  test('neither a word without end, nor controls, nor two hundred items break the page', async () => {
    const item = (number: number) => ({ number, type: 'other', description: `Item ${number}` });
    const items = Array.from({ length: 200 }, (_, i) => item(i + 1));
    const facts = `${'ÿ'.repeat(4000)} a\u0301\u0302 \u202egnorw 中文 end`;
    const act = { ...REQUEST, fields: { ...REQUEST.fields, items, facts } };
    const pages = await letterOf(act, { from: 'Norvania\n\u0007\u202eevil\u200b' });
    const text = flat(pages);
    // Compared by count: a page may end within the word.
    expect(text.split('ÿ')).toHaveLength(4001);
    for (const { number } of items) expect(text.includes(`Item ${number}`)).toBe(true);
    expect(text.includes('gnorw \ufffd\ufffd end')).toBe(true);
    expect(text.includes('stands for a character')).toBe(true);
    expect(/[\u0000-\u001f\u202e\u200b]/.test(text)).toBe(false);
    for (const [i, page] of pages.entries()) expect(page.includes(`Page ${i + 1} of ${pages.length}`)).toBe(true);
  });

  test('a preservation request says that it is urgent', async () => {
    expect(flat(await letterOf(examplePreservation({ now: START }), { class: 2 }))).toContain('URGENT');
  });

  test('a time beyond the calendar is a number, and no date of the file', async () => {
    const pages = await certificateOf(altered({ createdAt: Number.MAX_SAFE_INTEGER }), {
      madeAt: Number.MAX_SAFE_INTEGER,
    });
    expect(flat(pages)).toContain(`${Number.MAX_SAFE_INTEGER} ms`);
  });
});

test('equal input gives equal bytes, and nothing is fetched', async () => {
  const fetched = vi.spyOn(globalThis, 'fetch').mockRejectedValue(new TypeError('no network here'));
  const once = await letterPdf(REQUEST, letterFrame());
  expect(Buffer.from(once).equals(await letterPdf(REQUEST, letterFrame()))).toBe(true);
  expect(fetched).not.toHaveBeenCalled();
});

describe('type', () => {
  test('a word breaks only where it is longer than any word, never inside a character', () => {
    expect(breakWord('administration')).toEqual(['administration']);
    expect(breakWord('e\u0301'.repeat(30)).every((piece) => !/^\p{M}/u.test(piece))).toBe(true);
    expect(breakWord('𝒳'.repeat(30)).join('')).toBe('𝒳'.repeat(30));
    expect(breakWord('z'.repeat(4000)).join('')).toHaveLength(4000);
  });

  test('in Arabic a date and a paragraph number stay whole', () => {
    expect(isolated('في 2026-08-01، المادة 18(15)(b).')).toBe(
      'في \u20662026-08-01\u2069، المادة \u206618(15)(b)\u2069.',
    );
    expect(isRightToLeft('CARD هي بطاقة الثقة')).toBe(true);
    expect(isRightToLeft('0072 4415 9083')).toBe(false);
    expect(grouped(1234567)).toBe('1\u00a0234\u00a0567');
  });
});
