// The instruments a request may rest on, and the same paragraph in each of them (product.md "Day one": one form, three reference columns).
import { type Labels, say } from './labels/say.ts';

/** Treaties with a column of their own. `c1988` is the 1988 drug convention, `uncc` the UN Convention against Cybercrime. */
export const INSTRUMENTS = ['untoc', 'uncac', 'c1988', 'budapest', 'uncc'] as const;
export type Instrument = (typeof INSTRUMENTS)[number];

/** Where a field is asked for: article and paragraph by instrument, e.g. `{ untoc: '18(15)(c)' }`. */
export type Articles = Readonly<Partial<Record<Instrument, string>>>;

// UNTOC article 18 paragraph -> 1988 Convention article 7 paragraph. What is absent has no counterpart there.
const C1988_PARAGRAPH: Readonly<Record<number, number>> = {
  1: 1,
  3: 2,
  8: 5,
  13: 8,
  14: 9,
  15: 10,
  16: 11,
  17: 12,
  19: 13,
  20: 14,
  21: 15,
  23: 16,
  25: 17,
  26: 17,
  27: 18,
  28: 19,
  30: 20,
};

/**
 * The references of UNTOC article 18(`paragraph`)(`letter`): UNCAC article 46 has the same numbering, the 1988 Convention its own.
 * Letters are carried over as they are: use it only for paragraphs 15 and 21, whose lists run alike, or without a letter.
 */
export function article18(paragraph: number, letter?: string): Articles {
  const tail = letter === undefined ? '' : `(${letter})`;
  const drug = C1988_PARAGRAPH[paragraph];
  return {
    untoc: `18(${paragraph})${tail}`,
    uncac: `46(${paragraph})${tail}`,
    ...(drug === undefined ? {} : { c1988: `7(${drug})${tail}` }),
  };
}

/** The references of a letter of the list of contents of a preservation request; (g) exists in the UN convention only. */
export function preservationContents(letter: 'a' | 'b' | 'c' | 'd' | 'e' | 'f' | 'g'): Articles {
  return letter === 'g' ? { uncc: '42(3)(g)' } : { budapest: `29(2)(${letter})`, uncc: `42(3)(${letter})` };
}

/**
 * "UNTOC article 18(15)(c) (UNCAC 46(15)(c), 1988 Convention 7(10)(c))": the chosen instrument first, its equals in brackets.
 * Where the chosen one has no such paragraph the first that has leads. Empty when `articles` names none.
 */
export function cite(articles: Articles | undefined, chosen: Instrument | null, labels?: Labels): string {
  if (articles === undefined) return '';
  const known = INSTRUMENTS.filter((instrument) => articles[instrument] !== undefined);
  const lead = chosen !== null && known.includes(chosen) ? chosen : known[0];
  if (lead === undefined) return '';
  const first = citation('cite.article', articles, lead, labels);
  const others = citeShort(
    articles,
    known.filter((instrument) => instrument !== lead),
    labels,
  );
  if (others === '') return first;
  // Beside Chinese letters brackets are as wide as they are, and need no space.
  return say('locale', {}, labels) === 'zh' ? `${first}（${others}）` : `${first} (${others})`;
}

/** "UNCAC 46(15)(c), 1988 Convention 7(10)(c)": the paragraphs of those of `instruments` that have one; empty when none has. */
export function citeShort(articles: Articles | undefined, instruments: readonly Instrument[], labels?: Labels): string {
  return instruments
    .filter((instrument) => articles?.[instrument] !== undefined)
    .map((instrument) => citation('cite.short', articles ?? {}, instrument, labels))
    .join(say('cite.separator', {}, labels));
}

const citation = (key: 'cite.article' | 'cite.short', articles: Articles, one: Instrument, labels?: Labels) =>
  say(key, { instrument: say(`instrument.${one}`, {}, labels), place: placeOf(articles[one] ?? '', labels) }, labels);

// Languages name paragraphs and letters in their own way: "18(15)(c)" is "18, paragraphe 15, alinéa c)" in French.
function placeOf(reference: string, labels?: Labels): string {
  const letters = say('cite.letters', {}, labels).split(' ');
  return reference.replace(/\((\d+)\)|\(([a-k])\)/g, (_, number?: string, letter?: string) =>
    letter === undefined
      ? say('cite.paragraph', { number: number ?? '' }, labels)
      : say('cite.letter', { letter: letters['abcdefghijk'.indexOf(letter)] ?? letter }, labels),
  );
}
