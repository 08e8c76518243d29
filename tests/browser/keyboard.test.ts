// The whole way without a mouse: an invitation, a passkey, an urgent request, sent; a request received, acknowledged, answered with its result (WCAG 2.1.1, 2.1.2).
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type BrowserWorld, openBrowserWorld, type Tab } from '../testkit/browser.ts';
import { keyboardOn } from '../testkit/keyboard.ts';

let world: BrowserWorld;
let tab: Tab;
beforeAll(async () => {
  world = await openBrowserWorld();
});
afterAll(() => world?.close());

test('from the invitation to the receipt by keyboard alone', async () => {
  tab = await world.open();
  const { page } = tab;
  page.setDefaultTimeout(60_000);
  await tab.addPasskey();
  const { follow, press, write, tick, choose } = keyboardOn(page);
  const heading = (name: string) => page.getByRole('heading', { level: 1, name, exact: true }).waitFor();

  await page.goto(world.url);
  await write('Invitation code', world.code('official'));
  await write('Your name', 'Livia Sander');
  await page.keyboard.press('Enter');
  await press('Create your passkey');
  await heading('Needs you today');
  await follow('New request');
  await heading('New request');
  await follow(/^An urgent request to preserve data/);
  await heading('To whom?');
  await press(/^Choose .*Talassa/);
  await heading('Urgent request for the preservation of data');
  await choose(/Legal basis/, 'Conv');
  await write('Offence under investigation', 'Laundering of proceeds of crime');
  await write('Brief summary of the related facts', 'Orders were sent from a mailbox in Talassa.');
  await choose(/Kind of identifier|Identifier/, 'E');
  await write(page.locator('[data-place="data.0.identifier"] input'), 'orders@brisamar-freight.example');
  await tick(/^traffic/i);
  await write('Relationship of the data to the offence', 'Its messages are the orders.');
  await write(/^Custodian of the data/, 'Selene Mail Services, Port Selene');

  // Signed too early: the summary takes the focus, and its first line leads to the field.
  await press('Sign with your passkey and send');
  const summary = page.getByRole('alert');
  await summary.waitFor();
  await expect.poll(() => summary.evaluate((at) => at === document.activeElement)).toBe(true);
  await press(/the necessity of the preservation/);
  const necessity = page.getByRole('textbox', { name: /^Necessity/ });
  await expect.poll(() => necessity.evaluate((at) => at === document.activeElement)).toBe(true);

  await page.keyboard.type('The provider deletes closed mailboxes after 30 days.');
  await tick(/^A request for mutual legal assistance will be submitted/);
  await tick('Yes');
  await write('Function of the official', 'Signatory');
  await write('Unit of the official', 'Mutual legal assistance unit');
  await press('Sign with your passkey and send');
  await heading('Sent');
  await page.getByText(/the receipt was checked here/).waitFor();
  expect(tab.complaints).toEqual([]);
});

test('a request that was received is opened, acknowledged, and answered with a result for each item by keyboard alone', async () => {
  const { page } = tab;
  const { follow, press, reach, write } = keyboardOn(page);
  const heading = (name: string | RegExp) => page.getByRole('heading', { level: 1, name }).waitFor();

  await follow('Inbox');
  await heading('Inbox');
  await follow(/Request for mutual legal assistance.*TL-2026-0077/s);
  await heading(/^Case TL-2026-0077/);
  await follow('Acknowledge');
  await heading('Acknowledgement of receipt');
  await write('Incoming number', 'NV-2026-0519');
  // Known from the request that was sent before, and folded away.
  await reach(page.locator('summary', { hasText: 'Who answers for it' }));
  await page.keyboard.press('Enter');
  await write('Function of the official', 'Case officer');
  await write('Unit of the official', 'Mutual legal assistance unit');
  await press('Send');
  await heading('Sent');

  await follow('Open the case');
  await heading(/^Case /);
  await follow('Give results');
  await heading('Result of a request');
  const items = page.getByRole('region', { name: /^[12]\. / });
  for (const at of [0, 1]) {
    await reach(items.nth(at).getByRole('radio'));
    // The third of three, as arrows choose in a group.
    for (const _ of ['partly executed', 'not executed']) await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Space');
    await write(items.nth(at).getByRole('textbox', { name: /^Reasons/ }), 'The leases were destroyed in a fire.');
  }
  await press('Sign with your passkey and send');
  await heading('Sent');
  await page.getByText(/the receipt was checked here/).waitFor();
  expect(tab.complaints).toEqual([]);
  await tab.close();
});
