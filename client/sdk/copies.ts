// Wrapped seeds at the relay: left by a device, fetched again by whoever has the passkey and nothing else (protocol.md section 1; docs/spec/http.md ENR-7, ENR-8).
import {
  copyChallenge,
  type DeviceCopy,
  decodeCopies,
  digestOf,
  encodeGestures,
  fromHex,
  MEDIA,
  NonceAnswer,
} from '../../crypto/index.ts';
import type { Assertion } from './authenticator.ts';
import type { RelayDoor } from './relay-door.ts';
import { jsonAnswer, openTransport, type TransportOptions } from './transport.ts';

const MAX_ANSWER = 256 * 1024;

/** Leaves `sealed` (1 to 4096 bytes, sealed by the caller) under a passkey of this device's official, in the place of an earlier one. */
export async function keepCopy(door: RelayDoor, credentialId: Uint8Array, sealed: Uint8Array): Promise<void> {
  const path = `/v1/devices/self/wrapped/${digestOf(credentialId)}`;
  await door.ask({ method: 'PUT', path, body: { type: MEDIA.octets, bytes: sealed } });
}

/** A nonce from the relay for somebody who cannot sign a request: no device yet, or a browser that is still locked. Throws CLIENT_RELAY_*. */
export async function openNonce(options: TransportOptions): Promise<Uint8Array> {
  const call = { method: 'POST', path: '/v1/devices/wrapped/nonces', max: MAX_ANSWER } as const;
  const answer = await openTransport(options).send(call, null);
  return fromHex(jsonAnswer<{ nonce: string }>(answer, NonceAnswer).nonce) as Uint8Array;
}

export type FetchCopiesOptions = TransportOptions & {
  /** A passkey of any device that left a copy answers this challenge, its user verified. */
  assert(challenge: Uint8Array): Promise<Assertion>;
};

/**
 * What was left under the passkey that answers: at least one copy, each with the kid of the device it was of. Whether it opens is the caller's to see. Throws
 * RELAY_NOT_FOUND (another passkey, none left, a revoked device: the relay does not say which), what `assert` throws, CLIENT_RELAY_*.
 */
export async function fetchCopies(
  options: FetchCopiesOptions,
): Promise<{ readonly credentialId: Uint8Array; readonly copies: readonly DeviceCopy[] }> {
  const nonce = await openNonce(options);
  const assertion = await options.assert(copyChallenge(nonce));
  const body = { type: MEDIA.gesture, bytes: encodeGestures([{ ...assertion, nonce }]) };
  const call = { method: 'POST', path: '/v1/devices/wrapped', body, max: MAX_ANSWER } as const;
  const answer = await openTransport(options).send(call, null);
  return { credentialId: assertion.credentialId, copies: decodeCopies(answer.body) };
}
