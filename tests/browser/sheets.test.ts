// New recovery sheets in the place of the old ones: made, shown once, read back from the paper (docs/spec/roster.md, recovery_set).
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type BrowserWorld, openBrowserWorld, type Tab } from '../testkit/browser.ts';
import { enrolled, go, heading, press, shot } from '../testkit/desk.ts';

let world: BrowserWorld;
let admin: Tab;
beforeAll(async () => {
  world = await openBrowserWorld();
  admin = await enrolled(world, world.code('administrator'), 'Greta Holm', { practice: false });
});
afterAll(() => world?.close());

test('new recovery sheets are put away only when somebody reads from the paper, and they count when a colleague has agreed', async () => {
  const { page } = admin;
  // A colleague's device has handed over the seal by then: before, nobody can renew it.
  await page.getByRole('link', { name: /^Open: New/ }).waitFor();
  await go(admin, 'Our authority');
  await page.getByRole('tab', { name: 'Seal and recovery' }).click();
  await press(admin, 'Make new sheets');
  const question = page.getByRole('dialog', { name: 'Make new sheets?' });
  await question.getByText('3 of 5', { exact: true }).click();
  expect(await admin.axe()).toEqual([]);
  await question.getByRole('button', { name: 'Make the sheets' }).click();
  const sheets = page.getByRole('article', { name: /^Recovery sheet/ });
  await sheets.first().waitFor();
  expect(await sheets.count()).toBe(5);
  await page.getByText('Until then the old sheets count: let their keepers hold on to them.').waitFor();
  const paper = await Promise.all((await sheets.all()).map((one) => one.locator('code').allInnerTexts()));
  expect(await admin.axe()).toEqual([]);
  await shot(admin, 'sheets-new');

  await press(admin, 'They are printed');
  await heading(admin, 'Prove that you have them', 2).waitFor();
  const [, number] = /sheet (\d)/.exec(await page.getByText(/^Take sheet \d/).innerText()) ?? [];
  const asked = page.getByRole('textbox', { name: /^Group \d+/ });
  for (const field of await asked.all()) await field.fill('0000');
  await press(admin, 'It is right');
  await page.getByText('The paper says something else').first().waitFor();
  for (const field of await asked.all()) {
    const label = await field.evaluate((at) => (at as HTMLInputElement).labels?.[0]?.innerText ?? '');
    const place = Number(/\d+/.exec(label)?.[0]);
    await field.fill(paper[Number(number) - 1]?.[place - 1] ?? '');
  }
  await press(admin, 'It is right');
  await page.getByText('When all devices are lost, 3 of the 5 sheets bring the authority back.').waitFor();
  expect(admin.complaints).toEqual([]);
});
