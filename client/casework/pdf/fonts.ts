// Type for the pages: fonts given as bytes, and which characters they can print (product.md "certificate"; one copy of pdfkit, no network).
import { Font } from '@react-pdf/renderer';

/** One TrueType file. Characters a family lacks are taken from the next one given. */
export type PdfFont = { readonly family: string; readonly weight: 400 | 600; readonly bytes: Uint8Array };

export type Typeface = {
  /** Families in the order they were given. */
  readonly families: string[];
  /** The text with what nobody should see taken out, and with U+FFFD for each character that no family has. */
  printable(text: string): string;
  /** Whether any text so far held such a character. */
  lacked(): boolean;
};

/** For numbers that people compare digit by digit; every reader of PDF has it. */
export const MONOSPACE = 'Courier';

// Counts documents, so that none meets the fonts of another.
let opened = 0;

/**
 * Lends `act` the fonts for one document, and takes them back. Never shared: the font library remembers a glyph as it first met it, and one
 * first met as a part of another (the base of a letter with dots) would be without its letter, and invisible, in every later document.
 */
export async function withTypeface<T>(fonts: readonly PdfFont[], act: (typeface: Typeface) => Promise<T>): Promise<T> {
  opened += 1;
  const number = opened;
  const nameOf = (family: string): string => `${family} ${number}`;
  const families = [...new Set(fonts.map(({ family }) => nameOf(family)))];
  try {
    for (const { family, weight, bytes } of fonts) {
      // As data, never as an address: an address would be fetched.
      Font.register({ family: nameOf(family), src: dataUrl(bytes), fontWeight: weight });
    }
    for (const fontFamily of families) for (const fontWeight of [400, 600]) await Font.load({ fontFamily, fontWeight });
    return await act(typefaceOf(families));
  } finally {
    const store: Record<string, unknown> = Font.getRegisteredFonts();
    for (const family of families) delete store[family];
  }
}

function typefaceOf(families: string[]): Typeface {
  const faces = families.map((fontFamily) => Font.getFont({ fontFamily, fontWeight: 400 })?.data);
  const covered = (one: string): boolean =>
    one === '\n' || faces.some((face) => face?.hasGlyphForCodePoint(one.codePointAt(0) as number) === true);
  let lacked = false;
  const shown = (one: string): string => {
    if (covered(one)) return one;
    lacked = true;
    return '\ufffd';
  };
  return {
    families,
    printable: (text) => [...visible(text)].map(shown).join(''),
    lacked: () => lacked,
  };
}

// Marks that turn the direction of writing, and everything that has no shape of its own but line ends: a text must not be able to write
// the page. The joiners between letters stay, words of some languages are misspelt without them.
const visible = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replace(/\t/g, ' ')
    .replace(/(?![\n\u200c\u200d])[\p{Cc}\p{Cf}\p{Cs}\p{Co}]/gu, '');

const LATIN = '[\\p{Script=Latin}\\d]';
const BETWEEN = "[ \u00a0.,:/+_'\u2019@&\u2013-]{0,2}";
const FOREIGN = new RegExp(`\\+?${LATIN}(?:${BETWEEN}(?:${LATIN}|\\(${LATIN}(?:${BETWEEN}${LATIN})*\\)))*`, 'gu');
/** Whether most of its letters are written from right to left. */
export function isRightToLeft(text: string): boolean {
  const right = text.match(/[\p{Script=Arabic}\p{Script=Hebrew}]/gu)?.length ?? 0;
  return right > 0 && right * 2 >= (text.match(/\p{L}/gu)?.length ?? 0);
}

/**
 * Within writing from right to left, keeps names, dates and paragraph numbers in Latin type whole: between Arabic words 2026-08-01 would
 * read 01-08-2026 and 18(15)(b) would fall apart. The marks around them are those that `printable` lets nobody bring in.
 */
export const isolated = (text: string): string => text.replace(FOREIGN, '\u2066$&\u2069');

function dataUrl(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return `data:font/ttf;base64,${btoa(text)}`;
}

/**
 * Where a word may be broken: nowhere, unless it is longer than any word is; then anywhere between two characters. An empty piece between
 * two others makes the renderer break without a hyphen, which would be a character nobody wrote.
 */
export function breakWord(word: string): string[] {
  if (word.length <= 24) return [word];
  const pieces = word.match(/[\s\S]{1,4}[\ud800-\udbff\udc00-\udfff\p{M}]*/gu) ?? [word];
  return pieces.flatMap((piece, i) => (i === 0 ? [piece] : ['', piece]));
}

/** A number of bytes with its thousands apart, by spaces that never break. */
export const grouped = (bytes: number): string => String(bytes).replace(/\B(?=(\d{3})+$)/g, '\u00a0');
