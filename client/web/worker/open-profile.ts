// An unlocked profile: its vault, its client, and the wraps that follow what becomes of it (docs/spec/browser.md, BRW-4).
import { derive, type Gesture, type Protection, type Random, sha256, toHex } from '../../../crypto/index.ts';
import { browserAuthenticator, type PagePasskeys, type Registered } from '../../sdk/authenticators/browser.ts';
import { practiceAuthenticator } from '../../sdk/authenticators/practice.ts';
import { type Client, type ClientOptions, codeOf, openClient } from '../../sdk/index.ts';
import { lockOf, type SeedSecret, type WrapLock, wrapSeed } from '../../sdk/vaults/wrap.ts';
import { handleOf } from './guards.ts';
import { cardOf, type ProfileCard } from './profile-card.ts';
import type { Places, Profile } from './profiles.ts';

export type { ProfileCard };

/** An unlocked profile. */
export type OpenProfile = {
  readonly client: Client;
  card(): ProfileCard;
  /** After the enrolment, with names as people read them: the wraps say from now on whose device this is. */
  settle(names: { readonly name: string; readonly authorityName: string }): Promise<void>;
  /** BRW-10: leaves the passkeys' wraps at the relay where that is still to be done; without an enrolment or a network it is done another time. */
  leaveCopies(): Promise<void>;
  close(): Promise<void>;
};

export type Opening = {
  readonly profile: Profile;
  readonly secret: SeedSecret;
  /** Keys that are at hand, by the handle of their lock: what was wrapped under them can be wrapped anew. */
  readonly keys: Map<string, CryptoKey>;
  readonly create: boolean;
  readonly protection: Protection;
  /** A passkey made before, for the enrolment to take. */
  readonly made?: Registered | null;
  /** An answer over a login challenge. */
  readonly signInWith?: Gesture | null;
  readonly takeOver?: boolean;
  readonly onLost?: () => void;
};

export type ProfileDeps = {
  readonly places: Places;
  readonly page: PagePasskeys;
  readonly client: Omit<ClientOptions, 'vault' | 'authenticator' | 'protection' | 'seed'>;
  readonly random: Random;
  now(): number;
};

/** Opens the vault of a profile and a client over it. Throws CLIENT_VAULT_*. */
export async function openProfile(
  { places, page, client: shared, random, now }: ProfileDeps,
  opening: Opening,
): Promise<OpenProfile> {
  const { keys, protection, made = null, onLost = () => {}, takeOver = false, create } = opening;
  const { seed } = opening.secret;
  let { authority } = opening.secret;
  let { profile } = opening;
  const key = derive(seed, 'vault');
  const vault = await places.openVault({ profile: profile.id, key, random, create, takeOver, onLost });

  async function save(change: Partial<Profile>): Promise<void> {
    await places.save({ ...profile, ...change });
    profile = { ...profile, ...change };
  }
  async function keep(lock: WrapLock, wrapping: CryptoKey): Promise<void> {
    keys.set(handleOf(lock), wrapping);
    const others = profile.wraps.filter((wrap) => handleOf(lockOf(wrap)) !== handleOf(lock));
    await save({ wraps: [...others, await wrapSeed(lock, wrapping, { seed, authority }, random)] });
  }
  const passkeyAuthenticator = () =>
    browserAuthenticator(
      page,
      async ({ credentialId, rpId }, wrapping) => {
        if (profile.rpId === null) await save({ rpId });
        if (wrapping) await keep({ by: 'passkey', credentialId }, wrapping);
      },
      made,
    );

  try {
    const authenticator = profile.practice ? practiceAuthenticator(vault, random) : passkeyAuthenticator();
    const { signInWith } = opening;
    const guarded = { vault, authenticator, protection, seed, ...(signInWith ? { signInWith } : {}) };
    const client = await openClient({ ...shared, random, ...guarded });
    async function settle(names: Partial<Pick<Profile, 'name' | 'authorityName'>>): Promise<void> {
      authority = client.whoami()?.authority ?? null;
      await save({ ...names, authority });
      for (const lock of profile.wraps.map(lockOf)) {
        const wrapping = keys.get(handleOf(lock));
        if (wrapping) await keep(lock, wrapping);
      }
    }
    async function leaveCopies(): Promise<void> {
      if (profile.authority === null) return;
      try {
        for (const wrap of profile.wraps) {
          const lock = lockOf(wrap);
          const left = profile.left ?? [];
          if (lock.by !== 'passkey' || left.includes(toHex(sha256(wrap)))) continue;
          await client.devices.keepCopy(lock.credentialId, wrap);
          await save({ left: [...left, toHex(sha256(wrap))] });
        }
      } catch (error) {
        if (codeOf(error) === null) throw error;
      }
    }
    await save({ openedAt: now() });
    // A program that ended between the enrolment and this.
    if (profile.authority === null && client.whoami()) await settle({});
    return {
      client,
      card: () => cardOf(profile),
      async settle(names) {
        await settle(names);
        await leaveCopies();
      },
      leaveCopies,
      close: () => client.close(),
    };
  } catch (error) {
    await vault.close();
    throw error;
  }
}
