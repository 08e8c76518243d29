// HPKE base mode over X-Wing: the working group's vectors and @hpke/core, both ways (protocol.md section 0, "Key wrapping").
import { Chacha20Poly1305 } from '@hpke/chacha20poly1305';
import { CipherSuite, HkdfSha256 } from '@hpke/core';
import { XWing } from '@hpke/hybridkem-x-wing';
import { beforeAll, describe, expect, test } from 'vitest';
import { concat, utf8 } from '../../crypto/primitives/bytes.ts';
import { chunkNonce } from '../../crypto/primitives/chunks.ts';
import { hpkeOpen, hpkeOpenRaw, hpkeSeal, hpkeSealRaw, keySchedule } from '../../crypto/primitives/hpke.ts';
import { KEM_ENCAPSULATION, kemKeyPair } from '../../crypto/primitives/kem.ts';
import { HPKE_INFOS } from '../../crypto/primitives/labels.ts';
import { systemRandom } from '../../crypto/primitives/random.ts';
import { chachaOpen, ready, xwingDecapsulate } from '../../crypto/primitives/sodium.ts';
import { expectCode, hex, readVectors } from '../testkit/vector-data.ts';

type Entry = {
  mode: number;
  kem_id: number;
  kdf_id: number;
  aead_id: number;
  info: string;
  ikmE: string;
  skRm: string;
  pkRm: string;
  enc: string;
  shared_secret: string;
  key: string;
  base_nonce: string;
  exporter_secret: string;
  encryptions: { aad: string; ct: string; nonce: string; pt: string }[];
};

beforeAll(ready);

describe('hpke-pq, suite 0x647a 0x0001 0x0003', () => {
  const suite = readVectors<Entry[]>('hpke-pq/test-vectors.json').filter(
    (entry) => entry.mode === 0 && entry.kem_id === 0x647a && entry.kdf_id === 1 && entry.aead_id === 3,
  );
  const [v] = suite as [Entry];

  test('is one entry with ten messages', () => {
    expect(suite).toHaveLength(1);
    expect(v.encryptions).toHaveLength(10);
  });
  test('recipient key, shared secret, key schedule', () => {
    expect(kemKeyPair(hex(v.skRm)).publicKey).toEqual(hex(v.pkRm));
    expect(xwingDecapsulate(hex(v.skRm), hex(v.enc))).toEqual(hex(v.shared_secret));
    expect(keySchedule(hex(v.shared_secret), hex(v.info))).toEqual({
      key: hex(v.key),
      baseNonce: hex(v.base_nonce),
      exporterSecret: hex(v.exporter_secret),
    });
  });
  test('the first message is what we seal and open', () => {
    const first = v.encryptions[0]!;
    const sealed = concat(hex(v.enc), hex(first.ct));
    expect(hpkeSealRaw(hex(v.pkRm), hex(v.info), hex(first.aad), hex(first.pt), hex(v.ikmE))).toEqual(sealed);
    expect(hpkeOpenRaw(hex(v.skRm), hex(v.info), hex(first.aad), sealed)).toEqual(hex(first.pt));
  });
  test('the later messages have the nonces our chunks would have, and open', () => {
    for (const [index, message] of v.encryptions.entries()) {
      expect(chunkNonce(hex(v.base_nonce), index)).toEqual(hex(message.nonce));
      expect(chachaOpen(hex(v.key), hex(message.nonce), hex(message.ct), hex(message.aad))).toEqual(hex(message.pt));
    }
  });
});

describe('@hpke/core', () => {
  const suite = new CipherSuite({ kem: new XWing(), kdf: new HkdfSha256(), aead: new Chacha20Poly1305() });
  const buffer = (bytes: Uint8Array): ArrayBuffer => new Uint8Array(bytes).buffer;

  test.each(HPKE_INFOS)('opens what we seal and seals what we open, info "%s"', async (label) => {
    const info = buffer(utf8(`rogatory/v1/${label}`));
    for (const length of [0, 1, 32, 1000]) {
      const seed = systemRandom(32);
      const aad = systemRandom(40);
      const plaintext = systemRandom(length);
      const { publicKey, secretKey } = kemKeyPair(seed);

      const sealed = hpkeSeal(publicKey, label, aad, plaintext, systemRandom);
      expect(sealed).toHaveLength(KEM_ENCAPSULATION + length + 16);
      const enc = buffer(sealed.subarray(0, KEM_ENCAPSULATION));
      const recipientKey = await suite.kem.deserializePrivateKey(buffer(seed));
      const opened = await suite.open(
        { recipientKey, enc, info },
        buffer(sealed.subarray(KEM_ENCAPSULATION)),
        buffer(aad),
      );
      expect(new Uint8Array(opened)).toEqual(plaintext);

      const recipientPublicKey = await suite.kem.deserializePublicKey(buffer(publicKey));
      const theirs = await suite.seal({ recipientPublicKey, info }, buffer(plaintext), buffer(aad));
      const joined = concat(new Uint8Array(theirs.enc), new Uint8Array(theirs.ct));
      expect(hpkeOpen(secretKey, label, aad, joined)).toEqual(plaintext);
    }
  });
});

describe('a wrap opens only as it was sealed', () => {
  const aad = utf8('whom and which epoch');
  const secret = new Uint8Array(32).fill(7);
  const made = () => {
    const pair = kemKeyPair(systemRandom(32));
    return { ...pair, sealed: hpkeSeal(pair.publicKey, 'wrap', aad, secret, systemRandom) };
  };

  test('not under another info, aad or key', () => {
    const { secretKey, sealed } = made();
    expect(hpkeOpen(secretKey, 'wrap', aad, sealed)).toEqual(secret);
    expectCode(() => hpkeOpen(secretKey, 'lockbox', aad, sealed), 'WRAP_OPEN');
    expectCode(() => hpkeOpen(secretKey, 'wrap', utf8('another'), sealed), 'WRAP_OPEN');
    expectCode(() => hpkeOpen(made().secretKey, 'wrap', aad, sealed), 'WRAP_OPEN');
    expectCode(() => hpkeOpen(secretKey.subarray(1), 'wrap', aad, sealed), 'WRAP_OPEN');
  });
  test('not shortened, lengthened, or with any byte changed', () => {
    const { secretKey, sealed } = made();
    for (const length of [0, 16, 1119, 1120, 1135, 1136, sealed.length - 1]) {
      expectCode(() => hpkeOpen(secretKey, 'wrap', aad, sealed.subarray(0, length)), 'WRAP_OPEN');
    }
    expectCode(() => hpkeOpen(secretKey, 'wrap', aad, concat(sealed, Uint8Array.of(0))), 'WRAP_OPEN');
    for (let at = 0; at < sealed.length; at++) {
      const changed = sealed.slice();
      changed[at] = changed[at]! ^ 0x40;
      expectCode(() => hpkeOpen(secretKey, 'wrap', aad, changed), 'WRAP_OPEN');
    }
  });
  test('nothing is sealed for a key that checkKemKey refuses', () => {
    const { publicKey } = made();
    const weak = publicKey.slice();
    weak.fill(0, 1184);
    expectCode(() => hpkeSeal(weak, 'wrap', aad, secret, systemRandom), 'SIGNATURE_WEAK_KEY');
    expectCode(() => hpkeSeal(publicKey.subarray(1), 'wrap', aad, secret, systemRandom), 'SIGNATURE_WEAK_KEY');
  });
});
