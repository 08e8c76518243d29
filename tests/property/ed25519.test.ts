// The native engine and the portable one say the same of every signature, whatever became of it on the way (protocol.md section 0, "Ed25519 rule").
import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { type Ed25519, portableEd25519 } from '../../crypto/primitives/sign.ts';
import { ready } from '../../crypto/primitives/sodium.ts';
import { nativeEd25519 } from '../../server/main/ed25519.ts';
import { outcome } from '../testkit/outcome.ts';

await ready();

// Where there is no binary the portable engine is compared with itself; tests/vectors/ed25519 says where there has to be one.
const native: Ed25519 = nativeEd25519() ?? portableEd25519;
const seed = fc.uint8Array({ minLength: 32, maxLength: 32 });
const message = fc.uint8Array({ maxLength: 300 });
const change = fc.tuple(fc.constantFrom('key', 'message', 'signature'), fc.nat(), fc.integer({ min: 1, max: 255 }));

/** Points of small order and S + L, S + 2L ...: what verifiers differ in is not found by flipping bits. */
const ORDER = 2n ** 252n + 27742317777372353535851937790883648493n;
const littleEndian = (value: bigint): Uint8Array =>
  Uint8Array.from({ length: 32 }, (_, i) => Number((value >> BigInt(8 * i)) & 255n));
const scalar = (bytes: Uint8Array): bigint => bytes.reduceRight((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
const SMALL = [
  '0100000000000000000000000000000000000000000000000000000000000000',
  '0000000000000000000000000000000000000000000000000000000000000000',
  'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
  'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
].map((text) => new Uint8Array(Buffer.from(text, 'hex')));

describe('two engines, one rule', () => {
  test.prop([seed, message])('they make the same key and the same signature, and each accepts it', (from, text) => {
    const ours = portableEd25519.signingKey(from);
    const its = native.signingKey(from);
    expect(its.publicKey).toEqual(ours.publicKey);
    const signature = ours.sign(text);
    expect(its.sign(text)).toEqual(signature);
    for (const { verify } of [portableEd25519, native]) verify(ours.publicKey, text, signature);
  });

  test.prop([seed, message, fc.array(change, { maxLength: 3 }), fc.constantFrom(-1, 0, 0, 0, 1)])(
    'they say the same of a key, a message and a signature that were changed, or are a byte longer or shorter',
    (from, text, changes, longer) => {
      const key = portableEd25519.signingKey(from);
      const parts = { key: key.publicKey.slice(), message: text.slice(), signature: key.sign(text) };
      for (const [part, place, by] of changes) {
        const bytes = parts[part];
        if (bytes.length > 0) bytes[place % bytes.length]! ^= by;
      }
      const { signature } = parts;
      const sized = longer > 0 ? Uint8Array.of(...signature, 0) : signature.subarray(0, 64 + longer);
      const said = [portableEd25519, native].map(({ verify }) =>
        outcome(() => verify(parts.key, parts.message, sized)),
      );
      expect(said[1]).toBe(said[0]);
    },
  );

  test.prop([seed, message, fc.constantFrom(...SMALL), fc.constantFrom('key', 'R', 'both'), fc.bigInt(0n, 15n)])(
    'they say the same of points of small order and of S beyond the group order',
    (from, text, small, where, times) => {
      const key = portableEd25519.signingKey(from);
      const signature = key.sign(text);
      const s = scalar(signature.subarray(32)) + times * ORDER;
      const bent = new Uint8Array([...(where === 'key' ? signature.subarray(0, 32) : small), ...littleEndian(s)]);
      const publicKey = where === 'R' ? key.publicKey : small;
      const bare = new Uint8Array([...small, ...littleEndian(times * ORDER)]);
      const said = [portableEd25519, native].map(({ verify }) => [
        outcome(() => verify(publicKey, text, bent)),
        outcome(() => verify(publicKey, text, bare)),
        outcome(() => verify(key.publicKey, text, new Uint8Array([...signature.subarray(0, 32), ...littleEndian(s)]))),
      ]);
      expect(said[1]).toEqual(said[0]);
    },
  );
});
