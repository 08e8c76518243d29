// What an official does with passkeys: a second one, the loss of one, and a browser that was wiped (docs/spec/browser.md; docs/spec/roster.md, ROS-7).
import type { CDPSession } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type BrowserWorld, openBrowserWorld, type Tab } from '../testkit/browser.ts';
import { go, heading, press, shot } from '../testkit/desk.ts';

type Key = { readonly id: string; present(here: boolean): Promise<void>; lose(): Promise<void> };

let world: BrowserWorld;
let tab: Tab;
let session: CDPSession;
let telephone: Key;

/** A security key of its own; it answers while it is present. */
async function newKey(transport: 'internal' | 'usb'): Promise<Key> {
  const { authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      ctap2Version: 'ctap2_1',
      transport,
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
      hasPrf: true,
    },
  });
  return {
    id: authenticatorId,
    present: async (enabled) =>
      void (await session.send('WebAuthn.setAutomaticPresenceSimulation', { authenticatorId, enabled })),
    lose: async () => void (await session.send('WebAuthn.removeVirtualAuthenticator', { authenticatorId })),
  };
}

beforeAll(async () => {
  world = await openBrowserWorld();
  tab = await world.open();
  session = await tab.context.newCDPSession(tab.page);
  await session.send('WebAuthn.enable', { enableUI: false });
  telephone = await newKey('internal');
  await tab.page.goto(`${world.url}/enrol`);
  await tab.page.getByLabel('Invitation code').fill(world.code('official'));
  await tab.page.getByLabel('Your name').fill('Livia Sander');
  await press(tab, 'Continue');
  await press(tab, 'Create your passkey');
  await heading(tab, 'Needs you today').waitFor();
});
afterAll(() => world?.close());

const list = () => tab.page.getByRole('list', { name: 'Your passkeys' }).getByRole('listitem');

describe('a passkey', () => {
  test('is not added twice: the same authenticator is refused with a plain sentence', async () => {
    await go(tab, 'Settings');
    await tab.page.getByText('Make a second passkey').waitFor();
    await press(tab, 'Add a passkey');
    await tab.page.getByText('That is a passkey you already have here').waitFor();
    expect(await list().count()).toBe(1);
    expect(await tab.axe()).toEqual([]);
  });

  test('of another authenticator becomes the second, confirmed with the first', async () => {
    const stick = await newKey('usb');
    await telephone.present(false);
    const made = new Promise((resolve) => session.once('WebAuthn.credentialAdded', resolve));
    // Between the two touches the roster is fetched: whoever touches then puts one key down and takes the other.
    const changed = made.then(async () => {
      await stick.present(false);
      await telephone.present(true);
    });
    await tab.context.route('**/v1/directory/checkpoint', async (route) => {
      await changed;
      await route.continue();
    });
    await press(tab, 'Add a passkey');
    await changed;
    await tab.page.getByText('The new passkey signs for you and opens this browser.').waitFor();
    expect(await list().count()).toBe(2);
    await tab.context.unroute('**/v1/directory/checkpoint');
    await stick.present(true);
    await shot(tab, 'settings-passkeys');
    expect(await tab.axe()).toEqual([]);
  });

  test('that was lost is revoked with the other, which opens the browser from then on', async () => {
    await telephone.lose();
    await list()
      .first()
      .getByRole('button', { name: /^Revoke/ })
      .click();
    await tab.page
      .getByRole('dialog')
      .getByRole('button', { name: /^Revoke/ })
      .click();
    await tab.page.getByText('Make a second passkey').waitFor();
    expect(await list().count()).toBe(1);
    await press(tab, 'Lock');
    await press(tab, 'Open with your passkey');
    await heading(tab, 'Needs you today').waitFor();
  });
});

describe('a browser that was wiped', () => {
  test('comes back with the passkey: the same official, and what the authority received', async () => {
    await press(tab, 'Lock');
    await heading(tab, 'Sign in').waitFor();
    // Nothing of the app may be on its way when what it is kept in goes.
    await tab.page.goto('about:blank');
    await session.send('Storage.clearDataForOrigin', { origin: world.url, storageTypes: 'all' });
    await tab.page.goto(`${world.url}/recover`);
    await heading(tab, 'Get back in').waitFor();
    await tab.page.getByLabel('Your name').fill('Livia Sander');
    await press(tab, 'Bring it back with your passkey');
    await heading(tab, 'Needs you today').waitFor();
    const banner = tab.page.getByRole('banner');
    expect(await banner.innerText()).toContain('Ministry of Justice of Norvania');
    await banner
      .getByText(/^Up to date/)
      .first()
      .waitFor();
    expect(tab.complaints).toEqual([]);
  });
});
