// `rogatory relay ...`: starts the relay's own program with what was typed, and imports nothing of it (house.md, rooms).
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { Command } from 'commander';
import { CliError } from '../errors.ts';

const PROGRAM = fileURLToPath(new URL('../../../server/main.ts', import.meta.url));
/** How Node is started for `serve`, here as in the image (server/deploy/Dockerfile): room for objects that live as long as one batch. */
export const SERVE_OPTIONS = ['--max-semi-space-size=64'] as const;
/** What Node is given to run the relay's program with what was typed. */
export const startedAs = (given: readonly string[]): string[] => [
  ...(given[0] === 'serve' ? SERVE_OPTIONS : []),
  PROGRAM,
  ...given,
];
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Runs the relay's program on the same terminal; resolves to its exit code. Throws CLI_RELAY_PROGRAM. */
export function runRelay(given: readonly string[]): Promise<number> {
  const child = spawn(process.execPath, startedAs(given), { stdio: 'inherit' });
  for (const signal of SIGNALS)
    process.on(signal, () => {
      // Ctrl-C on a terminal has reached the child already; a second one would cut its shutdown short.
      if (!(signal === 'SIGINT' && process.stdin.isTTY)) child.kill(signal);
    });
  return new Promise((resolve, reject) => {
    child.once('error', (cause) => reject(new CliError('CLI_RELAY_PROGRAM', 'Node did not start it.', { cause })));
    child.once('exit', (code, signal) => resolve(code ?? 128 + (signal ? constants.signals[signal] : 0)));
  });
}

/** Only for the help: `relay` is run before anything of it is parsed here. */
export function relayCommand(program: Command): void {
  program
    .command('relay')
    .argument('[arguments...]')
    .description('run a relay: serve, init, admit, fsck, doctor ("rogatory relay --help" says more)')
    .allowUnknownOption();
}
