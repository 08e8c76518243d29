// `rogatory practice start` as a process: what it says is awaited, and it is ended by any signal.
import { type ChildProcess, spawn } from 'node:child_process';
import { ROOT } from './tree.ts';

export const LAUNCHER = 'client/cli/rogatory.mjs';

export type PracticeProcess = {
  readonly child: ChildProcess;
  /** Both outputs so far. */
  said(): string;
  /** Resolves with all that was said once `text` is in it; rejects when the process ends before. */
  saying(text: string): Promise<string>;
  /** Resolves when it ended: exit code and how many ms after the signal, or after the call without one. */
  end(signal?: NodeJS.Signals): Promise<{ readonly code: number | null; readonly ms: number }>;
};

export function startPractice(home: string): PracticeProcess {
  const env = { ...process.env, NO_COLOR: '1', ROGATORY_HOME: home };
  const child = spawn(process.execPath, [LAUNCHER, 'practice', 'start'], {
    cwd: ROOT,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  const heard = new Set<() => void>();
  const hear = (text: string): void => {
    said += text;
    for (const listener of heard) listener();
  };
  child.stdout?.setEncoding('utf8').on('data', hear);
  child.stderr?.setEncoding('utf8').on('data', hear);
  const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
  return {
    child,
    said: () => said,
    saying: (text) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          if (!said.includes(text)) return;
          heard.delete(look);
          resolve(said);
        };
        heard.add(look);
        void ended.then((code) => reject(new Error(`ended with ${code} before it said "${text}": ${said}`)));
        look();
      }),
    async end(signal) {
      const before = performance.now();
      if (signal) child.kill(signal);
      const code = await ended;
      return { code, ms: performance.now() - before };
    },
  };
}
