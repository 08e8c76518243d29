// Entries of a vault as files: name and content sealed, each bound to the other (protocol.md section 1, "CLI").
import { createHmac } from 'node:crypto';
import { concat, fromHex, fromUtf8, openBlob, type Random, sealBlob, toHex, utf8 } from '../../../../crypto/index.ts';
import { corrupt } from './disk.ts';
import type { VaultKeys } from './header.ts';

const NONCE = 24;
const NAME = utf8('name');

export type Boxes = {
  fileOf(key: string): string;
  /** The entry a file name stands for; null for a name that is not of this vault. */
  keyOf(file: string): string | null;
  seal(key: string, value: Uint8Array): Uint8Array;
  /** Throws CLIENT_VAULT_CORRUPT naming `file`. */
  open(key: string, raw: Uint8Array, file: string): Uint8Array;
};

export function boxesOf(keys: VaultKeys, random: Random): Boxes {
  // The nonce of a name is made of the name: equal names give equal files, and a listing opens none.
  const nameNonce = (key: string) =>
    new Uint8Array(createHmac('sha256', keys.names).update(key).digest().subarray(0, NONCE));
  return {
    fileOf(key) {
      const nonce = nameNonce(key);
      return toHex(concat(nonce, sealBlob(keys.names, nonce, utf8(key), NAME)));
    },
    keyOf(file) {
      const bytes = fromHex(file);
      if (!bytes || bytes.length <= NONCE) return null;
      try {
        return fromUtf8(openBlob(keys.names, bytes.subarray(0, NONCE), bytes.subarray(NONCE), NAME));
      } catch {
        return null;
      }
    },
    seal(key, value) {
      const nonce = random(NONCE);
      return concat(nonce, sealBlob(keys.entries, nonce, value, utf8(key)));
    },
    open(key, raw, file) {
      try {
        return openBlob(keys.entries, raw.subarray(0, NONCE), raw.subarray(NONCE), utf8(key));
      } catch (cause) {
        throw corrupt(file, cause);
      }
    },
  };
}
