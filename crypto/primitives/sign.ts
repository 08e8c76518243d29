// Ed25519 (RFC 8032) with one strict rule for every verifier (protocol.md section 0, "Ed25519 rule").
import { ed25519 } from '@noble/curves/ed25519.js';
import { demand, ProtocolError } from './errors.ts';
import { ed25519Accepts, ed25519KeyPair, ed25519Sign } from './sodium.ts';

/** A key that can sign. The secret half stays in the closure: it cannot be printed, cloned or encoded by accident. */
export type SigningKey = { readonly publicKey: Uint8Array; sign(message: Uint8Array): Uint8Array };

/** The signing key of a 32-byte seed (else WIRE_SHAPE). Signatures are deterministic, 64 bytes. */
export function signingKey(seed: Uint8Array): SigningKey {
  demand(seed.length === 32, 'WIRE_SHAPE', `a seed of ${seed.length} bytes where 32 are needed`);
  const { publicKey, secretKey } = ed25519KeyPair(seed);
  return { publicKey, sign: (message) => ed25519Sign(secretKey, message) };
}

/**
 * Returns if `signature` (64 bytes) by `publicKey` (32 bytes) over `message` holds, else throws SIGNATURE_INVALID. Strict: S below
 * the group order, R and key canonical and not of small order, cofactorless equation.
 */
export function verifySignature(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): void {
  demand(ed25519Accepts(publicKey, message, signature), 'SIGNATURE_INVALID', 'the Ed25519 signature does not verify');
}

/** Both halves of Ed25519, for a program that is given a faster one: by the same strict rule, refusing with SIGNATURE_INVALID. */
export type Ed25519 = { readonly verify: typeof verifySignature; readonly signingKey: typeof signingKey };

/** The one that runs everywhere. */
export const portableEd25519: Ed25519 = { verify: verifySignature, signingKey };

/**
 * Enrolment check of an Ed25519 public key: throws SIGNATURE_WEAK_KEY unless it is the canonical encoding of a point of the prime-order
 * subgroup other than the identity. With such keys every honest verifier agrees on every signature.
 */
export function checkPublicKey(publicKey: Uint8Array): void {
  demand(publicKey.length === 32, 'SIGNATURE_WEAK_KEY', `an Ed25519 key of ${publicKey.length} bytes`);
  let point: InstanceType<typeof ed25519.Point>;
  try {
    point = ed25519.Point.fromBytes(publicKey); // refuses non-canonical encodings and what is not on the curve
  } catch (cause) {
    throw new ProtocolError('SIGNATURE_WEAK_KEY', 'not a canonical point of the curve', { cause });
  }
  demand(!point.isSmallOrder(), 'SIGNATURE_WEAK_KEY', 'a point of small order');
  demand(point.isTorsionFree(), 'SIGNATURE_WEAK_KEY', 'a point outside the prime-order subgroup');
}
