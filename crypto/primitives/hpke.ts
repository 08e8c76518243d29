// HPKE base mode, single shot (RFC 9180): KEM 0x647a X-Wing, HKDF-SHA256, ChaCha20-Poly1305 (protocol.md section 0, "Key wrapping").
import { concat, utf8 } from './bytes.ts';
import { demand } from './errors.ts';
import { hkdfExpand, hmacSha256 } from './hash.ts';
import { KEM_ENCAPSULATION } from './kem.ts';
import { type HpkeInfo, PREFIX } from './labels.ts';
import type { Random } from './random.ts';
import { chachaOpen, chachaSeal, xwingDecapsulate, xwingEncapsulate } from './sodium.ts';

const EMPTY = new Uint8Array(0);
const TAG = 16;
const u16 = (value: number): Uint8Array => Uint8Array.of(value >> 8, value & 0xff);
const SUITE = concat(utf8('HPKE'), u16(0x647a), u16(0x0001), u16(0x0003));
const VERSION = utf8('HPKE-v1');

const labeledExtract = (salt: Uint8Array, label: string, ikm: Uint8Array): Uint8Array =>
  hmacSha256(salt, VERSION, SUITE, utf8(label), ikm);

const labeledExpand = (prk: Uint8Array, label: string, info: Uint8Array, length: number): Uint8Array =>
  hkdfExpand(prk, concat(u16(length), VERSION, SUITE, utf8(label), info), length);

/** RFC 9180 section 5.1 for the base mode: `secret` is the KEM's shared secret, `info` the application's bytes. */
export function keySchedule(secret: Uint8Array, info: Uint8Array) {
  const mode = Uint8Array.of(0);
  const context = concat(mode, labeledExtract(EMPTY, 'psk_id_hash', EMPTY), labeledExtract(EMPTY, 'info_hash', info));
  const prk = labeledExtract(secret, 'secret', EMPTY);
  return {
    key: labeledExpand(prk, 'key', context, 32),
    baseNonce: labeledExpand(prk, 'base_nonce', context, 12),
    exporterSecret: labeledExpand(prk, 'exp', context, 32),
  };
}

/** HPKE with a raw `info` and given coins (64 bytes): for vectors of others. The protocol uses `hpkeSeal`. */
export function hpkeSealRaw(
  publicKey: Uint8Array,
  info: Uint8Array,
  aad: Uint8Array,
  plaintext: Uint8Array,
  coins: Uint8Array,
): Uint8Array {
  const made = xwingEncapsulate(publicKey, coins);
  demand(made, 'SIGNATURE_WEAK_KEY', 'nothing can be sealed for this KEM key');
  const { key, baseNonce } = keySchedule(made.secret, info);
  return concat(made.encapsulation, chachaSeal(key, baseNonce, plaintext, aad));
}

/** Opens what `hpkeSealRaw` made; throws WRAP_OPEN. */
export function hpkeOpenRaw(secretKey: Uint8Array, info: Uint8Array, aad: Uint8Array, sealed: Uint8Array): Uint8Array {
  demand(sealed.length >= KEM_ENCAPSULATION + TAG, 'WRAP_OPEN', `${sealed.length} bytes are too few for a wrap`);
  const secret = xwingDecapsulate(secretKey, sealed.subarray(0, KEM_ENCAPSULATION));
  demand(secret, 'WRAP_OPEN', 'the encapsulation was refused');
  const { key, baseNonce } = keySchedule(secret, info);
  const plaintext = chachaOpen(key, baseNonce, sealed.subarray(KEM_ENCAPSULATION), aad);
  demand(plaintext, 'WRAP_OPEN', 'the wrap does not open with this key, info and aad');
  return plaintext;
}

const infoBytes = (info: HpkeInfo): Uint8Array => utf8(PREFIX + info);

/**
 * Seals `plaintext` for the holder of a 1216-byte X-Wing key: `enc(1120) || ciphertext || tag(16)`. Says nothing of who sealed.
 * Throws SIGNATURE_WEAK_KEY for a key nothing can be sealed for.
 */
export const hpkeSeal = (
  publicKey: Uint8Array,
  info: HpkeInfo,
  aad: Uint8Array,
  plaintext: Uint8Array,
  random: Random,
): Uint8Array => hpkeSealRaw(publicKey, infoBytes(info), aad, plaintext, random(64));

/** Opens what `hpkeSeal` made, with the 32-byte secret key; throws WRAP_OPEN. Not key-committing: the caller checks what the plaintext derives. */
export const hpkeOpen = (secretKey: Uint8Array, info: HpkeInfo, aad: Uint8Array, sealed: Uint8Array): Uint8Array =>
  hpkeOpenRaw(secretKey, infoBytes(info), aad, sealed);
