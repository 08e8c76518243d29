// ML-DSA-44 (FIPS 204, pure, empty context): the timestamped line of sealed checkpoints (protocol.md sections 0 and 6).
import { ml_dsa44 } from '@noble/post-quantum/ml-dsa.js';
import { demand } from './errors.ts';
import type { Random } from './random.ts';

const MLDSA_PUBLIC_KEY = 1312;
const MLDSA_SIGNATURE = 2420;

/** The key pair of a 32-byte seed (else WIRE_SHAPE): public key 1312 bytes, secret key 2560 bytes. */
export function mldsaKeyPair(seed: Uint8Array): { readonly publicKey: Uint8Array; readonly secretKey: Uint8Array } {
  demand(seed.length === 32, 'WIRE_SHAPE', `a seed of ${seed.length} bytes where 32 are needed`);
  return ml_dsa44.keygen(seed);
}

/** A signature of 2420 bytes: hedged with 32 bytes of `random` where given, otherwise deterministic. */
export const mldsaSign = (secretKey: Uint8Array, message: Uint8Array, random?: Random): Uint8Array =>
  ml_dsa44.sign(message, secretKey, { extraEntropy: random ? random(32) : false });

/** Returns if the signature holds, else throws SIGNATURE_INVALID. */
export function mldsaVerify(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): void {
  demand(
    publicKey.length === MLDSA_PUBLIC_KEY &&
      signature.length === MLDSA_SIGNATURE &&
      accepts(publicKey, message, signature),
    'SIGNATURE_INVALID',
    'the ML-DSA-44 signature does not verify',
  );
}

function accepts(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  try {
    return ml_dsa44.verify(signature, message, publicKey);
  } catch {
    return false;
  }
}
