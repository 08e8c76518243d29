// What the relay is made of: everything services get from outside, clock and randomness included (house.md, style 4).
import type { Logger } from 'pino';
import type { Ed25519, Random } from '../crypto/relay.ts';
import type { Store } from '../db/store.ts';
import type { RelayConfig } from './config.ts';
import type { BlobFiles } from './services/blobs.ts';
import type { RelayKeys } from './services/keys.ts';

/** Unix milliseconds. */
export type Clock = { now(): number };

/** Runs `act` once after `ms`, unless the returned function is called before. Tests pass one they wind by hand. */
export type Schedule = (ms: number, act: () => void) => () => void;

export type RelayDeps = {
  readonly config: RelayConfig;
  readonly store: Store;
  readonly blobs: BlobFiles;
  readonly keys: RelayKeys;
  /** What checks the signatures of statements and requests. */
  readonly ed25519: Ed25519;
  readonly clock: Clock;
  readonly schedule: Schedule;
  readonly random: Random;
  readonly log: Logger;
  /** For witnesses. */
  readonly fetch: typeof fetch;
  /** Called at named points between two steps, so that a test can end the process exactly there. */
  readonly testingOnlyStall?: (point: string) => Promise<void>;
};
