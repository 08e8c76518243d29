// From what an official has or knows to an open desk: profiles begun, unlocked, brought back and forgotten (docs/spec/browser.md).
import {
  type AuthorityId,
  deviceFromSeed,
  equal,
  type Gesture,
  type Kid,
  loginChallenge,
  parseCode,
  type Random,
  ready,
  type StretchParams,
  systemRandom,
  toHex,
} from '../../../crypto/index.ts';
import { type Asserted, answered, type PagePasskeys } from '../../sdk/authenticators/browser.ts';
import { ClientError, type ClientOptions, codeOf, fetchCopies, openByCode, openNonce } from '../../sdk/index.ts';
import { lockOf, openWrap, wrapSeed } from '../../sdk/vaults/wrap.ts';
import { type Guard, handleOf, openGuards, PROTECTED_BY, type UnlockProof } from './guards.ts';
import { type Opening, type OpenProfile, openProfile } from './open-profile.ts';
import { type ProfileCard, profileCards } from './profile-card.ts';
import type { Places, Profile } from './profiles.ts';

/** What the page asks a passkey to unlock a profile: `passkeys.assert` takes it as it is. */
export type PasskeyQuestion = {
  readonly rpId: string;
  readonly challenge: Uint8Array;
  readonly allow: readonly Uint8Array[];
  readonly unlock: true;
};

export type UnlockOptions = {
  /** "Use here": takes the profile from the tab that has it open. */
  readonly takeOver?: boolean;
  /** The vault is gone and the relay is asked for everything again, after CLIENT_VAULT_MISSING said so and the official agreed. */
  readonly bringBack?: boolean;
  /** Another tab took the profile over. */
  readonly onLost?: () => void;
};

/** A wrap that the relay kept, the device it is of, the key that its passkey's PRF became, and where that passkey belongs. */
export type RelayCopy = {
  readonly kid: Kid;
  readonly wrap: Uint8Array;
  readonly key: CryptoKey;
  readonly rpId: string;
};

export type UnlockDeps = {
  readonly places: Places;
  readonly page: PagePasskeys;
  readonly client: Omit<ClientOptions, 'vault' | 'authenticator' | 'protection' | 'seed' | 'signInWith'>;
  /** Cheaper Argon2id in tests. */
  readonly testingOnlyStretch?: StretchParams;
};

export type Unlocking = {
  profiles(): Promise<ProfileCard[]>;
  /** A new device in this browser, to be enrolled by its client. Throws CLIENT_PASSKEY_UNLOCK when the passkey cannot unlock and no passphrase was given. */
  begin(guard: Guard, name: string, options?: UnlockOptions): Promise<OpenProfile>;
  /** What to ask a passkey; null for a profile that none unlocks. Throws CLIENT_VAULT_MISSING. */
  question(id: string): Promise<PasskeyQuestion | null>;
  /** Throws CLIENT_VAULT_MISSING, CLIENT_VAULT_BUSY, CLIENT_VAULT_PASSPHRASE, CLIENT_PASSKEY_*. */
  unlock(id: string, proof: UnlockProof, options?: UnlockOptions): Promise<OpenProfile>;
  /**
   * BRW-10: devices of whose seeds a passkey left copies at the relay, when nothing of them is left in this browser: one touch of that passkey.
   * Throws RELAY_NOT_FOUND (none, or not given), CLIENT_PASSKEY_UNLOCK, CLIENT_PASSKEY_*, CLIENT_RELAY_*.
   */
  recall(rpId: string): Promise<readonly RelayCopy[]>;
  /**
   * BRW-12: the further device that an official's other browser made, opened by its code and one touch of a passkey they have. Throws POLICY_INVITATION (no
   * code), CLIENT_NOT_FOUND (not this one), RELAY_NOT_FOUND (another passkey), CLIENT_PASSKEY_UNLOCK, CLIENT_PASSKEY_*, CLIENT_RELAY_*.
   */
  pair(rpId: string, code: string, name: string, options?: UnlockOptions): Promise<OpenProfile>;
  /** One of them becomes this browser's. Whoever still has it elsewhere has the same device twice. */
  restore(copy: RelayCopy, name: string, options?: UnlockOptions): Promise<OpenProfile>;
  /** Removes a profile from this browser, for good. */
  forget(id: string): Promise<void>;
};

/** How long an unlocking waits for a nonce that only spares a touch. */
const NONCE_MS = 3_000;

const gestureOf = ({ key: _, ...assertion }: Asserted, nonce: Uint8Array): Gesture => ({ ...assertion, nonce });

/** Whether a copy opens with this passkey: others lie under a code, or were overwritten. */
function isUnder(copy: Uint8Array, credentialId: Uint8Array): boolean {
  try {
    const lock = lockOf(copy);
    return lock.by === 'passkey' && equal(lock.credentialId, credentialId);
  } catch (error) {
    if (codeOf(error) === 'CLIENT_VAULT_CORRUPT') return false;
    throw error;
  }
}

export function openUnlocking({ places, page, client, testingOnlyStretch }: UnlockDeps): Unlocking {
  const random: Random = client.random ?? systemRandom;
  const now = (): number => client.clock?.now() ?? Date.now();
  const { practice } = client.trust;
  const guards = openGuards({ places, random, practice, ...(testingOnlyStretch ? { testingOnlyStretch } : {}) });
  /** Nonces that unlocking passkeys were asked over, by profile. */
  const asked = new Map<string, Uint8Array | null>();
  const relay = { origin: client.trust.relayOrigin, fetch: client.fetch ?? fetch, clock: { now }, random };
  const open = (opening: Opening): Promise<OpenProfile> => openProfile({ places, page, client, random, now }, opening);

  async function found(id: string): Promise<Profile> {
    await ready();
    const profile = (await places.list()).find((one) => one.id === id);
    if (!profile) throw new ClientError('CLIENT_VAULT_MISSING', 'this browser knows no such profile');
    return profile;
  }

  /** The profile of this seed, or a fresh one. */
  async function profileOf(seed: Uint8Array, name: string, authority: AuthorityId | null): Promise<Profile> {
    await ready();
    const { kid } = deviceFromSeed(seed);
    const known = (await places.list()).find((one) => one.kid === kid);
    const fresh = { id: toHex(random(8)), kid, name, authorityName: '', authority, practice: false, rpId: null };
    return known ?? { ...fresh, wraps: [], openedAt: now() };
  }

  /** Where the vault is empty and the roster knows the device, it belongs there again: the rest is pulled from the first entry on. */
  async function back(opened: OpenProfile, authority: AuthorityId | null): Promise<OpenProfile> {
    try {
      if (authority && !opened.client.whoami()) await opened.client.devices.adopt(authority);
      return opened;
    } catch (error) {
      await opened.close();
      throw error;
    }
  }

  /** What was left under the passkey that somebody touches now, and the key of its PRF. */
  async function touched(rpId: string) {
    await ready();
    let key: CryptoKey | null = null;
    const { credentialId, copies } = await fetchCopies({
      ...relay,
      async assert(challenge) {
        const { key: made, ...assertion } = answered(await page.assert({ rpId, challenge, allow: [], unlock: true }));
        key = made;
        return assertion;
      },
    });
    const opener = key as CryptoKey | null;
    if (!opener) throw new ClientError('CLIENT_PASSKEY_UNLOCK', 'the passkey has no PRF');
    return { credentialId, copies, key: opener };
  }

  const restore: Unlocking['restore'] = async ({ kid, wrap: copy, key, rpId }, name, options = {}) => {
    await ready();
    const secret = await openWrap(copy, key);
    // ENR-8: the relay may hand out another copy than it names.
    if (deviceFromSeed(secret.seed).kid !== kid)
      throw new ClientError('CLIENT_VAULT_CORRUPT', 'a copy of another device');
    const lock = lockOf(copy);
    const known = await profileOf(secret.seed, name, secret.authority);
    const others = known.wraps.filter((wrap) => handleOf(lockOf(wrap)) !== handleOf(lock));
    const profile = { ...known, rpId, wraps: [...others, copy] };
    await places.save(profile);
    const keys = new Map([[handleOf(lock), key]]);
    const protection = PROTECTED_BY[lock.by];
    return back(await open({ ...options, profile, secret, keys, create: true, protection }), secret.authority);
  };

  return {
    profiles: () => profileCards(places),

    async begin(guard, name, options = {}) {
      const seed = random(32);
      const secret = { seed, authority: null };
      const fresh = { ...(await profileOf(seed, name, null)), practice: guard.by === 'practice' };
      const { lock, key, made } = await guards.make(guard, fresh.id);
      // BRW-4: the wrap is stored before the vault is made, and long before a roster names the device.
      const wraps = [await wrapSeed(lock, key, secret, random)];
      const profile = { ...fresh, rpId: made?.rpId ?? null, wraps };
      await places.save(profile);
      const keys = new Map([[handleOf(lock), key]]);
      return open({ ...options, profile, secret, keys, create: true, protection: PROTECTED_BY[lock.by], made });
    },

    async question(id) {
      const profile = await found(id);
      const allow = profile.wraps.flatMap((wrap) => {
        const lock = lockOf(wrap);
        return lock.by === 'passkey' ? [lock.credentialId] : [];
      });
      if (allow.length === 0 || profile.rpId === null) return null;
      // BRW-6: over a nonce of the relay one touch unlocks and signs in; without one it unlocks.
      const nonce = profile.authority && (await openNonce({ ...relay, timeoutMs: NONCE_MS }).catch(() => null));
      asked.set(id, nonce || null);
      return { rpId: profile.rpId, challenge: loginChallenge(nonce ?? random(32), profile.kid), allow, unlock: true };
    },

    async unlock(id, proof, options = {}) {
      const profile = await found(id);
      const { wrap, key } = await guards.fit(profile, proof);
      const { seed, authority: wrapped } = await openWrap(wrap, key);
      const authority = wrapped ?? profile.authority;
      const lock = lockOf(wrap);
      const nonce = asked.get(id) ?? null;
      asked.delete(id);
      const opened = await open({
        ...options,
        profile,
        secret: { seed, authority },
        keys: new Map([[handleOf(lock), key]]),
        // A device that was never enrolled has nothing to lose: its enrolment begins again.
        create: authority === null || options.bringBack === true,
        protection: PROTECTED_BY[lock.by],
        signInWith: proof.by === 'passkey' && nonce ? gestureOf(answered(proof.answer), nonce) : null,
      });
      return back(opened, authority);
    },

    async recall(rpId) {
      const { credentialId, copies, key } = await touched(rpId);
      const mine = copies.filter(({ sealed }) => isUnder(sealed, credentialId));
      if (mine.length === 0) throw new ClientError('CLIENT_NOT_FOUND', 'nothing of this passkey');
      return mine.map(({ kid, sealed }) => ({ kid, wrap: sealed, key, rpId }));
    },

    async pair(rpId, code, name, options = {}) {
      parseCode(code);
      const { credentialId, copies, key } = await touched(rpId);
      const found = await openByCode(copies, code);
      if (!found) throw new ClientError('CLIENT_NOT_FOUND', 'the code opens nothing of this passkey');
      // The code was for the way: from here on the passkey guards it.
      const wrap = await wrapSeed({ by: 'passkey', credentialId }, key, found.secret, random);
      const opened = await restore({ kid: found.kid, wrap, key, rpId }, name, options);
      try {
        await opened.client.secondDevices.finish();
        return opened;
      } catch (error) {
        await opened.close();
        throw error;
      }
    },

    restore,

    forget: (id) => places.remove(id),
  };
}
