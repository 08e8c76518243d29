// What an authenticator says of a new passkey, read as a roster will keep it: nothing of it is believed that it does not say.
import { beforeAll, expect, test } from 'vitest';
import { readRegistration } from '../../../client/sdk/authenticators/registration.ts';
import { codeOf } from '../../../client/sdk/failure.ts';
import { concat } from '../../../crypto/primitives/bytes.ts';
import { ready } from '../../../crypto/primitives/sodium.ts';
import { encode } from '../../../crypto/wire/codec.ts';
import { authenticatorData, newPasskey, publicPasskey, type TestPasskey } from '../../testkit/passkey.ts';
import { seededRandom } from '../../testkit/seed.ts';

// User present and verified, credential included; extensions follow.
const [HONEST, EXTENDED] = [0x45, 0xc5];
const EXTENSIONS = encode(
  new Map<string, boolean | number>([
    ['credProtect', 2],
    ['hmac-secret', true],
  ]),
);

let passkey: TestPasskey;
beforeAll(async () => {
  await ready();
  passkey = newPasskey(seededRandom('registration'));
});
const refused = (data: Uint8Array, rpId = 'localhost'): unknown => {
  try {
    return readRegistration(data, rpId);
  } catch (error) {
    return codeOf(error);
  }
};

test('credential, key, model and backup flags are those of the authenticator, whatever extensions follow', () => {
  const expected = publicPasskey(passkey);
  expect(readRegistration(authenticatorData(passkey, HONEST), 'localhost')).toEqual(expected);
  const extended = concat(authenticatorData(passkey, EXTENDED), EXTENSIONS);
  expect(readRegistration(extended, 'localhost')).toEqual(expected);
  for (const [bits, flags] of [
    [0x08, 1],
    [0x18, 3],
  ] as const)
    expect(readRegistration(authenticatorData(passkey, HONEST | bits), 'localhost').flags).toBe(flags);
});

test('a key of two coordinates, and one as long as RSA makes them, are taken whole', () => {
  const keys = [
    new Map<number, number | Uint8Array>([
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, new Uint8Array(32).fill(1)],
      [-3, new Uint8Array(32).fill(2)],
    ]),
    new Map<number, number | Uint8Array>([
      [1, 3],
      [3, -257],
      [-1, new Uint8Array(256).fill(3)],
      [-2, Uint8Array.of(1, 0, 1)],
    ]),
  ];
  for (const key of keys.map((map) => encode(map))) {
    const data = concat(authenticatorData({ ...passkey, key }, EXTENDED), EXTENSIONS);
    expect(readRegistration(data, 'localhost').key).toEqual(key);
  }
});

test('another RP ID, a user not verified or not there, no credential, a key cut short: refused', () => {
  const whole = authenticatorData(passkey, HONEST);
  expect(refused(whole, 'example.org')).toBe('CLIENT_PASSKEY');
  for (const flags of [0x41, 0x44, 0x05, 0x00])
    expect(refused(authenticatorData(passkey, flags))).toBe('CLIENT_PASSKEY');
  for (let length = 0; length < whole.length; length++)
    expect(refused(whole.subarray(0, length))).toBe('CLIENT_PASSKEY');
  // A length no COSE key has, and a map that holds itself without end.
  for (const key of [Uint8Array.of(0x5b, ...Array(8).fill(255)), new Uint8Array(60).fill(0xa1)])
    expect(refused(authenticatorData({ ...passkey, key }, HONEST))).toBe('CLIENT_PASSKEY');
});
