// A human gesture: one WebAuthn assertion with the relay's nonce it answers (protocol.md section 5). Shapes only; verification is protocol/gesture.
import { equal } from '../primitives/bytes.ts';
import { demand } from '../primitives/errors.ts';
import { sha256 } from '../primitives/hash.ts';
import { type CborKey, type CborValue, decode, encode } from './codec.ts';
import { type Digest, idOf } from './ids.ts';
import { bytes, list, record } from './read.ts';

export type Gesture = {
  readonly credentialId: Uint8Array;
  readonly authenticatorData: Uint8Array;
  readonly clientDataJson: Uint8Array;
  readonly signature: Uint8Array;
  /** 32 bytes the relay issued for one use within ten minutes. */
  readonly nonce: Uint8Array;
};

export const gestureValue = (gesture: Gesture): CborValue =>
  new Map<CborKey, CborValue>([
    [1, gesture.credentialId],
    [2, gesture.authenticatorData],
    [3, gesture.clientDataJson],
    [4, gesture.signature],
    [5, gesture.nonce],
  ]);

export function readGesture(value: CborValue | undefined, what: string): Gesture {
  const fields = record(value, [1, 2, 3, 4, 5], what);
  return {
    credentialId: bytes(16, 1023)(fields.get(1), `${what}.credentialId`),
    authenticatorData: bytes(37, 1024)(fields.get(2), `${what}.authenticatorData`),
    clientDataJson: bytes(2, 2048)(fields.get(3), `${what}.clientDataJson`),
    signature: bytes(8, 1024)(fields.get(4), `${what}.signature`),
    nonce: bytes(32)(fields.get(5), `${what}.nonce`),
  };
}

/** The gestures of one transmission, in the order given: one, or two where two officials sign. */
export const encodeGestures = (gestures: readonly Gesture[]): Uint8Array => encode(gestures.map(gestureValue));

/** Reads them: at least one, no passkey twice, so that a set of gestures has no second spelling to choose from. Throws WIRE_*. */
export function decodeGestures(raw: Uint8Array): Gesture[] {
  const gestures = list(readGesture, 2)(decode(raw, 16_384), 'gestures');
  const [first, second] = gestures;
  demand(first, 'WIRE_SHAPE', 'a list of no gestures');
  demand(!second || !equal(first.credentialId, second.credentialId), 'WIRE_SHAPE', 'one passkey twice');
  return gestures;
}

/** The digest that stands as evidence in the register's leaf. */
export const gesturesDigest = (raw: Uint8Array): Digest => idOf('digest', sha256(raw));
