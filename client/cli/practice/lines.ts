// What practice says while it works: one line a fact, each with the time it took and a number of its own (look.md, "Words").
import type { Output } from '../output.ts';

export type Lines = {
  /** A fact; the time is counted from the one before. */
  fact(text: string): void;
  /** A line that is no fact: links, commands. Not under --json. */
  line(text?: string): void;
  /** All facts so far, for --json. */
  facts(): readonly { readonly text: string; readonly ms: number }[];
};

export function openLines(output: Output, now: () => number): Lines {
  const facts: { text: string; ms: number }[] = [];
  let before = now();
  const line = (text = ''): void => {
    if (!output.json) output.data(text);
  };
  return {
    fact(text) {
      const ms = now() - before;
      before += ms;
      facts.push({ text, ms });
      line(`${(ms / 1000).toFixed(2).padStart(6)} s  ${text}`);
    },
    line,
    facts: () => facts,
  };
}

/** "1 file", "2 files". */
export const count = (number: number, one: string, many = `${one}s`): string =>
  `${number.toLocaleString('en-GB')} ${number === 1 ? one : many}`;
