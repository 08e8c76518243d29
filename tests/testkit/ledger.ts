// The relay's queue over a real database and a real second place, without a door: logs that tests append to and break.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { utf8 } from '../../crypto/primitives/bytes.ts';
import { ready } from '../../crypto/primitives/sodium.ts';
import { openStore } from '../../db/index.ts';
import type { Store } from '../../db/store.ts';
import { keysFrom, type RelayKeys } from '../../server/services/keys.ts';
import { loadRosters } from '../../server/services/rosters.ts';
import { openSecondPlace, type SecondPlace } from '../../server/services/second-place.ts';
import { type Job, openSequencer, type Sequencer } from '../../server/services/sequencer.ts';
import { emptyLog } from '../../server/services/trees.ts';

export const RELAY = 'relay.test';

export type Ledger = {
  readonly store: Store;
  readonly keys: RelayKeys;
  readonly sequencer: Sequencer;
  readonly secondPlace: SecondPlace;
  close(): Promise<void>;
};

export type LedgerFiles = { readonly databaseUrl: string; readonly secondPlacePath: string; remove(): Promise<void> };

export async function ledgerFiles(): Promise<LedgerFiles> {
  const directory = await mkdtemp(join(tmpdir(), 'rogatory-ledger-'));
  return {
    databaseUrl: `sqlite:${join(directory, 'relay.db')}`,
    secondPlacePath: join(directory, 'second-place.log'),
    remove: () => rm(directory, { recursive: true, force: true }),
  };
}

export type Interference = {
  /** What the services see instead of the store. */
  readonly store?: (real: Store) => Store;
  readonly secondPlace?: (real: SecondPlace) => SecondPlace;
};

/** Opens the files; the same files opened again are the same relay started again. */
export async function openLedger(files: LedgerFiles, interference: Interference = {}): Promise<Ledger> {
  await ready();
  const real = await openStore(files.databaseUrl);
  try {
    const store = interference.store?.(real) ?? real;
    const keys = keysFrom(new Uint8Array(32).fill(5), RELAY);
    const opened = await openSecondPlace(files.secondPlacePath, store);
    const secondPlace = interference.secondPlace?.(opened) ?? opened;
    const rosters = await loadRosters(store, keys.directoryOrigin);
    const log = pino({ level: 'silent' });
    const sequencer = await openSequencer({ store, keys, rosters, secondPlace, clock: { now: () => 1000 }, log });
    return {
      store,
      keys,
      sequencer,
      secondPlace,
      async close() {
        await sequencer.close();
        await opened.close();
        await real.close();
      },
    };
  } catch (error) {
    await real.close();
    throw error;
  }
}

/** A log of this name, empty. */
export const founding = ({ keys }: Pick<Ledger, 'keys'>, name: string): Job<void> => ({
  keys: [],
  prepare: () => ({
    leaves: [],
    newLogs: [emptyLog('directory', null, keys.signer(`${RELAY}/${name}`))],
    effects: () => [],
    answer: () => undefined,
  }),
});

/** One leaf in each of these logs; answered with their places. `once` is used up by it: a second job with the same is a conflict in the store. */
export const appending = (logs: readonly string[], data: string, once?: string): Job<number[]> => ({
  keys: [],
  prepare: () => ({
    leaves: logs.map((name) => ({ origin: `${RELAY}/${name}`, data: utf8(data) })),
    effects: () =>
      once === undefined ? [] : [{ effect: 'request-nonce', kid: '0'.repeat(32), nonce: once, expiresAt: 1 }],
    answer: (placed) => placed.map(({ index }) => index),
  }),
});
