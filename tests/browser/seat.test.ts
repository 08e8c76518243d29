// From an invitation to an open desk, and back to it: with a passkey that unlocks, and with practice's own (docs/spec/browser.md).
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type BrowserWorld, openBrowserWorld, type Tab } from '../testkit/browser.ts';

let world: BrowserWorld;
beforeAll(async () => {
  world = await openBrowserWorld();
});
afterAll(() => world?.close());

const heading = (tab: Tab, name: string) => tab.page.getByRole('heading', { level: 1, name });
const press = (tab: Tab, name: string) => tab.page.getByRole('button', { name, exact: true }).click();

async function presentCode(tab: Tab, code: string, name: string): Promise<void> {
  await tab.page.goto(world.url);
  await tab.page.getByLabel('Invitation code').fill(code);
  await tab.page.getByLabel('Your name').fill(name);
  await press(tab, 'Continue');
  await heading(tab, 'Your passkey').waitFor();
}

describe('an invitation', () => {
  test('becomes an open desk in two fields and two presses, with a passkey that unlocks it again after a lock and a reload', async () => {
    const tab = await world.open();
    await tab.addPasskey();
    await presentCode(tab, world.code('official'), 'Livia Sander');
    expect(await tab.page.getByRole('list', { name: 'The eight words' }).getByRole('listitem').count()).toBe(8);
    expect(await tab.axe()).toEqual([]);
    await press(tab, 'Create your passkey');
    await heading(tab, 'Needs you today').waitFor();

    const banner = tab.page.getByRole('banner');
    expect(await banner.innerText()).toContain('Ministry of Justice of Norvania');
    expect(await banner.innerText()).toContain('Livia Sander');
    await banner
      .getByText(/^Up to date/)
      .first()
      .waitFor();
    await tab.page.getByRole('heading', { level: 1 }).waitFor();
    expect(await tab.axe()).toEqual([]);

    await press(tab, 'Lock');
    await heading(tab, 'Sign in').waitFor();
    expect(await tab.axe()).toEqual([]);
    await tab.page.reload();
    await press(tab, 'Open with your passkey');
    await heading(tab, 'Needs you today').waitFor();
    await banner
      .getByText(/^Up to date/)
      .first()
      .waitFor();
    expect(tab.complaints).toEqual([]);
    expect(tab.foreign).toEqual([]);
    await tab.close();
  });

  test('that is wrong is told before anything is made, and the form says what is missing', async () => {
    const tab = await world.open();
    await tab.page.goto(world.url);
    await press(tab, 'Continue');
    const summary = tab.page.getByRole('alert');
    await summary.getByText('Enter the invitation code').waitFor();
    await expect.poll(() => summary.evaluate((at) => at === document.activeElement)).toBe(true);
    await summary.getByRole('button', { name: 'Enter your name' }).click();
    await expect
      .poll(() => tab.page.getByLabel('Your name').evaluate((at) => at === document.activeElement))
      .toBe(true);

    await tab.page.getByLabel('Your name').fill('Nobody');
    await tab.page.getByLabel('Invitation code').fill('ABCD-EFGH-JKMN-PQRS');
    await press(tab, 'Continue');
    await tab.page.getByText(/^Code (POLICY_INVITATION|RELAY_NOT_FOUND)$/).waitFor();
    expect(await tab.page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name))).toEqual([
      'rogatory-profiles',
    ]);
    await tab.close();
  });

  test('works with a practice passkey, in practice; a second tab says where the desk is open and takes it over', async () => {
    const tab = await world.open();
    await presentCode(tab, world.code('auditor'), 'Odo Kern');
    await press(tab, 'Use a practice passkey');
    await heading(tab, 'Needs you today').waitFor();

    const second = await tab.context.newPage();
    await second.goto(world.url);
    await second.getByRole('button', { name: 'Open with the practice passkey' }).click();
    await second.getByText('Your desk is open in another tab or window').waitFor();
    await second.getByRole('button', { name: 'Use here' }).click();
    await second.getByRole('heading', { level: 1, name: 'Needs you today' }).waitFor();
    await tab.page.getByText('This desk is open in another tab or window.').waitFor();
    await tab.close();
  });
});
