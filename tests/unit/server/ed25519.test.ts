// A native library serves only if it is there and agrees with the portable one (docs/adr/0006-native-ed25519.md).
import sodium from 'libsodium-wrappers';
import { beforeAll, expect, test } from 'vitest';
import { portableEd25519 } from '../../../crypto/primitives/sign.ts';
import { ready } from '../../../crypto/primitives/sodium.ts';
import { chooseEd25519, nameOf, nativeEd25519 } from '../../../server/main/ed25519.ts';

beforeAll(ready);

/** The native library's face over the portable library. */
const faithful = {
  crypto_sign_seed_keypair(publicKey: Uint8Array, secretKey: Uint8Array, seed: Uint8Array): void {
    const pair = sodium.crypto_sign_seed_keypair(seed);
    publicKey.set(pair.publicKey);
    secretKey.set(pair.privateKey);
  },
  crypto_sign_detached: (signature: Uint8Array, message: Uint8Array, secretKey: Uint8Array): void =>
    signature.set(sodium.crypto_sign_detached(message, secretKey)),
  crypto_sign_verify_detached: (signature: Uint8Array, message: Uint8Array, publicKey: Uint8Array): boolean =>
    sodium.crypto_sign_verify_detached(signature, message, publicKey),
};
const isNeutral = (key: Uint8Array): boolean => key[0] === 1 && key.subarray(1).every((byte) => byte === 0);

test('a library that agrees is taken', () => {
  expect(nativeEd25519(() => faithful)).not.toBeNull();
});

test.each<[string, () => unknown]>([
  [
    'is not there',
    () => {
      throw new Error('Cannot find module');
    },
  ],
  ['has none of the functions', () => ({})],
  ['accepts everything', () => ({ ...faithful, crypto_sign_verify_detached: () => true })],
  ['refuses everything', () => ({ ...faithful, crypto_sign_verify_detached: () => false })],
  [
    'was built for compatibility',
    () => ({
      ...faithful,
      crypto_sign_verify_detached: (s: Uint8Array, m: Uint8Array, key: Uint8Array) =>
        isNeutral(key) || faithful.crypto_sign_verify_detached(s, m, key),
    }),
  ],
  [
    'signs something else',
    () => ({
      ...faithful,
      crypto_sign_detached: (s: Uint8Array, m: Uint8Array, key: Uint8Array) =>
        faithful.crypto_sign_detached(s, m.subarray(1), key),
    }),
  ],
  [
    'makes another key',
    () => ({
      ...faithful,
      crypto_sign_seed_keypair: (publicKey: Uint8Array, secretKey: Uint8Array, seed: Uint8Array) =>
        faithful.crypto_sign_seed_keypair(
          publicKey,
          secretKey,
          seed.map((byte) => byte ^ 1),
        ),
    }),
  ],
])('a library that %s is not', (_, load) => {
  expect(nativeEd25519(load)).toBeNull();
});

test('what is chosen has the name that the log gives it', () => {
  const native = nativeEd25519();
  expect(nameOf(chooseEd25519())).toBe(
    native ? 'Ed25519 by the native library' : 'Ed25519 by WebAssembly: the native library does not load here',
  );
  expect(nameOf(portableEd25519)).toContain('WebAssembly');
});
