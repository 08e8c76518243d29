// Small sealed blobs: XChaCha20-Poly1305 (protocol.md sections 3 and 5: prev_box, names, vaults). Files and bodies are sealed by chunks.ts.
import { demand } from './errors.ts';
import { xchachaOpen, xchachaSeal } from './sodium.ts';

/** `ciphertext || tag(16)` under a 32-byte key and a 24-byte nonce that is random or used once (else WIRE_SHAPE). */
export function sealBlob(key: Uint8Array, nonce24: Uint8Array, plaintext: Uint8Array, aad: Uint8Array): Uint8Array {
  demand(key.length === 32 && nonce24.length === 24, 'WIRE_SHAPE', 'a blob needs a key of 32 and a nonce of 24 bytes');
  return xchachaSeal(key, nonce24, plaintext, aad);
}

/** Opens what `sealBlob` made; throws CONTENT_OPEN. Not key-committing. */
export function openBlob(key: Uint8Array, nonce24: Uint8Array, sealed: Uint8Array, aad: Uint8Array): Uint8Array {
  const plaintext = xchachaOpen(key, nonce24, sealed, aad);
  demand(plaintext, 'CONTENT_OPEN', 'the blob does not open with this key, nonce and aad');
  return plaintext;
}
