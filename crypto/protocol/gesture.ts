// The human gesture, checked offline: a WebAuthn assertion over a challenge that the client computed (protocol.md section 5; WebAuthn level 3, 7.2).
import { equal, fromBase64url, fromUtf8, toHex, utf8 } from '../primitives/bytes.ts';
import { demand, ProtocolError } from '../primitives/errors.ts';
import { hash, sha256 } from '../primitives/hash.ts';
import type { Passkey } from '../wire/device.ts';
import { CLASSES, type EnvelopeClass } from '../wire/envelope.ts';
import { type Policy, ROLES } from '../wire/genesis.ts';
import type { Gesture } from '../wire/gesture.ts';
import { type Digest, idBytes, type Kid, type OfficialId } from '../wire/ids.ts';
import { verifyPasskeySignature } from './passkey-signature.ts';
import { activePasskey, policyOf, type Roster, rolesOf } from './roster.ts';

/** Challenge of a transmission: H("webauthn-transmit", SHA-256(statement), nonce). */
export const transmitChallenge = (subject: Digest, nonce: Uint8Array): Uint8Array =>
  hash('webauthn-transmit', idBytes(subject), nonce);
/** Challenge of a sign-in: H("webauthn-login", nonce, kid). */
export const loginChallenge = (nonce: Uint8Array, kid: Kid): Uint8Array => hash('webauthn-login', nonce, idBytes(kid));
/** Challenge of an enrolment or of a change to one's passkeys: H("webauthn-enrol", nonce, kid). */
export const enrolChallenge = (nonce: Uint8Array, kid: Kid): Uint8Array => hash('webauthn-enrol', nonce, idBytes(kid));
/** Challenge of somebody who fetches a wrapped seed and has no device to name: H("webauthn-copy", nonce). */
export const copyChallenge = (nonce: Uint8Array): Uint8Array => hash('webauthn-copy', nonce);

/** The published model of the practice passkey: SHA-256("rogatory practice passkey")[0:16]. It counts only where genesis says practice. */
export const practiceAaguid = (): Uint8Array => sha256(utf8('rogatory practice passkey')).slice(0, 16);

const USER_PRESENT = 0x01;
const USER_VERIFIED = 0x04;

/**
 * Verifies one assertion by `passkey` over `challenge`: type, challenge, origin and RP ID of the authority's policy, not cross-origin, user present
 * and verified, signature. Throws SIGNATURE_GESTURE naming the first check that fails. Counters are not compared: offline there is no last value.
 */
export async function verifyAssertion(
  gesture: Gesture,
  challenge: Uint8Array,
  passkey: Passkey,
  policy: Policy,
): Promise<void> {
  const client = readClientData(gesture.clientDataJson);
  demand(client.type === 'webauthn.get', 'SIGNATURE_GESTURE', 'not an assertion');
  const claimed = fromBase64url(client.challenge);
  demand(claimed && equal(claimed, challenge), 'SIGNATURE_GESTURE', 'the passkey answered another challenge');
  demand(
    policy.origins.includes(client.origin),
    'SIGNATURE_GESTURE',
    `origin ${client.origin} is not one of the authority's`,
  );
  demand(
    client.crossOrigin !== true && client.topOrigin === undefined,
    'SIGNATURE_GESTURE',
    'made inside another site',
  );
  demand(policy.rpIds.includes(passkey.rpId), 'SIGNATURE_GESTURE', 'RP ID is not one of the authority’s');
  const data = gesture.authenticatorData;
  demand(equal(data.subarray(0, 32), sha256(utf8(passkey.rpId))), 'SIGNATURE_GESTURE', 'made for another RP ID');
  const flags = data[32] as number;
  demand(
    (flags & USER_PRESENT) !== 0 && (flags & USER_VERIFIED) !== 0,
    'SIGNATURE_GESTURE',
    'the user was not verified',
  );
  await verifyPasskeySignature(passkey.key, [data, sha256(gesture.clientDataJson)], gesture.signature);
}

type ClientData = { type: string; challenge: string; origin: string; crossOrigin?: boolean; topOrigin?: string };

function readClientData(raw: Uint8Array): ClientData {
  let value: unknown;
  try {
    value = JSON.parse(fromUtf8(raw));
  } catch (cause) {
    throw new ProtocolError('SIGNATURE_GESTURE', 'client data is not JSON', { cause });
  }
  const data = value as ClientData;
  demand(
    typeof value === 'object' &&
      value !== null &&
      typeof data.type === 'string' &&
      typeof data.challenge === 'string' &&
      typeof data.origin === 'string',
    'SIGNATURE_GESTURE',
    'client data lacks a field',
  );
  return data;
}

export type TransmissionGestures = {
  readonly gestures: readonly Gesture[];
  readonly subject: Digest;
  readonly class: EnvelopeClass;
  /** The sending authority. */
  readonly roster: Roster;
  /** Its chain position at the leaf's directory size. */
  readonly seq: number;
};

/**
 * Verifies every gesture of a transmission and returns the officials who made them. Throws POLICY_GESTURE_MISSING (too few officials),
 * POLICY_GESTURE_ROLE (not theirs to sign, or not of the sending authority), SIGNATURE_GESTURE.
 */
export async function verifyGestures(input: TransmissionGestures): Promise<OfficialId[]> {
  const signers = new Set<OfficialId>();
  for (const gesture of input.gestures) signers.add(await verifyOneGesture(input, gesture));
  if (input.class === CLASSES.ordinary) return [...signers];
  // GES-5: thresholds count officials, and an urgent act never waits for a second one.
  const needed = input.class === CLASSES.formal ? policyOf(input.roster, input.seq).formalSigners : 1;
  demand(signers.size >= needed, 'POLICY_GESTURE_MISSING', `${signers.size} of ${needed} officials signed`);
  return [...signers];
}

/** Verifies one gesture and says whose it is: also used when a second official completes a proposal. */
export async function verifyOneGesture(
  input: Omit<TransmissionGestures, 'gestures'>,
  gesture: Gesture,
): Promise<OfficialId> {
  const found = activePasskey(input.roster, toHex(gesture.credentialId), input.seq);
  demand(found, 'POLICY_GESTURE_ROLE', 'not a passkey of an active official of the sending authority');
  const roles = rolesOf(input.roster, found.official.id, input.seq);
  const may = roles.includes(ROLES.signatory) || (input.class === CLASSES.urgent && roles.includes(ROLES.duty));
  demand(may, 'POLICY_GESTURE_ROLE', 'this official may not sign an act of this class');
  await verifyAssertion(
    gesture,
    transmitChallenge(input.subject, gesture.nonce),
    found.passkey,
    policyOf(input.roster, input.seq),
  );
  return found.official.id;
}
