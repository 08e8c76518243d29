// The public key of a passkey as its authenticator gives it: a COSE key of one of three kinds, each in its one spelling (RFC 9052 section 7; WebAuthn level 3, 6.5.1.1).
import { demand } from '../primitives/errors.ts';
import { checkPublicKey } from '../primitives/sign.ts';
import { type CborMap, decode } from './codec.ts';
import { bytes, record } from './read.ts';

/** COSE algorithms a passkey may have. */
export const PASSKEY_ALGORITHMS = { es256: -7, eddsa: -8, rs256: -257 } as const;

/** `publicKey`, `x`, `y`: 32 bytes; `modulus`: 256 to 512 bytes, its exponent is 65537. */
export type PasskeyKey =
  | { readonly algorithm: typeof PASSKEY_ALGORITHMS.eddsa; readonly publicKey: Uint8Array }
  | { readonly algorithm: typeof PASSKEY_ALGORITHMS.es256; readonly x: Uint8Array; readonly y: Uint8Array }
  | { readonly algorithm: typeof PASSKEY_ALGORITHMS.rs256; readonly modulus: Uint8Array };

export const MAX_COSE_KEY_BYTES = 1024;

/**
 * Reads such a key: exactly the labels of its kind. Throws WIRE_*, and SIGNATURE_WEAK_KEY for a key with which anybody could sign or on whose
 * signatures verifiers would disagree: its owner could later disown what was signed.
 */
export function readCoseKey(raw: Uint8Array, what: string): PasskeyKey {
  const key = decode(raw, MAX_COSE_KEY_BYTES);
  demand(key instanceof Map, 'WIRE_SHAPE', `${what}: not a COSE key`);
  switch (key.get(3)) {
    case PASSKEY_ALGORITHMS.eddsa:
      return readEdDsa(key, what);
    case PASSKEY_ALGORITHMS.es256:
      return readEs256(key, what);
    default:
      demand(key.get(3) === PASSKEY_ALGORITHMS.rs256, 'WIRE_SHAPE', `${what}: algorithm not among -7, -8, -257`);
      return readRs256(key, what);
  }
}

function readEdDsa(key: CborMap, what: string): PasskeyKey {
  record(key, [1, 3, -1, -2], what);
  demand(key.get(1) === 1 && key.get(-1) === 6, 'WIRE_SHAPE', `${what}: not an Ed25519 key`);
  const publicKey = bytes(32)(key.get(-2), what);
  checkPublicKey(publicKey);
  return { algorithm: PASSKEY_ALGORITHMS.eddsa, publicKey };
}

function readEs256(key: CborMap, what: string): PasskeyKey {
  record(key, [1, 3, -1, -2, -3], what);
  demand(key.get(1) === 2 && key.get(-1) === 1, 'WIRE_SHAPE', `${what}: not a P-256 key`);
  return {
    algorithm: PASSKEY_ALGORITHMS.es256,
    x: bytes(32)(key.get(-2), `${what}.x`),
    y: bytes(32)(key.get(-3), `${what}.y`),
  };
}

function readRs256(key: CborMap, what: string): PasskeyKey {
  record(key, [1, 3, -1, -2], what);
  demand(key.get(1) === 3, 'WIRE_SHAPE', `${what}: not an RSA key`);
  const modulus = bytes(1, 512)(key.get(-1), `${what}.modulus`);
  const [e0, e1, e2] = bytes(3)(key.get(-2), `${what}.exponent`);
  demand(modulus[0] !== 0 && ((modulus.at(-1) as number) & 1) === 1, 'WIRE_SHAPE', `${what}: not an RSA modulus`);
  // With an exponent of 1 the padded digest is its own signature.
  demand(modulus.length >= 256, 'SIGNATURE_WEAK_KEY', 'an RSA key below 2048 bits');
  demand(e0 === 1 && e1 === 0 && e2 === 1, 'SIGNATURE_WEAK_KEY', 'an RSA exponent other than 65537');
  return { algorithm: PASSKEY_ALGORITHMS.rs256, modulus };
}
