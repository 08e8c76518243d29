// How heavy the built app is on the line, file by file, read from what the builder wrote.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

type Entry = { readonly file: string; readonly css?: readonly string[]; readonly imports?: readonly string[] };

/** Files by name, in kilobytes as they travel. */
export type Weights = ReadonlyMap<string, number>;

export type WebWeight = {
  /** What somebody waits for: the page, its styles and texts, the typeface and the door of the worker. */
  readonly first: Weights;
  /** What comes when that stands: shared by the pages of an open desk. */
  readonly kit: Weights;
  /** The desk: client and cryptography, fetched at the first sign of somebody. */
  readonly desk: Weights;
  /** By page, what it adds to the first and the kit. */
  readonly later: ReadonlyMap<string, Weights>;
};

const KB = 1024;
const FIRST = ['index.html', 'pages/seat/sign-in.tsx', 'pages/seat/enrol.tsx', 'pages/seat/home.tsx'];
const TEXTS = ['shell', 'seat'].map((area) => `locales/en/${area}.ts`);
const BESIDE = /^(door|noto-sans-latin-wght-normal)-.*\.(js|woff2)$/;
const DESK = /^(worker|vault|indexeddb|libsodium)-.*\.(js|wasm)$/;

export const sum = (weights: Weights): number => [...weights.values()].reduce((all, one) => all + one, 0);

/** The heaviest first, one line each. */
export const table = (weights: Weights): string =>
  [...weights]
    .sort(([, a], [, b]) => b - a)
    .map(([file, kb]) => `${kb.toFixed(1).padStart(7)} KB  ${file}`)
    .join('\n');

/** Reads the build in `folder`. */
export function weigh(folder: string): WebWeight {
  const manifest = JSON.parse(readFileSync(join(folder, '.vite', 'manifest.json'), 'utf8')) as Record<string, Entry>;

  /** Files that come with an entry: itself, what it imports, and their styles. */
  function closure(key: string, seen = new Set<string>()): Set<string> {
    const entry = manifest[key];
    if (!entry || seen.has(entry.file)) return seen;
    seen.add(entry.file);
    for (const sheet of entry.css ?? []) seen.add(sheet);
    for (const one of entry.imports ?? []) closure(one, seen);
    return seen;
  }
  const together = (keys: readonly string[]): Set<string> =>
    keys.reduce((seen, key) => closure(key, seen), new Set<string>());
  const weighed = (files: Iterable<string>): Weights =>
    new Map([...files].map((file) => [file, gzipSync(readFileSync(join(folder, file))).length / KB]));
  const named = (pattern: RegExp): string[] =>
    readdirSync(join(folder, 'assets'))
      .filter((name) => pattern.test(name))
      .map((name) => `assets/${name}`);
  const without = (files: Set<string>, known: Set<string>): string[] => [...files].filter((file) => !known.has(file));

  const first = together([...FIRST, ...TEXTS]);
  const shared = together([...FIRST, ...TEXTS, 'kit.ts']);
  const pages = Object.keys(manifest).filter((key) => /^pages\/[a-z]+\/[a-z-]+\.tsx$/.test(key));
  return {
    first: weighed(['index.html', ...first, ...named(BESIDE)]),
    kit: weighed(without(shared, first)),
    desk: weighed(named(DESK)),
    later: new Map(pages.map((page) => [page, weighed(without(closure(page), shared))])),
  };
}
