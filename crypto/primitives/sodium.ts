// The one door to libsodium (standard build, WebAssembly): thin, typed, nothing of the protocol. protocol.md section 0, "Primitives".
import sodium from 'libsodium-wrappers';

let loaded = false;

/** Resolves once the WebAssembly module is loaded. Every program awaits it before its first use of crypto/. */
export async function ready(): Promise<void> {
  await sodium.ready;
  loaded = true;
}

/** `length` bytes from the operating system's generator. */
export const randomBytes = (length: number): Uint8Array => sodium.randombytes_buf(length);

// libsodium throws for a failed authentication as well as for a wrong length; both mean "these bytes do not open", and the
// caller gives that a code. Its messages tell nothing more, so the cause is dropped.
function attempt<T>(operation: () => T): T | null {
  try {
    return operation();
  } catch (cause) {
    if (!loaded) throw cause; // a forgotten `ready()` must not read as a forged signature
    return null;
  }
}

/** Ed25519 key pair of a 32-byte seed; `secretKey` has 64 bytes (seed, then public key). */
export function ed25519KeyPair(seed: Uint8Array): { publicKey: Uint8Array; secretKey: Uint8Array } {
  const pair = sodium.crypto_sign_seed_keypair(seed);
  return { publicKey: pair.publicKey, secretKey: pair.privateKey };
}

/** Detached Ed25519 signature, 64 bytes. */
export const ed25519Sign = (secretKey: Uint8Array, message: Uint8Array): Uint8Array =>
  sodium.crypto_sign_detached(message, secretKey);

/** Whether libsodium's strict verifier accepts; never throws. Only sign.ts asks. */
export const ed25519Accepts = (publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean =>
  attempt(() => sodium.crypto_sign_verify_detached(signature, message, publicKey)) === true;

/** X-Wing key pair of a 32-byte seed: public key 1216 bytes; the secret key is the seed. */
export function xwingKeyPair(seed: Uint8Array): { publicKey: Uint8Array; secretKey: Uint8Array } {
  const pair = sodium.crypto_kem_xwing_seed_keypair(seed);
  return { publicKey: pair.publicKey, secretKey: pair.privateKey };
}

/** X-Wing encapsulation with 64 given random bytes, or null for a public key libsodium refuses. */
export function xwingEncapsulate(
  publicKey: Uint8Array,
  coins: Uint8Array,
): { encapsulation: Uint8Array; secret: Uint8Array } | null {
  const made = attempt(() => sodium.crypto_kem_xwing_enc_deterministic(publicKey, coins));
  return made && { encapsulation: made.ciphertext, secret: made.sharedSecret };
}

/** X-Wing shared secret, or null for an encapsulation refused outright; a wrong key gives a *random* secret, not null. */
export const xwingDecapsulate = (secretKey: Uint8Array, encapsulation: Uint8Array): Uint8Array | null =>
  attempt(() => sodium.crypto_kem_xwing_dec(encapsulation, secretKey));

/** ChaCha20-Poly1305 (RFC 8439): ciphertext then a 16-byte tag. */
export const chachaSeal = (key: Uint8Array, nonce12: Uint8Array, plaintext: Uint8Array, aad: Uint8Array | null) =>
  sodium.crypto_aead_chacha20poly1305_ietf_encrypt(plaintext, aad, null, nonce12, key);

/** The plaintext, or null when the tag does not hold. */
export const chachaOpen = (key: Uint8Array, nonce12: Uint8Array, sealed: Uint8Array, aad: Uint8Array | null) =>
  attempt(() => sodium.crypto_aead_chacha20poly1305_ietf_decrypt(null, sealed, aad, nonce12, key));

/** XChaCha20-Poly1305: as ChaCha20-Poly1305 with a 24-byte nonce, which may be drawn at random. */
export const xchachaSeal = (key: Uint8Array, nonce24: Uint8Array, plaintext: Uint8Array, aad: Uint8Array | null) =>
  sodium.crypto_aead_xchacha20poly1305_ietf_encrypt(plaintext, aad, null, nonce24, key);

/** The plaintext, or null when the tag does not hold. */
export const xchachaOpen = (key: Uint8Array, nonce24: Uint8Array, sealed: Uint8Array, aad: Uint8Array | null) =>
  attempt(() => sodium.crypto_aead_xchacha20poly1305_ietf_decrypt(null, sealed, aad, nonce24, key));
