// A thread of its own for ML-DSA-44: a signature takes milliseconds, and requests must not wait for it (protocol.md section 6, sealer).
import { parentPort } from 'node:worker_threads';
import { mldsaCosigner, mldsaKeyPair, signatureLine } from '../../crypto/relay.ts';

/** Asks for the log's timestamped line over `text`. `timestamp` in seconds, `seed` 32 bytes. */
export type SealTask = {
  readonly id: number;
  readonly origin: string;
  readonly seed: Uint8Array;
  readonly text: string;
  readonly timestamp: number;
};
export type SealDone = { readonly id: number } & ({ readonly line: string } | { readonly failure: string });

const pairs = new Map<string, ReturnType<typeof mldsaKeyPair>>();

function lineOf({ origin, seed, text, timestamp }: SealTask): string {
  let pair = pairs.get(origin);
  if (!pair) {
    pair = mldsaKeyPair(seed);
    pairs.set(origin, pair);
  }
  return signatureLine(text, mldsaCosigner(origin, pair, timestamp));
}

parentPort?.on('message', (task: SealTask) => {
  try {
    parentPort?.postMessage({ id: task.id, line: lineOf(task) } satisfies SealDone);
  } catch (error) {
    parentPort?.postMessage({ id: task.id, failure: String(error) } satisfies SealDone);
  }
});
