// An authority founded in browsers, from its first name to its admission; its decisions by two; and its way back with the recovery sheets (docs/spec/roster.md).
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type BrowserWorld, openBrowserWorld, type Tab } from '../testkit/browser.ts';
import { enrolled, go, heading, press, shot } from '../testkit/desk.ts';
import { LAUNCHER } from '../testkit/practice.ts';
import { NOTHING, remembered } from '../testkit/remembered.ts';
import { ROOT } from '../testkit/tree.ts';

let world: BrowserWorld;
let first: Tab;
let second: Tab;
const sheets: string[] = [];
beforeAll(async () => {
  world = await openBrowserWorld();
});
afterAll(() => world?.close());

const NAME = 'Ministry of Justice of Osteria';
const AWAITED = 'Waiting for the operator to admit your authority';
const newRequest = (tab: Tab) => tab.page.getByRole('main').getByRole('link', { name: 'New request' });
const codeOn = (tab: Tab): Promise<string> => tab.page.getByText(/^([0-9A-Z]{4}-){4}[0-9A-Z]{4}$/).innerText();

describe('an authority', () => {
  test('is founded by two administrators, proves that it has its recovery sheets, and is admitted', async () => {
    first = await world.open();
    const { page } = first;
    await page.goto(`${world.url}/found`);
    await press(first, 'Found it');
    await page.getByRole('alert').getByText('Enter your name').waitFor();
    expect(await first.axe()).toEqual([]);
    await shot(first, 'found-form');
    await page.getByLabel('The name of the authority in English').fill(NAME);
    await page.getByLabel('Your name').fill('Ada Brun');
    await press(first, 'Found it');
    await press(first, 'Use a practice passkey');
    await page.getByText('Founded, with a first administrator').waitFor();
    await shot(first, 'found-second');
    expect(await first.axe()).toEqual([]);
    await page.getByLabel('Their name').fill('Ben Okoro');
    await press(first, 'Invite the second administrator');
    const code = await codeOn(first);
    second = await enrolled(world, code, 'Ben Okoro');
    await heading(second, 'The founding of your authority is not finished', 2).waitFor();
    expect(await second.page.getByRole('banner').innerText()).toContain(NAME);
    expect(await newRequest(second).count()).toBe(0);

    // Who administers nothing waits, and is not offered what only administrators can do.
    await go(first, 'Our authority');
    await press(first, 'Invite an official');
    await page.getByLabel('Their name').fill('Eli Sand');
    await press(first, 'Make the code');
    const officer = await enrolled(world, await codeOn(first), 'Eli Sand');
    await officer.page.getByRole('main').getByRole('link', { name: 'Go on with the founding' }).click();
    await officer.page.getByText(/^Your administrators are founding the authority\./).waitFor();
    expect(await officer.page.getByRole('button', { name: 'Make the sheets' }).count()).toBe(0);
    await shot(officer, 'found-officer');
    expect(await officer.axe()).toEqual([]);
    await officer.close();
    await press(first, 'I have passed it on');
    await go(first, 'Home');
    await page.getByRole('main').getByRole('link', { name: 'Go on with the founding' }).click();

    await page.getByRole('button', { name: 'Make the sheets' }).click();
    await page.getByText('They are printed').waitFor();
    for (const sheet of await page.getByRole('article').all())
      sheets.push((await sheet.getByRole('listitem').allInnerTexts()).map((group) => group.trim()).join('-'));
    expect(sheets.length).toBe(3);
    await shot(first, 'found-sheets');
    expect(await first.axe()).toEqual([]);
    await press(first, 'They are printed');
    const number = /sheet (\d)/.exec(await page.getByText(/^Take sheet/).innerText())?.[1];
    const labels = await page.getByText(/^Group \d+/).allInnerTexts();
    expect(labels.length).toBe(3);
    await press(first, 'It is right');
    await page.getByText('The paper says something else').first().waitFor();
    for (const label of labels.map((text) => text.trim())) {
      const place = Number(label.split(' ')[1]);
      await page
        .getByLabel(label, { exact: true })
        .fill(sheets[Number(number) - 1]?.split('-')[place - 1] ?? 'not on the paper');
    }
    await press(first, 'It is right');

    await page.getByText(/^npx rogatory relay admit/).waitFor();
    await shot(first, 'found-admission');
    expect(await first.axe()).toEqual([]);
    // Both administrators are told the same at home, with one way on; the line itself works.
    await go(first, 'Home');
    for (const tab of [first, second]) {
      await heading(tab, AWAITED, 2).waitFor({ timeout: 20_000 });
      await tab.page.getByRole('banner').getByText('Connected, waiting for admission').first().waitFor();
      expect(await tab.page.getByRole('banner').innerText()).toContain(NAME);
      expect(await newRequest(tab).count()).toBe(0);
      expect(await tab.axe()).toEqual([]);
    }
    await shot(second, 'home-awaited');
    await first.page.getByRole('link', { name: 'See the words and the number' }).click();
    const typed = (await page.getByText(/^npx rogatory relay admit/).innerText()).split(' ');
    const flags = [...typed.slice(2, 4), '--data', join(world.home, 'relay'), typed.at(-1) as string];
    execFileSync(process.execPath, [LAUNCHER, ...flags], { cwd: ROOT });
    await page.getByText('Your authority can send and receive').waitFor();
    await page.getByRole('link', { name: 'Begin' }).click();
    for (const tab of [first, second]) {
      await newRequest(tab).waitFor({ timeout: 20_000 });
      await heading(tab, 'Nothing waits for you', 2).waitFor();
      await tab.page
        .getByRole('banner')
        .getByText(/^Up to date/)
        .first()
        .waitFor();
    }
    await go(first, 'Directory');
    await page
      .getByRole('listitem')
      .filter({ hasText: 'Osteria' })
      .getByText('Your authority', { exact: true })
      .waitFor();
  });

  test('decides by two: what one wants waits for the other, who sees what it is and signs', async () => {
    await go(first, 'Our authority');
    await press(first, 'Invite an official');
    await first.page.getByLabel('Their name').fill('Cleo Dahl');
    await press(first, 'Make the code');
    await first.page.getByText('It works as soon as another administrator has agreed.').waitFor();
    const code = await codeOn(first);
    await press(first, 'I have passed it on');
    await go(second, 'Our authority');
    await second.page.getByRole('tab', { name: /^Approvals/ }).click();
    await heading(second, 'Cleo Dahl is invited: handle requests', 2).waitFor({ timeout: 20_000 });
    await second.page.getByText(/^Signed by Ada Brun/).waitFor();
    await shot(second, 'authority-approval');
    expect(await second.axe()).toEqual([]);
    await press(second, 'Agree and sign');
    await second.page.getByText('Done. It holds from now on.').waitFor();
    await second.page.getByText('Nothing waits for a signature').waitFor();
    await first.page
      .getByRole('article', { name: 'Cleo Dahl' })
      .getByText(/^Invited, until/)
      .waitFor({ timeout: 20_000 });
    const cleo = await enrolled(world, code, 'Cleo Dahl');
    await cleo.close();
  });
});

describe('an authority that nobody can enter any more', () => {
  test('comes back with two of its sheets: a mistyped one is told, the words are shown, and the desk opens', async () => {
    await first.close();
    await second.close();
    const tab = await world.open();
    const { page } = tab;
    await page.goto(`${world.url}/recover`);
    await heading(tab, 'Get back in').waitFor();
    await shot(tab, 'recover-choice');
    expect(await tab.axe()).toEqual([]);
    await press(tab, 'Come back with recovery sheets');
    await page.getByLabel('Your name').fill('Dora Lind');
    await press(tab, 'Continue');
    await press(tab, 'Use a practice passkey');
    const field = (number: number) => page.getByLabel(`Sheet ${number}`, { exact: true });
    await field(1).fill(sheets[0] as string);
    const third = sheets[2] as string;
    await field(2).fill(`${third.slice(0, 20)}${third[20] === '0' ? '1' : '0'}${third.slice(21)}`);
    await press(tab, 'Look whether they fit');
    await page.getByText('A letter or digit is wrong, or one is missing.').waitFor();
    expect(await tab.axe()).toEqual([]);
    await field(2).fill(third);
    await press(tab, 'Look whether they fit');
    await heading(tab, `They open ${NAME}`, 2).waitFor();
    await shot(tab, 'recover-plan');
    await press(tab, 'Announce it');
    await press(tab, 'Come back now');
    await heading(tab, 'Needs you today').waitFor();
    expect(await page.getByRole('banner').innerText()).toContain(NAME);
    await expect
      .poll(() =>
        remembered(
          tab,
          sheets.map((sheet) => sheet.slice(0, 20)),
        ),
      )
      .toEqual(NOTHING);
    await go(tab, 'Our authority');
    await page.getByRole('tab', { name: 'What was done' }).click();
    await page.getByText('Dora Lind comes back with the recovery sheets').first().waitFor();
    expect(tab.complaints).toEqual([]);
    await tab.close();
  });
});
