// The worker of the browser tests of keys: the app's unlocking over the browser's own storage, and what a test asks of it.
import { expose } from 'comlink';
import type { PagePasskeys } from '../../../client/sdk/authenticators/browser.ts';
import { explain } from '../../../client/sdk/errors.ts';
import type { Vault } from '../../../client/sdk/vault.ts';
import { openBrowserVault } from '../../../client/sdk/vaults/indexeddb.ts';
import type { Guard, UnlockProof } from '../../../client/web/worker/guards.ts';
import type { OpenProfile, ProfileCard } from '../../../client/web/worker/open-profile.ts';
import { browserPlaces } from '../../../client/web/worker/profiles.ts';
import {
  openUnlocking,
  type PasskeyQuestion,
  type RelayCopy,
  type Unlocking,
  type UnlockOptions,
} from '../../../client/web/worker/unlock.ts';
import { fromUtf8, utf8 } from '../../../crypto/primitives/bytes.ts';
import { systemRandom } from '../../../crypto/primitives/random.ts';
import { ready } from '../../../crypto/primitives/sodium.ts';
import { parseTrustCard } from '../../../crypto/wire/trust-card.ts';
import { VAULT_CONTRACT } from '../../testkit/vault-contract.ts';

/** What came of a step: errors lose their kind between threads. */
type Outcome<T> = { readonly value?: T; readonly code?: string };

async function told<T>(act: () => Promise<T>): Promise<Outcome<T>> {
  try {
    await ready();
    return { value: await act() };
  } catch (error) {
    return { code: explain(error).code ?? String(error) };
  }
}

let unlocking: Unlocking | null = null;
let opened: OpenProfile | null = null;
let vault: Vault | null = null;
let losses = 0;

const here = (): Unlocking => unlocking as Unlocking;
const open = (): OpenProfile => opened as OpenProfile;
const keyOf = (seed: number): Uint8Array => new Uint8Array(32).fill(seed);

async function enter(profile: Promise<OpenProfile>): Promise<ProfileCard> {
  opened = await profile;
  return opened.card();
}

const desk = {
  async start(card: string, page: PagePasskeys): Promise<void> {
    const trust = parseTrustCard(card);
    // The test's server stands between this page and its relay, and hears everything.
    const viaHere: typeof fetch = (target, init) =>
      fetch(String(target).replace(trust.relayOrigin, location.origin), init);
    const client = { trust, fetch: viaHere };
    unlocking = openUnlocking({
      places: browserPlaces(),
      page,
      client,
      testingOnlyStretch: { passes: 1, kibibytes: 64, lanes: 1 },
    });
  },
  profiles: () => told(() => here().profiles()),
  begin: (guard: Guard) => told(() => enter(here().begin(guard, 'Amarantha Quill'))),
  question: (id: string): Promise<Outcome<PasskeyQuestion | null>> => told(() => here().question(id)),
  unlock: (id: string, proof: UnlockProof, options: Omit<UnlockOptions, 'onLost'> = {}) =>
    told(() => enter(here().unlock(id, proof, { ...options, onLost: () => void losses++ }))),
  /** The only device that the passkey of this browser left at the relay. */
  bringBack: () =>
    told(async () => {
      const [copy] = await here().recall('localhost');
      return enter(here().restore(copy as RelayCopy, 'Amarantha Quill'));
    }),
  found: () =>
    told(async () => {
      await open().client.founding.found({
        jurisdiction: 'QM',
        names: [['en', 'Norvania']],
        adminName: 'Amarantha Quill',
        rpIds: ['localhost'],
        origins: [location.origin],
      });
      await open().settle({ name: 'Amarantha Quill', authorityName: 'Norvania' });
      return open().client.whoami();
    }),
  signIn: () => told(async () => void (await open().client.session.signIn())),
  addPasskey: () => told(async () => (await open().client.devices.addPasskey('Amarantha Quill')).state),
  whoami: () => told(async () => open().client.whoami()),
  close: () => told(() => open().close()),
  forget: (id: string) => told(() => here().forget(id)),
  losses: () => losses,

  /** The contract of every vault, on this browser's storage: what went wrong, by case. */
  async contract(): Promise<{ readonly [title: string]: string }> {
    await ready();
    const results: { [title: string]: string } = {};
    for (const [title, run] of Object.entries(VAULT_CONTRACT)) {
      const fresh = await openBrowserVault({ profile: title, key: keyOf(1), random: systemRandom, create: true });
      results[title] = await run(fresh).then(
        () => 'holds',
        (error: unknown) => String(error),
      );
      await fresh.close();
    }
    return results;
  },
  openVault: (profile: string, { seed = 1, create = false, takeOver = false } = {}) =>
    told(async () => {
      const onLost = () => void losses++;
      vault = await openBrowserVault({ profile, key: keyOf(seed), random: systemRandom, create, takeOver, onLost });
    }),
  write: (entries: { readonly [key: string]: string | null }) =>
    told(() =>
      (vault as Vault).write(
        Object.entries(entries).map(([key, value]) => ({ key, value: value === null ? null : utf8(value) })),
      ),
    ),
  /** One entry of `size` bytes that cannot be packed. */
  fill: (key: string, size: number) => told(() => (vault as Vault).write([{ key, value: new Uint8Array(size) }])),
  read: (key: string) =>
    told(async () => {
      const value = await (vault as Vault).get(key);
      return value && fromUtf8(value);
    }),
  list: () => told(() => (vault as Vault).list('')),
  closeVault: () => told(() => (vault as Vault).close()),
};
export type KeyDesk = typeof desk;

expose(desk);
