// The ceremony of the eight words on this side: three rows for each half, of which only the worker knows the right one until a person chose (protocol.md section 3).
import { type AuthorityId, type EightWords, eightWords, idOf, type Random } from '../../../crypto/index.ts';

/** Four words, and the same as digits. */
export type Row = { readonly words: readonly string[]; readonly digits: string };
export type Halves = readonly [first: readonly Row[], second: readonly Row[]];

export type Ceremony = {
  readonly halves: Halves;
  /** Whether these rows, one of each half, are what `authority` reads aloud. */
  right(heard: readonly (number | null)[]): boolean;
};

const ROWS = 3;
const HALF = 4;

const halfOf = ({ words, digits }: EightWords, half: number): Row => ({
  words: words.slice(half * HALF, half * HALF + HALF),
  digits: digits
    .split(' ')
    .slice(half * HALF, half * HALF + HALF)
    .join(' '),
});

/** A place from 0 to 2, each as likely. */
function place(random: Random): number {
  for (;;) {
    const byte = random(1)[0] as number;
    if (byte < 255) return byte % ROWS;
  }
}

/** Rows that nobody can tell from the right one but by hearing it: the words of authorities that do not exist. */
export function prepareCeremony(authority: AuthorityId, random: Random): Ceremony {
  const own = eightWords(authority);
  const right = [place(random), place(random)];
  const rows = (half: number): Row[] =>
    Array.from({ length: ROWS }, (_, at) =>
      halfOf(at === right[half] ? own : eightWords(idOf('authority', random(32))), half),
    );
  const halves = [rows(0), rows(1)] as const;
  return { halves, right: (heard) => heard.length === right.length && right.every((at, half) => heard[half] === at) };
}
