// A desk while the line or the sign-in goes: nothing that was written is lost, nothing is sent twice, and a file arrives as it was (docs/spec/browser.md, BRW-6).
import { createCipheriv, createHash } from 'node:crypto';
import { closeSync, createReadStream, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type BrowserWorld, openBrowserWorld } from '../testkit/browser.ts';
import { type Cable, openCable } from '../testkit/cable.ts';
import { LAUNCHER } from '../testkit/practice.ts';
import { runProgram } from '../testkit/program.ts';
import { openWriter, type Writer } from '../testkit/writing.ts';

const MIB = 1024 * 1024;
/** Of the file whose line is cut: in `npm test` enough for five cuts, in `npm run test:long` as long as a recording. */
const LONG = process.env['ROGATORY_LONG'] !== undefined;
const LENGTH = (LONG ? 200 : 20) * MIB;
/** For a step of the test with that file, milliseconds. */
const PATIENCE = LONG ? 15 * 60_000 : 60_000;
const PIECE = 4 * MIB;
const CUTS = 5;

let world: BrowserWorld;
let cable: Cable;
let writer: Writer;
const folder = mkdtempSync(join(tmpdir(), 'rogatory-lines-'));
beforeAll(async () => {
  [world, cable] = await Promise.all([openBrowserWorld(), openCable()]);
  writer = await openWriter(world, { proxy: cable.address });
});
afterAll(async () => {
  await world?.close();
  await cable?.close();
  rmSync(folder, { recursive: true, force: true });
});

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

test('whoever goes on while an act is on its way is not fetched back when it arrives', async () => {
  const { tab, steps, goTo } = writer;
  const { page } = tab;
  await begin('On its way while somebody goes on');
  await steps.fill('Text', 'Which register holds the pier?');
  const asked = Promise.withResolvers<void>();
  const held = Promise.withResolvers<void>();
  await tab.context.route(/\/v1\/transmissions$/, async (route) => {
    asked.resolve();
    await held.promise;
    await route.continue();
  });
  await steps.press('Send');
  await asked.promise;
  await goTo('/drafts');
  const row = page.getByRole('main').getByText('On its way while somebody goes on');
  await row.waitFor();
  held.resolve();
  await row.waitFor({ state: 'detached' });
  expect(new URL(page.url()).pathname).toBe('/drafts');
  await tab.context.unroute(/\/v1\/transmissions$/);
});

test('what was signed and not handed in is not written in any more: at its addresses it is said to be on its way, and it goes', async () => {
  const { tab, steps, goTo, shot } = writer;
  const { page } = tab;
  await begin('Signed before the cable was out');
  await steps.fill('Text', 'Which register holds the ship?');
  const draft = new URL(page.url()).pathname;
  await tab.context.route(/\/v1\/transmissions$/, (route) => route.abort());
  await steps.press('Send');
  for (const address of [draft, `${draft}/facts`, `${draft}/check`, `${draft}/sign`, `${draft}/conflict`]) {
    await goTo('/drafts');
    await page.getByText('Ready to send: Informal consultation').waitFor();
    await goTo(address);
    await steps.heading('Sending, not yet sent');
    await page.getByText('Which register holds the ship?').waitFor();
    await page.getByText('It goes by itself once the connection is back').waitFor();
    expect(await page.getByRole('textbox').count()).toBe(0);
  }
  expect(await tab.axe()).toEqual([]);
  await shot('draft-ready');
  await tab.context.unrouteAll();
  await steps.heading('Sent');
  await page.getByText(/^Entered in your register/).waitFor();
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
  await question.getByText('Code CLIENT_PASSKEY_CANCELLED').waitFor();
  expect(await page.locator('textarea').inputValue()).toBe('Typed after it had ended.');

  await page.evaluate(() => Reflect.deleteProperty(navigator.credentials, 'get'));
  await question.getByRole('button', { name: 'Sign in again' }).click();
  await steps.heading('Sent');
  await steps.follow('Open the case');
  await page.getByText('Typed after it had ended.').waitFor({ state: 'attached' });
});

/** Writes a file no two pieces of which are alike; resolves to its SHA-256. */
function record(path: string): string {
  const [file, hash] = [openSync(path, 'w'), createHash('sha256')];
  for (let at = 0; at < LENGTH / MIB; at++) {
    const piece = createCipheriv('aes-256-ctr', Buffer.alloc(32, 7), Buffer.alloc(16, at)).update(Buffer.alloc(MIB));
    hash.update(piece);
    writeSync(file, piece);
  }
  closeSync(file);
  return hash.digest('hex');
}

async function digestOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const bytes of createReadStream(path)) hash.update(bytes as Buffer);
  return hash.digest('hex');
}

test(`a file of ${LENGTH / MIB} MB whose line is cut five times goes on by itself, with one press, and arrives as it was; what had arrived is not sent again`, {
  timeout: 4 * PATIENCE,
}, async () => {
  const { tab, steps } = writer;
  const { page } = tab;
  page.setDefaultTimeout(PATIENCE);
  const path = join(folder, 'recording.bin');
  const digest = record(path);
  await begin('With a recording');
  await steps.fill('Text', 'The recording is attached.');
  await page.locator('input[type=file]').setInputFiles(path);
  await page.getByRole('list', { name: 'Attached files' }).getByText('recording.bin').first().waitFor();

  const relay = Number(new URL(world.relay).port);
  const before = cable.sentTo(relay);
  const slot = Math.floor(LENGTH / (CUTS + 1));
  let pulled = cable.pullAfter(relay, slot);
  await steps.press('Send');
  for (let cut = 1; cut <= CUTS; cut++) {
    await pulled;
    await page.getByText('The relay cannot be reached. It was not sent.').waitFor();
    await page.getByText(/goes on by itself once the connection is back/).waitFor();
    if (cut < CUTS) pulled = cable.pullAfter(relay, slot);
    cable.plug();
  }
  await steps.heading('Sent');
  expect(cable.sentTo(relay) - before).toBeLessThan(LENGTH + (CUTS + 1) * PIECE);
  expect(await page.getByText('It was not sent').count()).toBe(0);

  const subject = new URL(page.url()).pathname.split('/').at(-1) as string;
  const copy = join(folder, 'copy.bin');
  await talassa('inbox');
  await talassa('file', 'get', subject.slice(0, 8), 'recording.bin', '--output', copy);
  expect(await digestOf(copy)).toBe(digest);
  expect(tab.foreign).toEqual([]);
});
