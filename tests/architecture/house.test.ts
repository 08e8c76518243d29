// The rules of the house that no compiler keeps (docs/adr/0001-layout-and-errors.md, AGENTS.md), each over every file of the project.
import { basename } from 'node:path';
import { describe, expect, test } from 'vitest';
import { projectFiles, projectText } from '../testkit/tree.ts';

const FILES = projectFiles();
const ROOMS = ['client', 'crypto', 'db', 'docs', 'server', 'tests'];
const isData = (path: string): boolean => path.startsWith('tests/vectors/data/') || path === 'package-lock.json';
const isText = (path: string): boolean => /\.(ts|tsx|mjs|js|json|jsonc|md|yml|yaml|sql|html|css|txt)$/.test(path);
const code = FILES.filter((path) => /\.(ts|tsx|mjs)$/.test(path) && !isData(path));
const prose = FILES.filter((path) => (isText(path) || !basename(path).includes('.')) && !isData(path));

/** The paths, with line numbers, of lines that match. */
function lines(paths: readonly string[], pattern: RegExp): string[] {
  return paths.flatMap((path) =>
    projectText(path)
      .split('\n')
      .flatMap((line, index) => (pattern.test(line) ? [`${path}:${index + 1}: ${line.trim()}`] : [])),
  );
}

// Spelled in halves, so that this file does not find itself.
const word = (...halves: string[]): string => halves.join('');

describe('files', () => {
  test('there is something to judge', () => {
    expect(code.length).toBeGreaterThan(10);
    expect(prose.length).toBeGreaterThan(code.length);
  });

  test('only the six rooms stand at the top', () => {
    const rooms = new Set(
      FILES.filter((path) => path.includes('/') && !path.startsWith('.')).map((p) => p.split('/')[0]),
    );
    expect([...rooms].filter((room) => !ROOMS.includes(room as string))).toEqual([]);
  });

  test('no file is longer than 300 lines', () => {
    const free = /^(tests\/vectors|db\/migrations)\/|\/locales\//;
    const long = code.filter((path) => !free.test(path) && projectText(path).split('\n').length - 1 > 300);
    expect(long).toEqual([]);
  });

  test('names are kebab-case, and none is a drawer for everything', () => {
    const names = code.map((path) => path.split('/').at(-1) as string);
    expect(names.filter((name) => !/^\.?[a-z0-9]+([-.][a-z0-9]+)*\.(ts|tsx|mjs)$/.test(name))).toEqual([]);
    const drawer = /(^|\/)(utils?|helpers?|types?|common|managers?|shared|misc)(\.[^/]*|\/|$)/;
    expect(FILES.filter((path) => !isData(path) && drawer.test(path))).toEqual([]);
  });

  test('the first line says what the file is', () => {
    const first = (path: string): string => {
      const [one = '', two = ''] = projectText(path).split('\n');
      return one.startsWith('#!') ? two : one;
    };
    expect(code.filter((path) => !/^\/\/ \S.{20,}/.test(first(path)))).toEqual([]);
  });
});

describe('text', () => {
  test('nothing is left for later or left out of the tests', () => {
    const marks = [word('TO', 'DO'), word('FIX', 'ME'), word('X', 'XX')].map((mark) => `\\b${mark}\\b`).join('|');
    expect(lines(code, new RegExp(marks))).toEqual([]);
    const tests = code.filter((path) => path.startsWith('tests/'));
    expect(lines(tests, new RegExp(`\\.(${['skip', 'only', 'todo'].join('|')}(If)?)\\(`))).toEqual([]);
    expect(lines(tests, /\.skip\b|\bskipIf\b/).filter((line) => !line.startsWith('tests/architecture/house'))).toEqual(
      [],
    );
  });

  test('no line knows the machine it was written on', () => {
    const places = [word('wo', 'rk/'), word('tmp/', 'brief'), word('ro', 'ot/'), word('ho', 'me/[a-z]')].join('|');
    expect(lines(prose, new RegExp(`(^|[\\s'"\`(=:,])/(${places})`))).toEqual([]);
    expect(lines(prose, new RegExp(word('registry', '\\.npm')))).toEqual([]);
  });

  test('no enum, no namespace, no silenced compiler without a reason', () => {
    const ts = code.filter((path) => path.endsWith('.ts') && !path.startsWith('tests/architecture/house'));
    expect(lines(ts, /^\s*(export\s+)?(const\s+)?(enum|namespace)\s/)).toEqual([]);
    expect(lines(ts, /@ts-(ignore|nocheck)/)).toEqual([]);
    expect(lines(ts, /@ts-expect-error\s*$|biome-ignore [^:]*$/)).toEqual([]);
  });

  test('crypto/ reads no clock, no ambient randomness, no console', () => {
    const calm = code.filter((path) => path.startsWith('crypto/'));
    expect(
      lines(calm, /\bDate\.now\(|new Date\(\)|Math\.random\(|\bconsole\.|\bprocess\.|\bBuffer\b(?!Source)/).filter(
        (line) => !line.includes('no Buffer'),
      ),
    ).toEqual([]);
    const random = calm.filter((path) => !/primitives\/(random|sodium)\.ts$/.test(path));
    expect(lines(random, /getRandomValues|randombytes/)).toEqual([]);
  });
});

describe('packaging', () => {
  const manifest = JSON.parse(projectText('package.json'));

  test('no script runs by itself, and none can', () => {
    expect(Object.keys(manifest.scripts).filter((name) => /^(pre|post)(?!ect)|^(install|prepare)$/.test(name))).toEqual(
      [],
    );
    const settings = projectText('.npmrc').split('\n');
    const needed = ['ignore-scripts=true', 'include=dev', 'save-exact=true', 'omit-lockfile-registry-resolved=true'];
    expect(settings).toEqual(expect.arrayContaining(needed));
  });

  test('every version is exact and the lockfile names no host', () => {
    const all = { ...manifest.dependencies, ...manifest.devDependencies, ...manifest.optionalDependencies };
    const loose = Object.entries(all).filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(String(version)));
    expect(loose).toEqual([]);
    const lock = projectText('package-lock.json');
    expect(lock).toContain('"lockfileVersion": 3');
    expect(lock).not.toContain('"resolved"');
    const { packages } = JSON.parse(lock) as { packages: Record<string, { integrity?: string; link?: boolean }> };
    expect(Object.entries(packages).filter(([path, entry]) => path !== '' && !entry.integrity)).toEqual([]);
  });
});
