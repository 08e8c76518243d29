// Keys of passkeys: one spelling each, and none with which somebody else could sign (docs/spec/roster.md ROS-7).
import { beforeAll, describe, expect, it } from 'vitest';
import { concat, fromBase64url, fromHex, utf8 } from '../../../crypto/primitives/bytes.ts';
import { signingKey } from '../../../crypto/primitives/sign.ts';
import { ready } from '../../../crypto/primitives/sodium.ts';
import { verifyPasskeySignature } from '../../../crypto/protocol/passkey-signature.ts';
import { type CborValue, encode } from '../../../crypto/wire/codec.ts';
import { readCoseKey } from '../../../crypto/wire/cose-key.ts';
import { flip, outcome, refusal } from '../../testkit/outcome.ts';

beforeAll(ready);

type Entries = readonly (readonly [number, CborValue])[];
const cose = (entries: Entries): Uint8Array => encode(new Map(entries));
const reading = (entries: Entries): string => outcome(() => readCoseKey(cose(entries), 'key'));
const ones = (length: number): Uint8Array => new Uint8Array(length).fill(0xff);
const F4 = Uint8Array.of(1, 0, 1);

const eddsa = (publicKey: Uint8Array): Entries => [
  [1, 1],
  [3, -8],
  [-1, 6],
  [-2, publicKey],
];
const es256 = (x: Uint8Array, y: Uint8Array): Entries => [
  [1, 2],
  [3, -7],
  [-1, 1],
  [-2, x],
  [-3, y],
];
const rs256 = (n: Uint8Array, e: Uint8Array): Entries => [
  [1, 3],
  [3, -257],
  [-1, n],
  [-2, e],
];
const good = () => signingKey(new Uint8Array(32).fill(3)).publicKey;
const swap = (entries: Entries, key: number, value: CborValue): Entries =>
  entries.map(([k, v]) => [k, k === key ? value : v] as const);

describe('keys', () => {
  it('of the three kinds are read', () => {
    expect(readCoseKey(cose(eddsa(good())), 'key')).toEqual({ algorithm: -8, publicKey: good() });
    expect(readCoseKey(cose(es256(ones(32), ones(32))), 'key')).toMatchObject({ algorithm: -7 });
    expect(readCoseKey(cose(rs256(ones(256), F4)), 'key')).toEqual({ algorithm: -257, modulus: ones(256) });
    expect(reading(rs256(ones(512), F4))).toBe('accepted');
  });

  it('of another kind, type or curve, with a further label or without one, are refused', () => {
    for (const key of [eddsa(good()), es256(ones(32), ones(32)), rs256(ones(256), F4)]) {
      expect(reading([...key, [99, 0]])).toBe('WIRE_SHAPE');
      for (const [label] of key)
        expect(reading(key.filter(([k]) => k !== label)), `without ${label}`).toBe('WIRE_SHAPE');
      expect(reading(swap(key, 1, 4))).toBe('WIRE_SHAPE');
      expect(reading(swap(key, 3, -35))).toBe('WIRE_SHAPE');
    }
    expect(reading(swap(eddsa(good()), -1, 4))).toBe('WIRE_SHAPE');
    expect(reading(swap(es256(ones(32), ones(32)), -1, 2))).toBe('WIRE_SHAPE');
    expect(reading(es256(ones(31), ones(32)))).toBe('WIRE_SHAPE');
    expect(reading(eddsa(ones(31)))).toBe('WIRE_SHAPE');
    expect(outcome(() => readCoseKey(encode([1, 2]), 'key'))).toBe('WIRE_SHAPE');
  });

  it('that prove nothing are refused', () => {
    const smallOrder = fromHex('26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05') as Uint8Array;
    expect(reading(eddsa(smallOrder))).toBe('SIGNATURE_WEAK_KEY');
    expect(reading(eddsa(ones(32)))).toBe('SIGNATURE_WEAK_KEY');
    expect(reading(rs256(ones(255), F4))).toBe('SIGNATURE_WEAK_KEY');
    expect(reading(rs256(ones(256), Uint8Array.of(0, 0, 1)))).toBe('SIGNATURE_WEAK_KEY');
    expect(reading(rs256(ones(256), Uint8Array.of(0, 0, 3)))).toBe('SIGNATURE_WEAK_KEY');
    expect(reading(rs256(ones(256), Uint8Array.of(3)))).toBe('WIRE_SHAPE');
    expect(reading(rs256(concat(Uint8Array.of(0), ones(256)), F4))).toBe('WIRE_SHAPE');
    expect(reading(rs256(concat(ones(256), Uint8Array.of(2)), F4))).toBe('WIRE_SHAPE');
    expect(reading(rs256(ones(513), F4))).toBe('WIRE_SHAPE');
  });
});

describe('signatures', () => {
  const { subtle } = globalThis.crypto;
  const data = utf8('what is signed');

  it('by RS256 and ES256 of another implementation verify, and no others', async () => {
    const rsa = await subtle.generateKey(
      { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256', modulusLength: 2048, publicExponent: new Uint8Array(F4) },
      true,
      ['sign', 'verify'],
    );
    const { n } = await subtle.exportKey('jwk', rsa.publicKey);
    const key = cose(rs256(fromBase64url(n as string) as Uint8Array, F4));
    const made = new Uint8Array(
      await subtle.sign('RSASSA-PKCS1-v1_5', rsa.privateKey, data as Uint8Array<ArrayBuffer>),
    );
    expect(await refusal(() => verifyPasskeySignature(key, [data], made))).toBe('accepted');
    expect(await refusal(() => verifyPasskeySignature(key, [data], flip(made, 9)))).toBe('SIGNATURE_GESTURE');
    expect(await refusal(() => verifyPasskeySignature(key, [data, data], made))).toBe('SIGNATURE_GESTURE');
  });

  it('by ES256 are strict DER', async () => {
    const pair = await subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify']);
    const point = new Uint8Array(await subtle.exportKey('raw', pair.publicKey));
    const key = cose(es256(point.slice(1, 33), point.slice(33)));
    const fixed = new Uint8Array(
      await subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, pair.privateKey, data as Uint8Array<ArrayBuffer>),
    );
    const integer = (bytes: Uint8Array): Uint8Array => {
      const from = bytes.findIndex((b) => b !== 0);
      const short = bytes.slice(from);
      const body = (short[0] as number) >= 0x80 ? Uint8Array.of(0, ...short) : short;
      return Uint8Array.of(2, body.length, ...body);
    };
    const [r, s] = [integer(fixed.subarray(0, 32)), integer(fixed.subarray(32))];
    const sequence = (...parts: Uint8Array[]): Uint8Array => {
      const body = concat(...parts);
      return Uint8Array.of(0x30, body.length, ...body);
    };
    const trying = (signature: Uint8Array) => refusal(() => verifyPasskeySignature(key, [data], signature));
    expect(await trying(sequence(r, s))).toBe('accepted');
    const padded = Uint8Array.of(2, (r[1] as number) + 1, 0, ...r.subarray(2));
    for (const bad of [
      fixed,
      sequence(padded, s),
      sequence(r),
      sequence(r, s, Uint8Array.of(5, 0)),
      concat(sequence(r, s), Uint8Array.of(0)),
      sequence(r, s).slice(0, -1),
      sequence(s, r),
      new Uint8Array(8),
    ])
      expect(await trying(bad)).toBe('SIGNATURE_GESTURE');
  });
});
