// The vault port: where a party keeps its secrets and all it has verified (protocol.md section 1). Values are records; engines keep bytes.

import { decode, encode } from '../../crypto/index.ts';
import { cborToPlain, type Plain, plainToCbor } from './plain.ts';

/** `value: null` deletes. */
export type VaultWrite = { readonly key: string; readonly value: Uint8Array | null };

/** Keys: at most 80 characters of `a-z 0-9 / -`. What is read is what was written, or the vault throws CLIENT_VAULT_CORRUPT. */
export type Vault = {
  get(key: string): Promise<Uint8Array | null>;
  /** Keys that begin with `prefix`, ascending. */
  list(prefix: string): Promise<string[]>;
  /** All of them or none, durable when the promise resolves. Throws CLIENT_VAULT_WRITE. */
  write(writes: readonly VaultWrite[]): Promise<void>;
  close(): Promise<void>;
};

const MAX_RECORD = 64 * 1024 * 1024;
const KEY = /^[a-z0-9/-]{1,80}$/;

/** Whether every engine can keep something under this key. */
export const isVaultKey = (key: string): boolean => KEY.test(key);

/** A record as the vault keeps it. */
const toRecord = (value: Plain): Uint8Array => encode(plainToCbor(value));

/** The record `key`, or null. The caller knows its shape: nobody else writes this vault. */
export async function recordOf<T>(vault: Vault, key: string): Promise<T | null> {
  const bytes = await vault.get(key);
  return bytes && (cborToPlain(decode(bytes, MAX_RECORD)) as T);
}

/** One write of a record. */
export const put = (key: string, value: unknown): VaultWrite => ({ key, value: toRecord(value as Plain) });
export const drop = (key: string): VaultWrite => ({ key, value: null });

/** All records below `prefix`, in the order of their keys. */
export async function recordsOf<T>(vault: Vault, prefix: string): Promise<{ key: string; record: T }[]> {
  const found: { key: string; record: T }[] = [];
  for (const key of await vault.list(prefix)) {
    const record = await recordOf<T>(vault, key);
    if (record) found.push({ key, record });
  }
  return found;
}
