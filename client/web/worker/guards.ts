// What stands between a browser and a seed: a passkey, a passphrase, or in practice nothing (docs/spec/browser.md, BRW-2 and BRW-3).
import { PROTECTIONS, type Protection, type Random, type StretchParams, toHex } from '../../../crypto/index.ts';
import { type Asserted, answered, type PageAnswer, type Registered } from '../../sdk/authenticators/browser.ts';
import { readRegistration } from '../../sdk/authenticators/registration.ts';
import { ClientError } from '../../sdk/index.ts';
import { browserKey, lockOf, passphraseKey, passphraseLock, type WrapLock } from '../../sdk/vaults/wrap.ts';
import type { Places, Profile } from './profiles.ts';

/** How a new profile will be unlocked. A passkey that has no PRF signs all the same; a passphrase then unlocks. */
export type Guard =
  | { readonly by: 'passkey'; readonly passkey: PageAnswer<Registered> }
  | { readonly by: 'passphrase'; readonly passkey: PageAnswer<Registered>; readonly passphrase: string }
  | { readonly by: 'practice' };

export type UnlockProof =
  | { readonly by: 'passkey'; readonly answer: PageAnswer<Asserted> }
  | { readonly by: 'passphrase'; readonly passphrase: string }
  | { readonly by: 'none' };

/** What the roster is told of each. */
export const PROTECTED_BY: { readonly [by in WrapLock['by']]: Protection } = {
  passkey: PROTECTIONS.passkey,
  passphrase: PROTECTIONS.passphrase,
  none: PROTECTIONS.none,
};

export const handleOf = (lock: WrapLock): string =>
  toHex(lock.by === 'passkey' ? lock.credentialId : lock.by === 'passphrase' ? lock.salt : lock.keyId);

export type Guards = {
  /** The lock and key of a new profile, before anything of it is stored. Throws CLIENT_PASSKEY_UNLOCK for a passkey without PRF. */
  make(guard: Guard, id: string): Promise<{ lock: WrapLock; key: CryptoKey; made: Registered | null }>;
  /** The wrap that a proof opens, and the key to open it with. Throws CLIENT_PASSKEY_UNLOCK, CLIENT_PASSKEY_*, CLIENT_VAULT_MISSING. */
  fit(profile: Profile, proof: UnlockProof): Promise<{ wrap: Uint8Array; key: CryptoKey }>;
};

export type GuardsOptions = {
  readonly places: Places;
  readonly random: Random;
  /** Whether the relay is one for practice. */
  readonly practice: boolean;
  readonly testingOnlyStretch?: StretchParams;
};

export function openGuards({ places, random, practice, testingOnlyStretch }: GuardsOptions): Guards {
  return {
    async make(guard, id) {
      if (guard.by === 'practice') {
        if (!practice) throw new ClientError('CLIENT_PASSKEY', 'practice passkeys are for practice relays');
        const key = await browserKey();
        await places.keepKey(id, key);
        return { lock: { by: 'none', keyId: random(16) }, key, made: null };
      }
      const made = answered(guard.passkey);
      const { credentialId } = readRegistration(made.authenticatorData, made.rpId);
      if (guard.by === 'passphrase') {
        const lock = passphraseLock(random, testingOnlyStretch);
        return { lock, key: await passphraseKey(lock, guard.passphrase), made };
      }
      if (!made.key) throw new ClientError('CLIENT_PASSKEY_UNLOCK', 'the new passkey has no PRF');
      return { lock: { by: 'passkey', credentialId }, key: made.key, made };
    },

    async fit(profile, proof) {
      const wraps = profile.wraps.map((wrap) => ({ wrap, lock: lockOf(wrap) }));
      if (proof.by === 'passkey') {
        const { credentialId, key } = answered(proof.answer);
        const fits = wraps.find(({ lock }) => lock.by === 'passkey' && handleOf(lock) === toHex(credentialId));
        if (!fits || !key)
          throw new ClientError('CLIENT_PASSKEY_UNLOCK', fits ? 'no PRF this time' : 'another passkey answered');
        return { wrap: fits.wrap, key };
      }
      for (const { wrap, lock } of wraps) {
        if (proof.by === 'passphrase' && lock.by === 'passphrase')
          return { wrap, key: await passphraseKey(lock, proof.passphrase) };
        if (proof.by !== 'none' || lock.by !== 'none') continue;
        const key = await places.keyOf(profile.id);
        if (!key) throw new ClientError('CLIENT_VAULT_MISSING', 'this browser lost the key of a practice profile');
        return { wrap, key };
      }
      throw new ClientError('CLIENT_PASSKEY_UNLOCK', 'this profile is unlocked in another way');
    },
  };
}
