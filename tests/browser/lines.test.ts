// A desk while the line or the sign-in goes: nothing that was written is lost, and nothing is sent twice (docs/spec/browser.md, BRW-6).
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type BrowserWorld, openBrowserWorld } from '../testkit/browser.ts';
import { LAUNCHER } from '../testkit/practice.ts';
import { runProgram } from '../testkit/program.ts';
import { openWriter, type Writer } from '../testkit/writing.ts';

let world: BrowserWorld;
let writer: Writer;
beforeAll(async () => {
  world = await openBrowserWorld();
  writer = await openWriter(world);
});
afterAll(() => world?.close());

async function begin(subject: string): Promise<void> {
  const { tab, steps, goTo } = writer;
  await goTo('/new?kind=consultation');
  await tab.page.getByRole('button', { name: /^Choose .*Talassa/ }).click();
  await steps.heading('Informal consultation');
  await steps.fill('Subject', subject);
  await steps.fill('Function of the official', 'Officer');
  await steps.fill('Unit of the official', 'Mutual legal assistance unit');
}

const talassa = async (...asked: string[]): Promise<string> => {
  const home = { ROGATORY_HOME: world.home };
  return (await runProgram(process.execPath, [LAUNCHER, ...asked, '--profile', 'talassa'], home)).out;
};

test('what was written without a line is kept, said not to be sent, and goes when the line is back', async () => {
  const { tab, steps, goTo } = writer;
  const { page } = tab;
  await begin('Written with the cable out');
  await page.getByText(/^Saved \d/).waitFor();
  await tab.context.setOffline(true);
  await steps.fill('Text', 'Which register holds the company?');
  await page.getByText(/^Saved on this device .*not yet shared/).waitFor();
  await steps.press('Send');
  await page.getByText('The relay cannot be reached. It was not sent.').waitFor();
  await goTo('/');
  await page.getByRole('link', { name: /^Look: Not sent yet, Informal consultation/ }).waitFor();
  await goTo('/drafts');
  await page.getByText('Ready to send: Informal consultation').waitFor();
  expect(await tab.axe()).toEqual([]);
  await tab.context.setOffline(false);
  await page.getByText('Ready to send: Informal consultation').waitFor({ state: 'detached' });
  await goTo('/sent');
  const sent = page.getByRole('list', { name: 'Sent, newest first' }).getByRole('link');
  await sent.filter({ hasText: 'Informal consultation' }).waitFor();
  const { items } = JSON.parse(await talassa('inbox', '--json')) as { items: { kind: string }[] };
  expect(items.filter(({ kind }) => kind === 'consultation')).toHaveLength(1);
});

test('a sign-in that ends while somebody types loses nothing, though they send the passkey away; the next press goes on', async () => {
  const { tab, steps } = writer;
  const { page } = tab;
  await begin('The sign-in ended');
  await page.getByText(/^Saved \d/).waitFor();
  // Somebody in the middle of a sentence sends the browser's question away.
  await page.evaluate(() => {
    Object.defineProperty(navigator.credentials, 'get', {
      configurable: true,
      value: () => Promise.reject(new DOMException('sent away', 'NotAllowedError')),
    });
  });
  const ledger = new Database(join(world.home, 'relay', 'relay.db'));
  expect(ledger.prepare('DELETE FROM sessions').run().changes).toBeGreaterThan(0);
  ledger.close();
  await steps.fill('Text', 'Typed after it had ended.');
  await page.getByText(/^Saved on this device .*not yet shared/).waitFor();
  await steps.press('Send');
  const question = page.getByRole('dialog', { name: 'Your sign-in has ended' });
  await question.getByRole('button', { name: 'Sign in again' }).click();
  await question.getByText('The passkey was not used').waitFor();
  expect(await page.locator('textarea').inputValue()).toBe('Typed after it had ended.');

  await page.evaluate(() => Reflect.deleteProperty(navigator.credentials, 'get'));
  await question.getByRole('button', { name: 'Sign in again' }).click();
  await steps.heading('Sent');
  await steps.follow('Open the case');
  await page.getByText('Typed after it had ended.').waitFor({ state: 'attached' });
});
