// SHA-256 by an engine of the host and by our own: the same digests, however the parts are cut, and an engine that errs is not taken.
import { createHash, hash as opensslHash } from 'node:crypto';
import { fc, test as property } from '@fast-check/vitest';
import { afterEach, describe, expect, test } from 'vitest';
import { concat, toHex } from '../../crypto/primitives/bytes.ts';
import { computeSha256By, hash, sha256, sha256Hex } from '../../crypto/primitives/hash.ts';
import { outcome } from '../testkit/outcome.ts';

const openssl = (bytes: Uint8Array): string => opensslHash('sha256', bytes, 'hex');
const reference = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

afterEach(() => computeSha256By(null));

// Up to and beyond the room in which parts are joined.
const parts = fc.array(fc.uint8Array({ maxLength: 2500 }), { maxLength: 4 });

describe.each([
  ['our own', null],
  ['of the host', openssl],
] as const)('SHA-256, the engine %s', (_, engine) => {
  property.prop([parts])('is that of the parts one after the other, and changes none of them', (given) => {
    computeSha256By(engine);
    const before = given.map((part) => part.slice());
    const wanted = reference(concat(...given));
    expect(sha256Hex(...given)).toBe(wanted);
    expect(toHex(sha256(...given))).toBe(wanted);
    expect(given).toEqual(before);
  });

  test('keeps nothing of what was hashed before', () => {
    computeSha256By(engine);
    const long = sha256Hex(new Uint8Array(1500).fill(9), new Uint8Array(1500).fill(8));
    expect(sha256Hex(Uint8Array.of(1), Uint8Array.of(2))).toBe(reference(Uint8Array.of(1, 2)));
    expect(sha256Hex(new Uint8Array(1500).fill(9), new Uint8Array(1500).fill(8))).toBe(long);
  });
});

describe('an engine of the host', () => {
  test('does the work from then on, with nothing left of the bytes in the room they were joined in', () => {
    const seen: Uint8Array[] = [];
    computeSha256By((bytes) => {
      seen.push(bytes);
      return openssl(bytes);
    });
    const tried = seen.length;
    const label = hash('authority-id', Uint8Array.of(7));
    expect(toHex(label)).toBe(
      reference(concat(new TextEncoder().encode('rogatory/v1/authority-id'), Uint8Array.of(0, 7))),
    );
    expect(seen).toHaveLength(tried + 1);
    expect(seen.at(-1)?.every((byte) => byte === 0)).toBe(true);
  });

  test.each([
    ['pads two blocks wrongly', (bytes: Uint8Array) => openssl(bytes.length > 64 ? bytes.subarray(1) : bytes)],
    ['writes capitals', (bytes: Uint8Array) => openssl(bytes).toUpperCase()],
    ['forgets the last byte', (bytes: Uint8Array) => openssl(bytes.subarray(0, -1))],
  ])('that %s is not taken, and the one before stays', (_, wrong) => {
    expect(outcome(() => computeSha256By(wrong))).toBe('WIRE_SHAPE');
    expect(sha256Hex(new Uint8Array(70).fill(3))).toBe(reference(new Uint8Array(70).fill(3)));
  });
});
