// An act as a letter in plain text: what a court file and a terminal show (product.md row 3; look.md: UTC first, months by name). pdf/letter.ts draws the same.
import { ACT_KINDS, type Act } from './act.ts';
import { longInstant } from './calendar.ts';
import { columnsOf, piecesOf } from './columns.ts';
import type { ActClass } from './form.ts';
import { type Labels, say } from './labels/say.ts';
import { isConfidential, type OutlineFrame, outline, type Paragraph, plain } from './outline.ts';

/** What the envelope and the directory know of the act: never taken from the act itself. */
export type LetterFrame = OutlineFrame & {
  /** name of the sending authority, as verified */
  readonly from: string;
  readonly to: readonly string[];
  readonly class: ActClass;
  /** unix milliseconds, when it was entered in the register; absent for a draft */
  readonly at?: number;
  readonly practice?: boolean;
  /** columns, 40 or more; 78 unless told */
  readonly width?: number;
};

/**
 * The whole act as text: head, then every field given, by section where the form is a request, each with its paragraphs. Nothing the act
 * holds is left out. Lines end in `\n` and keep to `width` where words allow.
 */
export function letter(act: Act, frame: LetterFrame): string {
  const { labels } = frame;
  const width = Math.max(40, frame.width ?? 78);
  const marks = letterMarks(act, frame);
  const out = [...(marks.length === 0 ? [] : [...marks, '']), ...head(letterHead(act, frame), width, labels), ''];
  out.push(say(ACT_KINDS[act.kind].title, {}, labels).toUpperCase(), '');
  for (const [i, { title, paragraphs }] of outline(act, frame).entries()) {
    if (title !== null) out.push(`${i + 1}. ${title}`, '');
    for (const one of paragraphs) out.push(...lines(one, 2, width, labels), '');
  }
  const { officialName, function: post, unit } = act.author;
  out.push(...wrap(`${say('letter.signed', {}, labels)} ${officialName}, ${post}, ${unit}`, 0, width));
  return `${out.join('\n')}\n`;
}

/** What stands above everything else: practice, urgent, confidential, where they hold. */
export function letterMarks(act: Act, frame: LetterFrame): readonly string[] {
  const { labels } = frame;
  return [
    frame.practice === true ? say('letter.practice', {}, labels) : null,
    frame.class === 2 ? say('letter.urgent', {}, labels) : null,
    isConfidential(act.fields) ? say('letter.confidential', {}, labels) : null,
  ].filter((mark) => mark !== null);
}

/** Parties, date and references, each with its label; null where it is not known. */
export function letterHead(act: Act, frame: LetterFrame): readonly (readonly [label: string, text: string | null])[] {
  const { labels } = frame;
  return [
    [say('letter.from', {}, labels), plain(frame.from)],
    [say('letter.to', {}, labels), frame.to.map(plain).join(say('letter.list', {}, labels))],
    [say('letter.date', {}, labels), frame.at === undefined ? null : longInstant(frame.at, 'UTC', labels)],
    [say('letter.ours', {}, labels), act.caseRefs.ours ?? null],
    [say('letter.theirs', {}, labels), act.caseRefs.theirs ?? null],
    [say('letter.reply', {}, labels), act.inReplyTo === undefined ? null : `${act.inReplyTo.slice(0, 16)}…`],
  ];
}

function head(rows: ReturnType<typeof letterHead>, width: number, labels?: Labels): string[] {
  const lead = (label: string) => say('letter.lead', { label }, labels);
  const column = Math.max(...rows.map(([name]) => columnsOf(lead(name)))) + 1;
  const padded = (label: string) => label + ' '.repeat(column - columnsOf(label));
  return rows.flatMap(([name, text]) => (text === null ? [] : hang(padded(lead(name)), text, width)));
}

function lines(one: Paragraph, indent: number, width: number, labels?: Labels): string[] {
  const lead = say('letter.lead', { label: `${one.label}${one.cited === '' ? '' : ` [${one.cited}]`}` }, labels);
  switch (one.is) {
    case 'group':
      return [...wrap(lead, indent, width), ...one.of.flatMap((inner) => lines(inner, indent + 2, width, labels))];
    case 'list': {
      const entries = one.entries.flatMap(({ mark, of }) => {
        const inner = of.flatMap((part) => lines(part, indent + 6, width, labels));
        return [
          `${' '.repeat(indent + 2)}${`${mark})`.padEnd(4)}${(inner[0] ?? '').slice(indent + 6)}`,
          ...inner.slice(1),
        ];
      });
      return [...wrap(lead, indent, width), ...entries];
    }
    case 'text':
      return [...wrap(lead, indent, width), ...wrap(one.text, indent + 2, width)];
    case 'line':
      return wrap(`${lead} ${one.text}`, indent, width);
  }
}

function hang(name: string, text: string, width: number): string[] {
  const rows = wrap(text, columnsOf(name), width);
  return rows.map((line, i) => (i === 0 ? name + line.slice(columnsOf(name)) : line));
}

// Breaks at spaces, and in a word that is written without them between its letters; every line gets the margin: no text can begin a line where
// headings stand.
function wrap(text: string, indent: number, width: number): string[] {
  const margin = ' '.repeat(indent);
  return text.split('\n').flatMap((line) => {
    const rows: string[] = [];
    let row = '';
    for (const word of line.split(/[ \t]+/).filter((one) => one !== '')) {
      for (const [i, piece] of piecesOf(word).entries()) {
        const gap = row === '' || i > 0 ? '' : ' ';
        if (row !== '' && indent + columnsOf(row + gap + piece) > width) {
          rows.push(margin + row);
          row = piece;
        } else {
          row += gap + piece;
        }
      }
    }
    return [...rows, row === '' ? '' : margin + row];
  });
}
