// The sealer's way to its thread: one question, one answer; a thread that died is started anew by the next question.
import { Worker } from 'node:worker_threads';
import { RelayRefusal } from '../refusal.ts';
import type { SealDone, SealTask } from './mldsa-worker.ts';

export type SealSigner = {
  /** The log's ML-DSA-44 line, without its newline. Throws RELAY_UNAVAILABLE when the thread fails. */
  sign(task: Omit<SealTask, 'id'>): Promise<string>;
  close(): Promise<void>;
};

type Waiting = { resolve(line: string): void; reject(error: unknown): void };

export function threadSigner(): SealSigner {
  const waiting = new Map<number, Waiting>();
  let worker: Worker | null = null;
  let last = 0;

  function fail(cause: unknown): void {
    worker = null;
    for (const { reject } of waiting.values())
      reject(new RelayRefusal('RELAY_UNAVAILABLE', 'Sealing failed and is tried again.', { retry: true, cause }));
    waiting.clear();
  }
  function start(): Worker {
    const made = new Worker(new URL('./mldsa-worker.ts', import.meta.url));
    made.on('message', (done: SealDone) => {
      const asked = waiting.get(done.id);
      waiting.delete(done.id);
      if ('line' in done) asked?.resolve(done.line);
      else asked?.reject(new RelayRefusal('RELAY_UNAVAILABLE', 'Sealing failed.', { cause: done.failure }));
    });
    made.on('error', fail);
    made.on('exit', () => worker === made && fail('the thread ended'));
    // The relay's end is decided by its server, not by this thread.
    made.unref();
    return made;
  }

  return {
    sign: (task) =>
      new Promise((resolve, reject) => {
        worker ??= start();
        last += 1;
        waiting.set(last, { resolve, reject });
        worker.postMessage({ ...task, id: last } satisfies SealTask);
      }),
    close: async () => {
      const ending = worker;
      fail('the relay is stopping');
      await ending?.terminate();
    },
  };
}
