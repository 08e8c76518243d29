// X-Wing keys (ML-KEM-768 with X25519; draft-connolly-cfrg-xwing-kem-10; protocol.md section 0): made from seeds, checked at enrolment.
import { demand } from './errors.ts';
import { xwingEncapsulate, xwingKeyPair } from './sodium.ts';

export const KEM_PUBLIC_KEY = 1216;
export const KEM_ENCAPSULATION = 1120;

export type KemKeyPair = { readonly publicKey: Uint8Array; readonly secretKey: Uint8Array };

/** The key pair of a 32-byte seed (else WIRE_SHAPE): public key 1216 bytes, secret key 32 bytes. */
export function kemKeyPair(seed: Uint8Array): KemKeyPair {
  demand(seed.length === 32, 'WIRE_SHAPE', `a seed of ${seed.length} bytes where 32 are needed`);
  return xwingKeyPair(seed);
}

/**
 * Throws SIGNATURE_WEAK_KEY unless `publicKey` has 1216 bytes, its ML-KEM half reduced coefficients, and its X25519 half is canonical and
 * not of low order. A key in two spellings would pass for two keys, and the roster forbids reuse.
 */
export function checkKemKey(publicKey: Uint8Array): void {
  demand(publicKey.length === KEM_PUBLIC_KEY, 'SIGNATURE_WEAK_KEY', `a KEM key of ${publicKey.length} bytes`);
  demand(canonicalX25519(publicKey.subarray(1184)), 'SIGNATURE_WEAK_KEY', 'an X25519 half that is not canonical');
  const made = xwingEncapsulate(publicKey, new Uint8Array(64)); // libsodium performs both key checks while encapsulating
  demand(made !== null, 'SIGNATURE_WEAK_KEY', 'a KEM key with unreduced coefficients or an X25519 half of low order');
}

// Little-endian and below 2^255 - 19.
function canonicalX25519(u: Uint8Array): boolean {
  if ((u[31] as number) > 0x7f) return false;
  return (u[31] as number) < 0x7f || (u[0] as number) < 0xed || u.subarray(1, 31).some((byte) => byte !== 0xff);
}
