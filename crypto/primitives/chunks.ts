// Chunked encryption with key commitment for bodies and files: c2sp.org/chunked-encryption@v1 with ChaCha20-Poly1305 and HKDF-SHA256
// (protocol.md section 0, "Files, bodies"). salt(24) || commitment(32) || chunks of 16 KiB + tag, the last one shorter, maybe empty.
import { concat, equal, utf8 } from './bytes.ts';
import { demand } from './errors.ts';
import { hkdfExpand } from './hash.ts';
import { type ContextLabel, PREFIX } from './labels.ts';
import type { Random } from './random.ts';
import { chachaOpen, chachaSeal } from './sodium.ts';

/** Plaintext bytes of every chunk but the last. */
export const CHUNK = 16384;
const TAG = 16;
export const CHUNK_SALT = 24;
export const CHUNK_HEADER = CHUNK_SALT + 32;
const MAX_CHUNKS = 2 ** 38;
const FORMAT = utf8('c2sp.org/chunked-encryption@v1+AEAD_CHACHA20_POLY1305\0');

/** ChaCha20-Poly1305 without associated data: `seal` gives ciphertext || tag(16); `open` gives the plaintext, or null if the tag fails. */
export type ChunkEngine = {
  seal(key: Uint8Array, nonce12: Uint8Array, plaintext: Uint8Array): Uint8Array;
  open(key: Uint8Array, nonce12: Uint8Array, ciphertext: Uint8Array): Uint8Array | null;
};

/** The engine that runs everywhere. */
export const sodiumEngine: ChunkEngine = {
  seal: (key, nonce12, plaintext) => chachaSeal(key, nonce12, plaintext, null),
  open: (key, nonce12, ciphertext) => chachaOpen(key, nonce12, ciphertext, null),
};

/** What a chunked ciphertext is bound to: `PREFIX + label + 0x00 + parts`. Parts are not delimited: the caller fixes their lengths. */
export const context = (label: ContextLabel, ...parts: readonly Uint8Array[]): Uint8Array =>
  concat(utf8(`${PREFIX}${label}\0`), ...parts);

/** Length in bytes of the ciphertext of `length` bytes of plaintext. */
export const cipherLength = (length: number): number => CHUNK_HEADER + length + TAG * (Math.floor(length / CHUNK) + 1);

/** Nonce of chunk `index` (below 2^38, else CONTENT_LENGTH): the base nonce XOR the index as a 96-bit big-endian integer. */
export function chunkNonce(base12: Uint8Array, index: number): Uint8Array {
  demand(index < MAX_CHUNKS, 'CONTENT_LENGTH', 'more chunks than one key may seal');
  const nonce = base12.slice();
  const view = new DataView(nonce.buffer);
  // JavaScript's bit operators see 32 bits only: the index goes in as two words, or chunk 2^32 would repeat the nonce of chunk 0.
  view.setUint32(4, view.getUint32(4) ^ Math.floor(index / 2 ** 32));
  view.setUint32(8, view.getUint32(8) ^ (index % 2 ** 32));
  return nonce;
}

function expandKeys(inputKey: Uint8Array, salt: Uint8Array, boundTo: Uint8Array) {
  const okm = hkdfExpand(inputKey, concat(FORMAT, salt, boundTo), 76);
  return { key: okm.subarray(0, 32), base: okm.subarray(32, 44), commitment: okm.subarray(44) };
}

// Cuts a stream into pieces of exactly `size` bytes; what remains is `rest()`. Holds at most one piece.
function cutter(size: number) {
  const held = new Uint8Array(size);
  let filled = 0;
  return {
    *cut(bytes: Uint8Array): Generator<Uint8Array> {
      let at = 0;
      while (at < bytes.length) {
        if (filled === 0 && bytes.length - at >= size) {
          yield bytes.subarray(at, at + size);
          at += size;
          continue;
        }
        const taken = Math.min(size - filled, bytes.length - at);
        held.set(bytes.subarray(at, at + taken), filled);
        filled += taken;
        at += taken;
        if (filled === size) {
          filled = 0;
          yield held;
        }
      }
    },
    rest: () => held.subarray(0, filled),
  };
}

/** A stream being sealed. The ciphertext is `header`, then everything `push` returns in order, then what `end` returns. */
export type ChunkSealer = { readonly header: Uint8Array; push(bytes: Uint8Array): Uint8Array[]; end(): Uint8Array };

/**
 * Seals a stream in bounded memory. `salt`: 24 bytes never used before with this 32-byte key (else WIRE_SHAPE).
 * After `end`, nothing more is sealed: CONTENT_ENDED.
 */
export function chunkSealer(
  key: Uint8Array,
  boundTo: Uint8Array,
  salt: Uint8Array,
  engine: ChunkEngine = sodiumEngine,
): ChunkSealer {
  demand(salt.length === CHUNK_SALT, 'WIRE_SHAPE', `a salt of ${salt.length} bytes where ${CHUNK_SALT} are needed`);
  const keys = expandKeys(key, salt, boundTo);
  const plain = cutter(CHUNK);
  let index = 0;
  let ended = false;
  const seal = (chunk: Uint8Array) => engine.seal(keys.key, chunkNonce(keys.base, index++), chunk);
  const demandOpenEnded = () => demand(!ended, 'CONTENT_ENDED', 'this stream has been sealed to its end');
  return {
    header: concat(salt, keys.commitment),
    push(bytes) {
      demandOpenEnded();
      return Array.from(plain.cut(bytes), seal);
    },
    end() {
      demandOpenEnded();
      ended = true;
      return seal(plain.rest());
    },
  };
}

/** A stream being opened. What `push` returns is authentic but a *prefix*: only after `end` returned is the plaintext whole. */
export type ChunkOpener = { push(bytes: Uint8Array): Uint8Array[]; end(): Uint8Array };

/**
 * Opens a stream in bounded memory. Throws CONTENT_COMMITMENT (wrong key, context or header) before anything is decrypted, CONTENT_OPEN
 * (a chunk was changed, moved or repeated), CONTENT_TRUNCATED at an end that is not the end; after a throw or the end, CONTENT_ENDED.
 */
export function chunkOpener(key: Uint8Array, boundTo: Uint8Array, engine: ChunkEngine = sodiumEngine): ChunkOpener {
  let head: Uint8Array = new Uint8Array(0);
  let keys: ReturnType<typeof expandKeys> | null = null;
  const sealed = cutter(CHUNK + TAG);
  let index = 0;
  let over = false;

  const open = (chunk: Uint8Array): Uint8Array => {
    demand(keys, 'CONTENT_TRUNCATED', 'the ciphertext ends within its header');
    const plaintext = engine.open(keys.key, chunkNonce(keys.base, index), chunk);
    demand(plaintext, 'CONTENT_OPEN', `chunk ${index} does not open`);
    index++;
    return plaintext;
  };
  const readHeader = (bytes: Uint8Array): Uint8Array => {
    const missing = CHUNK_HEADER - head.length;
    head = concat(head, bytes.subarray(0, missing));
    if (head.length === CHUNK_HEADER) {
      const expected = expandKeys(key, head.subarray(0, CHUNK_SALT), boundTo);
      demand(equal(expected.commitment, head.subarray(CHUNK_SALT)), 'CONTENT_COMMITMENT', 'another key or context');
      keys = expected;
    }
    return bytes.subarray(missing);
  };
  // One failure ends the stream: a caller that swallowed it must not go on and believe a later chunk.
  const once = <T>(operation: () => T, last: boolean): T => {
    demand(!over, 'CONTENT_ENDED', 'this stream is over');
    over = true;
    const value = operation();
    over = last;
    return value;
  };
  return {
    push: (bytes) => once(() => Array.from(sealed.cut(keys ? bytes : readHeader(bytes)), open), false),
    end: () =>
      once(() => {
        const last = sealed.rest();
        demand(keys && last.length >= TAG, 'CONTENT_TRUNCATED', 'the last chunk is missing');
        return open(last);
      }, true),
  };
}

// Not concat(...pieces): a large file has more chunks than a call may have arguments.
function join(pieces: readonly Uint8Array[]): Uint8Array {
  const out = new Uint8Array(pieces.reduce((length, piece) => length + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    out.set(piece, at);
    at += piece.length;
  }
  return out;
}

/** Seals `plaintext` whole. `key`: 32 bytes, for this plaintext only. */
export function sealChunks(
  key: Uint8Array,
  boundTo: Uint8Array,
  plaintext: Uint8Array,
  random: Random,
  engine?: ChunkEngine,
): Uint8Array {
  const sealer = chunkSealer(key, boundTo, random(CHUNK_SALT), engine);
  return join([sealer.header, ...sealer.push(plaintext), sealer.end()]);
}

/** Opens `ciphertext` whole. Throws CONTENT_COMMITMENT, CONTENT_OPEN or CONTENT_TRUNCATED. */
export function openChunks(
  key: Uint8Array,
  boundTo: Uint8Array,
  ciphertext: Uint8Array,
  engine?: ChunkEngine,
): Uint8Array {
  const opener = chunkOpener(key, boundTo, engine);
  return join([...opener.push(ciphertext), opener.end()]);
}
