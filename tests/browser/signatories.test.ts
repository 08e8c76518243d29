// Two signatories: an authority asks for two, the first signs and nothing leaves, the second opens, reads and signs the same act (docs/spec/envelope.md, GES-6).
import type { Route } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type BrowserWorld, openBrowserWorld, type Tab } from '../testkit/browser.ts';
import { enrolled, go, heading, press, shot } from '../testkit/desk.ts';
import { LAUNCHER } from '../testkit/practice.ts';
import { runProgram } from '../testkit/program.ts';
import { openWriter, type Writer } from '../testkit/writing.ts';

const TEXT = 'Which of the two accounts at Harbour Row is meant?';

let world: BrowserWorld;
let first: Writer;
let second: Tab;
beforeAll(async () => {
  world = await openBrowserWorld();
  first = await openWriter(world);
  second = await enrolled(world, world.code('administrator'), 'Greta Holm', { practice: false });
  second.page.setDefaultTimeout(60_000);
});
afterAll(() => world?.close());

/** Numbers of what Talassa received, by its own program. */
async function received(): Promise<string[]> {
  const asked = [LAUNCHER, 'inbox', '--profile', 'talassa', '--json'];
  const { out } = await runProgram(process.execPath, asked, { ROGATORY_HOME: world.home });
  return (JSON.parse(out) as { items: { transmission: string }[] }).items.map(({ transmission }) => transmission);
}

const isWrite = (route: Route): boolean => route.request().method() !== 'GET';

describe('two signatories', () => {
  test('are asked for by a rule of the authority, which a colleague agrees to', async () => {
    await go(second, 'Our authority');
    await second.page.getByRole('tab', { name: 'Rules' }).click();
    await second.page
      .getByRole('radio', { name: /^Two signatories/ })
      .locator('xpath=ancestor::label')
      .click();
    await press(second, 'Change the rules');
    // Back to "nothing to change" once the rule holds: practice's colleague signs as the second administrator.
    await expect
      .poll(() => second.page.getByRole('radio', { name: /^Two signatories/ }).isChecked(), { timeout: 60_000 })
      .toBe(true);
    await second.page.getByText('Nothing is different from now.').waitFor();
  });

  let subject = '';
  /** Every address of the draft, without its host. */
  let addresses: string[] = [];
  test('the first signs: the page says that it has not been sent, and the other side has nothing of it', async () => {
    const { tab, steps, goTo } = first;
    await tab.page.getByRole('link', { name: /^Open: New, nobody has it yet/ }).click();
    await steps.heading(/^Case TL-2026-0077/);
    await goTo(`/reply/${new URL(tab.page.url()).pathname.split('/').at(-1)}/ask`);
    await steps.heading('Request for additional information');
    await tab.page.waitForURL(/\/draft\/[0-9a-f]{32}$/);
    const draft = new URL(tab.page.url()).pathname;
    addresses = ['', '/facts', '/check', '/sign', '/conflict'].map((part) => `${draft}${part}`);
    await steps.fill('Text', TEXT);
    await steps.fill('Function of the official', 'Signatory');
    await steps.fill('Unit of the official', 'Mutual legal assistance unit');
    await steps.tick(/^Formal/);
    await tab.page.getByText('It goes to a second signatory').waitFor();
    await tab.page.getByText(/^Saved \d/).waitFor();
    await go(second, 'Drafts');
    await second.page.getByRole('link', { name: /Request for additional information/ }).waitFor();
    // No word about the draft goes out until the end of the next test: what a colleague sees of it comes from the proposal alone.
    await tab.context.route(/\/v1\/drafts\//, (route) => (isWrite(route) ? route.abort() : route.continue()));
    await steps.press('Sign with your passkey and send');
    await steps.heading('Waiting for a second signature');
    await tab.page.getByText('You have signed. It has not been sent.').waitFor();
    expect(await tab.axe()).toEqual([]);
    subject = new URL(tab.page.url()).pathname.split('/').at(-1) as string;
    expect(subject).toMatch(/^[0-9a-f]{64}$/);
    expect(await received()).not.toContain(subject);
  });

  test('at the addresses of its draft both see where it went, with a line and without, and nothing to write in', async () => {
    const { tab, goTo, shot: portray } = first;
    for (const line of ['with', 'without']) {
      await tab.context.setOffline(line === 'without');
      for (const address of addresses) {
        await goTo('/');
        await first.steps.heading('Needs you today');
        await goTo(address);
        await first.steps.heading('Waiting for a second signature');
        expect(new URL(tab.page.url()).pathname).toBe(`/sent/${subject}`);
        expect(await tab.page.getByRole('textbox').count()).toBe(0);
      }
    }
    await tab.context.setOffline(false);

    await go(second, 'Home');
    await second.page.getByRole('link', { name: /Waiting for your signature/ }).waitFor();
    for (const address of addresses) {
      await second.page.evaluate((to) => history.pushState({}, '', to), address);
      await heading(second, 'Waiting for a second signature').waitFor();
      await second.page.getByText(TEXT).waitFor();
      expect(await second.page.getByRole('textbox').count()).toBe(0);
      const there = await second.page.getByRole('link', { name: 'Look at it' }).getAttribute('href');
      expect(there).toBe(`/proposal/${subject}`);
    }
    expect(await second.axe()).toEqual([]);
    await shot(second, 'draft-went-colleague');
    await portray('draft-went');
    await tab.context.unrouteAll();
    // The browser's own complaint about lines that were cut.
    tab.complaints.splice(0);
    await go(second, 'Drafts');
    await second.page.getByText('No drafts').waitFor();

    await goTo(`/proposal/${subject}`);
    await first.steps.heading('Waiting for a second signature');
    await tab.page.getByText('You have signed. It has not been sent.').waitFor();
    await tab.page.getByText('Can be signed until').waitFor();
    await portray('proposal-own');
    expect(await tab.page.getByRole('button', { name: 'Sign with your passkey and send' }).count()).toBe(0);
    await goTo(`/sent/${subject}`);
    await first.steps.heading('Waiting for a second signature');
  });

  test('the second takes it back instead: it is a draft again for both, the first is told so at home, and what is signed anew goes on', async () => {
    const { tab, steps, goTo, shot: portray } = first;
    await second.page.evaluate((to) => history.pushState({}, '', to), `/proposal/${subject}`);
    await heading(second, 'Sign as the second signatory').waitFor();
    await press(second, 'Take it back');
    const question = second.page.getByRole('dialog', { name: 'Take it back?' });
    await question.getByRole('button', { name: 'Let it wait' }).waitFor();
    expect(await second.axe()).toEqual([]);
    await shot(second, 'take-back-question');
    await question.getByRole('button', { name: 'Take it back' }).click();
    await second.page.waitForURL((url) => url.pathname === addresses[0]);
    await second.page.getByRole('textbox', { name: 'Text', exact: true }).waitFor();
    expect(await second.page.getByRole('textbox', { name: 'Text', exact: true }).inputValue()).toBe(TEXT);

    await goTo('/');
    await tab.page.getByRole('link', { name: /^Look: Not sent: no second signature/ }).click();
    await steps.heading('Not sent');
    await tab.page.getByText('It was taken back before a second signatory signed.').waitFor();
    expect(await tab.axe()).toEqual([]);
    await portray('proposal-taken-back');
    await goTo(`/sent/${subject}`);
    await steps.heading('Not sent');
    await goTo('/sent');
    await tab.page.getByText('Withdrawn before it was sent').waitFor();
    await goTo(`/proposal/${subject}`);
    await steps.follow('Open the draft');
    await tab.page.getByRole('textbox', { name: 'Text', exact: true }).waitFor();
    await tab.page
      .getByText(/^(Saved|Shared)/)
      .first()
      .waitFor();
    await steps.press('Sign with your passkey and send');
    await steps.heading('Waiting for a second signature');
    const before = subject;
    await tab.page.waitForURL(/\/sent\/[0-9a-f]{64}$/);
    subject = new URL(tab.page.url()).pathname.split('/').at(-1) as string;
    expect(subject).not.toBe(before);
    await goTo('/');
    await steps.heading('Needs you today');
    await goTo(`/sent/${subject}`);
    await steps.heading('Waiting for a second signature');
    expect(await received()).not.toContain(before);
  });

  test('the second finds it at home, reads all of it, and signs: it is sent, and the first sees so without a reload', async () => {
    await go(second, 'Home');
    const waiting = second.page.getByRole('link', { name: /Waiting for your signature/ });
    await waiting.waitFor();
    expect(await waiting.count()).toBe(1);
    // What the first wrote it from is a draft no more, and nobody may send it a second time.
    expect(await second.page.getByText('Ready to sign').count()).toBe(0);
    await go(second, 'Our authority');
    await second.page.getByRole('tab', { name: /^Approvals\s*1$/ }).click();
    await second.page.getByText('Signed by Livia Sander').waitFor();
    expect(await second.axe()).toEqual([]);
    await shot(second, 'approvals-transmission');
    await second.page.getByRole('link', { name: /^Read it: / }).click();
    await heading(second, 'Sign as the second signatory').waitFor();
    await second.page.getByText(TEXT).waitFor();
    await second.page.getByText('Livia Sander, Signatory, Mutual legal assistance unit').waitFor();
    expect(await second.axe()).toEqual([]);
    await shot(second, 'proposal');
    await press(second, 'Sign with your passkey and send');
    await second.page.getByText(/^Sent: entered in your register and in theirs/).waitFor();
    await first.steps.heading('Sent');
    expect(await received()).toContain(subject);
    expect([...first.tab.complaints, ...second.complaints]).toEqual([]);
  });
});
