// Runs a program of the project to its end and gives back what it said: for tests of command lines and tools.
import { spawn } from 'node:child_process';
import { ROOT } from './tree.ts';

/** `status`: exit code, or null when a signal ended it. `said`: both outputs, in the order they came. */
export type Outcome = { status: number | null; said: string };

/** Runs `command` in the project's root with a closed standard input; `environment` is added to ours. */
export function runProgram(
  command: string,
  arguments_: readonly string[],
  environment: Record<string, string> = {},
): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const env = { ...process.env, NO_COLOR: '1', ...environment };
    const child = spawn(command, arguments_, { cwd: ROOT, env, stdio: ['ignore', 'pipe', 'pipe'] });
    const said: string[] = [];
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => said.push(text));
    child.on('error', reject);
    child.on('close', (status) => resolve({ status, said: said.join('') }));
  });
}
