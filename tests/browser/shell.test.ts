// The web app as a browser meets it: it loads under its own policy, asks nobody else, and can be used by everybody.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type BrowserWorld, openBrowserWorld } from '../testkit/browser.ts';

let world: BrowserWorld;
beforeAll(async () => {
  world = await openBrowserWorld();
});
afterAll(() => world?.close());

describe('the first page', () => {
  test.each([
    { name: 'light', dark: false, locale: 'en-GB', heading: 'Use an invitation', dir: 'ltr' },
    { name: 'dark', dark: true, locale: 'fr-FR', heading: 'Utiliser une invitation', dir: 'ltr' },
    { name: 'right to left', dark: false, locale: 'ar-EG', heading: 'استخدام دعوة', dir: 'rtl' },
  ])(
    '$name: loads without a complaint, asks no stranger, and axe finds nothing',
    async ({ dark, locale, heading, dir }) => {
      const tab = await world.open({ dark, locale });
      await tab.page.goto(world.url);
      await tab.page.getByRole('heading', { level: 1, name: heading }).waitFor();
      expect(await tab.page.evaluate(() => document.documentElement.dir)).toBe(dir);
      expect(await tab.page.title()).toBe(`${heading} - Rogatory`);
      expect(await tab.axe()).toEqual([]);
      expect(tab.complaints).toEqual([]);
      expect(tab.foreign).toEqual([]);
      await tab.close();
    },
  );

  test('fetches the desk only at the first sign of somebody, and what is shared before that', async () => {
    const { page, close } = await world.open();
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    const kit = page.waitForRequest(/\/assets\/kit-/);
    await page.goto(world.url);
    await page.getByLabel('Invitation code').waitFor();
    await kit;
    const desk = /\/assets\/(worker|libsodium)-/;
    expect(asked.some((url) => /\/assets\/door-/.test(url))).toBe(true);
    expect(asked.filter((url) => desk.test(url))).toEqual([]);
    const fetched = page.waitForRequest(desk);
    await page.mouse.move(200, 200);
    await fetched;
    await close();
  });
});
