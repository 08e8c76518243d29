// The practice passkey: a software authenticator with real WebAuthn bytes, worth something only where genesis says practice (protocol.md section 10).
import {
  concat,
  encode,
  equal,
  type Passkey,
  practiceAaguid,
  type Random,
  sha256,
  signingKey,
  toBase64url,
  toHex,
  u32,
  utf8,
} from '../../../crypto/index.ts';
import type { Assertion, Authenticator } from '../authenticator.ts';
import { ClientError } from '../failure.ts';
import { put, recordOf, recordsOf, type Vault } from '../vault.ts';

type Stored = { credentialId: Uint8Array; seed: Uint8Array; rpId: string; count: number };

const PREFIX = 'passkey/';
const USER_PRESENT_AND_VERIFIED = 0x05;

const keyOf = (credentialId: Uint8Array): string => `${PREFIX}${toHex(credentialId)}`;

// COSE_Key of Ed25519: kty OKP, alg EdDSA, crv Ed25519 (RFC 9053).
const coseKey = (publicKey: Uint8Array): Uint8Array =>
  encode(
    new Map<number, number | Uint8Array>([
      [1, 1],
      [3, -8],
      [-1, 6],
      [-2, publicKey],
    ]),
  );

/** Passkeys whose secrets lie in `vault`. It answers without asking anybody: that is what makes it a practice passkey. */
export function practiceAuthenticator(vault: Vault, random: Random): Authenticator {
  return {
    async register({ rpId }): Promise<Passkey> {
      const stored: Stored = { credentialId: random(32), seed: random(32), rpId, count: 0 };
      await vault.write([put(keyOf(stored.credentialId), stored)]);
      return {
        credentialId: stored.credentialId,
        key: coseKey(signingKey(stored.seed).publicKey),
        rpId,
        aaguid: practiceAaguid(),
        flags: 0,
      };
    },

    async assert({ rpId, origin, challenge, allow }): Promise<Assertion> {
      const all = await recordsOf<Stored>(vault, PREFIX);
      const found = all.find(
        ({ record }) => record.rpId === rpId && allow.some((id) => equal(id, record.credentialId)),
      );
      if (!found) throw new ClientError('CLIENT_PASSKEY', 'none of the allowed passkeys is in this vault');
      const { key, record } = found;
      const count = ((await recordOf<Stored>(vault, key)) ?? record).count + 1;
      await vault.write([put(key, { ...record, count })]);
      const authenticatorData = concat(sha256(utf8(rpId)), Uint8Array.of(USER_PRESENT_AND_VERIFIED), u32(count));
      const client = { type: 'webauthn.get', challenge: toBase64url(challenge), origin, crossOrigin: false };
      const clientDataJson = utf8(JSON.stringify(client));
      const signature = signingKey(record.seed).sign(concat(authenticatorData, sha256(clientDataJson)));
      return { credentialId: record.credentialId, authenticatorData, clientDataJson, signature };
    },
  };
}
