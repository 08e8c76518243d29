// What the practice pages of the web app ask this program for: a search in all that the relay keeps, and a relay that lies (product.md, practice).
import { relative } from 'node:path';
import { fromHex, toBase64 } from '../../../crypto/index.ts';
import type { LieAnswer, PracticeAnswers, SearchAnswer } from '../../web/practice-answers.ts';
import type { PracticeHome } from './home.ts';
import { type LieWorld, openLieWorld } from './lie-world.ts';
import { LIES } from './lies.ts';
import { type Sought, searchFor } from './search.ts';

export type WebDesk = { readonly answers: PracticeAnswers; close(): Promise<void> };

const MIN_WORD = 4;
const MAX_WORD = 100;
const MAX_WORDS = 8;
const SILENT = { fact: () => undefined, line: () => undefined, facts: () => [] };

const isWord = (value: unknown): value is string =>
  typeof value === 'string' && value.length >= MIN_WORD && value.length <= MAX_WORD;
const field = (body: unknown, name: string): unknown =>
  typeof body === 'object' && body !== null ? (body as Readonly<Record<string, unknown>>)[name] : undefined;

/** Opens it over a practice home; the world in which the relay lies is founded when the first lie is asked for. */
export function openWebDesk(home: PracticeHome, now: () => number): WebDesk {
  let lying: Promise<LieWorld> | null = null;

  async function look(sought: readonly Sought[]) {
    const result = await searchFor(sought, [home.relay, home.relayLog]);
    return { ...result, found: result.found.map((path) => relative(home.folder, path)) };
  }

  /** `words`: searched for in every spelling; `control`: bytes in hex that the relay must hold. */
  async function search(body: unknown): Promise<SearchAnswer | null> {
    const words = field(body, 'words');
    const control = field(body, 'control');
    const sought = Array.isArray(words) && words.length > 0 && words.length <= MAX_WORDS && words.every(isWord);
    const known = typeof control === 'string' && /^([0-9a-f]{2}){16,64}$/.test(control) ? fromHex(control) : null;
    if (!sought || !known) return null;
    const { files, bytes, found } = await look(words);
    return { files, bytes, found, control: (await look([known])).found };
  }

  async function lie(body: unknown): Promise<LieAnswer | null> {
    const name = LIES.find((one) => one === field(body, 'lie'));
    if (!name) return null;
    lying ??= openLieWorld(SILENT, now).catch((error: unknown) => {
      // Founded anew when the next lie is asked for.
      lying = null;
      throw error;
    });
    const { metBy, caught, alarms, after } = await (await lying).tell(name);
    return { metBy, caught, alarms: alarms.map(({ file }) => toBase64(file)), after };
  }

  return {
    answers: new Map<string, (body: unknown) => Promise<SearchAnswer | LieAnswer | null>>([
      ['/practice/search', search],
      ['/practice/lie', lie],
    ]),
    async close() {
      await (await lying?.catch(() => null))?.close();
    },
  };
}
