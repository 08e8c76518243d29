// What an act says, as labelled paragraphs in the order of its form: the one reading that the letter in plain text and the letter in PDF both draw (product.md row 3).
import { ACT_KINDS, type Act } from './act.ts';
import { longDate, longInstant } from './calendar.ts';
import { type Field, type Fields, type Form, SECTIONS, type Value } from './form.ts';
import { citeShort, INSTRUMENTS, type Instrument } from './instrument.ts';
import { choiceText, fieldTexts, type Labels, say } from './labels/say.ts';

/** One field given, under its label. `cited`: the paragraphs of the treaties that ask for it, or empty. */
export type Paragraph = { readonly label: string; readonly cited: string } & (
  | { readonly is: 'line' | 'text'; readonly text: string }
  | { readonly is: 'group'; readonly of: readonly Paragraph[] }
  /** `mark`: the number the author gave the entry, or its place, counted from 1 */
  | { readonly is: 'list'; readonly entries: readonly { readonly mark: string; readonly of: readonly Paragraph[] }[] }
);

/** `title` is null where the act is short and reads as one. */
export type Part = { readonly title: string | null; readonly paragraphs: readonly Paragraph[] };

export type OutlineFrame = {
  /** whose paragraphs are cited; those of the act's own legal basis unless told, or all where it has none */
  readonly instruments?: readonly Instrument[];
  /** UN short names by country code, from the directory; the code stands where there is none */
  readonly countries?: Readonly<Record<string, string>>;
  readonly labels?: Labels;
};

type Page = {
  readonly labels: Labels | undefined;
  readonly instruments: readonly Instrument[];
  readonly countries: Readonly<Record<string, string>>;
};

/** Every field the act gives, none left out; parts without any are. */
export function outline(act: Act, { instruments, countries, labels }: OutlineFrame): readonly Part[] {
  const page: Page = { labels, instruments: instruments ?? basisOf(act.fields), countries: countries ?? {} };
  const form: Form = ACT_KINDS[act.kind];
  // A reply is short and reads as one; the headings of the task list belong to requests.
  const sections = form.by === 'requesting' && form.fields.length > 5 ? SECTIONS : [null];
  return sections.flatMap((section) => {
    const fields = form.fields.filter(
      (field) => (section === null || field.section === section) && act.fields[field.id] !== undefined,
    );
    const paragraphs = fields.map((field) => paragraph(field, act.fields[field.id] as Value, page));
    const title = section === null ? null : say(`section.${section}`, {}, labels);
    return paragraphs.length === 0 ? [] : [{ title, paragraphs }];
  });
}

/** Whether the act itself asks to be kept confidential. */
export function isConfidential(fields: Fields): boolean {
  return fields['confidential'] === true || (fields['handling'] as Fields | undefined)?.['confidential'] === true;
}

/** A name from outside the act, with what `decodeAct` takes out of the act's own texts taken out. */
export const plain = (text: string): string =>
  text.replace(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2028\u2029]/g, ' ');

function basisOf({ legalBasis }: Fields): readonly Instrument[] {
  const named = Array.isArray(legalBasis)
    ? (legalBasis as readonly Fields[]).map(({ instrument }) => instrument)
    : [legalBasis];
  const cited = INSTRUMENTS.filter((instrument) => named.includes(instrument));
  return cited.length === 0 ? INSTRUMENTS : cited;
}

function paragraph(field: Field, value: Value, page: Page): Paragraph {
  const { label } = fieldTexts(field, page.labels);
  const cited = citeShort(field.articles, page.instruments, page.labels);
  if (field.type === 'group') return { label, cited, is: 'group', of: inner(field.of, value as Fields, page) };
  if (field.type === 'list') {
    const numbered = field.distinct === 'number';
    const of = numbered ? field.of.filter(({ id }) => id !== 'number') : field.of;
    const entries = (value as readonly Fields[]).map((entry, i) => ({
      mark: String(numbered ? entry['number'] : i + 1),
      of: inner(of, entry, page),
    }));
    return { label, cited, is: 'list', entries };
  }
  return { label, cited, is: field.type === 'longText' ? 'text' : 'line', text: textOf(field, value, page) };
}

// Inside groups the paragraph stands at the group: repeated on each line it would hide the text.
function inner(fields: readonly Field[], values: Fields, page: Page): readonly Paragraph[] {
  return fields.flatMap((field) => {
    const value = values[field.id];
    const { articles: _, ...bare } = field;
    return value === undefined ? [] : [paragraph(bare, value, page)];
  });
}

function textOf(field: Field, value: Value, page: Page): string {
  const { labels } = page;
  const parts = value as Readonly<Record<string, string | number>>;
  switch (field.type) {
    case 'date':
      return longDate(value as string, labels);
    case 'dateTime':
      return longInstant(parts['at'] as number, parts['zone'] as string, labels);
    case 'money':
      return `${parts['amount']} ${parts['currency']}`;
    case 'boolean':
      return say(value === true ? 'letter.yes' : 'letter.no', {}, labels);
    case 'choice': {
      const cited = citeShort(field.choices.articles?.[value as string], page.instruments, labels);
      return `${choiceText(field.choices.set, value as string, labels)}${cited === '' ? '' : ` [${cited}]`}`;
    }
    case 'multiChoice':
      return (value as readonly string[])
        .map((one) => choiceText(field.choices.set, one, labels))
        .join(say('letter.list', {}, labels));
    case 'numbers':
      return (value as readonly number[]).join(say('letter.numbers', {}, labels));
    case 'country': {
      const name = Object.hasOwn(page.countries, value as string) ? page.countries[value as string] : undefined;
      return name === undefined ? (value as string) : `${plain(name)} (${value})`;
    }
    case 'language':
      return languageName(value as string, labels);
    default:
      return String(value);
  }
}

/** A language by its name in the language of the texts; the code where it has none. */
export function languageName(code: string, labels: Labels | undefined): string {
  const names = new Intl.DisplayNames([say('locale', {}, labels)], { type: 'language', fallback: 'code' });
  return names.of(code) ?? code;
}
