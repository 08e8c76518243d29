// A vault in a browser: every entry sealed before it is stored, a batch one durable transaction, one tab at a time (docs/spec/browser.md, BRW-5 to BRW-8).
import { type DBSchema, deleteDB, type IDBPDatabase, openDB } from 'idb';
import { concat, equal, openBlob, type Random, sealBlob, utf8 } from '../../../crypto/index.ts';
import { ClientError } from '../failure.ts';
import { isVaultKey, type Vault } from '../vault.ts';
import { type Boxes, boxesOf, vaultKeys } from './boxes.ts';
import { takeHold } from './indexeddb/hold.ts';

export type BrowserVaultOptions = {
  /** Which vault of this browser. */
  readonly profile: string;
  /** The master key, 32 bytes. */
  readonly key: Uint8Array;
  readonly random: Random;
  readonly create?: boolean;
  /** Takes it from the tab that has it open. */
  readonly takeOver?: boolean;
  /** Another tab took it over: from here on everything throws CLIENT_VAULT_BUSY. */
  readonly onLost?: () => void;
};

interface Stores extends DBSchema {
  entries: { key: string; value: Uint8Array };
  about: { key: 'header' | 'holder'; value: Uint8Array };
}

const HEADER = utf8('rogatory vault 1');
const NONCE = 24;

const nameOf = (profile: string): string => `rogatory-vault-${profile}`;
const corrupt = (place: string, cause?: unknown): ClientError =>
  new ClientError('CLIENT_VAULT_CORRUPT', `${place} of this browser's vault is damaged`, { cause });
const unwritable = (cause: unknown): ClientError =>
  new ClientError('CLIENT_VAULT_WRITE', 'the browser did not store it', { cause });

/**
 * Opens a vault of this browser. Throws CLIENT_VAULT_MISSING (none there, and not told to make one: storage was cleared), CLIENT_VAULT_PASSPHRASE (another
 * vault's key), CLIENT_VAULT_BUSY, CLIENT_VAULT_WRITE.
 */
export async function openBrowserVault(options: BrowserVaultOptions): Promise<Vault> {
  const { profile, key, random, takeOver = false } = options;
  const state = { lost: false, gone: false };
  const lose = (): void => {
    if (!state.lost) options.onLost?.();
    state.lost = true;
  };
  const release = await takeHold(nameOf(profile), takeOver, lose);
  try {
    const db = await openStores(profile, () => {
      state.gone = true;
    });
    try {
      const holder = random(16);
      await enter(db, options, holder);
      const boxes = boxesOf(vaultKeys(key), random, corrupt);
      return vaultOver({ db, boxes, holder, state, lose, release });
    } catch (error) {
      db.close();
      throw error;
    }
  } catch (error) {
    release();
    throw error;
  }
}

/** Removes a vault for good. The tab that has it open loses it. */
export const removeBrowserVault = (profile: string): Promise<void> => deleteDB(nameOf(profile));

async function openStores(profile: string, gone: () => void): Promise<IDBPDatabase<Stores>> {
  let db: IDBPDatabase<Stores> | null = null;
  try {
    db = await openDB<Stores>(nameOf(profile), 1, {
      upgrade(fresh) {
        fresh.createObjectStore('entries');
        fresh.createObjectStore('about');
      },
      // Somebody removes this vault, in this tab or another.
      blocking() {
        gone();
        db?.close();
      },
      terminated: gone,
    });
    return db;
  } catch (cause) {
    throw unwritable(cause);
  }
}

/** Checks the key against the header, or writes one, and takes the holder's place: from this transaction on nobody else writes. */
async function enter(
  db: IDBPDatabase<Stores>,
  { key, random, create = false }: BrowserVaultOptions,
  holder: Uint8Array,
): Promise<void> {
  const nonce = random(NONCE);
  const made = concat(nonce, sealBlob(key, nonce, HEADER, utf8('header')));
  const tx = db.transaction(['entries', 'about'], 'readwrite', { durability: 'strict' });
  const about = tx.objectStore('about');
  const header = await about.get('header');
  const empty = (await tx.objectStore('entries').count()) === 0;
  try {
    if (!header && !empty) throw corrupt('the header');
    if (!header && !create) throw new ClientError('CLIENT_VAULT_MISSING', 'this browser has no such vault');
    if (header) demandKey(key, header);
  } catch (error) {
    tx.abort();
    await tx.done.catch(() => undefined);
    throw error;
  }
  try {
    if (!header) await about.put(made, 'header');
    await about.put(holder, 'holder');
    await tx.done;
  } catch (cause) {
    throw unwritable(cause);
  }
}

function demandKey(key: Uint8Array, header: Uint8Array): void {
  try {
    openBlob(key, header.subarray(0, NONCE), header.subarray(NONCE), utf8('header'));
  } catch (cause) {
    throw new ClientError('CLIENT_VAULT_PASSPHRASE', 'this key is another vault’s', { cause });
  }
}

type Opened = {
  readonly db: IDBPDatabase<Stores>;
  readonly boxes: Boxes;
  readonly holder: Uint8Array;
  readonly state: { lost: boolean; gone: boolean };
  readonly lose: () => void;
  readonly release: () => void;
};

function vaultOver({ db, boxes, holder, state, lose, release }: Opened): Vault {
  // BRW-7: a lock may be lost between two steps of ours; the holder's mark is compared inside each transaction.
  function demandHeld(mark: Uint8Array | undefined = holder): void {
    if (!equal(mark, holder)) lose();
    if (state.lost) throw new ClientError('CLIENT_VAULT_BUSY', 'another tab took this vault over');
    if (state.gone) throw new ClientError('CLIENT_VAULT_MISSING', 'the browser removed this vault');
  }

  async function reading<T>(read: (tx: ReturnType<typeof begin>) => Promise<T>): Promise<T> {
    demandHeld();
    let found: { value: T; mark: Uint8Array | undefined };
    try {
      const tx = begin();
      const [value, mark] = await Promise.all([read(tx), tx.objectStore('about').get('holder')]);
      found = { value, mark };
    } catch (cause) {
      demandHeld();
      throw corrupt('the store', cause);
    }
    demandHeld(found.mark ?? new Uint8Array(0));
    return found.value;
  }
  const begin = () => db.transaction(['entries', 'about'], 'readonly');
  // A name is sealed to the same bytes each time: opened once, it is known.
  const known = new Map<string, string>();

  return {
    async get(key) {
      const name = boxes.nameOf(key);
      const raw = await reading((tx) => tx.objectStore('entries').get(name));
      return raw ? boxes.open(key, raw, `entry ${name.slice(0, 16)}`) : null;
    },

    async list(prefix) {
      const names = await reading((tx) => tx.objectStore('entries').getAllKeys());
      const keys = names.map((name) => {
        const key = known.get(name) ?? boxes.keyOf(name);
        if (key === null) throw corrupt(`entry ${name.slice(0, 16)}`);
        known.set(name, key);
        return key;
      });
      return keys.filter((key) => key.startsWith(prefix)).sort();
    },

    async write(writes) {
      for (const { key } of writes)
        if (!isVaultKey(key)) throw new ClientError('CLIENT_VAULT_WRITE', `not a key: ${key}`);
      const sealed = writes.map(({ key, value }) => ({
        name: boxes.nameOf(key),
        value: value && boxes.seal(key, value),
      }));
      demandHeld();
      let mark: Uint8Array | undefined;
      try {
        const tx = db.transaction(['entries', 'about'], 'readwrite', { durability: 'strict' });
        mark = await tx.objectStore('about').get('holder');
        const entries = tx.objectStore('entries');
        if (mark && equal(mark, holder))
          // What one of these rejects with, `done` rejects with.
          for (const { name, value } of sealed)
            (value ? entries.put(value, name) : entries.delete(name)).catch(() => undefined);
        await tx.done;
      } catch (cause) {
        demandHeld();
        throw unwritable(cause);
      }
      demandHeld(mark ?? new Uint8Array(0));
    },

    async close() {
      db.close();
      release();
    },
  };
}
