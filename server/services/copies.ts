// Wrapped seeds: what a device leaves here so that wiped storage is no lost device, opaque, given out for an assertion of the passkey that wraps it
// (protocol.md section 1; docs/spec/http.md ENR-7, ENR-8).
import {
  activePasskey,
  activePasskeysOf,
  copyChallenge,
  decodeGestures,
  digestOf,
  encodeCopies,
  type Gesture,
  type Kid,
  MAX_COPY_BYTES,
  type Passkey,
  type Policy,
  policyOf,
  toHex,
  verifyAssertion,
} from '../../crypto/relay.ts';
import type { RelayDeps } from '../deps.ts';
import type { Principal } from '../door.ts';
import { notFound, RelayRefusal } from '../refusal.ts';
import { verifyByLibrary } from './assertion.ts';
import { openNonces } from './open-nonces.ts';
import type { Rosters } from './rosters.ts';
import { type Asked, madeAtHome, standIn } from './stand-in.ts';

export type Copies = {
  /** Keeps a wrapped seed of the caller's device under a passkey of its official, in the place of an earlier one. Throws RELAY_BAD_REQUEST, RELAY_NOT_FOUND, RELAY_CONFLICT. */
  keep(principal: Principal, credential: string, sealed: Uint8Array): Promise<void>;
  /** For somebody who has nothing but a passkey. */
  nonce(): { nonce: string; expiresAt: number };
  /** True once for each such nonce, while it lives: a locked browser signs in over one as well (HTTP-15). */
  takeNonce(nonce: string): boolean;
  /** The wrapped seeds under the passkey that answered copyChallenge(nonce). Whatever is wrong: RELAY_NOT_FOUND. */
  fetch(raw: Uint8Array): Promise<Uint8Array>;
  /** Ends those of a device that was revoked. */
  forget(kid: Kid): Promise<void>;
  /** Ends those of a device under a passkey that was revoked. */
  forgetUnder(kid: Kid, credentialId: Uint8Array): Promise<void>;
};

const MAX_COPIES = 8;
/** One passkey serves an official on several computers. */
const MAX_GIVEN = 32;
type CopiesDeps = Pick<RelayDeps, 'store' | 'clock' | 'random'> & { readonly rosters: Rosters };

export function createCopies({ store, clock, random, rosters }: CopiesDeps): Copies {
  const nonces = openNonces({ clock, random });

  async function holds(gesture: Gesture, { passkey, policy }: Asked): Promise<boolean> {
    const challenge = copyChallenge(gesture.nonce);
    try {
      await verifyAssertion(gesture, challenge, passkey, policy);
      await verifyByLibrary(gesture, challenge, passkey, policy);
      return true;
    } catch {
      return false;
    }
  }

  function* policies(): Iterable<Policy> {
    for (const { roster } of rosters.all()) yield policyOf(roster);
  }

  /** ENR-8: each with its own official's passkey: an id of somebody else's, entered in another roster, opens nothing here. */
  function* ownersOf(gesture: Gesture, rows: readonly { readonly kid: string; readonly sealed: Uint8Array }[]) {
    for (const row of rows) {
      const kid = row.kid as Kid;
      const owner = rosters.byKid(kid);
      const found = owner && activePasskey(owner.chain.roster, toHex(gesture.credentialId));
      if (owner?.key !== 'device' || found?.official.id !== owner.official.id) continue;
      const asked = { passkey: found.passkey, policy: policyOf(owner.chain.roster) };
      if (madeAtHome(gesture, asked)) yield { kid, sealed: row.sealed, asked };
    }
  }

  return {
    takeNonce: nonces.use,
    nonce: nonces.issue,
    async keep({ kid }, credential, sealed) {
      const owner = rosters.byKid(kid);
      if (owner?.key !== 'device') throw notFound();
      if (sealed.length === 0 || sealed.length > MAX_COPY_BYTES)
        throw new RelayRefusal('RELAY_BAD_REQUEST', `A copy has 1 to ${MAX_COPY_BYTES} bytes.`);
      const own = activePasskeysOf(owner.chain.roster, owner.official.id);
      if (!own.some(({ credentialId }) => digestOf(credentialId) === credential)) throw notFound();
      const kept = await store.putCopy({ kid, credential, sealed, keptAt: clock.now() }, MAX_COPIES);
      if (!kept) throw new RelayRefusal('RELAY_CONFLICT', `A device leaves ${MAX_COPIES} copies at most.`);
    },
    async fetch(raw) {
      const gestures = decodeGestures(raw);
      const [gesture] = gestures;
      if (!gesture || gestures.length !== 1) throw new RelayRefusal('RELAY_BAD_REQUEST', 'One gesture asks.');
      const nonce = toHex(gesture.nonce);
      // ENR-8: whether the relay has something for this passkey is told by no step that is left out: there is always one to hold the answer against.
      const nobody = standIn(gesture, policies());
      if (!nobody || !nonces.stands(nonce)) throw notFound();
      const given = [];
      const judged = new Map<Passkey, boolean>();
      for (const { kid, sealed, asked } of ownersOf(gesture, await store.copies(digestOf(gesture.credentialId)))) {
        if (!judged.has(asked.passkey)) judged.set(asked.passkey, await holds(gesture, asked));
        if (judged.get(asked.passkey)) given.push({ kid, sealed });
      }
      if (judged.size === 0) await holds(gesture, nobody);
      // Used up by an answer that verifies: two at once with one nonce get one answer.
      if (given.length === 0 || !nonces.use(nonce)) throw notFound();
      return encodeCopies(given.slice(-MAX_GIVEN));
    },
    forget: (kid) => store.dropCopies(kid),
    forgetUnder: (kid, credentialId) => store.dropCopy(kid, digestOf(credentialId)),
  };
}
