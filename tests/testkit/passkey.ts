// A software passkey: assertions as an authenticator makes them, with the flags, origin and RP ID a test wants.
import { concat, toBase64url, utf8 } from '../../crypto/primitives/bytes.ts';
import { sha256 } from '../../crypto/primitives/hash.ts';
import type { Random } from '../../crypto/primitives/random.ts';
import { type SigningKey, signingKey } from '../../crypto/primitives/sign.ts';
import { practiceAaguid, transmitChallenge } from '../../crypto/protocol/gesture.ts';
import { encode } from '../../crypto/wire/codec.ts';
import type { Passkey } from '../../crypto/wire/device.ts';
import type { Gesture } from '../../crypto/wire/gesture.ts';
import type { Digest } from '../../crypto/wire/ids.ts';

export const RP_ID = 'localhost';
export const ORIGIN = 'http://localhost:8788';

export type TestPasskey = Passkey & { readonly secret: SigningKey };

export function newPasskey(random: Random): TestPasskey {
  const secret = signingKey(random(32));
  const key = encode(
    new Map<number, number | Uint8Array>([
      [1, 1],
      [3, -8],
      [-1, 6],
      [-2, secret.publicKey],
    ]),
  );
  return { credentialId: random(32), key, rpId: RP_ID, aaguid: practiceAaguid(), flags: 0, secret };
}

/** The public half, as links carry it. */
export const publicPasskey = ({ secret: _secret, ...passkey }: TestPasskey): Passkey => passkey;

/** What an authenticator says of a passkey it made (WebAuthn level 3, 6.1); extensions may follow. */
export const authenticatorData = (passkey: TestPasskey, flags: number): Uint8Array =>
  concat(
    sha256(utf8(passkey.rpId)),
    Uint8Array.of(flags, 0, 0, 0, 1),
    passkey.aaguid,
    Uint8Array.of(0, passkey.credentialId.length),
    passkey.credentialId,
    passkey.key,
  );

/** What an authenticator answers to `challenge`. `flags` 0x05: user present and verified. */
export function assertion(
  passkey: TestPasskey,
  challenge: Uint8Array,
  nonce: Uint8Array,
  { flags = 0x05, origin = ORIGIN }: { flags?: number; origin?: string } = {},
): Gesture {
  const authenticatorData = concat(sha256(utf8(passkey.rpId)), Uint8Array.of(flags, 0, 0, 0, 1));
  const client = { type: 'webauthn.get', challenge: toBase64url(challenge), origin, crossOrigin: false };
  const clientDataJson = utf8(JSON.stringify(client));
  const signature = passkey.secret.sign(concat(authenticatorData, sha256(clientDataJson)));
  return { credentialId: passkey.credentialId, authenticatorData, clientDataJson, signature, nonce };
}

/** The gesture that goes with a transmission. */
export const transmitGesture = (passkey: TestPasskey, subject: Digest, nonce: Uint8Array): Gesture =>
  assertion(passkey, transmitChallenge(subject, nonce), nonce);
