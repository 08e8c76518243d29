// Ed25519: RFC 8032, RFC 9421, and every published case on which verifiers disagree (protocol.md section 0, "Ed25519 rule").
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ed25519 } from '@noble/curves/ed25519.js';
import sodium from 'libsodium-wrappers';
import { describe, expect, test } from 'vitest';
import { concat, fromBase64url, toHex, utf8 } from '../../crypto/primitives/bytes.ts';
import { checkPublicKey, type Ed25519, portableEd25519 } from '../../crypto/primitives/sign.ts';
import { ready } from '../../crypto/primitives/sodium.ts';
import { nativeEd25519 } from '../../server/main/ed25519.ts';
import { ROOT } from '../testkit/tree.ts';
import { base64, expectCode, hex, readVectors } from '../testkit/vector-data.ts';

// Cases are sorted while tests are collected: the library has to stand by then.
await ready();

const { Point } = ed25519;
const ORDER = Point.Fn.ORDER;

const native = nativeEd25519();
const engines: [name: string, Ed25519][] = [['WebAssembly', portableEd25519]];
if (native) engines.push(['the native library', native]);

const accepter =
  ({ verify }: Ed25519) =>
  (key: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean => {
    try {
      verify(key, message, signature);
      return true;
    } catch (error) {
      expect(error).toMatchObject({ code: 'SIGNATURE_INVALID' });
      return false;
    }
  };

const point = (bytes: Uint8Array) => {
  try {
    return Point.fromBytes(bytes);
  } catch {
    return null;
  }
};
const littleEndian = (bytes: Uint8Array): bigint => BigInt(`0x${toHex(bytes.toReversed())}`);

/** The rule written out: canonical points, neither of small order, S below the order, [S]B = R + [k]A without the cofactor. */
async function strictRule(key: Uint8Array, message: Uint8Array, signature: Uint8Array): Promise<boolean> {
  const a = point(key);
  const r = point(signature.subarray(0, 32));
  const s = littleEndian(signature.subarray(32));
  if (!a || !r || a.isSmallOrder() || r.isSmallOrder() || s >= ORDER) return false;
  const input = concat(signature.subarray(0, 32), key, message);
  const k = littleEndian(new Uint8Array(await crypto.subtle.digest('SHA-512', new Uint8Array(input)))) % ORDER;
  return Point.BASE.multiplyUnsafe(s).equals(r.add(a.multiplyUnsafe(k)));
}

function weakness(key: Uint8Array): string | null {
  try {
    checkPublicKey(key);
    return null;
  } catch (error) {
    return (error as { code: string }).code;
  }
}

test('the native library is among the engines wherever its package has a binary for the machine', () => {
  const binaries = join(ROOT, 'node_modules/sodium-native/prebuilds', `${process.platform}-${process.arch}`);
  expect(engines.map(([name]) => name).includes('the native library')).toBe(existsSync(binaries));
});

describe.each(engines)('by %s', (_, engine) => {
  const { signingKey, verify: verifySignature } = engine;
  const accepts = accepter(engine);

  describe('RFC 8032 section 7.1', () => {
    const { tests } = readVectors<{ tests: { n: string; sk: string; pk: string; m: string; sig: string }[] }>(
      'rfc8032/rfc8032-7.1-tests1-3.json',
    );
    test.each(tests)('$n', (v) => {
      const key = signingKey(hex(v.sk));
      expect(key.publicKey).toEqual(hex(v.pk));
      expect(key.sign(hex(v.m))).toEqual(hex(v.sig));
      verifySignature(hex(v.pk), hex(v.m), hex(v.sig));
      checkPublicKey(hex(v.pk));
    });
  });

  test('RFC 9421 B.2.6: the signature over the signature base', () => {
    type B26 = { key: { d_b64url: string; x_b64url: string }; signatureBase: string; signature: string };
    const v = readVectors<B26>('rfc9421/b26-ed25519.json');
    const key = signingKey(fromBase64url(v.key.d_b64url)!);
    expect(key.publicKey).toEqual(fromBase64url(v.key.x_b64url));
    expect(key.sign(utf8(v.signatureBase))).toEqual(base64(v.signature));
    verifySignature(key.publicKey, utf8(v.signatureBase), base64(v.signature));
  });

  test('ed25519-speccheck: of the 12 cases only number 3 is accepted', async () => {
    const cases = readVectors<{ message: string; pub_key: string; signature: string }[]>(
      'rfc8032/ed25519-speccheck-cases.json',
    );
    expect(cases).toHaveLength(12);
    const accepted = cases.flatMap((v, n) => (accepts(hex(v.pub_key), hex(v.message), hex(v.signature)) ? [n] : []));
    expect(accepted).toEqual([3]);
    for (const [n, v] of cases.entries()) {
      expect(await strictRule(hex(v.pub_key), hex(v.message), hex(v.signature)), `case ${n}`).toBe(n === 3);
    }
    // Number 3 has a key with a small-order component; it verifies, and that is why enrolment refuses such keys.
    expectCode(() => checkPublicKey(hex(cases[3]!.pub_key)), 'SIGNATURE_WEAK_KEY');
  });

  describe('CCTV ed25519, 914 cases', () => {
    type Case = { number: number; key: string; sig: string; msg: string; flags: string[] | null };
    const cases = readVectors<Case[]>('rfc8032/cctv-ed25519vectors.json');
    const low = ['low_order_A', 'low_order_R', 'non_canonical_A', 'non_canonical_R', 'low_order_residue'];

    test('each verdict is the strict rule', async () => {
      expect(cases).toHaveLength(914);
      for (const v of cases) {
        const verdict = accepts(hex(v.key), utf8(v.msg), hex(v.sig));
        expect(verdict, `case ${v.number}`).toBe(await strictRule(hex(v.key), utf8(v.msg), hex(v.sig)));
      }
    });
    test('nothing with an edge that the strict rule names is accepted; what has no edge is', () => {
      for (const v of cases) {
        const verdict = accepts(hex(v.key), utf8(v.msg), hex(v.sig));
        if (v.flags === null) expect(verdict, `case ${v.number}`).toBe(true);
        else if (v.flags.some((flag) => low.includes(flag))) expect(verdict, `case ${v.number}`).toBe(false);
      }
    });
    test('an enrolled key makes every case unambiguous: no case passes both checks but the one without flags', () => {
      const passing = cases.filter(
        (v) => weakness(hex(v.key)) === null && accepts(hex(v.key), utf8(v.msg), hex(v.sig)),
      );
      expect(passing.map((v) => v.flags)).toEqual([null]);
    });
    test('checkPublicKey agrees with the flags and with libsodium on each key', () => {
      for (const v of cases) {
        const flagged = v.flags?.some((f) => ['low_order_A', 'low_order_component_A', 'non_canonical_A'].includes(f));
        expect(weakness(hex(v.key)), `case ${v.number}`).toBe(flagged ? 'SIGNATURE_WEAK_KEY' : null);
        if (weakness(hex(v.key)) === null)
          expect(sodium.crypto_sign_ed25519_pk_to_curve25519(hex(v.key))).toHaveLength(32);
      }
    });
  });

  describe('signatures and keys that are not', () => {
    const key = signingKey(new Uint8Array(32).fill(1));
    const message = utf8('message');

    test('another length of seed, key or signature', () => {
      expectCode(() => signingKey(new Uint8Array(31)), 'WIRE_SHAPE');
      const signature = key.sign(message);
      for (const length of [0, 63]) {
        expectCode(() => verifySignature(key.publicKey, message, signature.subarray(0, length)), 'SIGNATURE_INVALID');
      }
      expectCode(
        () => verifySignature(key.publicKey, message, concat(signature, Uint8Array.of(0))),
        'SIGNATURE_INVALID',
      );
      expectCode(() => verifySignature(key.publicKey.subarray(1), message, signature), 'SIGNATURE_INVALID');
      expectCode(() => checkPublicKey(key.publicKey.subarray(1)), 'SIGNATURE_WEAK_KEY');
      expectCode(() => checkPublicKey(concat(key.publicKey, Uint8Array.of(0))), 'SIGNATURE_WEAK_KEY');
    });
    test('every bit of a signature counts, S + L included', () => {
      const signature = key.sign(message);
      for (let bit = 0; bit < 512; bit++) {
        const changed = signature.slice();
        changed[bit >> 3] = changed[bit >> 3]! ^ (1 << (bit & 7));
        expect(accepts(key.publicKey, message, changed), `bit ${bit}`).toBe(false);
      }
      const s = littleEndian(signature.subarray(32)) + ORDER;
      const malleable = hex(s.toString(16).padStart(64, '0')).toReversed();
      expect(accepts(key.publicKey, message, concat(signature.subarray(0, 32), malleable))).toBe(false);
    });
    test('a key with a small-order component, not on the curve, or of small order', () => {
      const torsion = Point.fromHex('26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05');
      const mixed = Point.fromBytes(key.publicKey).add(torsion).toBytes();
      expectCode(() => checkPublicKey(mixed), 'SIGNATURE_WEAK_KEY');
      expect(() => sodium.crypto_sign_ed25519_pk_to_curve25519(mixed)).toThrow();
      expectCode(() => checkPublicKey(torsion.toBytes()), 'SIGNATURE_WEAK_KEY');
      expectCode(() => checkPublicKey(Point.ZERO.toBytes()), 'SIGNATURE_WEAK_KEY');
      expectCode(() => checkPublicKey(hex(`02${'00'.repeat(31)}`)), 'SIGNATURE_WEAK_KEY'); // y = 2 has no x
    });
  });
});
