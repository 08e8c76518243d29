// Laws of the primitives that no list of vectors can cover: round trips, and refusal of every rearrangement (protocol.md section 0).
import { fc, test } from '@fast-check/vitest';
import { beforeAll, describe, expect } from 'vitest';
import { nodeEngine } from '../../client/sdk/engines/node.ts';
import {
  compare,
  concat,
  equal,
  fromBase64,
  fromBase64url,
  fromHex,
  toBase64,
  toBase64url,
  toHex,
} from '../../crypto/primitives/bytes.ts';
import {
  CHUNK,
  CHUNK_HEADER,
  chunkOpener,
  chunkSealer,
  cipherLength,
  context,
  openChunks,
  sealChunks,
  sodiumEngine,
} from '../../crypto/primitives/chunks.ts';
import { hkdfExpand } from '../../crypto/primitives/hash.ts';
import { pad, paddedLength, paddingPrefix, padme, unpad } from '../../crypto/primitives/padding.ts';
import { systemRandom } from '../../crypto/primitives/random.ts';
import { ready } from '../../crypto/primitives/sodium.ts';
import { expectCode } from '../testkit/vector-data.ts';

const SEALED = CHUNK + 16;
const bound = context('body', new Uint8Array(32).fill(9));
const bytes = (max = 200) => fc.uint8Array({ maxLength: max });
const key32 = fc.uint8Array({ minLength: 32, maxLength: 32 });
const around = fc.constantFrom(0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 3 * CHUNK - 1, 3 * CHUNK, 3 * CHUNK + 1);
const engine = fc.constantFrom(sodiumEngine, nodeEngine);
const content = (seed: Uint8Array, length: number): Uint8Array =>
  concat(
    ...Array.from({ length: Math.ceil(length / 8160) }, (_, i) => hkdfExpand(seed, Uint8Array.of(i), 8160)),
  ).subarray(0, length);
const same = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;

beforeAll(ready);

describe('spellings of bytes', () => {
  test.prop([
    bytes(),
    fc.array(fc.tuple(fc.nat(), fc.nat(2), fc.constantFrom(...'AZaz09+/=-_ \n\u00e9\u0100')), { maxLength: 3 }),
  ])('of all spellings in base64 one is read', (x, changes) => {
    let text = toBase64(x);
    for (const [place, how, character] of changes) {
      const at = place % (text.length + 1);
      text = text.slice(0, at) + (how === 0 ? '' : character) + text.slice(at + (how === 2 ? 0 : 1));
    }
    const read = Buffer.from(text, 'base64');
    expect(fromBase64(text)).toEqual(read.toString('base64') === text ? new Uint8Array(read) : null);
  });
  test.prop([bytes()])('hex, base64 and base64url give back what they were given', (x) => {
    expect(fromHex(toHex(x))).toEqual(x);
    expect(fromBase64(toBase64(x))).toEqual(x);
    expect(fromBase64url(toBase64url(x))).toEqual(x);
    expect(toBase64(x)).toBe(Buffer.from(x).toString('base64'));
    expect(toBase64url(x)).toBe(Buffer.from(x).toString('base64url'));
  });
  test.prop([fc.string({ unit: fc.constantFrom(...'abAB09+/-_= \nz') })])(
    'one text for the same bytes, or null',
    (text) => {
      const [asHex, as64, asUrl] = [fromHex(text), fromBase64(text), fromBase64url(text)];
      if (asHex) expect(toHex(asHex)).toBe(text);
      if (as64) expect(toBase64(as64)).toBe(text);
      if (asUrl) expect(toBase64url(asUrl)).toBe(text);
    },
  );
  test.prop([bytes(6), bytes(6)])('equal and compare agree with Buffer', (a, b) => {
    expect(Math.sign(compare(a, b))).toBe(Buffer.compare(a, b));
    expect(equal(a, b)).toBe(same(a, b));
    expect(equal(a, a.slice())).toBe(true);
  });
});

describe('chunked encryption', () => {
  test.prop([key32, around, fc.nat(40), engine, engine], { numRuns: 60 })(
    'round trip at every edge, sealed by one engine and opened by the other',
    (key, edge, more, sealing, opening) => {
      const plaintext = content(key, edge + more);
      const sealed = sealChunks(key, bound, plaintext, systemRandom, sealing);
      expect(sealed).toHaveLength(cipherLength(plaintext.length));
      expect(same(openChunks(key, bound, sealed, opening), plaintext)).toBe(true);
    },
  );

  test.prop([key32, around, fc.array(fc.integer({ min: 0, max: 20_000 }), { minLength: 1, maxLength: 9 }), engine], {
    numRuns: 60,
  })(
    'a stream cut anywhere gives the bytes of the whole, and holds no more than a chunk back',
    (key, length, cuts, either) => {
      const plaintext = content(key, length);
      const salt = systemRandom(24);
      const whole = sealChunks(key, bound, plaintext, () => salt, either);
      const run = (
        stream: { push(b: Uint8Array): Uint8Array[]; end(): Uint8Array },
        input: Uint8Array,
        piece: number,
      ) => {
        const out: Uint8Array[] = [];
        let pushed = 0;
        let given = 0;
        for (let i = 0; pushed < input.length; i++) {
          const part = input.subarray(pushed, pushed + (cuts[i] ?? 7777));
          pushed += part.length;
          for (const chunk of stream.push(part)) {
            given += piece;
            out.push(chunk);
          }
          expect(pushed - given).toBeLessThan(piece + CHUNK_HEADER);
        }
        return concat(...out, stream.end());
      };
      const sealer = chunkSealer(key, bound, salt, either);
      expect(same(concat(sealer.header, run(sealer, plaintext, CHUNK)), whole)).toBe(true);
      expect(same(run(chunkOpener(key, bound, either), whole, SEALED), plaintext)).toBe(true);
    },
  );

  const chunksOf = (sealed: Uint8Array): Uint8Array[] => {
    const out: Uint8Array[] = [];
    for (let at = CHUNK_HEADER; at < sealed.length; at += SEALED) out.push(sealed.subarray(at, at + SEALED));
    return out;
  };

  test.prop([key32, fc.array(fc.nat(4), { maxLength: 6 }), fc.constantFrom(0, 1, 500), engine], { numRuns: 150 })(
    'of all ways to put its chunks together (left out, twice, swapped, appended) only the right one opens',
    (key, order, tail, either) => {
      const plaintext = content(key, 4 * CHUNK + tail);
      const sealed = sealChunks(key, bound, plaintext, systemRandom, either);
      const chunks = chunksOf(sealed);
      expect(chunks).toHaveLength(5);
      const arranged = concat(sealed.subarray(0, CHUNK_HEADER), ...order.map((n) => chunks[n]!));
      if (order.join() === '0,1,2,3,4') {
        expect(same(openChunks(key, bound, arranged, either), plaintext)).toBe(true);
      } else {
        expect(() => openChunks(key, bound, arranged, either)).toThrow(
          expect.objectContaining({ code: expect.stringMatching(/^CONTENT_(OPEN|TRUNCATED)$/) }),
        );
      }
    },
  );

  test.prop([key32, around, engine], { numRuns: 30 })(
    'every truncation at a chunk boundary is CONTENT_TRUNCATED',
    (key, length, either) => {
      const sealed = sealChunks(key, bound, content(key, length), systemRandom, either);
      for (let at = CHUNK_HEADER; at < sealed.length; at += SEALED) {
        expectCode(() => openChunks(key, bound, sealed.subarray(0, at), either), 'CONTENT_TRUNCATED');
      }
    },
  );

  test.prop([key32, around, fc.nat(), engine], { numRuns: 100 })(
    'any truncation, any appended byte, any flipped bit is refused',
    (key, length, where, either) => {
      const sealed = sealChunks(key, bound, content(key, length), systemRandom, either);
      const refused = (candidate: Uint8Array) =>
        expect(() => openChunks(key, bound, candidate, either)).toThrow(
          expect.objectContaining({ code: expect.stringMatching(/^CONTENT_/) }),
        );
      const at = where % sealed.length;
      refused(sealed.subarray(0, at));
      refused(concat(sealed, sealed.subarray(0, (at % 40) + 1)));
      const flipped = sealed.slice();
      flipped[at] = flipped[at]! ^ (1 << (where % 8));
      refused(flipped);
    },
  );

  test.prop([key32, key32, bytes(), bytes()], { numRuns: 100 })(
    'another key or context is CONTENT_COMMITMENT',
    (key, other, part, otherPart) => {
      fc.pre(!equal(key, other) && !equal(part, otherPart));
      const sealed = sealChunks(key, context('att', part), part, systemRandom);
      expectCode(() => openChunks(other, context('att', part), sealed), 'CONTENT_COMMITMENT');
      expectCode(() => openChunks(key, context('att', otherPart), sealed), 'CONTENT_COMMITMENT');
      expectCode(() => openChunks(key, context('body', part), sealed), 'CONTENT_COMMITMENT');
    },
  );

  test.prop([fc.nat(2 ** 20)])('cipherLength gives each plaintext length one ciphertext length', (n) => {
    expect(cipherLength(n + 1)).toBeGreaterThan(cipherLength(n));
    expect((cipherLength(n) - CHUNK_HEADER) % SEALED).toBeGreaterThanOrEqual(16);
  });
});

describe('padding', () => {
  const any = fc.oneof(
    fc.nat(5000),
    fc.integer({ min: 2, max: 2 ** 48 }),
    fc.integer({ min: 1, max: 48 }).map((e) => 2 ** e - 1),
  );

  test.prop([any])('padme is the published formula, in whole numbers', (n) => {
    if (n < 2) return void expect(padme(n)).toBe(n);
    let exponent = 0n;
    while (BigInt(n) >> (exponent + 1n) > 0n) exponent++;
    let bits = 0n;
    while (exponent >> bits > 0n) bits++;
    const mask = (1n << (exponent - bits)) - 1n;
    expect(BigInt(padme(n))).toBe((BigInt(n) + mask) & ~mask);
  });
  test.prop([any])('padme adds at most 12 %, is its own padme and never shrinks', (n) => {
    expect(padme(n)).toBeGreaterThanOrEqual(n);
    expect(padme(n)).toBeLessThanOrEqual(n * 1.12);
    expect(padme(padme(n))).toBe(padme(n));
    expect(padme(n + 1)).toBeGreaterThanOrEqual(padme(n));
  });
  test.prop([bytes(3000), fc.constantFrom(0, 4, 64, 1024)])('pad and unpad', (x, min) => {
    const padded = pad(x, min);
    expect(padded).toHaveLength(paddedLength(x.length, min));
    expect(padded.length).toBeGreaterThanOrEqual(min);
    expect(unpad(padded, min)).toEqual(x);
    expect(same(concat(paddingPrefix(x.length), x, new Uint8Array(padded.length - 4 - x.length)), padded)).toBe(true);
  });
  test.prop([bytes(3000), fc.nat()])('what pad did not make is refused', (x, where) => {
    const padded = pad(x);
    const changed = padded.slice();
    const from = 4 + x.length;
    if (from < padded.length) {
      changed[from + (where % (padded.length - from))] = 1;
      expectCode(() => unpad(changed), 'CONTENT_PADDING');
    }
    expectCode(() => unpad(padded.subarray(0, padded.length - 1)), 'CONTENT_PADDING');
    expectCode(() => unpad(concat(padded, new Uint8Array(1))), 'CONTENT_PADDING');
    expectCode(() => unpad(padded, 2 * padded.length), 'CONTENT_PADDING');
    const lying = padded.slice();
    lying.set([0xff, 0xff, 0xff, 0xff]);
    expectCode(() => unpad(lying), 'CONTENT_PADDING');
    expectCode(() => unpad(x.subarray(0, 3)), 'CONTENT_PADDING');
  });
  test('content of 4 GiB has no length to write', () => {
    expect(paddingPrefix(2 ** 32 - 1)).toEqual(new Uint8Array(4).fill(0xff));
    expectCode(() => paddingPrefix(2 ** 32), 'CONTENT_LENGTH');
  });
});
