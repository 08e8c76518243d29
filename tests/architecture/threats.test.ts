// docs/threat-model.md against the tests: each attack has a row, and each row a test that exists or the reason why there is none yet.
import { describe, expect, test } from 'vitest';
import { projectFiles, projectText } from '../testkit/tree.ts';

// A row may rest on a test of a part; but when the whole system has a test that bears its id, the row has to name it.
const WHOLE = /^tests\/(adversary|scenario)\//;

/** How many attacks of each section the model lists; a row is never deleted, only answered. */
const SECTIONS = { A: 22, B: 25, C: 20, D: 17, E: 5, F: 5 } as const;
const WITNESSES = /^tests\/(adversary|scenario|vectors|property|contract|unit|faults|browser)\/.*\.test\.ts$/;

type Row = { id: string; test: string };

function rowsOf(table: string): Row[] {
  return [...table.matchAll(/^\| ([A-Z]\d+) \| [^|]{8,} \| [^|]{4,} \| ([^|]+) \|$/gm)].map((match) => ({
    id: match[1] as string,
    test: (match[2] as string).trim(),
  }));
}

/** What is wrong with the rows, given the text of all tests and of those on the whole system: a line for each fault. */
function faults(rows: readonly Row[], sources: string, whole: string): string[] {
  return rows.flatMap(({ id, test: cell }) => {
    const known = new RegExp(`(['"\`])${id}\\b[^\\n]*\\1`).test(whole);
    if (/^not yet: \S.{8,}$/.test(cell)) return known ? [`${id} says "not yet", but a test bears its id`] : [];
    const titles = [...cell.matchAll(/`([^`]+)`/g)].map((match) => match[1] as string);
    if (titles.length === 0) return [`${id} names no test and gives no reason`];
    const quoted = (title: string): boolean =>
      ["'", '"', '`'].some((quote) => sources.includes(`${quote}${title}${quote}`));
    return titles.filter((title) => !quoted(title)).map((title) => `${id}: no test is called "${title}"`);
  });
}

const TABLE = projectText('docs/threat-model.md');

describe('docs/threat-model.md', () => {
  test('each attack has one row, in order', () => {
    const wanted = Object.entries(SECTIONS).flatMap(([letter, n]) =>
      Array.from({ length: n }, (_, i) => `${letter}${i + 1}`),
    );
    expect(rowsOf(TABLE).map(({ id }) => id)).toEqual(wanted);
    expect(TABLE.match(/^\| [A-Z]\d/gm)).toHaveLength(wanted.length);
  });

  test('each row names tests that exist, or says why there is none yet', () => {
    const paths = projectFiles().filter((path) => WITNESSES.test(path));
    const text = (of: readonly string[]): string => of.map(projectText).join('\n');
    const whole = paths.filter((path) => WHOLE.test(path));
    expect(faults(rowsOf(TABLE), text(paths), text(whole))).toEqual([]);
  });

  test('this check can fail', () => {
    const sources = "test('A1 another genesis is refused', run);\ntest(`B2 bodies exchanged`, run);";
    const row = (id: string, cell: string): Row => ({ id, test: cell });
    expect(
      faults([row('A1', '`A1 another genesis is refused`'), row('B2', '`B2 bodies exchanged`')], sources, sources),
    ).toEqual([]);
    expect(faults([row('A10', 'not yet: no hostile relay')], sources, sources)).toEqual([]);
    expect(faults([row('A1', '`A1 another`')], sources, sources)).toHaveLength(1);
    expect(faults([row('A1', 'not yet: no hostile relay')], sources, sources)).toHaveLength(1);
    expect(faults([row('A3', 'not yet:')], sources, sources)).toHaveLength(1);
    expect(faults([row('A3', 'later')], sources, sources)).toHaveLength(1);
  });
});
