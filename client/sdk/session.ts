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
import type { RelayDoor, SignsIn } from './relay-door.ts';
import { jsonAnswer } from './transport.ts';

export type Session = {
  /** Signs in with a passkey of this device's official. Throws CLIENT_NOT_ENROLLED, CLIENT_PASSKEY, SIGNATURE_GESTURE, what the relay refuses. */
  signIn(): Promise<SessionAnswer>;
  /** The session as the relay has it. */
  current(): Promise<SessionAnswer>;
  signOut(): Promise<void>;
};

/** How a program treats a session that ended in the middle of something. */
export type SignInAgain = {
  /** Asks its person, who may be typing. Resolves to whether `signIn` was done meanwhile, by this question or another; false: whoever wanted the relay is refused. */
  ask(signIn: () => Promise<void>): Promise<boolean>;
  /** Signed in, on whatever occasion. */
  done(): void;
};

export type SessionOptions = {
  readonly door: RelayDoor;
  readonly identity: IdentityRoom;
  readonly authenticator: Authenticator;
  /** One's own roster as verified so far, to know whose passkeys count. */
  roster(): Promise<Roster>;
  readonly again?: SignInAgain | undefined;
  /** Made beforehand over loginChallenge of its nonce and this device: the first sign-in asks for no other touch, if the relay still takes the nonce. */
  readonly signInWith?: Gesture | undefined;
};

export type SessionRoom = Session &
  SignsIn & {
    /** Runs what ends one's own session: the passkey is asked for at once, of somebody who has just touched one. */
    directly<T>(act: () => Promise<T>): Promise<T>;
  };

export function openSession(options: SessionOptions): SessionRoom {
  const { door, identity, authenticator, roster, signInWith, again } = options;
  let prepared = signInWith ?? null;
  let signIns = 0;
  let direct = 0;
  async function present(gesture: Gesture): Promise<SessionAnswer> {
    const body = { type: MEDIA.gesture, bytes: encodeGestures([gesture]) };
    const answer = jsonAnswer<SessionAnswer>(
      await door.ask({ method: 'POST', path: '/v1/session', body }),
      SessionAnswer,
    );
    signIns += 1;
    again?.done();
    return answer;
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
  const current = async (): Promise<SessionAnswer> =>
    jsonAnswer(await door.ask({ method: 'GET', path: '/v1/session' }), SessionAnswer);

  /** Null while there is one: then only a fresh touch is wanted. */
  async function ended(): Promise<RelayError | null> {
    try {
      await current();
      return null;
    } catch (error) {
      if (error instanceof RelayError && error.code === 'RELAY_SIGN_IN') return error;
      throw error;
    }
  }

  const session: Session = {
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
    current,
    async signOut() {
      await door.ask({ method: 'DELETE', path: '/v1/session' });
    },
  };
  let signing: Promise<void> | null = null;
  // Several requests may be refused at once: the passkey is asked for once.
  function signIn(): Promise<void> {
    signing ??= session
      .signIn()
      .then(() => undefined)
      .finally(() => {
        signing = null;
      });
    return signing;
  }
  return {
    ...session,
    count: () => signIns,
    async renew(since) {
      // The first sign-in follows the touch that opened the device; later ones come out of the blue.
      const refusal = again && signIns > 0 && direct === 0 ? await ended() : null;
      if (signIns !== since) return;
      if (!refusal) return signIn();
      if (!(await again?.ask(signIn))) throw refusal;
    },
    async directly(act) {
      direct += 1;
      try {
        const done = await act();
        // It is done, whether they sign in now or are asked again later.
        if (again && (await ended())) await signIn().catch(() => undefined);
        return done;
      } finally {
        direct -= 1;
      }
    },
  };
}
