// A browser without a browser: profiles and vaults in memory that can be cleared like a browser's, and a page whose passkey evaluates PRF or does not.
import type { PageAnswer, PagePasskeys, PasskeyRefusal, Registered } from '../../client/sdk/authenticators/browser.ts';
import { ClientError } from '../../client/sdk/failure.ts';
import { memoryVault } from '../../client/sdk/vaults/memory.ts';
import type { Places, Profile } from '../../client/web/worker/profiles.ts';
import { concat, equal } from '../../crypto/primitives/bytes.ts';
import { hmacSha256 } from '../../crypto/primitives/hash.ts';
import { systemRandom } from '../../crypto/primitives/random.ts';
import { encode } from '../../crypto/wire/codec.ts';
import { assertion, authenticatorData, newPasskey, type TestPasskey } from './passkey.ts';

export type TestPlaces = Places & {
  /** Clears the vaults; with `all`, everything. */
  clear(all?: boolean): void;
  /** How the stored profiles look to whoever reads the disk. */
  legible(): Promise<Uint8Array>;
};

export function memoryPlaces(): TestPlaces {
  const profiles = new Map<string, Profile>();
  const keys = new Map<string, CryptoKey>();
  const vaults = new Map<string, { key: Uint8Array; vault: ReturnType<typeof memoryVault> }>();
  return {
    list: async () => [...profiles.values()],
    async save(profile) {
      profiles.set(profile.id, structuredClone(profile));
    },
    async remove(id) {
      for (const kept of [profiles, keys, vaults]) kept.delete(id);
    },
    async keepKey(id, key) {
      keys.set(id, key);
    },
    keyOf: async (id) => keys.get(id) ?? null,
    async openVault({ profile, key, create }) {
      const found = vaults.get(profile);
      if (!found && !create) throw new ClientError('CLIENT_VAULT_MISSING', 'cleared');
      if (found && !equal(found.key, key)) throw new ClientError('CLIENT_VAULT_PASSPHRASE', 'another key');
      if (!found) vaults.set(profile, { key, vault: memoryVault() });
      return (vaults.get(profile) as { vault: ReturnType<typeof memoryVault> }).vault;
    },
    clear(all = false) {
      vaults.clear();
      if (!all) return;
      profiles.clear();
      keys.clear();
    },
    legible: async () =>
      new TextEncoder().encode(
        JSON.stringify([...profiles.values()].map((p) => ({ ...p, wraps: p.wraps.map((w) => [...w]) }))),
      ),
  };
}

export type TestPage = PagePasskeys & {
  readonly passkeys: TestPasskey[];
  /** How often somebody touched an authenticator. */
  touches(): number;
  /** What the next question is answered with, instead of an answer. */
  refuse(why: PasskeyRefusal): void;
  /** PRF from here on, or not. */
  prf(on: boolean): void;
};

/** The key a passkey's PRF becomes: another for each passkey, the same each time. */
async function prfKey({ secret, credentialId }: TestPasskey): Promise<CryptoKey> {
  const raw = hmacSha256(secret.sign(credentialId).slice(0, 32)) as Uint8Array<ArrayBuffer>;
  return crypto.subtle.importKey('raw', raw, 'AES-GCM', false, ['encrypt', 'decrypt']);
}

export function testPage(): TestPage {
  const passkeys: TestPasskey[] = [];
  let touches = 0;
  let refusal: PasskeyRefusal | null = null;
  let hasPrf = true;
  async function touched<T>(act: () => Promise<T>): Promise<PageAnswer<T>> {
    const why = refusal;
    refusal = null;
    if (why) return { ok: false, why, detail: 'as the test wants' };
    touches += 1;
    return { ok: true, value: await act() };
  }
  return {
    passkeys,
    touches: () => touches,
    refuse(why) {
      refusal = why;
    },
    prf(on) {
      hasPrf = on;
    },
    register: ({ rpId }) =>
      touched(async (): Promise<Registered> => {
        const made = newPasskey(systemRandom);
        passkeys.push(made);
        const extension = encode(new Map([['hmac-secret', true]]));
        return {
          rpId,
          authenticatorData: concat(authenticatorData(made, 0xdd), extension),
          key: hasPrf ? await prfKey(made) : null,
        };
      }),
    assert: ({ challenge, allow, unlock }) =>
      touched(async () => {
        const used = passkeys.find(
          ({ credentialId }) => allow.length === 0 || allow.some((id) => equal(id, credentialId)),
        );
        if (!used) throw new Error('no such passkey in this test');
        const { nonce: _, ...answer } = assertion(used, challenge, new Uint8Array(32));
        return { ...answer, key: unlock && hasPrf ? await prfKey(used) : null };
      }),
  };
}
