// X-Wing: the draft's own vectors, ten more of the same KEM, and a second implementation both ways (protocol.md section 0).
import { ml_kem768_x25519 } from '@noble/post-quantum/hybrid.js';
import { beforeAll, describe, expect, test } from 'vitest';
import { checkKemKey, KEM_ENCAPSULATION, KEM_PUBLIC_KEY, kemKeyPair } from '../../crypto/primitives/kem.ts';
import { systemRandom } from '../../crypto/primitives/random.ts';
import { ready, xwingDecapsulate, xwingEncapsulate } from '../../crypto/primitives/sodium.ts';
import { expectCode, hex, readVectors } from '../testkit/vector-data.ts';

type Draft = { seed: string; eseed: string; ss: string; sk: string; pk: string; ct: string };
type Concrete = { seed: string; randomness: string; pk: string; sk: string; ct: string; ss: string };

const cases = [
  ...readVectors<Draft[]>('xwing/xwing-draft-10-test-vectors.json').map((v) => ({ ...v, from: 'draft-10' })),
  ...readVectors<Concrete[]>('mlkem768x25519/test-vectors-MLKEM768X25519.json').map((v) => ({
    ...v,
    eseed: v.randomness,
    from: 'MLKEM768X25519',
  })),
];

beforeAll(ready);

test('there are 3 vectors of the draft and 10 of the concrete hybrid KEMs', () => expect(cases).toHaveLength(13));

test.each(cases)('$from: keys, encapsulation and decapsulation of seed $seed', (v) => {
  const pair = kemKeyPair(hex(v.seed));
  expect(pair).toEqual({ publicKey: hex(v.pk), secretKey: hex(v.sk) });
  expect(xwingEncapsulate(pair.publicKey, hex(v.eseed))).toEqual({ encapsulation: hex(v.ct), secret: hex(v.ss) });
  expect(xwingDecapsulate(pair.secretKey, hex(v.ct))).toEqual(hex(v.ss));
  checkKemKey(pair.publicKey);
});

test('@noble/post-quantum and we are the same KEM, both ways', () => {
  for (let i = 0; i < 8; i++) {
    const seed = systemRandom(32);
    const ours = kemKeyPair(seed);
    expect(ml_kem768_x25519.keygen(seed).publicKey).toEqual(ours.publicKey);
    const theirs = ml_kem768_x25519.encapsulate(ours.publicKey);
    expect(xwingDecapsulate(ours.secretKey, theirs.cipherText)).toEqual(theirs.sharedSecret);
    const made = xwingEncapsulate(ours.publicKey, systemRandom(64))!;
    expect(made.encapsulation).toHaveLength(KEM_ENCAPSULATION);
    expect(ml_kem768_x25519.decapsulate(made.encapsulation, seed)).toEqual(made.secret);
  }
});

test('a seed of another length makes no key', () => {
  for (const length of [0, 31, 33, 64]) expectCode(() => kemKeyPair(new Uint8Array(length)), 'WIRE_SHAPE');
});

describe('checkKemKey refuses', () => {
  const changed = (at: number, ...bytes: number[]): Uint8Array => {
    const key = kemKeyPair(hex(cases[0]!.seed)).publicKey.slice();
    key.set(bytes, at);
    return key;
  };
  const p = [0xed, ...Array<number>(30).fill(0xff), 0x7f]; // 2^255 - 19, little-endian
  const lowOrder = [
    Array<number>(32).fill(0),
    [1, ...Array<number>(31).fill(0)],
    [...hex('e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800')],
    [...hex('5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157')],
    [0xec, ...p.slice(1)],
  ];

  test('another length', () => {
    expectCode(() => checkKemKey(new Uint8Array(0)), 'SIGNATURE_WEAK_KEY');
    expectCode(() => checkKemKey(changed(0).subarray(1)), 'SIGNATURE_WEAK_KEY');
    expectCode(() => checkKemKey(new Uint8Array(KEM_PUBLIC_KEY + 1)), 'SIGNATURE_WEAK_KEY');
  });
  test('an ML-KEM coefficient of q and more', () => {
    expectCode(() => checkKemKey(changed(0, 0xff, 0xff)), 'SIGNATURE_WEAK_KEY');
    expectCode(() => checkKemKey(changed(0, 0x01, 0x0d)), 'SIGNATURE_WEAK_KEY'); // 3329 = q itself
  });
  test('an X25519 half of low order', () => {
    for (const point of lowOrder) expectCode(() => checkKemKey(changed(1184, ...point)), 'SIGNATURE_WEAK_KEY');
  });
  test('a second spelling of an X25519 half', () => {
    expectCode(() => checkKemKey(changed(1184, 0xf6, ...p.slice(1))), 'SIGNATURE_WEAK_KEY'); // p + 9: the base point again
    expectCode(() => checkKemKey(changed(1184, ...p)), 'SIGNATURE_WEAK_KEY');
    const key = changed(0);
    key[1215] = key[1215]! | 0x80;
    expectCode(() => checkKemKey(key), 'SIGNATURE_WEAK_KEY');
  });
  test('nothing of the canonical base point (u = 9)', () =>
    checkKemKey(changed(1184, 9, ...Array<number>(31).fill(0))));
});
