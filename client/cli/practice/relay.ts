// The practice relay as a process of its own, started and stopped from outside: nothing of it is imported (docs/architecture.md, R6).
import { type ChildProcess, spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AuthorityId } from '../../../crypto/index.ts';
import { CliError } from '../errors.ts';
import { originsOf, type PracticeConfig, type PracticeHome, replaceText } from './home.ts';

const PROGRAM = fileURLToPath(new URL('../../../server/main.ts', import.meta.url));
const STOP_MS = 1_500;

export type PracticeRelay = {
  readonly origin: string;
  readonly pid: number;
  /** Resolves when it ended, to its exit code. */
  readonly exited: Promise<number | null>;
  /** Stops it and waits for its end. */
  stop(): Promise<void>;
};

/** What the program said last on standard error: "CODE: sentence". */
const lastWord = (text: string): string => text.trim().split('\n').at(-1) ?? '';

const refused = (said: string): CliError => {
  const [, code, sentence] = /^(RELAY-[A-Z-]+): (.+)$/.exec(lastWord(said)) ?? [];
  const detail = sentence
    ? `${sentence} (${code})`
    : 'It ended without a word; relay.log in the practice folder says why.';
  return new CliError('CLI_PRACTICE_RELAY', detail);
};

/** Runs a command of the relay's program to its end; resolves to what it answered. Throws CLI_PRACTICE_RELAY. */
function ask(home: PracticeHome, given: readonly string[]): Promise<unknown> {
  const flags = [...given, '--data', home.relay, '--json'];
  const child = spawn(process.execPath, [PROGRAM, ...flags], { stdio: ['ignore', 'pipe', 'pipe'] });
  let out = '';
  let err = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
  return new Promise((resolve, reject) => {
    child.once('error', (cause) => reject(new CliError('CLI_RELAY_PROGRAM', 'Node did not start it.', { cause })));
    child.once('close', (code) => (code === 0 ? resolve(JSON.parse(out)) : reject(refused(err))));
  });
}

/** Makes the relay's data directory for these ports. Throws CLI_PRACTICE_RELAY. */
export async function makeRelay(home: PracticeHome, config: PracticeConfig): Promise<void> {
  const { relay: origin, web } = originsOf(config);
  const where = ['--origin', origin, '--listen', `localhost:${config.relayPort}`, '--web-origin', web];
  await ask(home, ['init', '--practice', ...where]);
}

/** Names the registrar in the relay's settings, and so in the trust card it writes from its next start on. */
export async function nameRegistrar(home: PracticeHome, registrar: AuthorityId): Promise<void> {
  const path = join(home.relay, 'config.json');
  const settings = JSON.parse(await readFile(path, 'utf8')) as object;
  await replaceText(path, `${JSON.stringify({ ...settings, registrar }, null, 2)}\n`);
}

/** The operator's decision, by the operator's own program. Throws CLI_PRACTICE_RELAY. */
export async function admit(home: PracticeHome, authority: AuthorityId): Promise<number> {
  const { admitted } = (await ask(home, ['admit', authority])) as {
    admitted: { directoryIndex: number };
  };
  return admitted.directoryIndex;
}

/** The trust card as the relay's program wrote it, on this computer's disk. */
export const writtenCard = (home: PracticeHome): Promise<string> => readFile(join(home.relay, 'rogatory.json'), 'utf8');

/** Starts the relay and waits until it listens. It ends with this process, however this process ends. Throws CLI_PRACTICE_RELAY. */
export function startRelay(home: PracticeHome, config: PracticeConfig): Promise<PracticeRelay> {
  const flags = ['--practice', '--json', '--stop-with-input', '--data', home.relay, '--log', home.relayLog];
  // Its own group: Ctrl-C on a terminal is for this process, which stops the relay when its own work has ended.
  const child: ChildProcess = spawn(process.execPath, [PROGRAM, 'serve', ...flags], {
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: true,
  });
  // The other end of this pipe closes when this process dies, even by SIGKILL: that is how the relay knows. Nothing is ever written to it.
  child.stdin?.on('error', () => undefined);
  let err = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    err = `${err}${text}`.slice(-4096);
  });
  const exited = new Promise<number | null>((resolve) => child.once('close', resolve));
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM');
    const late = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
    await exited;
    clearTimeout(late);
  };
  return new Promise((resolve, reject) => {
    child.once('error', (cause) => reject(new CliError('CLI_RELAY_PROGRAM', 'Node did not start it.', { cause })));
    void exited.then(() => reject(refused(err)));
    let out = '';
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      out = `${out}${text}`.slice(-4096);
      if (out.includes('"event":"listening"'))
        resolve({ origin: originsOf(config).relay, pid: child.pid as number, exited, stop });
    });
  });
}
