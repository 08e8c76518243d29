// A browser without a browser: profiles and vaults in memory that can be cleared like a browser's, and a page whose passkey evaluates PRF or does not.
import type { PageAnswer, PagePasskeys, PasskeyRefusal, Registered } from '../../client/sdk/authenticators/browser.ts';
import { ClientError } from '../../client/sdk/failure.ts';
import { memoryVault } from '../../client/sdk/vaults/memory.ts';
import type { OpenProfile } from '../../client/web/worker/open-profile.ts';
import type { Places, Profile } from '../../client/web/worker/profiles.ts';
import { openUnlocking, type UnlockDeps, type Unlocking, type UnlockOptions } from '../../client/web/worker/unlock.ts';
import { concat, equal } from '../../crypto/primitives/bytes.ts';
import { hmacSha256 } from '../../crypto/primitives/hash.ts';
import { systemRandom } from '../../crypto/primitives/random.ts';
import { encode } from '../../crypto/wire/codec.ts';
import { ROLES } from '../../crypto/wire/genesis.ts';
import type { FoundedAuthority } from './authority.ts';
import { assertion, authenticatorData, newPasskey, type TestPasskey } from './passkey.ts';
import type { TestRelay } from './relay.ts';

export type TestPlaces = Places & {
  /** Clears the vaults; with `all`, everything. */
  clear(all?: boolean): void;
  /** How the stored profiles look to whoever reads the disk. */
  legible(): Promise<Uint8Array>;
};

function memoryPlaces(): TestPlaces {
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

/** How the official of these tests is called. */
export const NAMES = { name: 'Amarantha Quill', authorityName: 'Talassa' };
/** A registration as a page asks for it. */
export const ASK = {
  rpId: 'localhost',
  challenge: new Uint8Array(32),
  user: { id: new Uint8Array(16), name: 'A' },
  exclude: [],
};

export type TestBrowser = { readonly places: TestPlaces; readonly page: TestPage; readonly desk: Unlocking };

/** A browser at `relay`, or the same storage and passkeys opened in another way. */
export function openBrowser(
  relay: TestRelay,
  change: Partial<UnlockDeps> = {},
  { places, page } = { places: memoryPlaces(), page: testPage() },
): TestBrowser {
  const client = { trust: relay.card, clock: relay.clock };
  const testingOnlyStretch = { passes: 1, kibibytes: 64, lanes: 1 };
  return { places, page, desk: openUnlocking({ places, page, client, testingOnlyStretch, ...change }) };
}

/** A code for an officer. */
export async function invitation({ admin, second }: FoundedAuthority): Promise<string> {
  const { code, changed } = await admin.client.invitations.invite({ name: NAMES.name, roles: [ROLES.officer] });
  if (changed.state === 'pending') await second.client.pending.sign(changed.file);
  await admin.client.sync();
  return code;
}

/** Enrols an officer in this browser, with a colleague who grants what is read. */
export async function enrolIn(here: TestBrowser, authority: FoundedAuthority): Promise<OpenProfile> {
  const opened = await here.desk.begin({ by: 'passkey', passkey: await here.page.register(ASK) }, NAMES.name);
  await opened.client.invitations.accept({ code: await invitation(authority), name: NAMES.name });
  await opened.settle(NAMES);
  await authority.admin.client.sync();
  await opened.client.sync();
  return opened;
}

export const onlyProfile = async ({ desk }: TestBrowser): Promise<string> => (await desk.profiles())[0]?.id as string;

/** Unlocks the only profile with its passkey. */
export async function unlockIn(here: TestBrowser, options: UnlockOptions = {}): Promise<OpenProfile> {
  const id = await onlyProfile(here);
  const question = await here.desk.question(id);
  if (!question) throw new Error('no passkey unlocks it');
  return here.desk.unlock(id, { by: 'passkey', answer: await here.page.assert(question) }, options);
}
