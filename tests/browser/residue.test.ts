// What the page remembers of acts that were given secrets: nothing, once they are done (docs/spec/browser.md, BRW-2).
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type BrowserWorld, openBrowserWorld } from '../testkit/browser.ts';
import { enrolled, heading, press } from '../testkit/desk.ts';
import { NOTHING, remembered } from '../testkit/remembered.ts';

let world: BrowserWorld;
beforeAll(async () => {
  world = await openBrowserWorld();
});
afterAll(() => world?.close());

test('after an enrolment and after unlocking neither the code nor a key is left on the page', async () => {
  const code = world.code('official');
  const tab = await enrolled(world, code, 'Livia Sander', { practice: false });
  await expect.poll(() => remembered(tab, [code])).toEqual(NOTHING);
  await press(tab, 'Lock');
  await heading(tab, 'Sign in').waitFor();
  await press(tab, 'Open with your passkey');
  await heading(tab, 'Needs you today').waitFor();
  await expect.poll(() => remembered(tab, [code])).toEqual(NOTHING);
  await tab.close();
});

test('a passphrase that was refused is not kept beside what was wrong with it', async () => {
  const tab = await world.open();
  await tab.addPasskey({ prf: false });
  await tab.page.goto(`${world.url}/enrol`);
  await tab.page.getByLabel('Invitation code').fill(world.code('duty'));
  await tab.page.getByLabel('Your name').fill('Tomas Reed');
  await press(tab, 'Continue');
  await press(tab, 'Create your passkey');
  await tab.page.getByLabel('New passphrase').fill('four words of nobody');
  await press(tab, 'Enrol with this passphrase');
  await heading(tab, 'Needs you today').waitFor();
  await press(tab, 'Lock');
  await heading(tab, 'Sign in').waitFor();
  await tab.page.getByLabel('Passphrase').fill('four words of somebody');
  await press(tab, 'Open with a passphrase');
  await tab.page.getByText('Code CLIENT_VAULT_PASSPHRASE').waitFor();
  expect((await remembered(tab, ['four words'])).found).toEqual([]);
  await tab.close();
});
