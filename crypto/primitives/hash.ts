// SHA-256, HMAC and HKDF-Expand, each use under its label (protocol.md section 0: H and KDF).
import { expand } from '@noble/hashes/hkdf.js';
import { hmac } from '@noble/hashes/hmac.js';
import { sha256 as nobleSha256 } from '@noble/hashes/sha2.js';
import { utf8 } from './bytes.ts';
import { demand } from './errors.ts';
import { type DeriveLabel, type HashLabel, PREFIX } from './labels.ts';

const ZERO = new Uint8Array(1);

/** An incremental SHA-256: `update` any number of times, `digest` once. */
export type Sha256Stream = { update(bytes: Uint8Array): void; digest(): Uint8Array };

/** Starts an incremental SHA-256, for files that are never whole in memory. */
export function sha256Stream(): Sha256Stream {
  const state = nobleSha256.create();
  return { update: (bytes) => void state.update(bytes), digest: () => state.digest() };
}

/** SHA-256 of the concatenated parts, 32 bytes. */
export function sha256(...parts: readonly Uint8Array[]): Uint8Array {
  const state = sha256Stream();
  for (const part of parts) state.update(part);
  return state.digest();
}

/** `H(label, parts...) = SHA-256(PREFIX + label + 0x00 + parts)`. Parts are not delimited: the caller encodes them so that they are. */
export const hash = (label: HashLabel, ...parts: readonly Uint8Array[]): Uint8Array =>
  sha256(utf8(PREFIX + label), ZERO, ...parts);

/**
 * `KDF(key, label, n) = HKDF-Expand-SHA256(key, PREFIX + label, n)` (RFC 5869 section 2.3).
 * `key`: 32 uniformly random bytes, else WIRE_SHAPE; `length` in bytes, at most 8160.
 */
export function derive(key: Uint8Array, label: DeriveLabel, length = 32): Uint8Array {
  return hkdfExpand(key, utf8(PREFIX + label), length);
}

/** HKDF-Expand-SHA256 with a raw `info`: for formats whose labels are not ours (HPKE, C2SP). Elsewhere use `derive`. */
export function hkdfExpand(key: Uint8Array, info: Uint8Array, length: number): Uint8Array {
  demand(key.length === 32, 'WIRE_SHAPE', `a key of ${key.length} bytes where 32 are needed`);
  return expand(nobleSha256, key, info, length);
}

/** HMAC-SHA256 of the concatenated parts, 32 bytes. */
export function hmacSha256(key: Uint8Array, ...parts: readonly Uint8Array[]): Uint8Array {
  const state = hmac.create(nobleSha256, key);
  for (const part of parts) state.update(part);
  return state.digest();
}
