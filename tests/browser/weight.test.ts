// How heavy the app is on the line, read from what the builder wrote: the first page with everything it needs, and what each later page adds.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, test } from 'vitest';
import { buildWeb } from '../../client/web/build.ts';

type Entry = { file: string; css?: string[]; imports?: string[]; isEntry?: boolean; src?: string };

const KB = 1024;
/** Kilobytes as they travel. The page draws itself while the worker, half of which is the cryptographic library, is on its way. */
const FIRST_PAGE = 320;
const WORKER = 350;
const LATER_PAGE = 15;

let folder: string;
let manifest: Record<string, Entry>;
beforeAll(async () => {
  folder = await buildWeb();
  manifest = JSON.parse(readFileSync(join(folder, '.vite', 'manifest.json'), 'utf8')) as Record<string, Entry>;
});

/** Files that come with an entry: itself, what it imports, and their styles. */
function closure(key: string, seen = new Set<string>()): Set<string> {
  const entry = manifest[key];
  if (!entry || seen.has(entry.file)) return seen;
  seen.add(entry.file);
  for (const sheet of entry.css ?? []) seen.add(sheet);
  for (const one of entry.imports ?? []) closure(one, seen);
  return seen;
}

const weight = (files: Iterable<string>): number =>
  [...files].reduce((sum, file) => sum + gzipSync(readFileSync(join(folder, file))).length, 0) / KB;

/** Hashed files by name, which nothing in the manifest imports. */
const named = (pattern: RegExp): string[] =>
  readdirSync(join(folder, 'assets'))
    .filter((name) => pattern.test(name))
    .map((name) => `assets/${name}`);

const pages = (): string[] => Object.keys(manifest).filter((key) => /^pages\/[a-z]+\/[a-z-]+\.tsx$/.test(key));

describe('the built app', () => {
  test(`brings its first page, styles and typeface in at most ${FIRST_PAGE} KB, the worker in ${WORKER} KB more`, () => {
    const first = closure('pages/seat/home.tsx', closure('index.html'));
    const typeface = named(/latin-wght-normal.*\.woff2$/);
    const worker = named(/^worker-.*\.js$/);
    expect([first.size > 4, typeface.length, worker.length]).toEqual([true, 1, 1]);
    expect(weight([...first, ...typeface])).toBeLessThanOrEqual(FIRST_PAGE);
    expect(weight(worker)).toBeLessThanOrEqual(WORKER);
  });

  test(`adds at most ${LATER_PAGE} KB for each later page`, () => {
    const first = closure('pages/seat/home.tsx', closure('pages/seat/enrol.tsx', closure('index.html')));
    expect(pages().length).toBeGreaterThan(20);
    const heavy = pages()
      .map((key) => ({ key, kb: weight([...closure(key)].filter((file) => !first.has(file))) }))
      .filter(({ kb }) => kb > LATER_PAGE);
    expect(heavy).toEqual([]);
  });
});
