// A device: one seed, and by label the three keys it acts with (protocol.md section 1).
import { derive } from '../primitives/hash.ts';
import { kemKeyPair } from '../primitives/kem.ts';
import { type SigningKey, signingKey } from '../primitives/sign.ts';
import { type DevicePublic, deviceKid } from '../wire/device.ts';
import type { Kid } from '../wire/ids.ts';
import type { StatementSigner } from '../wire/statement.ts';

/** `sign` signs statements, `http` requests to the relay; `kemSecret` (32 bytes) opens the lockboxes sealed for this device. */
export type DeviceKeys = {
  readonly kid: Kid;
  readonly public: DevicePublic;
  readonly sign: SigningKey;
  readonly http: SigningKey;
  readonly kemSecret: Uint8Array;
};

/** The keys of a device seed (32 bytes, else WIRE_SHAPE). The seed itself is the only thing a vault keeps. */
export function deviceFromSeed(seed: Uint8Array): DeviceKeys {
  const sign = signingKey(derive(seed, 'device-sign'));
  const http = signingKey(derive(seed, 'device-http'));
  const kem = kemKeyPair(derive(seed, 'device-kem'));
  const shown: DevicePublic = { sign: sign.publicKey, http: http.publicKey, kem: kem.publicKey };
  return { kid: deviceKid(shown), public: shown, sign, http, kemSecret: kem.secretKey };
}

/** The device as a signer of statements. */
export const signerOf = (device: DeviceKeys): StatementSigner => ({ kid: device.kid, sign: device.sign.sign });
