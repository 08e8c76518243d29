// ML-DSA-44: the published HTTP-signature vectors, which sign with the pure, deterministic form (protocol.md section 0).
import { ml_dsa44 } from '@noble/post-quantum/ml-dsa.js';
import { beforeAll, describe, expect, test } from 'vitest';
import { utf8 } from '../../crypto/primitives/bytes.ts';
import { mldsaKeyPair, mldsaSign, mldsaVerify } from '../../crypto/primitives/mldsa.ts';
import { systemRandom } from '../../crypto/primitives/random.ts';
import { ready } from '../../crypto/primitives/sodium.ts';
import { base64, expectCode, hex, readVectors } from '../testkit/vector-data.ts';

type Vector = {
  id: string;
  algorithm: string;
  private_key_seed_hex: string;
  public_key_base64: string;
  signature_base_base64: string;
  deterministic_signature_base64: string;
};

beforeAll(ready);

describe('C2SP httpsig-pq v1.0.0', () => {
  const ours = readVectors<{ vectors: Vector[] }>('rfc9421/c2sp-httpsig-pq-v1.0.0.json').vectors.filter(
    (vector) => vector.algorithm === 'ml-dsa-44',
  );
  test('has one ml-dsa-44 vector', () => expect(ours).toHaveLength(1));
  test.each(ours)('$id', (v) => {
    const pair = mldsaKeyPair(hex(v.private_key_seed_hex));
    const message = base64(v.signature_base_base64);
    const signature = base64(v.deterministic_signature_base64);
    expect(pair.publicKey).toEqual(base64(v.public_key_base64));
    expect(mldsaSign(pair.secretKey, message)).toEqual(signature);
    mldsaVerify(pair.publicKey, message, signature);
  });
});

describe('a signature', () => {
  const pair = mldsaKeyPair(new Uint8Array(32).fill(3));
  const message = utf8('checkpoint');

  test('made with randomness differs each time and holds', () => {
    const first = mldsaSign(pair.secretKey, message, systemRandom);
    expect(mldsaSign(pair.secretKey, message, systemRandom)).not.toEqual(first);
    expect(mldsaSign(pair.secretKey, message)).toEqual(mldsaSign(pair.secretKey, message));
    mldsaVerify(pair.publicKey, message, first);
  });
  test('holds for its message, key and empty context only', () => {
    const signature = mldsaSign(pair.secretKey, message);
    const other = mldsaKeyPair(new Uint8Array(32).fill(4));
    expectCode(() => mldsaVerify(pair.publicKey, utf8('other'), signature), 'SIGNATURE_INVALID');
    expectCode(() => mldsaVerify(other.publicKey, message, signature), 'SIGNATURE_INVALID');
    const inContext = ml_dsa44.sign(message, pair.secretKey, { context: utf8('c'), extraEntropy: false });
    expectCode(() => mldsaVerify(pair.publicKey, message, inContext), 'SIGNATURE_INVALID');
    for (let at = 0; at < signature.length; at += 97) {
      const changed = signature.slice();
      changed[at] = changed[at]! ^ 1;
      expectCode(() => mldsaVerify(pair.publicKey, message, changed), 'SIGNATURE_INVALID');
    }
    expectCode(() => mldsaVerify(pair.publicKey, message, signature.subarray(1)), 'SIGNATURE_INVALID');
    expectCode(() => mldsaVerify(pair.publicKey.subarray(1), message, signature), 'SIGNATURE_INVALID');
  });
  test('needs a seed of 32 bytes', () => expectCode(() => mldsaKeyPair(new Uint8Array(31)), 'WIRE_SHAPE'));
});
