// The auditor's desk in a real browser: no content and nothing to write, but the register, and of each transmission its evidence, verified now and saved for a court (docs/auditors.md).
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { verifyBundleZip } from '../../client/sdk/verify.ts';
import { parseTrustCard } from '../../crypto/wire/trust-card.ts';
import { type BrowserWorld, openBrowserWorld, type Tab } from '../testkit/browser.ts';
import { enrolled, go, heading, press, shot } from '../testkit/desk.ts';

let world: BrowserWorld;
let tab: Tab;
beforeAll(async () => {
  world = await openBrowserWorld();
  tab = await enrolled(world, world.code('auditor'), 'Ada Quill');
});
afterAll(() => world?.close());

test('the home page leads to the register; pages of content lead there too, and nothing can be written', async () => {
  const { page } = tab;
  await page.getByRole('link', { name: 'Open the register' }).click();
  await heading(tab, 'Register').waitFor();
  const rows = page.getByRole('list', { name: 'Register' }).getByRole('listitem');
  await expect.poll(() => rows.count()).toBeGreaterThan(3);
  expect(await tab.axe()).toEqual([]);
  await shot(tab, 'auditor-register');
  const rail = page.getByRole('navigation', { name: 'Main' });
  for (const name of ['Inbox', 'Sent', 'Drafts']) expect(await rail.getByRole('link', { name }).count()).toBe(0);
  for (const path of ['/inbox', '/sent', '/drafts', '/new?kind=mla-request']) {
    await page.evaluate((to) => history.pushState({}, '', to), path);
    await expect.poll(() => new URL(page.url()).pathname, { message: path }).toBe('/register');
  }
  await go(tab, 'Home');
  await heading(tab, 'Needs you today').waitFor();
  expect(await page.getByRole('link', { name: 'New request' }).count()).toBe(0);
});

test('a transmission is found by its number, verified now, and its evidence convinces whoever gets the file', async () => {
  const { page } = tab;
  await go(tab, 'Register');
  const list = page.getByRole('list', { name: 'Register' });
  // Nothing is new to who keeps the books: what nobody of the authority has received says so.
  await list.getByText('Not yet received here', { exact: true }).first().waitFor();
  expect(await list.getByText('New', { exact: true }).count()).toBe(0);
  const first = list.getByRole('link').last();
  const number = (await first.getByRole('code').innerText()).trim();
  await page.getByLabel('Search').fill(number.slice(0, 9));
  await expect.poll(() => list.getByRole('link').count()).toBe(1);
  await list.getByRole('link').click();
  await heading(tab, `Transmission ${number}`).waitFor();
  await page.getByRole('list', { name: 'What the register says' }).getByText('entered in your register').waitFor();
  for (const name of [/letter/i, /disclose/i]) expect(await page.getByRole('button', { name }).count()).toBe(0);
  await press(tab, 'Verify now');
  await page.getByText('Verified', { exact: true }).first().waitFor({ timeout: 60_000 });
  expect(await tab.axe()).toEqual([]);
  await shot(tab, 'auditor-record');
  const coming = page.waitForEvent('download');
  await page.getByRole('button', { name: /evidence/i }).click();
  const zip = new Uint8Array(readFileSync(await (await coming).path()));
  const card = parseTrustCard(readFileSync(`${world.home}/rogatory.json`, 'utf8'));
  const { verdict } = await verifyBundleZip(zip, card);
  expect(verdict.outcome).toBe('verified');
  expect(verdict.facts?.subject.startsWith(number.replaceAll(' ', ''))).toBe(true);
  expect(Buffer.from(zip).includes('body.bin')).toBe(false);
});

test('in Arabic, on a telephone, nothing stands out of the page', async () => {
  const { page } = tab;
  await page.getByRole('button', { name: /^Language/ }).click();
  await page.getByText('العربية', { exact: true }).click();
  await page.waitForFunction(() => document.documentElement.dir === 'rtl');
  await page.setViewportSize({ width: 360, height: 800 });
  for (const path of [new URL(page.url()).pathname, '/register']) {
    await page.evaluate((to) => history.pushState({}, '', to), path);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await expect
      .poll(() => page.evaluate(() => document.documentElement.scrollWidth), { message: path })
      .toBeLessThanOrEqual(360);
    expect(await tab.axe(), path).toEqual([]);
    await shot(tab, `auditor-ar-360${path.replaceAll('/', '-').slice(0, 12)}`);
  }
  expect(tab.complaints).toEqual([]);
  expect(tab.foreign).toEqual([]);
});
