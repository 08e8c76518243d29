// Chunked encryption against a second implementation over OpenSSL, and the truncations of the STREAM testkit (protocol.md section 0).
import { createCipheriv, createHmac } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { nodeEngine } from '../../client/sdk/engines/node.ts';
import { concat, utf8 } from '../../crypto/primitives/bytes.ts';
import {
  CHUNK,
  CHUNK_HEADER,
  type ChunkEngine,
  chunkNonce,
  chunkOpener,
  chunkSealer,
  cipherLength,
  context,
  openChunks,
  sealChunks,
  sodiumEngine,
} from '../../crypto/primitives/chunks.ts';
import type { ErrorCode } from '../../crypto/primitives/errors.ts';
import { systemRandom } from '../../crypto/primitives/random.ts';
import { ready } from '../../crypto/primitives/sodium.ts';
import { expectCode } from '../testkit/vector-data.ts';

const SEALED = CHUNK + 16;
const engines = { libsodium: sodiumEngine, OpenSSL: nodeEngine };
const key = new Uint8Array(32).map((_, i) => i);
const salt = new Uint8Array(24).map((_, i) => 0xa0 + i);
const bound = context('att', utf8('authority'), utf8('upload'));
const sealWith = (plaintext: Uint8Array): Uint8Array => sealChunks(key, bound, plaintext, () => salt);

beforeAll(ready);

/** The format from its text, with nothing of ours: HKDF-Expand by hand, the nonce in big integers. */
function writtenAgain(boundTo: string, plaintext: Uint8Array): Uint8Array {
  const info = Buffer.concat([
    Buffer.from('c2sp.org/chunked-encryption@v1+AEAD_CHACHA20_POLY1305\0'),
    salt,
    Buffer.from(boundTo),
  ]);
  const blocks: Buffer[] = [];
  for (let i = 1; i <= 3; i++) {
    const previous = blocks.at(-1) ?? Buffer.alloc(0);
    blocks.push(createHmac('sha256', key).update(previous).update(info).update(Buffer.of(i)).digest());
  }
  const okm = Buffer.concat(blocks).subarray(0, 76);
  const base = BigInt(`0x${okm.subarray(32, 44).toString('hex')}`);
  const out = [Buffer.from(salt), okm.subarray(44)];
  for (let index = 0; index <= Math.floor(plaintext.length / 16384); index++) {
    const nonce = Buffer.from((base ^ BigInt(index)).toString(16).padStart(24, '0'), 'hex');
    const cipher = createCipheriv('chacha20-poly1305', okm.subarray(0, 32), nonce, { authTagLength: 16 });
    out.push(
      cipher.update(plaintext.subarray(index * 16384, (index + 1) * 16384)),
      cipher.final(),
      cipher.getAuthTag(),
    );
  }
  return new Uint8Array(Buffer.concat(out));
}

test.each([0, 1, 16383, 16384, 16385, 32768, 49152, 100_000])('%i bytes are sealed as the format says', (length) => {
  const plaintext = systemRandom(length);
  const sealed = sealWith(plaintext);
  expect(sealed).toHaveLength(cipherLength(length));
  expect(Buffer.compare(sealed, writtenAgain('rogatory/v1/att\0authorityupload', plaintext))).toBe(0);
  for (const engine of Object.values(engines)) {
    expect(
      Buffer.compare(
        sealChunks(key, bound, plaintext, () => salt, engine),
        sealed,
      ),
    ).toBe(0);
    expect(Buffer.compare(openChunks(key, bound, sealed, engine), plaintext)).toBe(0);
  }
});

test.each(Object.entries(engines))(
  '%s: an engine says null for what is not authentic, whatever its length',
  (_, engine) => {
    const nonce = new Uint8Array(12);
    const sealed = engine.seal(key, nonce, utf8('chunk'));
    expect(engine.open(key, nonce, sealed)).toEqual(utf8('chunk'));
    for (let length = 0; length < sealed.length; length++) {
      expect(engine.open(key, nonce, sealed.subarray(0, length))).toBeNull();
    }
    for (let bit = 0; bit < 8 * sealed.length; bit++) {
      const changed = sealed.slice();
      changed[bit >> 3] = changed[bit >> 3]! ^ (1 << (bit & 7));
      expect(engine.open(key, nonce, changed)).toBeNull();
    }
  },
);

test('chunk numbers reach beyond 32 bits without repeating a nonce, and stop at 2^38', () => {
  const base = systemRandom(12);
  const integer = (bytes: Uint8Array) => BigInt(`0x${Buffer.from(bytes).toString('hex')}`);
  for (const n of [0, 1, 255, 256, 2 ** 31, 2 ** 32 - 1, 2 ** 32, 2 ** 32 + 1, 2 ** 37 + 5, 2 ** 38 - 1]) {
    expect(integer(chunkNonce(base, n))).toBe(integer(base) ^ BigInt(n));
  }
  expect(chunkNonce(base, 2 ** 32)).not.toEqual(chunkNonce(base, 0));
  expectCode(() => chunkNonce(base, 2 ** 38), 'CONTENT_LENGTH');
});

describe('what the STREAM testkit does to its chunks, done to ours', () => {
  // Three full chunks and a short one; `part(n)` is chunk n of it as sealed.
  const plaintext = new Uint8Array(3 * CHUNK + 100).fill(0x61);
  const sealed = (): Uint8Array => sealWith(plaintext);
  const part = (n: number): Uint8Array => sealed().subarray(CHUNK_HEADER + n * SEALED, CHUNK_HEADER + (n + 1) * SEALED);
  const head = (): Uint8Array => sealed().subarray(0, CHUNK_HEADER);
  const flipped = (bytes: Uint8Array): Uint8Array => {
    const copy = bytes.slice();
    copy[copy.length - 1] = copy[copy.length - 1]! ^ 1;
    return copy;
  };
  const whole = (length: number): Uint8Array => sealWith(plaintext.subarray(0, length));

  const cases: [name: string, made: () => Uint8Array, code: ErrorCode | null][] = [
    ['short_nonce', () => head().subarray(0, 12), 'CONTENT_TRUNCATED'],
    ['no_nonce', () => new Uint8Array(0), 'CONTENT_TRUNCATED'],
    ['header cut in its commitment', () => head().subarray(0, 55), 'CONTENT_TRUNCATED'],
    ['no_chunks', head, 'CONTENT_TRUNCATED'],
    ['missing_tag', () => concat(head(), part(3).subarray(0, 15)), 'CONTENT_TRUNCATED'],
    ['no_final', () => concat(head(), part(0)), 'CONTENT_TRUNCATED'],
    ['no_final_two_chunks', () => concat(head(), part(0), part(1)), 'CONTENT_TRUNCATED'],
    ['no_final_full', () => whole(CHUNK).subarray(0, CHUNK_HEADER + SEALED), 'CONTENT_TRUNCATED'],
    ['short_chunk', () => sealed().subarray(0, CHUNK_HEADER + 5000), 'CONTENT_OPEN'],
    ['short_second_chunk', () => sealed().subarray(0, CHUNK_HEADER + SEALED + 5000), 'CONTENT_OPEN'],
    ['bad_tag', () => concat(head(), flipped(part(0)), part(1), part(2), part(3)), 'CONTENT_OPEN'],
    ['bad_tag_second_chunk', () => concat(head(), part(0), flipped(part(1)), part(2), part(3)), 'CONTENT_OPEN'],
    ['bad_tag in the last chunk', () => flipped(sealed()), 'CONTENT_OPEN'],
    ['two_final_chunks', () => concat(sealed(), part(3)), 'CONTENT_OPEN'],
    ['two_final_chunks_second', () => concat(head(), part(0), part(3), part(3)), 'CONTENT_OPEN'],
    ['last_chunk_empty after a short one', () => concat(sealed(), whole(0).subarray(CHUNK_HEADER)), 'CONTENT_OPEN'],
    ['last chunk of another length of the same text', () => concat(head(), whole(50).subarray(CHUNK_HEADER)), null],
    ['trailing_garbage_short', () => concat(sealed(), new Uint8Array(7)), 'CONTENT_OPEN'],
    ['trailing_garbage_long', () => concat(sealed(), new Uint8Array(SEALED + 500)), 'CONTENT_OPEN'],
    ['empty_payload', () => whole(0), null],
    ['last_chunk_full, which here is followed by an empty one', () => whole(2 * CHUNK), null],
    ['three_chunks', sealed, null],
  ];

  describe.each(Object.entries(engines))('%s', (_, engine) => {
    test.each(cases)('%s', (_name, made, code) => {
      const bytes = made();
      const streamed = () => {
        const opener = chunkOpener(key, bound, engine);
        for (let at = 0; at < bytes.length; at += 4099) opener.push(bytes.subarray(at, at + 4099));
        return opener.end();
      };
      if (code === null) {
        openChunks(key, bound, bytes, engine);
        streamed();
      } else {
        expectCode(() => openChunks(key, bound, bytes, engine), code);
        expectCode(streamed, code);
      }
    });
  });
});

describe('the header', () => {
  test('commits to key, context and salt before anything is decrypted', () => {
    const sealed = sealWith(utf8('content'));
    let touched = 0;
    const watched: ChunkEngine = {
      ...sodiumEngine,
      open(...args) {
        touched++;
        return sodiumEngine.open(...args);
      },
    };
    expectCode(() => openChunks(key.toReversed(), bound, sealed, watched), 'CONTENT_COMMITMENT');
    expectCode(() => openChunks(key, context('body', utf8('authorityupload')), sealed, watched), 'CONTENT_COMMITMENT');
    expectCode(() => openChunks(key, context('att', utf8('authority')), sealed, watched), 'CONTENT_COMMITMENT');
    for (let bit = 0; bit < 8 * CHUNK_HEADER; bit++) {
      const changed = sealed.slice();
      changed[bit >> 3] = changed[bit >> 3]! ^ (1 << (bit & 7));
      expectCode(() => openChunks(key, bound, changed, watched), 'CONTENT_COMMITMENT');
    }
    expect(touched).toBe(0);
    openChunks(key, bound, sealed, watched);
    expect(touched).toBe(1);
  });
  test('needs a key of 32 and a salt of 24 bytes', () => {
    expectCode(() => chunkSealer(key.subarray(1), bound, salt), 'WIRE_SHAPE');
    expectCode(() => chunkSealer(key, bound, salt.subarray(1)), 'WIRE_SHAPE');
    expectCode(() => openChunks(key.subarray(1), bound, sealWith(utf8('x'))), 'WIRE_SHAPE');
  });
});

describe('a stream', () => {
  test('is over at its end: nothing more is sealed under a used nonce', () => {
    const sealer = chunkSealer(key, bound, salt);
    sealer.push(utf8('content'));
    sealer.end();
    expectCode(() => sealer.push(utf8('more')), 'CONTENT_ENDED');
    expectCode(() => sealer.end(), 'CONTENT_ENDED');
    const opener = chunkOpener(key, bound);
    opener.push(sealWith(utf8('content')));
    expect(opener.end()).toEqual(utf8('content'));
    expectCode(() => opener.end(), 'CONTENT_ENDED');
  });
  test('is over at its first fault: a caller that goes on gets nothing', () => {
    const sealed = sealWith(new Uint8Array(3 * CHUNK));
    sealed[CHUNK_HEADER] = sealed[CHUNK_HEADER]! ^ 1;
    const opener = chunkOpener(key, bound);
    expectCode(() => opener.push(sealed.subarray(0, CHUNK_HEADER + SEALED)), 'CONTENT_OPEN');
    expectCode(() => opener.push(sealed.subarray(CHUNK_HEADER + SEALED)), 'CONTENT_ENDED');
    expectCode(() => opener.end(), 'CONTENT_ENDED');
  });
  test('gives each chunk as soon as it is complete, and never what is not authentic yet', () => {
    const plaintext = systemRandom(2 * CHUNK + 5);
    const sealed = sealWith(plaintext);
    const opener = chunkOpener(key, bound);
    expect(opener.push(sealed.subarray(0, CHUNK_HEADER + SEALED - 1))).toEqual([]);
    const pieces = opener.push(sealed.subarray(CHUNK_HEADER + SEALED - 1));
    expect(pieces.map((piece) => piece.length)).toEqual([CHUNK, CHUNK]);
    expect(opener.end()).toEqual(plaintext.subarray(2 * CHUNK));
  });
});
