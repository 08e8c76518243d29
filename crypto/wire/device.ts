// The public half of a device and of a passkey, as they stand in a roster (protocol.md sections 1 and 3).
import { demand } from '../primitives/errors.ts';
import { hash } from '../primitives/hash.ts';
import { checkKemKey } from '../primitives/kem.ts';
import { checkPublicKey } from '../primitives/sign.ts';
import { type CborKey, type CborValue, encode } from './codec.ts';
import { MAX_COSE_KEY_BYTES, readCoseKey } from './cose-key.ts';
import { idOf, type Kid } from './ids.ts';
import { bytes, record, text, uint } from './read.ts';

/** `sign`: Ed25519 for statements; `http`: Ed25519 for requests to the relay; `kem`: X-Wing, 1216 bytes. */
export type DevicePublic = { readonly sign: Uint8Array; readonly http: Uint8Array; readonly kem: Uint8Array };

/** A WebAuthn credential of an official. `key` is its COSE key; flags: bit 0 backup eligible, bit 1 backed up. */
export type Passkey = {
  readonly credentialId: Uint8Array;
  readonly key: Uint8Array;
  readonly rpId: string;
  readonly aaguid: Uint8Array;
  readonly flags: number;
};

export const devicePublicValue = (device: DevicePublic): CborValue =>
  new Map<CborKey, CborValue>([
    [1, device.sign],
    [2, device.http],
    [3, device.kem],
  ]);

/** Reads and checks a device's keys: canonical, torsion-free, distinct. Throws WIRE_SHAPE or SIGNATURE_WEAK_KEY. */
export function readDevicePublic(value: CborValue | undefined, what: string): DevicePublic {
  const fields = record(value, [1, 2, 3], what);
  const device = {
    sign: bytes(32)(fields.get(1), `${what}.sign`),
    http: bytes(32)(fields.get(2), `${what}.http`),
    kem: bytes(1216)(fields.get(3), `${what}.kem`),
  };
  checkPublicKey(device.sign);
  checkPublicKey(device.http);
  checkKemKey(device.kem);
  demand(
    device.sign.some((b, i) => b !== device.http[i]),
    'SIGNATURE_WEAK_KEY',
    'one key for two purposes',
  );
  return device;
}

/** kid = H("device-kid", CBOR(DevicePub))[0:16]. */
export const deviceKid = (device: DevicePublic): Kid =>
  idOf('kid', hash('device-kid', encode(devicePublicValue(device))).slice(0, 16));

/** The kid of a single key that signs links without being a device: an invitation, a custodian, the operator. */
export const keyKid = (
  label: 'invite-kid' | 'custodian-kid' | 'operator-kid' | 'recovery-kid',
  publicKey: Uint8Array,
): Kid => idOf('kid', hash(label, publicKey).slice(0, 16));

export const passkeyValue = (passkey: Passkey): CborValue =>
  new Map<CborKey, CborValue>([
    [1, passkey.credentialId],
    [2, passkey.key],
    [3, passkey.rpId],
    [4, passkey.aaguid],
    [5, passkey.flags],
  ]);

/** Throws WIRE_*, and SIGNATURE_WEAK_KEY for a key that proves nothing. */
export function readPasskey(value: CborValue | undefined, what: string): Passkey {
  const fields = record(value, [1, 2, 3, 4, 5], what);
  const key = bytes(32, MAX_COSE_KEY_BYTES)(fields.get(2), `${what}.key`);
  readCoseKey(key, `${what}.key`);
  return {
    credentialId: bytes(16, 1023)(fields.get(1), `${what}.credentialId`),
    key,
    rpId: text(253, 1)(fields.get(3), `${what}.rpId`),
    aaguid: bytes(16)(fields.get(4), `${what}.aaguid`),
    flags: uint(3)(fields.get(5), `${what}.flags`),
  };
}
