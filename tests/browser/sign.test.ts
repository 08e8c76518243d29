// A gesture for a program elsewhere, made in a browser: the same number on both screens, one touch, and the program goes on; what else an address may be (docs/spec/http.md, HTTP-16 to HTTP-18).
import { setTimeout as later } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { browserAuthenticator, type PagePasskeys } from '../../client/sdk/authenticators/browser.ts';
import { type PageAsk, webPageAuthenticator } from '../../client/sdk/authenticators/web-page.ts';
import { openClient } from '../../client/sdk/index.ts';
import { memoryVault } from '../../client/sdk/vaults/memory.ts';
import { parseTrustCard, ready } from '../../crypto/index.ts';
import { type BrowserWorld, openBrowserWorld, type Tab } from '../testkit/browser.ts';

let world: BrowserWorld;
let tab: Tab;
beforeAll(async () => {
  await ready();
  world = await openBrowserWorld();
  tab = await world.open();
  await tab.addPasskey();
  await tab.page.goto(`${world.url}/sign`);
});
afterAll(() => world?.close());

const bytes = (numbers: readonly number[]): Uint8Array => new Uint8Array(numbers);

/** Passkeys of the tab's own authenticator, asked for by a program: it has no other way to be an official of a new authority. */
const hands: PagePasskeys = {
  async register({ rpId, challenge, user }) {
    const data = await tab.page.evaluate(
      async ({ id, asked, who, name }) => {
        const made = (await navigator.credentials.create({
          publicKey: {
            rp: { id, name: 'Rogatory' },
            user: { id: new Uint8Array(who), name, displayName: name },
            challenge: new Uint8Array(asked),
            pubKeyCredParams: [-8, -7].map((alg) => ({ type: 'public-key' as const, alg })),
            authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
          },
        })) as PublicKeyCredential;
        return [...new Uint8Array((made.response as AuthenticatorAttestationResponse).getAuthenticatorData())];
      },
      { id: rpId, asked: [...challenge], who: [...user.id], name: user.name },
    );
    return { ok: true, value: { rpId, authenticatorData: bytes(data), key: null } };
  },
  async assert({ rpId, challenge, allow }) {
    const said = await tab.page.evaluate(
      async ({ id, asked, ids }) => {
        const found = (await navigator.credentials.get({
          publicKey: {
            rpId: id,
            challenge: new Uint8Array(asked),
            allowCredentials: ids.map((one) => ({ type: 'public-key' as const, id: new Uint8Array(one) })),
            userVerification: 'required',
          },
        })) as PublicKeyCredential;
        const { authenticatorData, clientDataJSON, signature } = found.response as AuthenticatorAssertionResponse;
        return [found.rawId, authenticatorData, clientDataJSON, signature].map((part) => [...new Uint8Array(part)]);
      },
      { id: rpId, asked: [...challenge], ids: allow.map((one) => [...one]) },
    );
    const [credentialId, authenticatorData, clientDataJson, signature] = said.map(bytes) as [
      Uint8Array,
      Uint8Array,
      Uint8Array,
      Uint8Array,
    ];
    return { ok: true, value: { credentialId, authenticatorData, clientDataJson, signature, key: null } };
  },
};

test('an address that is not whole asks for nothing, and says so', async () => {
  await tab.page.getByRole('heading', { name: 'This address asks for nothing' }).waitFor();
  expect(await tab.axe()).toEqual([]);
});

test('a program signs in with a passkey it does not have: both screens show one number, and nothing is signed before the official agrees', async () => {
  const trust = parseTrustCard(await (await fetch(`${world.url}/rogatory.json`)).text());
  const vault = memoryVault();
  const here = await openClient({ vault, trust, authenticator: browserAuthenticator(hands, async () => {}) });
  await here.founding.found({
    jurisdiction: 'QM',
    names: [['en', 'Another office']],
    adminName: 'Livia Sander',
    rpIds: ['localhost'],
    origins: [world.url],
  });
  await here.session.signOut();

  let told: (ask: PageAsk) => void = () => {};
  const asked = new Promise<PageAsk>((resolve) => {
    told = resolve;
  });
  const authenticator = webPageAuthenticator({ show: (ask) => told(ask), wait: () => later(100), now: Date.now });
  const program = await openClient({ vault, trust, authenticator });
  const signedIn = program.session.signIn();
  const { address, compare, purpose } = await asked;
  expect(purpose).toBe('login');

  await tab.page.goto(address);
  await tab.page.reload();
  await tab.page.getByRole('heading', { name: 'You are about to sign a command line in' }).waitFor();
  await tab.page.getByText(compare.join(' '), { exact: true }).waitFor();
  const sign = tab.page.getByRole('button', { name: 'Sign in with your passkey' });
  expect(await sign.isDisabled()).toBe(true);
  expect(await tab.axe()).toEqual([]);
  await tab.page.getByText('The terminal shows the same number').click();
  await sign.click();
  await tab.page.getByText('Go back to the terminal').waitFor();
  await signedIn;

  // The same address once more: what was answered is not answered again, in words.
  await tab.page.reload();
  await tab.page.getByText('The terminal shows the same number').click();
  await tab.page.getByRole('button', { name: 'Sign in with your passkey' }).click();
  await tab.page.getByText(/^Code RELAY_(CONFLICT|NOT_FOUND)$/).waitFor();
});

test('an address over a transmission shows eight words; one that nobody asks for is refused in words', async () => {
  await tab.page.goto(`${world.url}/sign#${'ab'.repeat(32)}${'cd'.repeat(32)}`);
  await tab.page.reload();
  await tab.page.getByRole('heading', { name: 'You are about to sign a transmission' }).waitFor();
  expect(await tab.page.getByRole('list', { name: 'The eight words' }).getByRole('listitem').count()).toBe(8);
  await tab.page.getByText('The terminal shows the same eight words').click();
  await tab.page.getByRole('button', { name: 'Sign with your passkey' }).click();
  await tab.page.getByText('The ten minutes of this address are over').waitFor();
  expect(await tab.axe()).toEqual([]);
  expect(tab.foreign).toEqual([]);
});
