// SHA-256, HMAC and HKDF-Expand, each use under its label (protocol.md section 0: H and KDF).
import { expand } from '@noble/hashes/hkdf.js';
import { hmac } from '@noble/hashes/hmac.js';
import { sha256 as nobleSha256 } from '@noble/hashes/sha2.js';
import { concat, fromHex, toHex, utf8 } from './bytes.ts';
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

/** Computes SHA-256 of whole bytes, as 64 lowercase hexadecimal digits. It keeps nothing of what it is given. */
export type Sha256Engine = (bytes: Uint8Array) => string;

const portable: Sha256Engine = (bytes) => toHex(nobleSha256(bytes));
let engine: Sha256Engine = portable;

/** Every length around the ends of one and two blocks, where an engine that pads wrongly differs. */
const TRIED = [0, 1, 55, 56, 63, 64, 65, 119, 120, 128, 1000];

/**
 * From now on `sha256` is computed by `other`, which the host brings along and which is faster; null takes it back. Throws WIRE_SHAPE, and changes
 * nothing, unless it agrees with our own.
 */
export function computeSha256By(other: Sha256Engine | null): void {
  for (const length of other ? TRIED : []) {
    const bytes = Uint8Array.from({ length }, (_, i) => (7 * i) & 255);
    demand(other?.(bytes) === portable(bytes), 'WIRE_SHAPE', 'an engine that computes another SHA-256');
  }
  engine = other ?? portable;
}

// Parts are joined here and hashed before anything else can run: small ones, which are most, need no room of their own.
const JOINED = new Uint8Array(4096);
function joined(parts: readonly Uint8Array[]): Uint8Array {
  if (parts.length === 1) return parts[0] as Uint8Array;
  let length = 0;
  for (const part of parts) length += part.length;
  if (length > JOINED.length) return concat(...parts);
  let at = 0;
  for (const part of parts) {
    JOINED.set(part, at);
    at += part.length;
  }
  return JOINED.subarray(0, length);
}

/** SHA-256 of the concatenated parts, as 64 lowercase hexadecimal digits. */
export function sha256Hex(...parts: readonly Uint8Array[]): string {
  const whole = joined(parts);
  const digest = engine(whole);
  // What was hashed may be secret, and this room outlives it.
  if (parts.length !== 1 && whole.length <= JOINED.length) whole.fill(0);
  return digest;
}

/** SHA-256 of the concatenated parts, 32 bytes. */
export const sha256 = (...parts: readonly Uint8Array[]): Uint8Array => fromHex(sha256Hex(...parts)) as Uint8Array;

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
