// A further device of one's own in two real browsers: a code on the first, a touch on the second, what came before is read there, and after the removal nothing is
// (docs/spec/browser.md, BRW-12).
import type { CDPSession } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type BrowserWorld, openBrowserWorld, type Tab } from '../testkit/browser.ts';
import { go, heading, press, shot } from '../testkit/desk.ts';

type Key = { readonly session: CDPSession; readonly authenticatorId: string };

let world: BrowserWorld;
let first: Tab;
let second: Tab;
let key: Key;

async function newKey(tab: Tab): Promise<Key> {
  const session = await tab.context.newCDPSession(tab.page);
  await session.send('WebAuthn.enable', { enableUI: false });
  const { authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      ctap2Version: 'ctap2_1',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
      hasPrf: true,
    },
  });
  return { session, authenticatorId };
}

beforeAll(async () => {
  world = await openBrowserWorld();
  first = await world.open();
  key = await newKey(first);
  await first.page.goto(`${world.url}/enrol`);
  await first.page.getByLabel('Invitation code').fill(world.code('official'));
  await first.page.getByLabel('Your name').fill('Livia Sander');
  await press(first, 'Continue');
  await press(first, 'Create your passkey');
  await heading(first, 'Needs you today').waitFor();
  await first.page.getByRole('link', { name: /^Open: New/ }).waitFor();
});
afterAll(() => world?.close());

const devices = (tab: Tab) => tab.page.getByRole('list', { name: 'Your devices' }).getByRole('listitem');

/** A browser that knows nobody, whose person has the same passkey: as a service does that keeps passkeys on all computers of somebody. */
async function besideWithTheKey(): Promise<Tab> {
  const tab = await world.open();
  // A passkey that the browser's testing tools carry over signs, and evaluates no PRF: here a service's passkey would give the same output as elsewhere.
  await tab.context.addInitScript(() => {
    const get = navigator.credentials.get.bind(navigator.credentials);
    Object.defineProperty(navigator.credentials, 'get', {
      value: async (options: CredentialRequestOptions) => {
        const answer = await get(options);
        const asked = options.publicKey?.extensions?.prf !== undefined;
        const results = asked ? { prf: { results: { first: new Uint8Array(32).fill(7) } } } : {};
        return Object.defineProperty(answer, 'getClientExtensionResults', { value: () => results });
      },
    });
  });
  const { session, authenticatorId } = await newKey(tab);
  const { credentials } = await key.session.send('WebAuthn.getCredentials', key);
  for (const credential of credentials) await session.send('WebAuthn.addCredential', { authenticatorId, credential });
  return tab;
}

async function typeCode(code: string): Promise<void> {
  await second.page.getByLabel('Code of your other device').fill(code);
  await second.page.getByLabel('Your name').fill('Livia Sander');
  await press(second, 'Use your passkey');
}

test('a code on the first device and a touch on the second: both list each other, and the second reads what came before', async () => {
  await go(first, 'Settings');
  await devices(first).first().waitFor();
  expect(await devices(first).count()).toBe(1);
  await press(first, 'Add another device');
  const code = await first.page.getByText(/^([0-9A-Z]{4}-){4}[0-9A-Z]{4}$/).innerText();
  await devices(first).nth(1).waitFor();
  expect(await devices(first).count()).toBe(2);
  expect(await first.axe()).toEqual([]);
  await shot(first, 'devices-code');

  second = await besideWithTheKey();
  await second.page.goto(`${world.url}/enrol`);
  await second.page.getByRole('link', { name: 'I have a desk on another device' }).click();
  await heading(second, 'Use this device too').waitFor();
  await second.page.reload();
  await heading(second, 'Use this device too').waitFor();
  await press(second, 'Use your passkey');
  await second.page.getByRole('alert').getByText('Enter the code that your other device shows').waitFor();
  expect(await second.axe()).toEqual([]);
  await typeCode('AAAA-AAAA-AAAA-AAAA-AAAA');
  await second.page.getByText('This code and this passkey do not fit').waitFor();
  await shot(second, 'devices-second');
  await typeCode(code);
  await heading(second, 'Needs you today').waitFor();
  await second.page.getByRole('link', { name: /^Open: New/ }).click();
  await heading(second, /^Case TL-2026-0077/).waitFor();
  await go(second, 'Settings');
  await devices(second).nth(1).waitFor();
  expect(await devices(second).count()).toBe(2);
  await press(first, 'I have used it');
  await first.page.getByText(code).waitFor({ state: 'detached' });
  for (const { sent, complaints, foreign } of [first, second]) {
    expect(sent.filter((one) => one.includes(code))).toEqual([]);
    expect(complaints).toEqual([]);
    expect(foreign).toEqual([]);
  }
  await shot(second, 'devices-listed');
});

test('removed by the first, the second is locked out of its open page, and its code brings nothing back', async () => {
  const other = devices(first).filter({ hasNotText: 'This browser' });
  await other.getByRole('button', { name: /^Revoke/ }).click();
  await first.page
    .getByRole('dialog')
    .getByRole('button', { name: /^Revoke/ })
    .click();
  await first.page.getByText(/^Removed\. The seal of your authority was renewed/).waitFor();
  await devices(first).nth(1).waitFor({ state: 'detached' });
  expect(await devices(first).count()).toBe(1);
  await second.page.getByText('Livia Sander can no longer work here').waitFor();
  await heading(second, 'Sign in').waitFor();
  expect(await first.axe()).toEqual([]);
  await first.close();
  await second.close();
});
