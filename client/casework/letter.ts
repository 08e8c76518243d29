// An act as a letter in plain text: what a court file, a terminal and later the PDF show (product.md row 3; look.md: UTC first, months by name).
import { ACT_KINDS, type Act } from './act.ts';
import { longDate, longInstant } from './calendar.ts';
import { type ActClass, type Field, type Fields, type Form, SECTIONS, type Value } from './form.ts';
import { type Articles, INSTRUMENTS, type Instrument } from './instrument.ts';
import { choiceText, fieldTexts, type Labels, say } from './labels/say.ts';

/** What the envelope and the directory know of the act: never taken from the act itself. */
export type LetterFrame = {
  /** name of the sending authority, as verified */
  readonly from: string;
  readonly to: readonly string[];
  readonly class: ActClass;
  /** unix milliseconds, when it was entered in the register; absent for a draft */
  readonly at?: number;
  readonly practice?: boolean;
  /** whose paragraphs are cited; those of the act's own legal basis unless told, or all where it has none */
  readonly instruments?: readonly Instrument[];
  /** UN short names by country code, from the directory; the code stands where there is none */
  readonly countries?: Readonly<Record<string, string>>;
  /** columns, 40 or more; 78 unless told */
  readonly width?: number;
  readonly labels?: Labels;
};

/**
 * The whole act as text: head, then every field given, by section where the form is a request, each with its paragraphs. Nothing the act
 * holds is left out. Lines end in `\n` and keep to `width` where words allow.
 */
export function letter(act: Act, frame: LetterFrame): string {
  const { labels } = frame;
  const width = Math.max(40, frame.width ?? 78);
  const page: Page = {
    width,
    labels,
    instruments: frame.instruments ?? basisOf(act.fields),
    countries: frame.countries ?? {},
  };
  const form: Form = ACT_KINDS[act.kind];
  const out: string[] = [...head(act, frame, width), ''];
  const title = say(form.title, {}, labels);
  out.push(title.toUpperCase(), '');
  // A reply is short and reads as one; the headings of the task list belong to requests.
  const sections = form.by === 'requesting' && form.fields.length > 5 ? SECTIONS : [null];
  let number = 0;
  for (const section of sections) {
    const fields = form.fields.filter(
      (field) => (section === null || field.section === section) && act.fields[field.id] !== undefined,
    );
    if (fields.length === 0) continue;
    if (section !== null) {
      number += 1;
      out.push(`${number}. ${say(`section.${section}`, {}, labels)}`, '');
    }
    for (const field of fields) out.push(...paragraph(field, act.fields[field.id] as Value, 2, page), '');
  }
  const { officialName, function: post, unit } = act.author;
  out.push(...wrap(`${say('letter.signed', {}, labels)} ${officialName}, ${post}, ${unit}`, 0, width));
  return `${out.join('\n')}\n`;
}

type Page = {
  readonly width: number;
  readonly labels: Labels | undefined;
  readonly instruments: readonly Instrument[];
  readonly countries: Readonly<Record<string, string>>;
};

function basisOf({ legalBasis }: Fields): readonly Instrument[] {
  const named = Array.isArray(legalBasis)
    ? (legalBasis as readonly Fields[]).map(({ instrument }) => instrument)
    : [legalBasis];
  const cited = INSTRUMENTS.filter((instrument) => named.includes(instrument));
  return cited.length === 0 ? INSTRUMENTS : cited;
}

function head(act: Act, frame: LetterFrame, width: number): string[] {
  const { labels } = frame;
  const marks = [
    frame.practice === true ? say('letter.practice', {}, labels) : null,
    frame.class === 2 ? say('letter.urgent', {}, labels) : null,
    isConfidential(act.fields) ? say('letter.confidential', {}, labels) : null,
  ].filter((mark) => mark !== null);
  const lines: [string, string | undefined][] = [
    [say('letter.from', {}, labels), plain(frame.from)],
    [say('letter.to', {}, labels), frame.to.map(plain).join('; ')],
    [say('letter.date', {}, labels), frame.at === undefined ? undefined : longInstant(frame.at, 'UTC', labels)],
    [say('letter.ours', {}, labels), act.caseRefs.ours],
    [say('letter.theirs', {}, labels), act.caseRefs.theirs],
    [say('letter.reply', {}, labels), act.inReplyTo === undefined ? undefined : `${act.inReplyTo.slice(0, 16)}…`],
  ];
  const column = Math.max(...lines.map(([name]) => name.length)) + 2;
  const rows = lines.flatMap(([name, text]) =>
    text === undefined ? [] : hang(`${name}:`.padEnd(column), text, width),
  );
  return marks.length === 0 ? rows : [...marks, '', ...rows];
}

// Names from the frame are shown beside the act's own text: they get the same treatment decodeAct gives that.
const plain = (text: string) => text.replace(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2028\u2029]/g, ' ');

function isConfidential(fields: Fields): boolean {
  return fields['confidential'] === true || (fields['handling'] as Fields | undefined)?.['confidential'] === true;
}

function paragraph(field: Field, value: Value, indent: number, page: Page): string[] {
  const { label } = fieldTexts(field, page.labels);
  const lead = `${label}${sources(field.articles, page)}:`;
  if (field.type === 'group') {
    return [...wrap(lead, indent, page.width), ...inner(field.of, value as Fields, indent + 2, page)];
  }
  if (field.type === 'list') {
    const numbered = field.distinct === 'number';
    const entries = (value as readonly Fields[]).flatMap((entry, i) => {
      const lines = inner(numbered ? field.of.filter(({ id }) => id !== 'number') : field.of, entry, indent + 6, page);
      const mark = `${numbered ? entry['number'] : i + 1})`;
      return [`${' '.repeat(indent + 2)}${mark.padEnd(4)}${(lines[0] ?? '').slice(indent + 6)}`, ...lines.slice(1)];
    });
    return [...wrap(lead, indent, page.width), ...entries];
  }
  const text = textOf(field, value, page);
  if (field.type === 'longText') return [...wrap(lead, indent, page.width), ...wrap(text, indent + 2, page.width)];
  return wrap(`${lead} ${text}`, indent, page.width);
}

// Inside groups the paragraph stands at the group: repeated on each line it would hide the text.
function inner(fields: readonly Field[], values: Fields, indent: number, page: Page): string[] {
  return fields.flatMap((field) => {
    const value = values[field.id];
    const { articles: _, ...bare } = field;
    return value === undefined ? [] : paragraph(bare, value, indent, page);
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
    case 'choice':
      return (
        choiceText(field.choices.set, value as string, labels) +
        sources(field.choices.articles?.[value as string], page)
      );
    case 'multiChoice':
      return (value as readonly string[]).map((one) => choiceText(field.choices.set, one, labels)).join('; ');
    case 'numbers':
      return (value as readonly number[]).join(', ');
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

function languageName(code: string, labels: Labels | undefined): string {
  const names = new Intl.DisplayNames([say('locale', {}, labels)], { type: 'language', fallback: 'code' });
  return names.of(code) ?? code;
}

function sources(articles: Articles | undefined, { instruments, labels }: Page): string {
  const cited = instruments.filter((instrument) => articles?.[instrument] !== undefined);
  const names = cited.map((instrument) => `${say(`instrument.${instrument}`, {}, labels)} ${articles?.[instrument]}`);
  return names.length === 0 ? '' : ` [${names.join(', ')}]`;
}

function hang(name: string, text: string, width: number): string[] {
  const lines = wrap(text, name.length, width);
  return lines.map((line, i) => (i === 0 ? name + line.slice(name.length) : line));
}

// Breaks at spaces only, and every line gets the margin: no text can begin a line where headings stand.
function wrap(text: string, indent: number, width: number): string[] {
  const margin = ' '.repeat(indent);
  return text.split('\n').flatMap((line) => {
    const rows: string[] = [];
    let row = '';
    for (const word of line.split(/[ \t]+/).filter((one) => one !== '')) {
      if (row !== '' && indent + row.length + 1 + word.length > width) {
        rows.push(margin + row);
        row = word;
      } else {
        row = row === '' ? word : `${row} ${word}`;
      }
    }
    return [...rows, row === '' ? '' : margin + row];
  });
}
