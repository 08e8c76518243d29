// The outbox's entries as the vault keeps them, with the bytes of small files beside them until they are sent (protocol.md section 4).
import { need } from './failure.ts';
import type { OutboxEntry } from './outbox-entry.ts';
import { drop, put, recordOf, recordsOf, type Vault, type VaultWrite } from './vault.ts';

export type Shelf = {
  /** Throws CLIENT_NOT_FOUND. */
  entry(id: string): Promise<OutboxEntry>;
  /** Oldest first. */
  list(): Promise<OutboxEntry[]>;
  /** A new entry with the bytes of those of its files that cannot be found again otherwise, by their place in it. */
  add(entry: OutboxEntry, bytes: ReadonlyMap<number, Uint8Array>): Promise<void>;
  /** Keeps a change. Once handed in, the bytes of files are let go. */
  keep(entry: OutboxEntry): Promise<OutboxEntry>;
  remove(entry: OutboxEntry): Promise<void>;
};

const PREFIX = 'outbox/';
const BYTES = 'outfile/';

const keyOf = (id: string): string => `${PREFIX}${id}`;
const bytesKey = (id: string, index: number): string => `${BYTES}${id}/${index}`;

/** The bytes of a file that were kept, or null. */
export const keptBytes = (vault: Vault, id: string, index: number): Promise<Uint8Array | null> =>
  recordOf<Uint8Array>(vault, bytesKey(id, index));

export function openShelf(vault: Vault): Shelf {
  const dropBytes = ({ id, files }: OutboxEntry): VaultWrite[] => files.map((_, index) => drop(bytesKey(id, index)));
  return {
    async entry(id) {
      const entry = await recordOf<OutboxEntry>(vault, keyOf(id));
      need(entry, 'CLIENT_NOT_FOUND', `nothing in the outbox is called ${id}`);
      return entry;
    },
    list: async () =>
      (await recordsOf<OutboxEntry>(vault, PREFIX))
        .map(({ record }) => record)
        .sort((a, b) => a.createdAt - b.createdAt),
    add: (entry, bytes) =>
      vault.write([put(keyOf(entry.id), entry), ...[...bytes].map(([index, b]) => put(bytesKey(entry.id, index), b))]),
    async keep(entry) {
      const handedIn = entry.status === 'submitted' || entry.status === 'proposed';
      await vault.write([put(keyOf(entry.id), entry), ...(handedIn ? dropBytes(entry) : [])]);
      return entry;
    },
    remove: (entry) => vault.write([drop(keyOf(entry.id)), ...dropBytes(entry)]),
  };
}
