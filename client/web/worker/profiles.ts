// The people this browser knows: what a sign-in screen shows before anything is unlocked, and the wrapped seeds (docs/spec/browser.md, BRW-4). Nothing secret in clear.
import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type { AuthorityId, Kid, Random } from '../../../crypto/index.ts';
import type { Vault } from '../../sdk/index.ts';

/** One person's seat in this browser. */
export type Profile = {
  readonly id: string;
  readonly kid: Kid;
  /** What people read: the official's name and their authority's, as they were typed or shown here. */
  readonly name: string;
  readonly authorityName: string;
  /** Null until the device is enrolled. */
  readonly authority: AuthorityId | null;
  readonly practice: boolean;
  readonly rpId: string | null;
  readonly wraps: readonly Uint8Array[];
  /** Hashes of the wraps that the relay has. */
  readonly left?: readonly string[];
  /** Unix ms. */
  readonly openedAt: number;
};

export type VaultRequest = {
  readonly profile: string;
  readonly key: Uint8Array;
  readonly random: Random;
  readonly create: boolean;
  readonly takeOver: boolean;
  readonly onLost: () => void;
};

/** Where profiles, the keys of practice and the vaults lie. */
export type Places = {
  list(): Promise<Profile[]>;
  save(profile: Profile): Promise<void>;
  /** The profile, its key and its vault, for good. */
  remove(id: string): Promise<void>;
  keepKey(id: string, key: CryptoKey): Promise<void>;
  keyOf(id: string): Promise<CryptoKey | null>;
  openVault(request: VaultRequest): Promise<Vault>;
};

interface Stores extends DBSchema {
  profiles: { key: string; value: Profile };
  keys: { key: string; value: CryptoKey };
}

/** Vaults come with the cryptographic library: who only lists profiles does without. */
const vaults = () => import('../../sdk/vaults/indexeddb.ts');

/** The places of a browser. */
export function browserPlaces(): Places {
  let opened: Promise<IDBPDatabase<Stores>> | null = null;
  const db = (): Promise<IDBPDatabase<Stores>> => {
    opened ??= openDB<Stores>('rogatory-profiles', 1, {
      upgrade(fresh) {
        fresh.createObjectStore('profiles', { keyPath: 'id' });
        fresh.createObjectStore('keys');
      },
    });
    return opened;
  };
  async function change(act: (tx: ReturnType<typeof writing>) => Promise<unknown>[]): Promise<void> {
    const tx = writing(await db());
    await Promise.all([...act(tx), tx.done]);
  }
  return {
    list: async () => (await db()).getAll('profiles'),
    save: (profile) => change((tx) => [tx.objectStore('profiles').put(profile)]),
    async remove(id) {
      await (await vaults()).removeBrowserVault(id);
      await change((tx) => [tx.objectStore('profiles').delete(id), tx.objectStore('keys').delete(id)]);
    },
    keepKey: (id, key) => change((tx) => [tx.objectStore('keys').put(key, id)]),
    keyOf: async (id) => (await (await db()).get('keys', id)) ?? null,
    openVault: async (request) => (await vaults()).openBrowserVault(request),
  };
}

const writing = (db: IDBPDatabase<Stores>) =>
  db.transaction(['profiles', 'keys'], 'readwrite', { durability: 'strict' });
