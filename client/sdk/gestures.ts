// The gesture over one statement: nonce from the relay, challenge computed here, answer by a passkey of this official (protocol.md section 5).
import {
  activePasskeysOf,
  type Digest,
  type Gesture,
  policyOf,
  type Roster,
  transmitChallenge,
  verifyAssertion,
} from '../../crypto/index.ts';
import type { Authenticator } from './authenticator.ts';
import { need } from './failure.ts';
import { elsewhere } from './gesture-slot.ts';
import type { IdentityRoom } from './identity.ts';
import type { RelayDoor } from './relay-door.ts';

/** Asks this official for a gesture over a transmission, and checks it as everybody else will. Throws CLIENT_PASSKEY, SIGNATURE_GESTURE. */
export async function makeGesture(input: {
  readonly subject: Digest;
  readonly roster: Roster;
  readonly door: RelayDoor;
  readonly identity: IdentityRoom;
  readonly authenticator: Authenticator;
}): Promise<Gesture> {
  const { subject, roster, door, identity, authenticator } = input;
  const passkeys = activePasskeysOf(roster, identity.enrolled().official);
  const [first] = passkeys;
  need(first, 'CLIENT_PASSKEY', 'this official has no passkey in the roster');
  const policy = policyOf(roster);
  const nonce = await door.nonce('gesture');
  const challenge = transmitChallenge(subject, nonce);
  const assertion = await authenticator.assert({
    rpId: first.rpId,
    origin: policy.origins[0] as string,
    challenge,
    allow: passkeys.map(({ credentialId }) => credentialId),
    elsewhere: elsewhere(door, subject, nonce),
  });
  const gesture = { ...assertion, nonce };
  const used = passkeys.find(({ credentialId }) => credentialId.every((byte, i) => byte === gesture.credentialId[i]));
  need(used, 'CLIENT_PASSKEY', 'another passkey answered than was asked');
  await verifyAssertion(gesture, challenge, used, policy);
  return gesture;
}
