// Engines of Node: the same bytes as crypto/primitives/chunks and hash, several times faster (protocol.md section 0, "Files, bodies").
import { createCipheriv, createDecipheriv, createHash } from 'node:crypto';
import type { ChunkEngine } from '../../../crypto/primitives/chunks.ts';
import type { Sha256Stream } from '../../../crypto/primitives/hash.ts';

const ALGORITHM = 'chacha20-poly1305';
const TAG = 16;

/** ChaCha20-Poly1305 through OpenSSL. */
export const nodeEngine: ChunkEngine = {
  seal(key, nonce12, plaintext) {
    const cipher = createCipheriv(ALGORITHM, key, nonce12, { authTagLength: TAG });
    const out = new Uint8Array(plaintext.length + TAG);
    out.set(cipher.update(plaintext));
    cipher.final();
    out.set(cipher.getAuthTag(), plaintext.length);
    return out;
  },
  open(key, nonce12, ciphertext) {
    const end = ciphertext.length - TAG;
    if (end < 0) return null;
    const decipher = createDecipheriv(ALGORITHM, key, nonce12, { authTagLength: TAG });
    decipher.setAuthTag(ciphertext.subarray(end));
    const plaintext = decipher.update(ciphertext.subarray(0, end));
    try {
      decipher.final();
    } catch {
      return null;
    }
    return new Uint8Array(plaintext.buffer, plaintext.byteOffset, plaintext.length);
  },
};

/** SHA-256 through OpenSSL. */
export function nodeHasher(): Sha256Stream {
  const hash = createHash('sha256');
  return { update: (bytes) => void hash.update(bytes), digest: () => new Uint8Array(hash.digest()) };
}
