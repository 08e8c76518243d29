// An act as a letter in PDF, ready for a national file: sender, references, numbered sections with the articles they answer, annexes, and who signed (product.md row 3).
import type { ReactElement, ReactNode } from 'react';
import { ACT_KINDS, type Act } from '../act.ts';
import { longInstant } from '../calendar.ts';
import { say } from '../labels/say.ts';
import { type LetterFrame, letterHead, letterMarks } from '../letter.ts';
import { inFours, shortNumber } from '../number.ts';
import { outline, type Paragraph, plain } from '../outline.ts';
import { grouped } from './fonts.ts';
import { onSheet, type PdfFrame, printed, SEAL, type Sheet, WAX } from './sheet.ts';

export type LetterPdfFrame = Omit<LetterFrame, 'width'> &
  PdfFrame & {
    /** What proves that it was sent; absent for a draft. */
    readonly entry?: {
      /** 64 hex digits of the statement */
      readonly subject: string;
      /** its number in one's own register */
      readonly index: number;
      /** officials who signed it with their passkeys */
      readonly officials: number;
    };
    readonly annexes?: readonly { readonly name: string; readonly size: number }[];
  };

/** The bytes of the PDF. Nothing the act holds is left out. */
export function letterPdf(act: Act, frame: LetterPdfFrame): Promise<Uint8Array> {
  return onSheet(frame, (sheet) => drawn(sheet, act, frame));
}

function drawn(sheet: Sheet, act: Act, frame: LetterPdfFrame): Promise<Uint8Array> {
  const { labels, entry } = frame;
  const title = say(ACT_KINDS[act.kind].title, {}, labels);
  const body = [
    ...heading(sheet, act, frame, title),
    ...parts(sheet, act, frame),
    annexes(sheet, frame),
    signature(sheet, act, frame),
  ];
  body.push(...sheet.note());
  const cover = {
    title,
    reference: entry ? shortNumber(entry.subject) : '',
    practice: frame.practice === true ? say('letter.practice', {}, labels) : null,
  };
  return printed(sheet, cover, frame, body);
}

function heading(sheet: Sheet, act: Act, frame: LetterPdfFrame, title: string): ReactNode[] {
  const { labels } = frame;
  const { words, text } = sheet;
  const { officialName, function: post, unit } = act.author;
  const practice = say('letter.practice', {}, labels);
  const marks = [...letterMarks(act, frame).filter((mark) => mark !== practice), ...(frame.entry ? [] : [words.draft])];
  // Sender and recipients stand as blocks, as on paper; the rest are references of both sides.
  const [, , ...references] = letterHead(act, frame);
  const ours = [act.caseRefs.ours, act.caseRefs.theirs].filter((one) => one !== undefined);
  return [
    sheet.stack(
      [
        text(plain(frame.from), { size: 14, strong: true, color: SEAL }),
        text(unit, { size: 9.5 }),
        text(`${officialName}, ${post}`, { size: 9.5 }),
      ],
      { gap: 1 },
    ),
    ...(marks.length === 0
      ? []
      : [
          sheet.aside(
            marks.map((mark) => text(mark, { size: 11, strong: true, color: WAX })),
            WAX,
          ),
        ]),
    sheet.stack(
      frame.to.map((one) => text(plain(one), { size: 11, strong: true })),
      { gap: 1 },
    ),
    sheet.facts(references.flatMap(([label, content]) => (content === null ? [] : [[label, content] as const]))),
    sheet.stack(
      [
        text(`${words.subject}: ${title}${ours.length === 0 ? '' : `\u00a0— ${ours.join(' / ')}`}`, {
          size: 13,
          strong: true,
        }),
        ...(frame.entry ? [text(words.sent(inFours(frame.entry.subject)), { size: 8, mono: true })] : []),
      ],
      { gap: 2 },
    ),
  ];
}

function parts(sheet: Sheet, act: Act, frame: LetterPdfFrame): ReactNode[] {
  return outline(act, frame).map(({ title, paragraphs }, i) =>
    sheet.stack([
      ...(title === null ? [] : [sheet.heading(`${i + 1}. ${title}`)]),
      ...paragraphs.map((one) => paragraph(sheet, one)),
    ]),
  );
}

function paragraph(sheet: Sheet, one: Paragraph): ReactElement {
  const { text } = sheet;
  const lead = sheet.lead(one.label, one.cited);
  switch (one.is) {
    case 'line':
      return sheet.pair(lead, one.text);
    case 'text':
      return sheet.stack([lead, ...one.text.split('\n').map((line) => text(line, { own: true }))], { gap: 2 });
    case 'group':
      return sheet.stack([lead, sheet.aside(one.of.map((inner) => paragraph(sheet, inner)))], { gap: 3 });
    case 'list':
      return sheet.stack(
        [
          lead,
          ...one.entries.map(({ mark, of }) =>
            sheet.entry(
              mark,
              of.map((inner) => paragraph(sheet, inner)),
            ),
          ),
        ],
        { gap: 6 },
      );
  }
}

function annexes(sheet: Sheet, { annexes: files = [] }: LetterPdfFrame): ReactNode {
  const { words, text } = sheet;
  if (files.length === 0) return null;
  return sheet.stack([
    sheet.heading(words.annexes),
    ...files.map(({ name, size }, i) =>
      sheet.pair(text(String(i + 1), { strong: true, color: SEAL }), `${name} (${words.bytes(grouped(size))})`),
    ),
  ]);
}

function signature(sheet: Sheet, act: Act, { entry, at, labels }: LetterPdfFrame): ReactNode {
  const { words, text } = sheet;
  const { officialName, function: post, unit } = act.author;
  const signed =
    entry === undefined
      ? [words.notSigned]
      : [
          entry.officials === 0 ? words.signedDevice : words.signedOfficials(entry.officials),
          ...(at === undefined ? [] : [words.provedBy(entry.index, longInstant(at, 'UTC', labels))]),
        ];
  return sheet.stack(
    [
      sheet.heading(words.signature),
      text(officialName, { strong: true }),
      text(post),
      text(unit),
      sheet.aside(signed.map((line) => text(line, { size: 9 }))),
    ],
    { gap: 3, whole: true },
  );
}
