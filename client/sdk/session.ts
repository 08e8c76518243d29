// Signing in: a passkey answers a challenge this device computed from the relay's nonce; what the relay would like signed is never signed (protocol.md section 5).
import {
  activePasskeysOf,
  encodeGestures,
  equal,
  type Gesture,
  loginChallenge,
  MEDIA,
  policyOf,
  type Roster,
  SessionAnswer,
  verifyAssertion,
} from '../../crypto/index.ts';
import type { Authenticator } from './authenticator.ts';
import { need, RelayError } from './failure.ts';
import { elsewhere } from './gesture-slot.ts';
import type { IdentityRoom } from './identity.ts';
import type { RelayDoor } from './relay-door.ts';
import { jsonAnswer } from './transport.ts';

export type Session = {
  /** Signs in with a passkey of this device's official. Throws CLIENT_NOT_ENROLLED, CLIENT_PASSKEY, SIGNATURE_GESTURE, what the relay refuses. */
  signIn(): Promise<SessionAnswer>;
  /** The session as the relay has it. */
  current(): Promise<SessionAnswer>;
  signOut(): Promise<void>;
};

export type SessionOptions = {
  readonly door: RelayDoor;
  readonly identity: IdentityRoom;
  readonly authenticator: Authenticator;
  /** One's own roster as verified so far, to know whose passkeys count. */
  roster(): Promise<Roster>;
  /** Made beforehand over loginChallenge of its nonce and this device: the first sign-in asks for no other touch, if the relay still takes the nonce. */
  readonly signInWith?: Gesture | undefined;
};

export function openSession({ door, identity, authenticator, roster, signInWith }: SessionOptions): Session {
  let prepared = signInWith ?? null;
  async function present(gesture: Gesture): Promise<SessionAnswer> {
    const body = { type: MEDIA.gesture, bytes: encodeGestures([gesture]) };
    return jsonAnswer(await door.ask({ method: 'POST', path: '/v1/session', body }), SessionAnswer);
  }
  /** The answer to what was made beforehand; null where there is none or its nonce is no longer taken. */
  async function beforehand(): Promise<SessionAnswer | null> {
    const gesture = prepared;
    prepared = null;
    if (!gesture) return null;
    try {
      return await present(gesture);
    } catch (error) {
      if (error instanceof RelayError && error.code === 'RELAY_SIGN_IN') return null;
      throw error;
    }
  }
  return {
    async signIn() {
      const signedIn = await beforehand();
      if (signedIn) return signedIn;
      const { device, official } = identity.enrolled();
      const own = await roster();
      const passkeys = activePasskeysOf(own, official);
      const policy = policyOf(own);
      const [first] = passkeys;
      need(first, 'CLIENT_PASSKEY', 'this official has no passkey in the roster');
      const nonce = await door.nonce('login');
      const challenge = loginChallenge(nonce, device.kid);
      const assertion = await authenticator.assert({
        rpId: first.rpId,
        origin: policy.origins[0] as string,
        challenge,
        allow: passkeys.map(({ credentialId }) => credentialId),
        elsewhere: elsewhere(door, device.kid, nonce),
      });
      const gesture = { ...assertion, nonce };
      const used = passkeys.find(({ credentialId }) => equal(credentialId, gesture.credentialId));
      need(used, 'CLIENT_PASSKEY', 'another passkey answered than was asked');
      // HTTP-18: it may have come by the relay's hand.
      await verifyAssertion(gesture, challenge, used, policy);
      return present(gesture);
    },
    async current() {
      return jsonAnswer(await door.ask({ method: 'GET', path: '/v1/session' }), SessionAnswer);
    },
    async signOut() {
      await door.ask({ method: 'DELETE', path: '/v1/session' });
    },
  };
}
