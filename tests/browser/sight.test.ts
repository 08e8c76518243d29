// For whoever enlarges a page to 400 %, and for whoever goes through it by keyboard: nothing lies over the page, and one always sees where one is (WCAG 1.4.10, 2.4.7, 2.4.11).
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type BrowserWorld, openBrowserWorld, type Tab } from '../testkit/browser.ts';
import { enrolled, heading, press, shot } from '../testkit/desk.ts';
import { covered, sideways, walk } from '../testkit/in-sight.ts';

let world: BrowserWorld;
beforeAll(async () => {
  world = await openBrowserWorld();
});
afterAll(() => world?.close());

const goTo = ({ page }: Tab, path: string): Promise<void> => page.evaluate((to) => history.pushState({}, '', to), path);

// A window of 1280 x 1024 at 400 %.
const ENLARGED = { width: 320, height: 256 };

test('at 400 %, from the invitation to the receipt: no bar lies over the page, nothing is wider than it, lists and questions can be read to their end', async () => {
  const tab = await enrolled(world, world.code('official'), 'Livia Sander', ENLARGED);
  const { page } = tab;
  async function readable(): Promise<void> {
    expect(await covered(page)).toBe(0);
    expect(await sideways(page)).toBe(false);
  }
  await page.getByRole('link', { name: /^Open: New/ }).waitFor();
  await readable();
  await shot(tab, 'enlarged-home');
  await page.getByRole('link', { name: /^Open: New/ }).click();
  await heading(tab, /^Case /).waitFor();
  await readable();

  await goTo(tab, '/new?kind=consultation');
  await page.getByRole('button', { name: /^Choose .*Talassa/ }).click();
  await heading(tab, 'Informal consultation').waitFor();
  await readable();
  for (const [label, text] of [
    ['Subject', 'A question'],
    ['Text', 'Which register holds the company?'],
    ['Function of the official', 'Officer'],
    ['Unit of the official', 'Mutual legal assistance unit'],
  ] as const) {
    // A press, as somebody makes it: it does not come to a field that something lies over.
    await page.getByRole('textbox', { name: label, exact: true }).click();
    await page.keyboard.insertText(text);
  }

  // A list that opens, read to its end.
  await page.getByRole('button', { name: /^Language:/ }).click();
  const languages = page.getByRole('menu');
  const last = languages.getByRole('menuitemradio').last();
  await last.scrollIntoViewIfNeeded();
  const end = await last.boundingBox();
  const list = await languages.boundingBox();
  expect(list?.y).toBeGreaterThanOrEqual(0);
  expect((list?.y ?? 0) + (list?.height ?? 0)).toBeLessThanOrEqual(ENLARGED.height);
  expect((end?.y ?? 0) + (end?.height ?? 0)).toBeLessThanOrEqual((list?.y ?? 0) + (list?.height ?? 0) + 1);
  await page.keyboard.press('Escape');

  // A question, from its title to its last button.
  await press(tab, 'Remove this draft');
  const dialog = page.getByRole('dialog');
  for (const part of [dialog.getByRole('heading'), dialog.getByRole('button').last()]) {
    await part.scrollIntoViewIfNeeded();
    const box = await part.boundingBox();
    expect(box?.y).toBeGreaterThanOrEqual(0);
    expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(ENLARGED.height);
  }
  await shot(tab, 'enlarged-question');
  await dialog.getByRole('button').first().click();

  await press(tab, 'Send');
  await heading(tab, 'Sent').waitFor();
  await readable();
  expect(tab.complaints).toEqual([]);
  await tab.close();
});

test('by Tab round the main pages, wide and back on a telephone: whatever has the focus is marked, in sight, and under no bar', async () => {
  const tab = await enrolled(world, world.code('administrator'), 'Greta Holm');
  const { page } = tab;
  await goTo(tab, '/directory');
  const talassa = (await page.getByRole('link', { name: /Talassa/ }).getAttribute('href')) ?? '';
  await goTo(tab, '/inbox');
  const received = (await page.locator('main a[href^="/case/"]').first().getAttribute('href')) ?? '';
  await goTo(tab, '/new?kind=consultation');
  await page.getByRole('button', { name: /^Choose .*Talassa/ }).click();
  await heading(tab, 'Informal consultation').waitFor();
  const draft = new URL(page.url()).pathname;

  const faults: string[] = [];
  for (const [path, name, least] of [
    ['/', 'Needs you today', 12],
    ['/inbox', 'Inbox', 12],
    [received, /^Case /, 12],
    [draft, 'Informal consultation', 15],
    ['/directory', 'Directory', 12],
    [talassa, /Talassa/, 12],
    ['/authority', 'Our authority', 15],
    ['/settings', 'Settings', 15],
    ['/verify', 'Verify a file', 10],
  ] as const) {
    for (const [width, key] of [
      [1280, 'Tab'],
      [360, 'Shift+Tab'],
    ] as const) {
      await page.setViewportSize({ width, height: 800 });
      await goTo(tab, path);
      await heading(tab, name).waitFor();
      await page.locator('main [role=progressbar]:not([aria-valuenow])').first().waitFor({ state: 'detached' });
      // A page that was come to takes the focus to its heading: a round begun before would be cut short by it.
      if (width === 1280) await page.waitForFunction(() => document.activeElement instanceof HTMLHeadingElement);
      const { stops, faults: found } = await walk(page, key);
      // A round that ends early has seen nothing.
      if (stops < least - (width === 360 ? 6 : 0)) found.push(`only ${stops} stops`);
      faults.push(...found.map((fault) => `${path} at ${width}: ${fault}`));
    }
  }
  expect(faults).toEqual([]);
  await tab.close();
});
