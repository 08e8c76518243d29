// Rules R1-R8 (docs/architecture.md) over the whole tree, that every module was really looked at, and that each rule can fire.
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { cruise, type ICruiseResult } from 'dependency-cruiser';
import extractTsConfig from 'dependency-cruiser/config-utl/extract-ts-config';
import { afterEach, describe, expect, test } from 'vitest';
// @ts-expect-error the rules are plain JavaScript, so that the tool's own command line reads them too
import configuration from '../../.dependency-cruiser.mjs';
import { projectFiles, ROOT } from '../testkit/tree.ts';
import { INNOCENT, VIOLATIONS } from './violations.ts';

const ROOMS = ['crypto', 'server', 'client', 'db', 'tests'];
const isModule = (path: string): boolean => ROOMS.some((room) => path.startsWith(`${room}/`)) && /\.tsx?$/.test(path);

const { forbidden, options } = configuration as { forbidden: { name: string; comment: string }[]; options: object };
const tsConfig = extractTsConfig(join(ROOT, 'tsconfig.json'));

async function check(folder: string, rooms: string[]): Promise<ICruiseResult> {
  const { enhancedResolveOptions, ...rest } = options as { enhancedResolveOptions: object; tsConfig: object };
  const settings = { ...rest, tsConfig: { fileName: join(ROOT, 'tsconfig.json') }, baseDir: folder };
  // The configuration's fields are the command line's; its type has not the API's exact optional fields.
  const all = { ...settings, validate: true, ruleSet: { forbidden } } as Parameters<typeof cruise>[1];
  const { output } = await cruise(rooms, all, enhancedResolveOptions, { tsConfig });
  if (typeof output === 'string') throw new TypeError(output);
  return output;
}

const spell = (result: ICruiseResult): string[] =>
  result.summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} -> ${to}`);

describe('the project', () => {
  test('every module was read and none breaks a rule', async () => {
    const ours = projectFiles().filter(isModule);
    expect(ours.length).toBeGreaterThan(0);
    const present = ROOMS.filter((room) => ours.some((path) => path.startsWith(`${room}/`)));
    const result = await check(ROOT, present);
    const seen = new Set(result.modules.map((module) => module.source));
    // With a TypeScript the tool cannot use it would see nothing and find nothing wrong.
    expect(ours.filter((path) => !seen.has(path))).toEqual([]);
    expect(spell(result)).toEqual([]);
  });
});

describe('the rules themselves', () => {
  const folders: string[] = [];
  afterEach(() => {
    for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
  });

  function grow(files: Record<string, string>): { folder: string; rooms: string[] } {
    const folder = realpathSync(mkdtempSync(join(tmpdir(), 'rogatory-rules-')));
    folders.push(folder);
    const manifest = { name: 'tree', dependencies: {}, devDependencies: { 'fast-check': '1.0.0' } };
    const production = ['libsodium-wrappers', 'typebox', 'hash-wasm', 'better-sqlite3'];
    Object.assign(manifest.dependencies, Object.fromEntries(production.map((name) => [name, '1.0.0'])));
    for (const [path, text] of Object.entries({ ...files, 'package.json': JSON.stringify(manifest) })) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    return { folder, rooms: ROOMS.filter((room) => Object.keys(files).some((path) => path.startsWith(`${room}/`))) };
  }

  test('each has a comment and a tree that breaks it', () => {
    expect(VIOLATIONS.map(({ rule }) => rule)).toEqual(forbidden.map(({ name }) => name));
    for (const { comment } of forbidden) expect(comment).toMatch(/\.$/);
    expect([...new Set(forbidden.map(({ name }) => name.slice(0, 2)))]).toEqual([
      'R1',
      'R2',
      'R3',
      'R4',
      'R5',
      'R6',
      'R7',
      'R8',
    ]);
  });

  test.each(VIOLATIONS)('$rule fires at $from', async ({ rule, files, from, to }) => {
    const { folder, rooms } = grow(files);
    expect(spell(await check(folder, rooms))).toContain(`${rule}: ${from} -> ${to}`);
  });

  test('a tree that keeps them is let through', async () => {
    const { folder, rooms } = grow(INNOCENT);
    expect(spell(await check(folder, rooms))).toEqual([]);
  });
});
