// What may go wrong while one writes: a reload, a cut, a passkey that is not touched, files that cannot be sent, answers that cannot stand; and one page on a telephone.
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type BrowserWorld, openBrowserWorld } from '../testkit/browser.ts';
import { openWriter, type Writer } from '../testkit/writing.ts';

let world: BrowserWorld;
let writer: Writer;
const folder = mkdtempSync(join(tmpdir(), 'rogatory-files-'));
beforeAll(async () => {
  world = await openBrowserWorld();
  writer = await openWriter(world, { width: 360 });
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await world?.close();
});

function file(name: string, content: string | number): string {
  const path = join(folder, name);
  writeFileSync(path, typeof content === 'string' ? content : '');
  if (typeof content === 'number') truncateSync(path, content);
  return path;
}

/** A new draft of this kind to Talassa; resolves on its page. */
async function begin(kind: string, title: string): Promise<string> {
  const { tab, steps, goTo } = writer;
  await goTo(`/new?kind=${kind}`);
  await tab.page.getByRole('button', { name: /^Choose .*Talassa/ }).click();
  await steps.heading(title);
  return new URL(tab.page.url()).pathname;
}

/** Who answers for it, where this is not known from an act before. */
async function answerFor(): Promise<void> {
  await writer.steps.fill('Function of the official', 'Duty officer');
  await writer.steps.fill('Unit of the official', '24/7 point of contact');
}

/** What of a page stands out beyond a narrow screen. */
const tooWide = (): Promise<string[]> =>
  writer.tab.page.evaluate(() => {
    if (document.documentElement.scrollWidth <= innerWidth) return [];
    const out = [...document.querySelectorAll('main *')].filter(
      (one) => one.getBoundingClientRect().right > innerWidth,
    );
    return ['page', ...out.map((one) => `${one.tagName} ${one.className}`)];
  });

const PRESERVATION = 'Urgent request for the preservation of data';

describe('an urgent preservation, on a telephone', () => {
  test('is one page; each thing missing is named beside its field and on top; then one press sends it', async () => {
    const { tab, steps, shot } = writer;
    const { page } = tab;
    await begin('preservation-request', PRESERVATION);
    expect(await tooWide()).toEqual([]);
    expect(await tab.axe()).toEqual([]);
    await shot('preservation');
    await steps.press('Sign with your passkey and send');
    const summary = page.getByRole('alert');
    await summary.getByText(/the necessity of the preservation/).waitFor();
    await expect.poll(() => summary.evaluate((at) => at === document.activeElement)).toBe(true);
    expect(await page.title()).toMatch(/^Error: /);
    await summary.getByRole('button', { name: /the necessity of the preservation/ }).click();
    const necessity = page.getByRole('textbox', { name: /^Necessity/ });
    await expect.poll(() => necessity.evaluate((at) => at === document.activeElement)).toBe(true);
    expect(await necessity.getAttribute('aria-invalid')).toBe('true');

    await steps.fill(/^Necessity/, 'The provider deletes closed mailboxes after 30 days.');
    await steps.select(/Legal basis/, 'Convention on Cybercrime, Budapest (2001)');
    await steps.fill('Offence under investigation', 'Laundering of proceeds of crime');
    await steps.fill('Brief summary of the related facts', 'Orders were sent from a mailbox in Talassa.');
    await steps.select(/Kind of identifier|Identifier/, /e-mail/i);
    await page.locator('[data-place="data.0.identifier"] input').fill('orders@brisamar-freight.example');
    await steps.tick(/^traffic/i);
    await steps.fill('Relationship of the data to the offence', 'Its messages are the orders.');
    await steps.fill(/^Custodian of the data/, 'Selene Mail Services, Port Selene');
    await steps.tick(/^A request for mutual legal assistance will be submitted/);
    await steps.tick('Yes');
    await answerFor();
    await steps.select(/Answer needed within/, '1 hour');
    await shot('preservation-filled');
    await steps.press('Sign with your passkey and send');
    await steps.heading('Sent');
    await page.getByText('You asked for an answer by').waitFor();
    expect(await tooWide()).toEqual([]);
    await shot('preservation-sent');
  });
});

describe('a draft', () => {
  test('keeps itself: what was typed is there after a reload, without a press', async () => {
    const { tab, steps } = writer;
    const { page } = tab;
    const path = await begin('consultation', 'Informal consultation');
    await steps.fill('Subject', 'Records of a bank in Port Selene');
    await page.getByText(/^Saved/).waitFor();
    await page.reload();
    await steps.press('Open with your passkey');
    await steps.heading('Informal consultation');
    expect(new URL(page.url()).pathname).toBe(path);
    expect(await page.getByRole('textbox', { name: 'Subject' }).inputValue()).toBe('Records of a bank in Port Selene');
    await writer.goTo('/drafts');
    await page.getByRole('link', { name: /Informal consultation.*Changed by you/s }).waitFor();
    expect(await tab.axe()).toEqual([]);
    await writer.shot('drafts');
  });

  test('takes files under names that cannot mislead, says why others are not taken, and sends them', async () => {
    const { tab, steps } = writer;
    const { page } = tab;
    await begin('consultation', 'Informal consultation');
    await page
      .locator('input[type=file]')
      .setInputFiles([
        file('extract.pdf', 'a certified extract'),
        file('nothing.txt', ''),
        file('film.mov', 5 * 1024 ** 3),
        file('invoice\u202efdp.exe', 'not what it seems'),
      ]);
    const told = page.getByText('About these files').locator('xpath=ancestor::*[@role="status"]');
    // Said as each file is looked at: the last one comes last.
    await told.getByText('“invoicefdp.exe”').waitFor();
    expect(await told.innerText()).toMatch(/“nothing.txt” is empty[\s\S]*“film.mov” is larger than 4 GB/);
    const attached = page.getByRole('list', { name: 'Attached files' }).getByRole('listitem');
    expect(await attached.count()).toBe(2);
    await attached.first().getByText('SHA-256 of this file').click();
    expect((await attached.first().locator('code').innerText()).replaceAll(' ', '')).toMatch(/^[0-9a-f]{64}$/);
    expect(await tab.axe()).toEqual([]);
    await page.getByRole('button', { name: 'Remove invoicefdp.exe' }).click();
    expect(await attached.count()).toBe(1);
    await steps.fill('Subject', 'With a file');
    await steps.fill('Text', 'The extract is attached.');
    await answerFor();
    await page.getByText(/an ordinary item with 1 file, about 19 bytes/).waitFor();
    await steps.press('Send');
    await steps.heading('Sent');
  });

  test('whose passkey is not touched stays where it is, in words; the next press sends it', async () => {
    const { tab, steps } = writer;
    const { page } = tab;
    await begin('preservation-request', PRESERVATION);
    await page.getByRole('textbox', { name: /^Necessity/ }).fill('Kept');
    await page.getByRole('textbox', { name: /^Necessity/ }).blur();
    await answerFor();
    await steps.fill(/^Necessity/, 'The provider deletes closed mailboxes after 30 days.');
    await steps.select(/Legal basis/, 'Convention on Cybercrime, Budapest (2001)');
    await steps.fill('Offence under investigation', 'Laundering of proceeds of crime');
    await steps.fill('Brief summary of the related facts', 'Orders were sent from a mailbox in Talassa.');
    await steps.select(/Kind of identifier|Identifier/, /e-mail/i);
    await page.locator('[data-place="data.0.identifier"] input').fill('second@brisamar-freight.example');
    await steps.tick(/^traffic/i);
    await steps.fill('Relationship of the data to the offence', 'Its messages are the orders.');
    await steps.fill(/^Custodian of the data/, 'Not known');
    await steps.tick(/^A request for mutual legal assistance will be submitted/);
    await steps.tick('No');

    // A day that has passed is refused before anybody is asked for a passkey.
    await steps.day(/^Expected on/, '01012020');
    await steps.press('Sign with your passkey and send');
    await page
      .getByRole('alert')
      .getByText(/lies in the past/)
      .waitFor();
    await steps.day(/^Expected on/, '01012030');

    // The testing tools have no finger that says no: the browser answers once as it does after one.
    await page.evaluate(() => {
      const { credentials } = navigator;
      const asked = credentials.get;
      credentials.get = () => {
        credentials.get = asked;
        return Promise.reject(new DOMException('cancelled', 'NotAllowedError'));
      };
    });
    await steps.press('Sign with your passkey and send');
    await page.getByText('The passkey was not used').waitFor();
    await steps.heading(PRESERVATION);
    expect(await page.getByRole('textbox', { name: /^Necessity/ }).inputValue()).toMatch(/^The provider deletes/);
    await writer.shot('cancelled');
    await steps.press('Sign with your passkey and send');
    await steps.heading('Sent');
    expect(tab.complaints).toEqual([]);
    // The policy lets nothing be written as HTML but nothing.
    const written = (text: string) =>
      page.evaluate((html) => {
        try {
          document.createElement('p').innerHTML = html;
          return 'written';
        } catch {
          return 'refused';
        }
      }, text);
    expect([await written(''), await written('<b>')]).toEqual(['written', 'refused']);
    expect(tab.foreign).toEqual([]);
  });
});

describe('a reply', () => {
  /** What of a form is in sight though it may be left out. */
  const optional = (): Promise<string[]> =>
    writer.tab.page
      .locator('main label:visible, main legend:visible')
      .filter({ hasText: '(optional)' })
      .allInnerTexts();

  test('asks for no more than it must: the rest is folded away, opens by keyboard, and by itself for what is wrong in it', async () => {
    const { tab, steps, goTo, shot } = writer;
    const { page } = tab;
    await goTo('/');
    // What the test before tried and was refused.
    tab.complaints.splice(0);
    await page.getByRole('link', { name: /^Open: New, nobody has it yet, Request for mutual/ }).click();
    await steps.heading(/^Case TL-2026-0077/);
    const caseId = new URL(page.url()).pathname.split('/').at(-1);
    await goTo(`/reply/${caseId}/acknowledge`);
    await steps.heading('Acknowledgement of receipt');
    await page.getByRole('button', { name: 'Send', exact: true }).waitFor();
    expect(await page.getByRole('textbox', { name: 'Incoming number' }).isVisible()).toBe(true);
    expect(await optional()).toEqual([]);
    expect(await page.locator('input[type=file] + *:visible, .file-drop:visible').count()).toBe(0);
    expect(await tab.axe()).toEqual([]);
    expect(await tooWide()).toEqual([]);
    await shot('reply-brief-360');

    const more = page.locator('summary', { hasText: 'More about: Acknowledgement of receipt' });
    expect(await more.innerText()).toMatch(/Executing authority, Expected by, A translation is awaited and Remarks/);
    await more.focus();
    await page.keyboard.press('Enter');
    await steps.day(/^Expected by/, '01012020');
    expect(await tab.axe()).toEqual([]);
    await more.focus();
    await page.keyboard.press('Enter');
    expect(await optional()).toEqual([]);

    await steps.fill('Incoming number', 'NV-2026-0500');
    // Known where a test before has sent something.
    if ((await page.locator('summary', { hasText: 'Who answers for it' }).count()) === 0) await answerFor();
    await steps.press('Send');
    const summary = page.getByRole('alert');
    await summary.getByText(/lies in the past/).waitFor();
    await page.getByRole('group', { name: /^Expected by/ }).waitFor();
    // Closed again, it is opened for whoever goes to it.
    await more.click();
    await page.getByRole('group', { name: /^Expected by/ }).waitFor({ state: 'hidden' });
    await summary.getByRole('button', { name: /lies in the past/ }).click();
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.closest('[data-place]')?.getAttribute('data-place')))
      .toBe('estimate');
    await steps.day(/^Expected by/, '01012030');
    await steps.press('Send');
    await steps.heading('Sent');
  });

  test('from somebody who answered before says in one line who answers for it, and its button stands below what must be read, nothing else', async () => {
    const { tab, steps, goTo, shot } = writer;
    const { page } = tab;
    const caseId = (await page.getByRole('link', { name: 'Open the case' }).getAttribute('href'))?.split('/').at(-1);
    await page.setViewportSize({ width: 1280, height: 800 });
    await goTo(`/reply/${caseId}/ask`);
    await steps.heading('Request for additional information');
    const send = page.getByRole('button', { name: 'Send', exact: true });
    await send.waitFor();
    const author = page.locator('summary', { hasText: 'Who answers for it' });
    expect(await author.innerText()).toContain('Duty officer');
    await shot('reply-brief-1280');
    expect(await optional()).toEqual(['Item concerned (optional)']);
    // One box for the question, one for the item; the rest in sight is how it is sent, and what stands before it is.
    expect(await page.locator('main input:visible:not([type=radio]), main textarea:visible').count()).toBe(2);
    const end = await send.evaluate((at) => at.getBoundingClientRect().bottom + scrollY);
    expect(end).toBeLessThan(1900);
    await steps.fill('Text', 'Which of the two accounts is meant?');
    await steps.press('Send');
    await steps.heading('Sent');
    expect(tab.complaints).toEqual([]);
  });
});
