// SHA-256, HMAC, HKDF-Expand, Argon2id and XChaCha20-Poly1305 against WebCrypto, OpenSSL and published vectors (protocol.md section 0).
import { argon2Sync, createHash, createHmac } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { openBlob, sealBlob } from '../../crypto/primitives/aead.ts';
import { concat, utf8 } from '../../crypto/primitives/bytes.ts';
import { derive, hash, hkdfExpand, hmacSha256, sha256, sha256Stream } from '../../crypto/primitives/hash.ts';
import { CONTEXT_LABELS, DERIVE_LABELS, HASH_LABELS, HPKE_INFOS } from '../../crypto/primitives/labels.ts';
import { STRETCH_PARAMS, stretch } from '../../crypto/primitives/passphrase.ts';
import { systemRandom } from '../../crypto/primitives/random.ts';
import { ready } from '../../crypto/primitives/sodium.ts';
import { expectCode, hex } from '../testkit/vector-data.ts';

beforeAll(ready);

test('sha256 of parts, streamed or whole, is WebCrypto SHA-256 of their concatenation', async () => {
  for (const length of [0, 1, 55, 56, 63, 64, 65, 100_000]) {
    const bytes = new Uint8Array(systemRandom(length));
    const expected = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
    expect(sha256(bytes)).toEqual(expected);
    expect(sha256(bytes.subarray(0, 40), new Uint8Array(0), bytes.subarray(40))).toEqual(expected);
    const stream = sha256Stream();
    for (let at = 0; at < length; at += 997) stream.update(bytes.subarray(at, at + 997));
    expect(stream.digest()).toEqual(expected);
  }
});

test('hash and derive spell their labels as the specification does', () => {
  const part = utf8('part');
  expect(hash('authority-id', part, part)).toEqual(
    new Uint8Array(createHash('sha256').update('rogatory/v1/authority-id\0partpart').digest()),
  );
  const key = systemRandom(32);
  const block = createHmac('sha256', key).update('rogatory/v1/device-kem\x01').digest();
  expect(derive(key, 'device-kem')).toEqual(new Uint8Array(block));
  expect(derive(key, 'device-kem', 16)).toEqual(new Uint8Array(block.subarray(0, 16)));
});

test('no label is another label, and none contains the separator', () => {
  for (const table of [HASH_LABELS, DERIVE_LABELS, HPKE_INFOS, CONTEXT_LABELS]) {
    expect(new Set(table).size).toBe(table.length);
    for (const label of table) expect(label).toMatch(/^[a-z0-9-]+$/);
  }
});

describe('HKDF-Expand', () => {
  test('RFC 5869 A.1', () => {
    const prk = hmacSha256(hex('000102030405060708090a0b0c'), hex('0b'.repeat(22)));
    expect(prk).toEqual(hex('077709362c2e32df0ddc3f0dc47bba6390b6c73bb50f9c3122ec844ad7c2b3e5'));
    expect(hkdfExpand(prk, hex('f0f1f2f3f4f5f6f7f8f9'), 42)).toEqual(
      hex('3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865'),
    );
  });
  test('is the second half of WebCrypto HKDF', async () => {
    for (const length of [16, 32, 76, 255]) {
      const [ikm, salt, info] = [32, 24, 50].map((n) => new Uint8Array(systemRandom(n))) as Uint8Array<ArrayBuffer>[];
      const key = await crypto.subtle.importKey('raw', ikm!, 'HKDF', false, ['deriveBits']);
      const algorithm = { name: 'HKDF', hash: 'SHA-256', salt: salt!, info: info! };
      const expected = new Uint8Array(await crypto.subtle.deriveBits(algorithm, key, length * 8));
      expect(hkdfExpand(hmacSha256(salt!, ikm!), info!, length)).toEqual(expected);
    }
  });
  test('takes a key of exactly 32 bytes', () => {
    for (const length of [0, 16, 31, 33]) expectCode(() => derive(new Uint8Array(length), 'draft'), 'WIRE_SHAPE');
  });
});

describe('stretch', () => {
  const salt = hex('000102030405060708090a0b0c0d0e0f');
  const light = { passes: 2, kibibytes: 256, lanes: 2 };
  const openssl = (message: string, params = light): Uint8Array =>
    new Uint8Array(
      argon2Sync('argon2id', {
        message,
        nonce: salt,
        parallelism: params.lanes,
        tagLength: 32,
        memory: params.kibibytes,
        passes: params.passes,
      }),
    );

  test('is Argon2id as OpenSSL computes it, at the costs of version 1 too', () => {
    expect(stretch('correct horse', salt, light)).toEqual(openssl('correct horse', light));
    expect(STRETCH_PARAMS).toEqual({ passes: 3, kibibytes: 65536, lanes: 1 });
    expect(stretch('correct horse', salt)).toEqual(openssl('correct horse', STRETCH_PARAMS));
  });
  test('takes a passphrase in either Unicode spelling, and bytes as they are', () => {
    expect(stretch('Zo\u0065\u0308', salt, light)).toEqual(stretch('Zo\u00eb', salt, light));
    expect(stretch(utf8('Zo\u00eb'), salt, light)).toEqual(openssl('Zo\u00eb'));
    expect(stretch('a', salt, light)).not.toEqual(stretch('b', salt, light));
  });
  test('takes a salt of exactly 16 bytes', () => {
    expectCode(() => stretch('a', salt.subarray(1), light), 'WIRE_SHAPE');
  });
});

describe('sealBlob', () => {
  const key = hex('808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9f');
  const nonce = hex('404142434445464748494a4b4c4d4e4f5051525354555657');
  const aad = hex('50515253c0c1c2c3c4c5c6c7');
  const plaintext = utf8(
    "Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, sunscreen would be it.",
  );
  const sealed = hex(
    'bd6d179d3e83d43b9576579493c0e939572a1700252bfaccbed2902c21396cbb731c7f1b0b4aa6440bf3a82f4eda7e39ae64c6708c54c216cb96b72e1213b4522f8c9ba40db5d945b11b69b982c1bb9e3f3fac2bc369488f76b2383565d3fff921f9664c97637da9768812f615c68b13b52ec0875924c1c7987947deafd8780acf49',
  );

  test('is draft-irtf-cfrg-xchacha A.3.1', () => {
    expect(sealBlob(key, nonce, plaintext, aad)).toEqual(sealed);
    expect(openBlob(key, nonce, sealed, aad)).toEqual(plaintext);
  });
  test('opens only as it was sealed', () => {
    expectCode(() => openBlob(key, nonce, sealed, concat(aad, Uint8Array.of(0))), 'CONTENT_OPEN');
    expectCode(() => openBlob(key.toReversed(), nonce, sealed, aad), 'CONTENT_OPEN');
    expectCode(() => openBlob(key, nonce.toReversed(), sealed, aad), 'CONTENT_OPEN');
    expectCode(() => openBlob(key.subarray(1), nonce, sealed, aad), 'CONTENT_OPEN');
    for (let length = 0; length < sealed.length; length++) {
      expectCode(() => openBlob(key, nonce, sealed.subarray(0, length), aad), 'CONTENT_OPEN');
    }
    for (let bit = 0; bit < 8 * sealed.length; bit++) {
      const changed = sealed.slice();
      changed[bit >> 3] = changed[bit >> 3]! ^ (1 << (bit & 7));
      expectCode(() => openBlob(key, nonce, changed, aad), 'CONTENT_OPEN');
    }
  });
  test('takes a key of 32 and a nonce of 24 bytes', () => {
    expectCode(() => sealBlob(key.subarray(1), nonce, plaintext, aad), 'WIRE_SHAPE');
    expectCode(() => sealBlob(key, nonce.subarray(12), plaintext, aad), 'WIRE_SHAPE');
  });
});
