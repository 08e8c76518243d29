// The paper both documents are drawn on: A4, measures and colours of the house, head and foot of each page, mirrored where the language runs from right to left (look.md).
import { Document, Page, type PageProps, pdf, Text, View } from '@react-pdf/renderer';
import { createElement as h, type ReactElement, type ReactNode } from 'react';
import { isInstant } from '../calendar.ts';
import { type Labels, say } from '../labels/say.ts';
import { breakWord, isolated, isRightToLeft, MONOSPACE, type PdfFont, type Typeface, withTypeface } from './fonts.ts';
import { AR } from './words/ar.ts';
import { EN, type Words } from './words/en.ts';
import { ES } from './words/es.ts';
import { FR } from './words/fr.ts';
import { PT } from './words/pt.ts';
import { RU } from './words/ru.ts';

/** What every page needs to know besides its content. */
export type PdfFrame = {
  /** at least one family for each script that occurs */
  readonly fonts: readonly PdfFont[];
  /** when the file is made, unix milliseconds: equal input gives equal bytes */
  readonly madeAt: number;
  readonly labels?: Labels;
};

const INK = '#16212e';
const LINE = '#d9d6cf';
const PAPER = '#fbfaf7';
export const SEAL = '#1d4e89';
export const WAX = '#9c1c2e';

type Style = Exclude<PageProps['style'], undefined | unknown[]> & { color?: string };
type Look = {
  readonly size?: number;
  readonly strong?: boolean;
  readonly color?: string;
  readonly mono?: boolean;
  /** lies at the side where its own writing begins, not at the page's: for what runs over several lines */
  readonly own?: boolean;
};

export type Sheet = {
  readonly words: Words;
  /** A block of text, written in the direction of most of its letters. */
  text(content: string, look?: Look): ReactElement;
  /** Says what U+FFFD stands for, if any text so far needed it. */
  note(): readonly ReactElement[];
  /** A label above what belongs to it, with a remark behind it. */
  lead(label: string, remark: string): ReactElement;
  /** A numbered entry; its first block stays with the number. */
  entry(mark: string, blocks: readonly ReactElement[]): ReactElement;
  heading(content: string): ReactElement;
  /** "Page 1 of 4", on every page its own. */
  count(): ReactElement;
  /** Rows of label and text side by side. */
  facts(rows: readonly (readonly [label: string, content: string | ReactElement])[]): ReactElement;
  /** One such row; it stays on one page where its text is short. */
  pair(label: ReactElement, content: string | ReactElement): ReactElement;
  /** `widths` in parts of the whole. The head is repeated on each page. */
  table(widths: readonly number[], head: readonly string[], rows: readonly (readonly ReactNode[])[]): ReactElement;
  stack(
    children: readonly ReactNode[],
    look?: { readonly gap?: number; readonly whole?: boolean; readonly fresh?: boolean },
  ): ReactElement;
  /** Set apart by a bar at the side where reading begins. */
  aside(children: readonly ReactNode[], color?: string): ReactElement;
};

const WORDS: Readonly<Record<string, Words>> = { en: EN, fr: FR, ar: AR, es: ES, pt: PT, ru: RU };

// The reader's own monospace has these and no other letters: a word of another writing would be printed as signs without sense.
const TYPEWRITTEN = /^[\x20-\x7e\xa0]*$/;

/** Lends `draw` a sheet for one document. */
export function onSheet<T>({ fonts, labels }: PdfFrame, draw: (sheet: Sheet) => Promise<T>): Promise<T> {
  const language = languageOf(labels);
  return withTypeface(fonts, (typeface) => draw(sheetFor(typeface, WORDS[language] ?? EN, isRtl(language))));
}

const languageOf = (labels: Labels | undefined): string => say('locale', {}, labels).split('-')[0] as string;
const isRtl = (language: string): boolean => language === 'ar';

function sheetFor({ families, printable, lacked }: Typeface, words: Words, rtl: boolean): Sheet {
  const start = rtl ? 'Right' : 'Left';
  const flow = { flexDirection: rtl ? ('row-reverse' as const) : ('row' as const) };

  const text: Sheet['text'] = (content, { size = 10, strong = false, color = INK, mono = false, own = false } = {}) => {
    const shown = printable(content);
    // Numbers alone are written from left to right everywhere.
    const reverse = isRightToLeft(shown);
    const style: Style = {
      fontFamily: mono && TYPEWRITTEN.test(shown) ? [MONOSPACE] : families,
      fontSize: size,
      fontWeight: strong ? 600 : 400,
      color,
      lineHeight: 1.45,
      direction: reverse ? 'rtl' : 'ltr',
      textAlign: (own ? reverse : rtl) ? 'right' : 'left',
    };
    return h(Text, { style, hyphenationCallback: breakWord, orphans: 2, widows: 2 }, reverse ? isolated(shown) : shown);
  };
  const cell = (width: number, content: ReactNode): ReactElement =>
    h(View, { style: { flexGrow: width, flexShrink: 1, flexBasis: 0 } }, content);
  const pair: Sheet['pair'] = (label, content) =>
    h(
      View,
      { wrap: typeof content === 'string' && content.length > 400, style: { ...flow, gap: 10 } },
      cell(3, label),
      cell(7, typeof content === 'string' ? text(content) : content),
    );
  const aside: Sheet['aside'] = (children, color = SEAL) =>
    h(
      View,
      { style: { [`border${start}Width`]: 2, [`border${start}Color`]: color, [`padding${start}`]: 10, gap: 4 } },
      ...children,
    );

  return {
    words,
    text,
    note: () => (lacked() ? [text(words.missing, { size: 8 })] : []),
    count: () =>
      h(Text, {
        style: {
          fontFamily: families,
          fontSize: 8,
          color: INK,
          direction: rtl ? 'rtl' : 'ltr',
          textAlign: rtl ? 'left' : 'right',
          // Drawn when the pages are known: it cannot ask for room then. A height of line here would empty the whole foot.
          width: 90,
        },
        render: ({ pageNumber, totalPages }) => words.page(pageNumber, totalPages),
      }),
    heading: (content) => h(View, { minPresenceAhead: 60 }, text(content, { size: 13, strong: true, color: SEAL })),
    lead: (label, remark) =>
      h(
        View,
        { minPresenceAhead: 80, wrap: false, style: { ...flow, gap: 6, flexWrap: 'wrap', alignItems: 'baseline' } },
        text(label, { size: 9, strong: true }),
        ...(remark === '' ? [] : [text(remark, { size: 8, color: SEAL })]),
      ),
    entry: (mark, [first, ...rest]) =>
      aside([
        h(View, { wrap: false, style: { gap: 4 } }, text(mark, { size: 11, strong: true, color: SEAL }), first),
        ...rest,
      ]),
    pair,
    facts: (rows) =>
      h(
        View,
        { style: { gap: 3 } },
        ...rows.map(([label, content]) => pair(text(label, { size: 9, strong: true }), content)),
      ),
    table: (widths, head, rows) => {
      const line = (cells: readonly ReactNode[], style: Style, fixed = false) =>
        h(
          View,
          { fixed, style: { ...flow, gap: 8, paddingVertical: 5, paddingHorizontal: 4, ...style } },
          ...cells.map((content, i) => cell(widths[i] ?? 1, content)),
        );
      const title = head.map((content) => text(content, { size: 8.5, strong: true }));
      return h(
        View,
        { style: { borderTopWidth: 1, borderTopColor: SEAL } },
        line(title, { backgroundColor: PAPER, borderBottomWidth: 1, borderBottomColor: SEAL }, true),
        ...rows.map((cells) => line(cells, { borderBottomWidth: 0.5, borderBottomColor: LINE })),
      );
    },
    stack: (children, { gap = 8, whole = false, fresh = false } = {}) =>
      h(View, { style: { gap }, wrap: !whole, break: fresh }, ...children),
    aside,
  };
}

export type Cover = {
  readonly title: string;
  /** short, for the foot of each page */
  readonly reference: string;
  /** stands in the head of each page */
  readonly practice: string | null;
};

/** The finished file. `body`: blocks one under the other, broken over as many pages as they need. */
export async function printed(
  sheet: Sheet,
  cover: Cover,
  frame: PdfFrame,
  body: readonly ReactNode[],
): Promise<Uint8Array> {
  const language = languageOf(frame.labels);
  const rtl = isRtl(language);
  const flow: Style = { flexDirection: rtl ? 'row-reverse' : 'row', justifyContent: 'space-between', gap: 20 };
  const { words, text } = sheet;
  const banner =
    cover.practice === null
      ? []
      : [
          h(
            View,
            { fixed: true, style: { backgroundColor: WAX, padding: 4, marginBottom: 10 } },
            text(cover.practice, { size: 9, strong: true, color: '#ffffff' }),
          ),
        ];
  const foot = h(
    View,
    {
      fixed: true,
      style: {
        position: 'absolute',
        bottom: 28,
        left: 56,
        right: 56,
        borderTopWidth: 0.5,
        borderTopColor: LINE,
        paddingTop: 6,
        ...flow,
      },
    },
    text(`${cover.practice === null ? '' : `${words.practice} · `}${cover.title}`, { size: 8 }),
    text(cover.reference, { size: 8, mono: true }),
    sheet.count(),
  );
  const page: Style = { paddingTop: 48, paddingBottom: 72, paddingHorizontal: 56, gap: 14 };
  const document = h(
    Document,
    {
      title: cover.title,
      language,
      creator: 'Rogatory',
      producer: 'Rogatory',
      // A date beyond the calendar cannot be written into the file.
      creationDate: new Date(isInstant(frame.madeAt) ? frame.madeAt : 0),
    },
    h(Page, { size: 'A4', style: page }, ...banner, foot, ...body),
  );
  return new Uint8Array(await (await pdf(document).toBlob()).arrayBuffer());
}
