// The second place: a small file, kept apart from the database and never restored with it, that remembers what was signed (protocol.md section 6).
// A database put back from a back-up lacks what the relay has already promised; signing on from there would fork every register.

import { createReadStream } from 'node:fs';
import { type FileHandle, open, stat } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { type Checkpoint, equal, fromBase64, rootFrom, rootNodes, toBase64 } from '../../crypto/relay.ts';
import type { Store } from '../../db/store.ts';
import { StartFailure } from '../failure.ts';
import { nodeReader } from './nodes.ts';

const HEADER = 'rogatory second place 1';

export type SecondPlace = {
  /** Adds what was just committed and flushes it. After a failure the lines stay owed and go first the next time. */
  append(signed: readonly Checkpoint[]): Promise<void>;
  /** Resolves once nothing is owed: before that nothing signed may leave the relay. */
  settle(): Promise<void>;
  close(): Promise<void>;
};

const refuse = (why: string, cause?: unknown): never => {
  throw new StartFailure('RELAY-SECOND-PLACE', `${why} The relay signs nothing until this is resolved.`, cause);
};

function parseLine(line: string): Checkpoint {
  const [origin, size, root, more] = line.split(' ');
  const bytes = fromBase64(root ?? '');
  if (!origin || !/^(0|[1-9][0-9]{0,14})$/.test(size ?? '') || bytes?.length !== 32 || more !== undefined)
    return refuse('A line of the second place cannot be read: it was changed by something else.');
  return { origin, size: Number(size), root: bytes };
}

/** The newest record of each log. A last line without its end was never answered for, and is left out. */
async function readNewest(path: string, length: number): Promise<{ newest: Map<string, Checkpoint>; whole: number }> {
  const newest = new Map<string, Checkpoint>();
  let at = 0;
  let whole = 0;
  const lines = createInterface({ input: createReadStream(path, { encoding: 'latin1' }), crlfDelay: 0 });
  for await (const line of lines) {
    const start = at;
    at += line.length + 1;
    if (at > length) break;
    whole = at;
    if (start === 0) {
      if (line !== HEADER) refuse(`${path} is not a second place.`);
      continue;
    }
    const record = parseLine(line);
    const before = newest.get(record.origin);
    if (before && (before.size > record.size || (before.size === record.size && !equal(before.root, record.root))))
      refuse(`The second place contradicts itself about ${record.origin} at ${record.size} leaves.`);
    newest.set(record.origin, record);
  }
  return { newest, whole };
}

/** REG-20: each record must be a beginning of the database's log; a larger database is what a crash between the two leaves. */
async function demandPrefix(store: Store, { origin, size, root }: Checkpoint): Promise<void> {
  const log = await store.log(origin);
  const found = log ? log.size : 0;
  if (!log || found < size)
    refuse(`The database is older than what was signed: ${origin} had ${size} leaves and now has ${found}.`);
  const now = rootFrom(size, await nodeReader(store, origin, rootNodes(size)));
  if (!equal(now, root))
    refuse(`The database is not the one that was signed: ${origin} has another tree of ${size} leaves.`);
}

async function size(path: string): Promise<number | null> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    return refuse(`${path} cannot be read.`, error);
  }
}

/** Holds the database to the second place without writing. Throws StartFailure RELAY-SECOND-PLACE; a missing file is no contradiction here. */
export async function checkSecondPlace(path: string, store: Store): Promise<void> {
  const length = await size(path);
  if (length === null || length === 0) return;
  const { newest } = await readNewest(path, length);
  for (const record of newest.values()) await demandPrefix(store, record);
}

/**
 * Opens the second place at `path` and holds the database to it. Throws StartFailure RELAY-SECOND-PLACE when the database is older or other than
 * what was signed, or when the file is gone although something was signed.
 */
export async function openSecondPlace(path: string, store: Store): Promise<SecondPlace> {
  const length = await size(path);
  const signed = (await store.logs()).some((log) => log.size > 0);
  if ((length === null || length === 0) && signed)
    refuse(`${path} is gone, but the database holds registers: bring the second place back.`);
  const file = await open(path, 'a+', 0o600).catch((cause) => refuse(`${path} cannot be written.`, cause));
  try {
    if (length === null || length === 0) {
      await file.appendFile(`${HEADER}\n`);
      await file.datasync();
    } else {
      const { newest, whole } = await readNewest(path, length);
      if (whole === 0) refuse(`${path} is not a second place.`);
      for (const record of newest.values()) await demandPrefix(store, record);
      if (whole < length) await file.truncate(whole);
    }
  } catch (error) {
    await file.close();
    throw error;
  }
  return writer(file, Math.max((await file.stat()).size, 0));
}

function writer(file: FileHandle, start: number): SecondPlace {
  let end = start;
  let owed = '';
  let running: Promise<void> = Promise.resolve();

  async function flush(): Promise<void> {
    if (owed === '') return;
    const lines = owed;
    try {
      await file.appendFile(lines);
      await file.datasync();
    } catch (error) {
      // Half a line must not stand before the next one.
      await file.truncate(end).catch(() => {});
      throw error;
    }
    end += Buffer.byteLength(lines, 'latin1');
    owed = owed.slice(lines.length);
  }
  const settle = (): Promise<void> => {
    if (owed === '') return running.catch(() => {});
    const next = running.catch(() => {}).then(flush);
    running = next;
    return next;
  };
  return {
    append: (signed) => {
      for (const { origin, size: leaves, root } of signed) owed += `${origin} ${leaves} ${toBase64(root)}\n`;
      return settle();
    },
    settle,
    close: async () => {
      await running.catch(() => {});
      await file.close();
    },
  };
}
