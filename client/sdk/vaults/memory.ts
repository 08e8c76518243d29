// A vault that lives as long as its program: tests, and pages that are told to forget (protocol.md section 1).
import { ClientError } from '../failure.ts';
import { isVaultKey, type Vault } from '../vault.ts';

/** An empty vault, or one with the entries of another (a copy of its state at that moment). */
export function memoryVault(from: ReadonlyMap<string, Uint8Array> = new Map()): Vault & {
  snapshot(): Map<string, Uint8Array>;
} {
  const entries = new Map([...from].map(([key, value]) => [key, value.slice()]));
  return {
    get: async (key) => entries.get(key)?.slice() ?? null,
    list: async (prefix) => [...entries.keys()].filter((key) => key.startsWith(prefix)).sort(),
    async write(writes) {
      for (const { key } of writes)
        if (!isVaultKey(key)) throw new ClientError('CLIENT_VAULT_WRITE', `not a key: ${key}`);
      for (const { key, value } of writes) value ? entries.set(key, value.slice()) : entries.delete(key);
    },
    close: async () => {},
    snapshot: () => new Map([...entries].map(([key, value]) => [key, value.slice()])),
  };
}
