// Gestures made on a page for a device elsewhere: verified, kept for that device until its nonce expires, used up by nobody but it (docs/spec/http.md, HTTP-17 and HTTP-18).
import {
  activePasskey,
  type Digest,
  decodeGestures,
  fromHex,
  type Kid,
  loginChallenge,
  policyOf,
  toHex,
  transmitChallenge,
  verifyAssertion,
} from '../../crypto/relay.ts';
import type { RelayDeps } from '../deps.ts';
import type { Principal } from '../door.ts';
import { notFound, RelayRefusal } from '../refusal.ts';
import { verifyByLibrary } from './assertion.ts';
import type { Rosters } from './rosters.ts';
import { isConflict } from './store-refusal.ts';

/** What a gesture is over: a transmission (64 digits), or the sign-in of a device (32). */
export type Subject = Digest | Kid;

export type GestureSlots = {
  /** Keeps a gesture for the device that its nonce was issued to. RELAY_NOT_FOUND, RELAY_FORBIDDEN, SIGNATURE_GESTURE, RELAY_SIGN_IN, RELAY_CONFLICT. */
  leave(subject: Subject, raw: Uint8Array): Promise<void>;
  /** The gesture that was left for this device. RELAY_NOT_FOUND. */
  fetch(principal: Principal, subject: Subject, nonce: string): Promise<Uint8Array>;
};

const isKid = (subject: Subject): subject is Kid => subject.length === 32;
const challengeOf = (subject: Subject, nonce: Uint8Array): Uint8Array =>
  isKid(subject) ? loginChallenge(nonce, subject) : transmitChallenge(subject, nonce);

export function createGestureSlots({ store, clock }: RelayDeps, rosters: Rosters): GestureSlots {
  return {
    async leave(subject, raw) {
      const [gesture, second] = decodeGestures(raw);
      if (!gesture || second) throw new RelayRefusal('RELAY_BAD_REQUEST', 'A page makes one gesture.');
      const purpose = isKid(subject) ? 'login' : 'gesture';
      const holder = await store.nonceHolder(toHex(gesture.nonce), purpose, clock.now());
      const owner = holder && rosters.byKid(holder.kid as Kid);
      if (!holder || owner?.key !== 'device') throw notFound();
      if (isKid(subject) && subject !== holder.kid) throw notFound();
      const { roster } = owner.chain;
      const found = activePasskey(roster, toHex(gesture.credentialId));
      if (!found || found.official.id !== owner.official.id)
        throw new RelayRefusal('RELAY_FORBIDDEN', 'This is not a passkey of the official whose device asks.');
      const challenge = challengeOf(subject, gesture.nonce);
      await verifyAssertion(gesture, challenge, found.passkey, policyOf(roster));
      await verifyByLibrary(gesture, challenge, found.passkey, policyOf(roster));
      const { kid, expiresAt } = holder;
      try {
        await store.putGesture({ challenge: toHex(challenge), kid, gestures: raw, expiresAt });
      } catch (error) {
        if (!isConflict(error)) throw error;
        throw new RelayRefusal('RELAY_CONFLICT', 'This was answered already.', { cause: error });
      }
    },
    async fetch({ kid }, subject, nonce) {
      const challenge = challengeOf(subject, fromHex(nonce) as Uint8Array);
      const gestures = await store.gestureSlot(toHex(challenge), kid, clock.now());
      if (!gestures) throw notFound();
      return gestures;
    },
  };
}
