// Runs a program of the project to its end and gives back what it said: for tests of command lines and tools.
import { spawn } from 'node:child_process';
import { ROOT } from './tree.ts';

/** `status`: exit code, or null when a signal ended it. What it wrote to its two outputs; of their order nothing is known. */
export type Outcome = { status: number | null; out: string; err: string };

/** Runs `command` in the project's root with a closed standard input; `environment` is added to ours. */
export function runProgram(
  command: string,
  arguments_: readonly string[],
  environment: Record<string, string> = {},
): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const env = { ...process.env, NO_COLOR: '1', ...environment };
    const child = spawn(command, arguments_, { cwd: ROOT, env, stdio: ['ignore', 'pipe', 'pipe'] });
    const outcome = { out: '', err: '' };
    child.stdout.setEncoding('utf8').on('data', (text) => (outcome.out += text));
    child.stderr.setEncoding('utf8').on('data', (text) => (outcome.err += text));
    child.on('error', reject);
    child.on('close', (status) => resolve({ status, ...outcome }));
  });
}
