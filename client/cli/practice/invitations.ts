// New codes for the free places, made beside the work because each takes a second of computing, and the words by which they are offered (protocol.md section 3).
import { Worker } from 'node:worker_threads';
import type { Client } from '../../sdk/index.ts';
import { listProfiles } from '../profile.ts';
import type { CodesAnswer, CodesTask, IssuedCode } from './codes.ts';
import type { PracticeHome } from './home.ts';
import { SEATS } from './world.ts';

export type Issuing = {
  /** The codes, or null and why: practice goes on without them. */
  readonly done: Promise<readonly IssuedCode[] | string>;
  close(): Promise<void>;
};

/** Has the free places invited anew by the first administrator; `second` signs. */
export function issueCodes(home: PracticeHome, second: Client): Issuing {
  const task: CodesTask = { folder: home.folder };
  const worker = new Worker(new URL('./codes.ts', import.meta.url), { workerData: task });
  const done = new Promise<readonly IssuedCode[] | string>((resolve) => {
    worker.once('error', (error) => resolve(error.message));
    worker.once('exit', () => resolve('it ended early'));
    worker.on('message', (answer: CodesAnswer) => {
      if ('codes' in answer) return resolve(answer.codes);
      if ('failed' in answer) return resolve(`${answer.failed.what} (${answer.failed.code})`);
      second.pending.sign(answer.sign).then(
        () => worker.postMessage('signed'),
        (error: Error) => resolve(error.message),
      );
    });
  });
  return { done, close: async () => void (await worker.terminate()) };
}

/** One line a code: whom it makes, the command, the code. Profiles that exist are left to those who have them. */
export async function codeLines(
  codes: readonly IssuedCode[],
  home: PracticeHome,
  env: NodeJS.ProcessEnv,
): Promise<string[]> {
  const taken = new Set(
    (await listProfiles({ ...env, ROGATORY_HOME: home.folder }, home.folder)).map(({ name }) => name),
  );
  const free = (wanted: string): string => {
    for (let number = 1; ; number++) {
      const name = number === 1 ? wanted : `${wanted}-${number}`;
      if (!taken.has(name)) return name;
    }
  };
  const width = Math.max(...SEATS.map(({ label }) => label.length));
  return codes.flatMap(({ seat, code }) => {
    const found = SEATS.find((one) => one.seat === seat);
    return found
      ? [`  ${found.label.padEnd(width)}  ${code}  npx rogatory authority accept --profile ${free(found.profile)}`]
      : [];
  });
}
