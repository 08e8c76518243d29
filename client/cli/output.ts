// Where words go: what was asked for on standard output, all talk on standard error, colour on terminals that want it (docs/command-line.md).
import { styleText } from 'node:util';
import { CliError } from './errors.ts';

/** The streams and wishes of one run. */
export type Streams = {
  readonly out: NodeJS.WriteStream;
  readonly err: NodeJS.WriteStream;
  readonly env: Readonly<Record<string, string | undefined>>;
};
export type Wishes = { readonly json: boolean; readonly verbose: boolean; readonly quiet: boolean };

type Style = 'bold' | 'dim' | 'red' | 'green' | 'yellow';

export type Output = Wishes & {
  /** Whether somebody looks at it: standard output and standard error. */
  readonly outTerminal: boolean;
  readonly errTerminal: boolean;
  /** Columns of the terminal, or 100. */
  readonly width: number;
  /** A line of what was asked for. */
  data(text: string): void;
  /** A line about it; nothing under --quiet. */
  talk(text: string): void;
  /** A line that is said even under --quiet. */
  warn(text: string): void;
  /** What was asked for, as JSON under --json and else as lines. `value` gets a `schemaVersion`. */
  show(value: object, lines: () => readonly string[]): void;
  /** Bytes for another program. Throws CLI_BINARY_TERMINAL where a terminal would get them. */
  binary(bytes: Uint8Array): void;
  /** Styled for standard output. */
  styled(style: Style, text: string): string;
};

const SCHEMA_VERSION = 1;

function wantsColour(stream: NodeJS.WriteStream, env: Streams['env']): boolean {
  if (env['NO_COLOR']) return false;
  if (env['CLICOLOR_FORCE'] && env['CLICOLOR_FORCE'] !== '0') return true;
  return stream.isTTY === true && env['TERM'] !== 'dumb';
}

/** Text of others on one line: nothing in it may drive the terminal, add a line, or turn the writing around. */
export const plain = (text: string): string => text.replace(/[\p{C}\p{Zl}\p{Zp}\s]+/gu, ' ').trim();

export function openOutput({ out, err, env }: Streams, wishes: Wishes): Output {
  const colour = wantsColour(out, env);
  return {
    ...wishes,
    outTerminal: out.isTTY === true,
    errTerminal: err.isTTY === true && env['TERM'] !== 'dumb',
    width: out.columns || 100,
    data: (text) => void out.write(`${text}\n`),
    talk: (text) => void (wishes.quiet || err.write(`${text}\n`)),
    warn: (text) => void err.write(`${text}\n`),
    show(value, lines) {
      const text = wishes.json
        ? JSON.stringify({ schemaVersion: SCHEMA_VERSION, ...value }, null, 2)
        : lines().join('\n');
      if (text !== '') out.write(`${text}\n`);
    },
    binary(bytes) {
      if (out.isTTY) throw new CliError('CLI_BINARY_TERMINAL', 'Standard output is a terminal.');
      out.write(bytes);
    },
    styled: (style, text) => (colour ? styleText(style, text, { validateStream: false }) : text),
  };
}

/** Rows in columns, two spaces apart; the last column takes what is left. */
export function columns(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, i) => Math.max(...rows.map((row) => [...(row[i] ?? '')].length)));
  return rows.map((row) =>
    row
      .map((cell, i) => (i < row.length - 1 ? cell + ' '.repeat((widths[i] as number) - [...cell].length) : cell))
      .join('  ')
      .trimEnd(),
  );
}
