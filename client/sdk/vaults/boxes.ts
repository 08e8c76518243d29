// Entries of a vault as others see them: name and content sealed, each bound to the other (protocol.md section 1). One form for folders and browsers.
import {
  concat,
  fromHex,
  fromUtf8,
  hmacSha256,
  openBlob,
  type Random,
  sealBlob,
  toHex,
  utf8,
} from '../../../crypto/index.ts';

/** `entries` seals what is kept, `names` seals under what name. */
export type VaultKeys = { readonly entries: Uint8Array; readonly names: Uint8Array };

/** The keys behind a vault's master key, 32 bytes. */
export const vaultKeys = (master: Uint8Array): VaultKeys => ({
  entries: hmacSha256(master, utf8('entries')),
  names: hmacSha256(master, utf8('names')),
});

const NONCE = 24;
const NAME = utf8('name');

export type Boxes = {
  /** The sealed name of an entry, in hex. */
  nameOf(key: string): string;
  /** The entry a sealed name stands for; null for a name that is not of this vault. */
  keyOf(name: string): string | null;
  seal(key: string, value: Uint8Array): Uint8Array;
  /** Throws what `damaged` makes of `place`. */
  open(key: string, raw: Uint8Array, place: string): Uint8Array;
};

export function boxesOf(keys: VaultKeys, random: Random, damaged: (place: string, cause: unknown) => Error): Boxes {
  // The nonce of a name is made of the name: equal names are sealed alike, and a listing opens none of the contents.
  const nameNonce = (key: string) => hmacSha256(keys.names, utf8(key)).subarray(0, NONCE);
  return {
    nameOf(key) {
      const nonce = nameNonce(key);
      return toHex(concat(nonce, sealBlob(keys.names, nonce, utf8(key), NAME)));
    },
    keyOf(name) {
      const bytes = fromHex(name);
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
    open(key, raw, place) {
      try {
        return openBlob(keys.entries, raw.subarray(0, NONCE), raw.subarray(NONCE), utf8(key));
      } catch (cause) {
        throw damaged(place, cause);
      }
    },
  };
}
