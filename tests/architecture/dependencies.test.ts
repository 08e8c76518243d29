// docs/dependencies.md names every package of package.json with a reason, and none else; crypto/ keeps to its budget.
import { describe, expect, test } from 'vitest';
// @ts-expect-error plain JavaScript: the import rules hold the list of what crypto/ may use
import { CRYPTO_PACKAGES } from '../../.dependency-cruiser.mjs';
import { projectFiles, projectText } from '../testkit/tree.ts';

type Manifest = Record<'dependencies' | 'devDependencies' | 'optionalDependencies', Record<string, string>>;
const manifest = JSON.parse(projectText('package.json')) as Manifest;

// Whose hands a package is from, where its scope does not say so.
const FAMILY: Record<string, string> = { '@scure/bip39': '@noble' };

type Row = { name: string; where: string; reason: string };

/** Rows of the table under the heading that starts with `heading`. */
function table(heading: string): Row[] {
  const section =
    projectText('docs/dependencies.md')
      .split(/^## /m)
      .find((text) => text.startsWith(heading)) ?? '';
  return [...section.matchAll(/^\| `([^`]+)` \| ([^|]+) \| ([^|]+) \|$/gm)].map((match) => ({
    name: match[1] as string,
    where: match[2] as string,
    reason: match[3] as string,
  }));
}

describe('docs/dependencies.md', () => {
  test.each([
    ['Runtime', 'dependencies'],
    ['Optional', 'optionalDependencies'],
    ['Development', 'devDependencies'],
  ] as const)('%s', (heading, field) => {
    const rows = table(heading);
    expect(rows.map(({ name }) => name).sort()).toEqual(Object.keys(manifest[field]).sort());
    for (const { name, reason } of rows) expect(reason.length, name).toBeGreaterThan(5);
  });

  test('marks as crypto exactly what the import rules let crypto/ use', () => {
    const marked = table('Runtime').filter(({ where }) => where.includes('crypto'));
    expect(marked.map(({ name }) => name).sort()).toEqual([...CRYPTO_PACKAGES].sort());
  });

  test('the budgets hold', () => {
    const families = new Set((CRYPTO_PACKAGES as string[]).map((name) => FAMILY[name] ?? name.split('/')[0]));
    expect(families.size).toBeLessThanOrEqual(4);
    expect(Object.keys(manifest.dependencies).length).toBeLessThanOrEqual(50);
    const { packages } = JSON.parse(projectText('package-lock.json')) as {
      packages: Record<string, { dev?: boolean; optional?: boolean; devOptional?: boolean }>;
    };
    const runtime = Object.entries(packages).filter(
      ([path, at]) => path !== '' && !at.dev && !at.optional && !at.devOptional,
    );
    expect(runtime.length).toBeGreaterThan(20);
    expect(runtime.length).toBeLessThanOrEqual(260);
  });

  test('each runtime package is imported in a room its row names', () => {
    const rooms = ['crypto', 'server', 'client', 'db'];
    const wrong = projectFiles()
      .filter((path) => rooms.some((room) => path.startsWith(`${room}/`)) && /\.(ts|tsx|mjs)$/.test(path))
      .flatMap((path) =>
        table('Runtime')
          .filter(({ name }) => new RegExp(`(from|import|import\\()\\s*['"]${name}(/|['"])`).test(projectText(path)))
          .filter(({ where }) => !where.split(', ').includes(path.split('/')[0] as string))
          .map(({ name }) => `${path} imports ${name}`),
      );
    expect(wrong).toEqual([]);
  });
});
