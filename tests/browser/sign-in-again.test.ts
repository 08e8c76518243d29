// A sign-in that the relay ends while somebody is at work: nobody is asked for a passkey out of the blue, nothing is lost, and what was asked for goes on (docs/spec/browser.md, BRW-6).
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type BrowserWorld, openBrowserWorld } from '../testkit/browser.ts';
import { shot } from '../testkit/desk.ts';
import { openWriter, type Writer } from '../testkit/writing.ts';

let world: BrowserWorld;
let writer: Writer;
beforeAll(async () => {
  world = await openBrowserWorld();
  writer = await openWriter(world);
});
afterAll(() => world?.close());

/** The operator ends every session. */
function endSessions(): void {
  const ledger = new Database(join(world.home, 'relay', 'relay.db'));
  expect(ledger.prepare('DELETE FROM sessions').run().changes).toBeGreaterThan(0);
  ledger.close();
}

async function begin(subject: string): Promise<void> {
  const { tab, steps, goTo } = writer;
  await goTo('/new?kind=consultation');
  await tab.page.getByRole('button', { name: /^Choose .*Talassa/ }).click();
  await steps.heading('Informal consultation');
  await steps.fill('Subject', subject);
  await steps.fill('Function of the official', 'Officer');
  await steps.fill('Unit of the official', 'Mutual legal assistance unit');
}

/** Counts what the browser was asked, and answers as it would. */
async function countQuestions(): Promise<() => Promise<number>> {
  await writer.tab.page.evaluate(() => {
    const { credentials } = navigator;
    const before = 'asked' in window;
    Object.assign(window, { asked: 0 });
    if (before) return;
    const real = credentials.get.bind(credentials);
    Object.defineProperty(credentials, 'get', {
      configurable: true,
      value: (options: CredentialRequestOptions) => {
        Object.assign(window, { asked: (window as unknown as { asked: number }).asked + 1 });
        return real(options);
      },
    });
  });
  return () => writer.tab.page.evaluate(() => (window as unknown as { asked: number }).asked);
}

test('expired sign-in while typing loses nothing: a quiet line, the focus where it was, and the draft is shared after one touch', async () => {
  const { tab, steps } = writer;
  const { page } = tab;
  await begin('Typed while it ended');
  await page.getByText(/^Saved \d/).waitFor();
  const questions = await countQuestions();
  endSessions();
  const field = page.getByRole('textbox', { name: 'Text', exact: true });
  await field.click();
  await field.pressSequentially('Which register ');
  const bar = page.getByRole('status').filter({ hasText: 'Your sign-in has ended' });
  await bar.waitFor();
  await page.getByText(/^Saved on this device .*not yet shared/).waitFor();
  expect(await questions()).toBe(0);
  expect(await page.getByRole('dialog').count()).toBe(0);
  expect(await field.evaluate((at) => at === document.activeElement)).toBe(true);
  await field.pressSequentially('holds the company?');
  expect(await tab.axe()).toEqual([]);
  await shot(tab, 'sign-in-again-quiet');

  await bar.getByRole('button', { name: 'Sign in again' }).focus();
  await page.keyboard.press('Enter');
  await bar.waitFor({ state: 'detached' });
  await expect.poll(() => field.evaluate((at) => at === document.activeElement)).toBe(true);
  expect(await field.inputValue()).toBe('Which register holds the company?');
  await page.getByText(/^Saved \d/).waitFor();
  expect(await questions()).toBe(1);
  await steps.press('Send');
  await steps.heading('Sent');
});

test('what was asked for when it had ended waits for the sign-in and goes on; "Not now" refuses it and keeps what was written', async () => {
  const { tab, steps } = writer;
  const { page } = tab;
  await begin('Sent after it ended');
  await steps.fill('Text', 'Kept all the way.');
  await page.getByText(/^Saved \d/).waitFor();
  const questions = await countQuestions();
  endSessions();
  // The relay looks at its ledger again within its own time; the desk says so as soon as it was refused.
  await page.getByRole('status').filter({ hasText: 'Your sign-in has ended' }).waitFor();
  await steps.press('Send');
  const question = page.getByRole('dialog', { name: 'Your sign-in has ended' });
  await question.waitFor();
  expect(await questions()).toBe(0);
  expect(await tab.axe()).toEqual([]);
  await shot(tab, 'sign-in-again-dialog');
  await question.getByRole('button', { name: 'Not now' }).click();
  await question.waitFor({ state: 'detached' });
  // It was signed before the relay was asked: nothing in it can be changed any more, it is said not to be sent, and one press sends it.
  await steps.heading('Sending, not yet sent');
  await page.getByText('It goes by itself once you have signed in again.').waitFor();
  await page.getByText('Kept all the way.').waitFor();
  expect(await page.getByRole('textbox').count()).toBe(0);

  await steps.press('Send');
  await question.getByRole('button', { name: 'Not now' }).click();
  await page.getByText(/^Code RELAY_SIGN_IN$/).waitFor();
  await steps.press('Send');
  await question.getByRole('button', { name: 'Sign in again' }).click();
  await steps.heading('Sent');
  expect(await questions()).toBe(1);
  await steps.follow('Open the case');
  await page.getByText('Kept all the way.').waitFor({ state: 'attached' });
  expect(tab.foreign).toEqual([]);
});
