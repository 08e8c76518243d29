// How a run ends and what it says then: every code has a text and an exit code, the page lists the exit codes there are, moments and names are written safely.
import { describe, expect, test } from 'vitest';
import { findAuthority } from '../../../client/cli/counterpart.ts';
import { CLI_CODES, CliError, explained } from '../../../client/cli/errors.ts';
import { EXIT, exitOf } from '../../../client/cli/exit.ts';
import { columns, openOutput, plain } from '../../../client/cli/output.ts';
import { openProgress } from '../../../client/cli/progress.ts';
import { brief, distance, due, moment } from '../../../client/cli/times.ts';
import { ALL_CODES, type AuthorityEntry } from '../../../client/sdk/index.ts';
import { projectText } from '../../testkit/tree.ts';

const AT = Date.UTC(2026, 8, 12, 10, 2, 9);

describe('codes', () => {
  test('each of them has an exit code, and those of the command line a text of three sentences', () => {
    for (const code of [...ALL_CODES, ...CLI_CODES]) expect(Object.values(EXIT)).toContain(exitOf(code));
    for (const code of CLI_CODES) {
      const { text, detail } = explained(new CliError(code, 'what exactly'));
      expect(detail).toBe('what exactly');
      for (const sentence of [text.what, text.safe, text.action]) expect(sentence).toMatch(/\.$/);
    }
  });

  test('stand in the page, all of them and no other', () => {
    const rows = [...projectText('docs/command-line.md').matchAll(/^\| (\d+) \| (\w+) \|/gm)];
    expect(Object.fromEntries(rows.map(([, code, name]) => [name, Number(code)]))).toEqual(EXIT);
  });

  test.each([
    ['CLIENT_RELAY_UNREACHABLE', 6],
    ['SIGNATURE_INVALID', 10],
    ['RECEIPT_MISSING', 11],
    ['REGISTER_INCONSISTENT', 12],
    ['ROSTER_KEY_REUSED', 13],
    ['CLIENT_VAULT_BUSY', 7],
    ['CLIENT_VAULT_PASSPHRASE', 4],
  ] as const)('%s ends with %i', (code, exit) => expect(exitOf(code)).toBe(exit));

  test('what nobody foresaw is said to be that', () => {
    expect(explained(new TypeError('x is not a function'))).toMatchObject({ code: 'CLI_UNEXPECTED', detail: null });
  });
});

describe('moments', () => {
  test('UTC with the month by name, ISO beside it, a zone where the reader has one', () => {
    expect(moment(AT)).toBe('12 September 2026, 10:02 UTC (2026-09-12T10:02:09.000Z)');
    expect(brief(AT)).toBe('12 Sep 2026 10:02 UTC');
    expect(due(AT, AT - 3 * 86_400_000, 'Europe/Vienna')).toBe(
      '12 September 2026, 10:02 UTC (12:02 Europe/Vienna), in 3 days',
    );
    expect(distance(AT, AT + 60_000)).toBe('1 minute ago');
  });

  test('beyond the calendar the number is shown', () => {
    expect(moment(9e15)).toBe('9000000000000000 ms');
    expect(brief(9e15)).toBe('9000000000000000 ms');
  });
});

describe('text of others', () => {
  test('drives no terminal, adds no line, turns no writing', () => {
    expect(plain('Tala\u001b[2Jssa\r\n\u202eYes\u2028\u0000 x')).toBe('Tala [2Jssa Yes x');
  });

  test('columns line up whatever they hold', () => {
    expect(
      columns([
        ['a', 'b'],
        ['été', ''],
      ]),
    ).toEqual(['a    b', 'été']);
    expect(columns([])).toEqual([]);
  });
});

describe('finding an authority', () => {
  const entry = (authority: string, name: string, jurisdiction: string, words: string): AuthorityEntry =>
    ({
      authority,
      name,
      names: [
        ['en', name],
        ['fr', `${name} (fr)`],
      ],
      jurisdiction,
      words: { words: words.split(' '), digits: '0001 0002 0003 0004 0005 0006 0007 0008' },
    }) as unknown as AuthorityEntry;
  const ALL = [
    entry('aa11', 'Talassa', 'QN', 'one two three four five six seven eight'),
    entry('aa22', 'Ministry of Talassa', 'QN', 'one two four three five six seven eight'),
    entry('bb33', 'Norvania', 'QM', 'nine ten two three five six seven eight'),
  ];

  test.each([
    ['talassa', 'aa11'],
    ['NORV', 'bb33'],
    ['qm', 'bb33'],
    ['aa22', 'aa22'],
    ['one two three', 'aa11'],
    ['Nine, ten - two', 'bb33'],
  ])('%s', (typed, authority) => expect(findAuthority(ALL, typed).authority).toBe(authority));

  test.each([
    ['QN', 'CLI_AMBIGUOUS'],
    ['vania x', 'CLI_RECIPIENT_UNKNOWN'],
    ['one two', 'CLI_RECIPIENT_UNKNOWN'],
    ['one three two', 'CLI_RECIPIENT_UNKNOWN'],
    ['0001 0002 0003', 'CLI_AMBIGUOUS'],
  ])('%s: %s', (typed, code) => {
    expect(() => findAuthority(ALL, typed)).toThrow(expect.objectContaining({ code }));
  });
});

describe('progress', () => {
  const MIB = 1024 * 1024;
  function reported(terminal: boolean, quiet = false): string {
    const written: string[] = [];
    const stream = { isTTY: terminal, write: (text: string) => written.push(text) } as unknown as NodeJS.WriteStream;
    const output = openOutput({ out: stream, err: stream, env: {} }, { json: false, verbose: false, quiet });
    const bar = openProgress(output, stream, 'Sealing x');
    for (let done = 0; done <= 200; done++) bar.report(done * MIB, 200 * MIB);
    bar.end();
    return written.join('');
  }

  test('a line each 10 % away from a terminal', () => {
    expect(reported(false).split('\n').slice(0, -1)).toEqual(
      Array.from({ length: 10 }, (_, i) => `Sealing x: ${(i + 1) * 10} % of 200.0 MB`),
    );
  });

  test('one moving line on a terminal, none under --quiet', () => {
    expect(reported(true)).toMatch(/^\rSealing x: 1 %[^\n]*\rSealing x: 2 %[^\n]*\n$/);
    expect(reported(true).split('\r')).toHaveLength(101);
    expect(reported(false, true)).toBe('');
  });
});
