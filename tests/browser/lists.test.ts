// A list of mail in a real browser: what one looked at stands as it was on the way back, what one searched for stays on this device and is found without a line, and the words around it (client/web/pages/mail).
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type BrowserWorld, openBrowserWorld, type Tab } from '../testkit/browser.ts';
import { enrolled, go, heading, press, shot } from '../testkit/desk.ts';

let world: BrowserWorld;
let tab: Tab;
beforeAll(async () => {
  world = await openBrowserWorld();
  tab = await enrolled(world, world.code('official'), 'Livia Sander');
  await go(tab, 'Inbox');
  await heading(tab, 'Inbox').waitFor();
});
afterAll(() => world?.close());

/** Stands in the urgent request and nowhere else. */
const WORD = '203.0.113.58';
const rows = () => tab.page.getByRole('list', { name: 'Received, newest first' }).getByRole('listitem');
const search = () => tab.page.getByLabel('Search');
const focused = () => tab.page.evaluate(() => document.activeElement?.getAttribute('href') ?? '');

describe('on the way back', () => {
  test('the way to look at a list and what was searched for stand as they were, and the row that was opened has the focus', async () => {
    await tab.page.setViewportSize({ width: 1280, height: 420 });
    await tab.page
      .getByRole('radio', { name: 'Not taken yet' })
      .or(tab.page.getByText('Not taken yet'))
      .first()
      .click();
    await expect.poll(() => new URL(tab.page.url()).search).toBe('?show=open');
    await tab.page.getByText('All', { exact: true }).click();
    await expect.poll(() => new URL(tab.page.url()).search).toBe('');
    // All of it has come: one row is then what was searched for, and no other that came first.
    await expect.poll(() => rows().count(), { timeout: 60_000 }).toBeGreaterThan(1);
    await search().fill(WORD);
    await expect.poll(() => rows().count()).toBe(1);
    const href = (await rows().getByRole('link').getAttribute('href')) ?? '';
    await rows().getByRole('link').click();
    await heading(tab, /^Case /).waitFor();
    await tab.page.goBack();
    await heading(tab, 'Inbox').waitFor();
    expect(await search().inputValue()).toBe(WORD);
    await expect.poll(() => rows().count()).toBe(1);
    await expect.poll(focused).toBe(href);
  });

  test('a list stands as far down as it was left', async () => {
    await search().fill('');
    await expect.poll(() => rows().count()).toBeGreaterThan(1);
    await tab.page.setViewportSize({ width: 360, height: 420 });
    const last = rows().last().getByRole('link');
    await last.focus();
    const top = await tab.page.evaluate(() => window.scrollY);
    expect(top).toBeGreaterThan(0);
    await tab.page.keyboard.press('Enter');
    await heading(tab, /^Case /).waitFor();
    await tab.page.goBack();
    await heading(tab, 'Inbox').waitFor();
    await expect.poll(() => tab.page.evaluate(() => window.scrollY)).toBe(top);
    await tab.page.setViewportSize({ width: 1280, height: 800 });
  });

  test('chosen from the menu, a list begins anew', async () => {
    await search().fill(WORD);
    await go(tab, 'Drafts');
    await heading(tab, 'Drafts').waitFor();
    await go(tab, 'Inbox');
    await heading(tab, 'Inbox').waitFor();
    expect(await search().inputValue()).toBe('');
    await tab.page.goBack();
    await tab.page.goBack();
    await expect.poll(() => search().inputValue()).toBe(WORD);
  });
});

describe('a search', () => {
  test('finds a transmission by its number as it is read aloud', async () => {
    await search().fill('');
    await rows().nth(1).waitFor();
    await rows().first().getByRole('link').click();
    const number = tab.page
      .getByRole('button', { name: 'Copy the whole: Number' })
      .first()
      .locator('xpath=..')
      .locator('code');
    const short = await number.innerText();
    expect(short).toMatch(/^[0-9a-f]{4}( [0-9a-f]{4}){3}$/);
    await tab.page.goBack();
    await search().fill(short);
    await expect.poll(() => rows().count()).toBe(1);
    await tab.page.getByText('Searched').waitFor();
  });

  test('goes on without a line, and nothing of it leaves the browser', async () => {
    await tab.context.setOffline(true);
    await search().fill(WORD);
    await expect.poll(() => rows().count()).toBe(1);
    await search().fill('nowhere to be found');
    await heading(tab, 'Nothing here matches', 2)
      .or(heading(tab, 'Nothing here matches', 3))
      .first()
      .waitFor();
    await tab.page.getByText('Searched were the names, numbers, files and texts').waitFor();
    await shot(tab, 'none-found');
    await press(tab, 'Show all');
    await expect.poll(() => rows().count()).toBeGreaterThan(1);
    await tab.context.setOffline(false);
    expect(tab.sent.filter((one) => new RegExp(`${WORD}|nowhere`).test(one))).toEqual([]);
    expect(tab.page.url()).not.toMatch(new RegExp(`${WORD}|nowhere`));
    expect(tab.foreign).toEqual([]);
    expect(await tab.axe()).toEqual([]);
  });
});

test('in Arabic it reads from right to left, at any width', async () => {
  await go(tab, 'Home');
  await tab.page.getByRole('list', { name: 'What needs you, most urgent first' }).waitFor();
  await shot(tab, 'home-en');
  // A day that was written stands before the moment it is over.
  await tab.page
    .getByText(/this day is over everywhere/)
    .first()
    .waitFor();
  await go(tab, 'Inbox');
  await rows().first().waitFor();
  await shot(tab, 'inbox-en');
  await tab.page.getByRole('button', { name: /^Language/ }).click();
  await tab.page.getByText('العربية', { exact: true }).click();
  await expect.poll(() => tab.page.evaluate(() => document.documentElement.dir)).toBe('rtl');
  await tab.page.getByRole('heading', { level: 1, name: 'الوارد' }).waitFor();
  await shot(tab, 'inbox-ar');
  expect(await tab.axe()).toEqual([]);
  await tab.page.setViewportSize({ width: 360, height: 800 });
  await shot(tab, 'inbox-ar-360');
  expect(await tab.axe()).toEqual([]);
  await tab.page.goBack();
  await tab.page.getByText('ينقضي هذا اليوم في كل مكان').first().waitFor();
  await shot(tab, 'home-ar-360');
  expect(await tab.axe()).toEqual([]);
  expect(tab.complaints).toEqual([]);
});
