// An unlocked profile: its vault, its client, and the wraps that follow what becomes of it (docs/spec/browser.md, BRW-4).
import { derive, type Protection, type Random } from '../../../crypto/index.ts';
import {
  type Asserted,
  browserAuthenticator,
  type PagePasskeys,
  type Registered,
} from '../../sdk/authenticators/browser.ts';
import { practiceAuthenticator } from '../../sdk/authenticators/practice.ts';
import { type Client, type ClientOptions, openClient, RelayError } from '../../sdk/index.ts';
import { lockOf, type SeedSecret, type WrapLock, wrapSeed } from '../../sdk/vaults/wrap.ts';
import { handleOf } from './guards.ts';
import type { Places, Profile } from './profiles.ts';

/** What a sign-in screen shows of a profile. */
export type ProfileCard = Pick<Profile, 'id' | 'kid' | 'name' | 'authorityName' | 'practice' | 'openedAt'> & {
  readonly enrolled: boolean;
  readonly unlocksWith: readonly WrapLock['by'][];
};

export const cardOf = ({
  id,
  kid,
  name,
  authorityName,
  practice,
  openedAt,
  authority,
  wraps,
}: Profile): ProfileCard => ({
  id,
  kid,
  name,
  authorityName,
  practice,
  openedAt,
  enrolled: authority !== null,
  unlocksWith: [...new Set(wraps.map((wrap) => lockOf(wrap).by))],
});

/** An unlocked profile. */
export type OpenProfile = {
  readonly client: Client;
  card(): ProfileCard;
  /** After the enrolment, with names as people read them: the wraps say from now on whose device this is. */
  settle(names: { readonly name: string; readonly authorityName: string }): Promise<void>;
  /** Each passkey's wrap, as the relay may keep it. */
  copies(): { readonly credentialId: Uint8Array; readonly wrap: Uint8Array }[];
  /** Signs in: without a further touch where the one that unlocked could answer a nonce of the relay. */
  signIn(): Promise<void>;
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
  /** An answer over a login challenge with this nonce. */
  readonly signInWith?: { readonly answer: Asserted; readonly nonce: Uint8Array } | null;
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
  let signInWith = opening.signInWith ?? null;
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
    const client = await openClient({ ...shared, random, vault, authenticator, protection, seed });
    async function settle(names: Partial<Pick<Profile, 'name' | 'authorityName'>>): Promise<void> {
      authority = client.whoami()?.authority ?? null;
      await save({ ...names, authority });
      for (const lock of profile.wraps.map(lockOf)) {
        const wrapping = keys.get(handleOf(lock));
        if (wrapping) await keep(lock, wrapping);
      }
    }
    await save({ openedAt: now() });
    // A program that ended between the enrolment and this.
    if (profile.authority === null && client.whoami()) await settle({});
    return {
      client,
      card: () => cardOf(profile),
      settle,
      copies: () =>
        profile.wraps.flatMap((wrap) => {
          const lock = lockOf(wrap);
          return lock.by === 'passkey' ? [{ credentialId: lock.credentialId, wrap }] : [];
        }),
      async signIn() {
        const gesture = signInWith;
        signInWith = null;
        if (gesture && (await presented(client, gesture))) return;
        await client.session.signIn();
      },
      close: () => client.close(),
    };
  } catch (error) {
    await vault.close();
    throw error;
  }
}

/** False where the relay no longer takes the nonce: the official is asked once more. */
async function presented(client: Client, { answer, nonce }: NonNullable<Opening['signInWith']>): Promise<boolean> {
  const { credentialId, authenticatorData, clientDataJson, signature } = answer;
  try {
    await client.session.present({ credentialId, authenticatorData, clientDataJson, signature, nonce });
    return true;
  } catch (error) {
    if (error instanceof RelayError && error.code === 'RELAY_SIGN_IN') return false;
    throw error;
  }
}
