// Signing in: the relay keeps, for each device, the last gesture over a challenge the device computed, and its last use (protocol.md section 7).
import {
  activePasskey,
  decodeGestures,
  type Kid,
  loginChallenge,
  policyOf,
  ROLES,
  rolesOf,
  toHex,
  verifyAssertion,
} from '../../crypto/relay.ts';
import type { SessionRow } from '../../db/store.ts';
import type { RelayDeps } from '../deps.ts';
import type { Principal, SignedIn } from '../door.ts';
import { RelayRefusal } from '../refusal.ts';
import { verifyByLibrary } from './assertion.ts';
import type { KidOwner, Rosters } from './rosters.ts';
import type { SessionRows } from './session-rows.ts';

const MINUTE = 60_000;
const SESSION_LIFE_MS = 12 * 60 * MINUTE;
const SESSION_IDLE_MS = 30 * MINUTE;
const GESTURE_AGE_MS = 5 * MINUTE;
// Long enough to take an address to a browser, read eight words, and touch a key.
const NONCE_LIFE_MS = 10 * MINUTE;
// A use is written down at most once a minute; the idle time is then up to a minute shorter, never longer.
const TOUCH_MS = MINUTE;

export type Session = {
  readonly kid: Kid;
  readonly loginAt: number;
  readonly usedAt: number;
  readonly gestureAt: number;
  readonly endsAt: number;
};

export type Sessions = SignedIn & {
  nonce(principal: Principal, purpose: 'login' | 'gesture'): Promise<{ nonce: string; expiresAt: number }>;
  /** Signs in by one gesture over loginChallenge(nonce, kid). Throws RELAY_SIGN_IN (nonce), RELAY_FORBIDDEN (services), SIGNATURE_GESTURE. */
  login(principal: Principal, raw: Uint8Array): Promise<Session>;
  /** The session that stands, or RELAY_SIGN_IN. */
  current(principal: Principal): Promise<Session>;
  end(principal: Principal): Promise<void>;
  /** Ends the session of another device, whose official lost the passkey it was signed in with. */
  endOf(kid: Kid): Promise<void>;
  /** Throws RELAY_GESTURE_AGE unless the last gesture of `kid` is at most five minutes old, RELAY_SIGN_IN without a session. */
  demandRecentGesture(kid: Kid, now: number): Promise<void>;
};

const endsAt = (row: SessionRow): number => Math.min(row.loginAt + SESSION_LIFE_MS, row.usedAt + SESSION_IDLE_MS);
const sessionOf = (row: SessionRow): Session => ({ ...row, kid: row.kid as Kid, endsAt: endsAt(row) });
const signIn = (why: string): RelayRefusal => new RelayRefusal('RELAY_SIGN_IN', why);

type SessionDeps = Pick<RelayDeps, 'store' | 'clock' | 'random' | 'log'> & {
  readonly rosters: Rosters;
  readonly rows: SessionRows;
  /** True once for each nonce that was given to somebody whose device could not sign yet. */
  takeOpenNonce(nonce: string): boolean;
};

export function createSessions({ store, clock, random, log, rosters, rows, takeOpenNonce }: SessionDeps): Sessions {
  const deviceOf = (kid: Kid): KidOwner & { key: 'device' } => {
    const owner = rosters.byKid(kid);
    if (owner?.key !== 'device') throw new RelayRefusal('RELAY_FORBIDDEN', 'Only an active device signs in.');
    return owner;
  };
  const isService = ({ chain, official }: KidOwner): boolean =>
    rolesOf(chain.roster, official.id).includes(ROLES.service);

  /** Whether a nonce is good for a sign-in of this device. One that was given out unsigned becomes this device's, now that it has signed. */
  async function isIssued(nonce: string, kid: Kid, now: number): Promise<boolean> {
    if (await store.nonce(nonce, kid, 'login', now)) return true;
    if (!takeOpenNonce(nonce)) return false;
    await store.issueNonce(nonce, kid, 'login', now + MINUTE);
    return true;
  }

  async function standing(kid: Kid, now: number): Promise<SessionRow> {
    const row = await rows.session(kid);
    // A session from the future means that the relay's clock was set back: its age cannot be told.
    if (!row || now >= endsAt(row) || now < row.loginAt - MINUTE)
      throw signIn('This device is not signed in, or no longer.');
    return row;
  }

  async function demandSession(kid: Kid, now: number): Promise<void> {
    if (isService(deviceOf(kid))) return;
    const row = await standing(kid, now);
    if (now - row.usedAt < TOUCH_MS) return;
    try {
      await rows.touchSession(kid, now);
    } catch (err) {
      // A full disk must not keep anybody from reading; a use that was not written down only ends the session earlier.
      log.warn({ err }, 'the use of a session could not be written down');
    }
  }

  return {
    demandSession,
    async demandRecentGesture(kid, now) {
      await demandSession(kid, now);
      const row = await standing(kid, now);
      if (now - row.gestureAt > GESTURE_AGE_MS)
        throw new RelayRefusal('RELAY_GESTURE_AGE', 'The last passkey gesture is more than five minutes old.');
    },
    async nonce(principal, purpose) {
      const nonce = toHex(random(32));
      const expiresAt = clock.now() + NONCE_LIFE_MS;
      await store.issueNonce(nonce, principal.kid, purpose, expiresAt);
      return { nonce, expiresAt };
    },
    async login({ kid }, raw) {
      const owner = deviceOf(kid);
      if (isService(owner))
        throw new RelayRefusal('RELAY_FORBIDDEN', 'A service device has no passkey and needs no session.');
      const gestures = decodeGestures(raw);
      const [gesture] = gestures;
      if (!gesture || gestures.length !== 1) throw new RelayRefusal('RELAY_BAD_REQUEST', 'One gesture signs in.');
      const now = clock.now();
      const nonce = toHex(gesture.nonce);
      if (!(await isIssued(nonce, kid, now)))
        throw signIn('This nonce was used, has expired, or was another device’s.');
      const { roster } = owner.chain;
      const found = activePasskey(roster, toHex(gesture.credentialId));
      if (!found || found.official.id !== owner.official.id)
        throw signIn('This is not a passkey of the official whose device asks.');
      const challenge = loginChallenge(gesture.nonce, kid);
      await verifyAssertion(gesture, challenge, found.passkey, policyOf(roster));
      await verifyByLibrary(gesture, challenge, found.passkey, policyOf(roster));
      const session = await rows.login(nonce, { kid, loginAt: now, usedAt: now, gestureAt: now });
      if (!session) throw signIn('This nonce was used by another request.');
      return sessionOf(session);
    },
    current: async ({ kid }) => sessionOf(await standing(kid, clock.now())),
    end: ({ kid }) => rows.endSession(kid),
    endOf: (kid) => rows.endSession(kid),
  };
}
