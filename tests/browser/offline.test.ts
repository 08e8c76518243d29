// Without a network: the app starts from what it kept, and a desk opens with yesterday's mail (docs/spec/browser.md, BRW-6).
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type BrowserWorld, openBrowserWorld } from '../testkit/browser.ts';
import { enrolled } from '../testkit/desk.ts';

let world: BrowserWorld;
beforeAll(async () => {
  world = await openBrowserWorld();
});
afterAll(() => world?.close());

test('after one visit the app starts and the desk opens with the cable out', async () => {
  const { page, context, close } = await world.open();
  await page.goto(world.url);
  await page.getByLabel('Invitation code').fill(world.code('official'));
  await page.getByLabel('Your name').fill('Livia Sander');
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('button', { name: 'Use a practice passkey' }).click();
  const home = page.getByRole('heading', { level: 1, name: 'Needs you today' });
  await home.waitFor();
  await page
    .getByRole('banner')
    .getByText(/^Up to date/)
    .first()
    .waitFor();
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
  });
  // The first visit's own files came before there was anything to keep them.
  await page.reload();
  await page.getByRole('button', { name: 'Open with the practice passkey' }).waitFor();
  const kept = await page.evaluate(async () => (await (await caches.open('assets')).keys()).map(({ url }) => url));
  expect(kept.filter((url) => url.startsWith(world.relay))).toEqual([]);

  // Another page may send somebody to any file of the origin: the app does not start from that one afterwards.
  await page.goto(`${world.url}/rogatory.json`);
  await context.setOffline(true);
  await page.goto(`${world.url}/inbox`);
  await page.getByRole('button', { name: 'Open with the practice passkey' }).click();
  await page.getByRole('heading', { level: 1, name: 'Inbox' }).waitFor();
  await page.getByRole('banner').getByText('Working offline').first().waitFor();
  await close();
});

test('a home that could not ask does not say that nothing waits', async () => {
  const { page, context, close } = await enrolled(world, world.code('auditor'), 'Ada Quill');
  await page.getByRole('heading', { name: 'Nothing waits for you' }).waitFor();
  await page.evaluate(async () => void (await navigator.serviceWorker.ready));
  await page.reload();
  await page.getByRole('button', { name: 'Open with the practice passkey' }).waitFor();
  await context.setOffline(true);
  await page.reload();
  await page.getByRole('button', { name: 'Open with the practice passkey' }).click();
  await page.getByRole('heading', { name: 'The relay could not be asked' }).waitFor();
  await context.setOffline(false);
  await page.getByRole('heading', { name: 'Nothing waits for you' }).waitFor();
  await close();
});
