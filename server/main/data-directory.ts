// The data directory: what lies where, who may read it, and how a relay is put together from it (docs/operations.md).
import { hash, randomBytes } from 'node:crypto';
import { chmod, mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { computeSha256By, ready, trustCardJson } from '../../crypto/relay.ts';
import { openStore } from '../../db/index.ts';
import type { Store } from '../../db/store.ts';
import { parseConfig, type RelayConfig } from '../config.ts';
import type { RelayDeps } from '../deps.ts';
import { StartFailure } from '../failure.ts';
import { openBlobs } from '../services/blobs.ts';
import { trustCardOf } from '../services/directory.ts';
import { keysFrom, readMasterKey } from '../services/keys.ts';
import { chooseEd25519 } from './ed25519.ts';
import type { Places } from './places.ts';

/** Makes the directory, for its owner only. Throws StartFailure RELAY-DATA. */
export async function makeDirectory(dataDir: string): Promise<void> {
  try {
    await mkdir(dataDir, { recursive: true, mode: 0o700 });
    await chmod(dataDir, 0o700);
  } catch (cause) {
    throw new StartFailure('RELAY-DATA', `${dataDir} cannot be made: choose a folder that you may write.`, cause);
  }
}

/** Throws StartFailure RELAY-DATA unless a file can be written there now. */
export async function demandWritable(dataDir: string): Promise<void> {
  const probe = join(dataDir, `.probe-${process.pid}`);
  try {
    const file = await open(probe, 'wx', 0o600);
    await file.close();
    await rm(probe);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    const why =
      code === 'ENOENT'
        ? `${dataDir} is not there: run "rogatory relay init --data ${dataDir}" first.`
        : code === 'ENOSPC'
          ? `The disk with ${dataDir} is full: make room and start again.`
          : `${dataDir} cannot be written by this user: give it to the user that runs the relay.`;
    throw new StartFailure('RELAY-DATA', why, cause);
  }
}

/** Replaces a file as a whole: it is the old or the new one, never half. */
export async function replaceFile(path: string, text: string, mode = 0o600): Promise<void> {
  const next = `${path}.new`;
  const file = await open(next, 'w', mode);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(next, path);
}

/** Reads the settings. Throws StartFailure RELAY-DATA, RELAY-CONFIG. */
export async function readConfig({ config, dataDir }: Places): Promise<RelayConfig> {
  const text = await readFile(config, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    const why =
      cause.code === 'ENOENT' ? `run "rogatory relay init --data ${dataDir}" first` : 'it cannot be read by this user';
    throw new StartFailure('RELAY-DATA', `There is no relay in ${dataDir}: ${why}.`, cause);
  });
  return parseConfig(text, dataDir);
}

/** Real time, real randomness, real files. The caller closes the store. Throws StartFailure, StoreError. */
export async function openDeps(places: Places, config: RelayConfig, log: Logger): Promise<RelayDeps> {
  await ready();
  // OpenSSL's, several times as fast as the portable one.
  computeSha256By((bytes) => hash('sha256', bytes, 'hex'));
  await demandWritable(places.dataDir);
  const ed25519 = chooseEd25519();
  const keys = keysFrom(await readMasterKey(places.key), config.relayName, ed25519);
  const store: Store = await openStore(config.databaseUrl);
  return {
    config,
    store,
    keys,
    ed25519,
    log,
    blobs: await openBlobs(places.uploads),
    clock: { now: () => Date.now() },
    schedule: (ms, act) => {
      // Longer than a timer can hold: it wakes early, finds nothing due and asks again.
      const timer = setTimeout(act, Math.min(ms, 2 ** 31 - 1)).unref();
      return () => clearTimeout(timer);
    },
    // Node's: the one of crypto/ asks the system anew for every four bytes.
    random: randomBytes,
    fetch: globalThis.fetch,
  };
}

/** Writes the trust card where it differs from what the settings and keys say. Returns its path. */
export async function writeTrustCard(
  places: Places,
  { config, keys }: Pick<RelayDeps, 'config' | 'keys'>,
): Promise<string> {
  const text = trustCardJson(trustCardOf(config, keys));
  const before = await readFile(places.trustCard, 'utf8').catch(() => null);
  if (before !== text) await replaceFile(places.trustCard, text, 0o644);
  return places.trustCard;
}

/** Permission bits beyond the owner's; 0 where the system has none. */
export async function sharedBits(path: string): Promise<number> {
  return process.platform === 'win32' ? 0 : (await stat(path)).mode & 0o077;
}
