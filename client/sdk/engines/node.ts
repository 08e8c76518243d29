// Engines of Node: the same bytes as crypto/primitives/chunks, hash and passphrase, several times faster (protocol.md section 0, "Files, bodies").
import { argon2Sync, createCipheriv, createDecipheriv, createHash } from 'node:crypto';
import type { ChunkEngine } from '../../../crypto/primitives/chunks.ts';
import type { Sha256Stream } from '../../../crypto/primitives/hash.ts';
import type { Stretcher } from '../../../crypto/primitives/passphrase.ts';

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

/** Argon2id through OpenSSL; undefined in a Node older than 24.7, which has none: then the one that runs everywhere serves. */
export const nodeStretcher: Stretcher | undefined =
  typeof argon2Sync === 'function'
    ? (message, nonce, { passes, kibibytes, lanes }) =>
        new Uint8Array(
          argon2Sync('argon2id', { message, nonce, parallelism: lanes, tagLength: 32, memory: kibibytes, passes }),
        )
    : undefined;

/** All of them, as a client takes them. */
export const nodeEngines = {
  engine: nodeEngine,
  hasher: nodeHasher,
  ...(nodeStretcher ? { stretcher: nodeStretcher } : {}),
};
