// What convinces: both views of a transmission with a search in all that the relay keeps, and each lie of a relay noticed, kept and mended (docs/threat-model.md).
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { LIE_CASES, LIES } from '../../client/cli/practice/lies.ts';
import { type BrowserWorld, openBrowserWorld, type Tab } from '../testkit/browser.ts';
import { choose } from '../testkit/desk.ts';
import { LAUNCHER } from '../testkit/practice.ts';
import { runProgram } from '../testkit/program.ts';
import { ROOT } from '../testkit/tree.ts';

let world: BrowserWorld;
let tab: Tab;
beforeAll(async () => {
  world = await openBrowserWorld();
  tab = await world.open();
  // Three relays and their founders share the processors of this file.
  tab.page.setDefaultTimeout(90_000);
  await tab.page.goto(world.url);
  await tab.page.getByLabel('Invitation code').fill(world.code('official'));
  await tab.page.getByLabel('Your name').fill('Livia Sander');
  await tab.page.getByRole('button', { name: 'Continue' }).click();
  await tab.page.getByRole('button', { name: 'Use a practice passkey' }).click();
  await tab.page
    .getByRole('banner')
    .getByText(/^Up to date/)
    .first()
    .waitFor();
});
afterAll(() => world?.close());

async function go(place: string): Promise<void> {
  await tab.page.getByRole('navigation').getByRole('link', { name: place }).click();
  await tab.page.getByRole('heading', { level: 1, name: place }).waitFor();
}

test('what the relay holds of a colleague’s request stands beside what is read, and a name in it is found nowhere there', async () => {
  const [, folder = ''] = /Folder +(\S+)/.exec(world.practice.said()) ?? [];
  const home = resolve(ROOT, folder);
  const given = [
    'send',
    '--to',
    'Talassa',
    '--act',
    join(home, 'example-request.json'),
    '--profile',
    'norvania',
    '--yes',
  ];
  const sent = await runProgram(process.execPath, [LAUNCHER, ...given], { ROGATORY_HOME: home });
  expect(sent.status, sent.err).toBe(0);

  await go('What the relay holds');
  await choose(tab, 'Transmission', 'NV-2026-0431', /^Request for mutual legal assistance, NV-2026-0431/);
  await tab.page.getByText('Aurelia Lindt').first().waitFor();
  const rows = await tab.page.getByRole('table').innerText();
  expect(rows).toContain('Aurelia Lindt');
  expect(rows).toContain('No name: the number of a device.');
  expect(await tab.axe()).toEqual([]);

  const outcome = tab.page.getByRole('region', { name: 'Look for a word' }).getByRole('status');
  const search = async (word: string): Promise<void> => {
    await tab.page.getByLabel('Name or words').fill(word);
    await tab.page.getByRole('button', { name: 'Search the relay' }).click();
  };
  await search('Varga-Holm');
  await outcome.getByText(/^“Varga-Holm” stands nowhere in [\d,]+ bytes of \d+ files\.$/).waitFor();
  // The search is able to find: a number it must hold, and a name that is public.
  await outcome.getByText(/must hold, stands in .*relay\/relay\.db/).waitFor();
  await search('Ministry of Justice');
  await outcome.getByText(/^“Ministry of Justice” stands in: .*relay\.db/).waitFor();
  await search('abc');
  await tab.page.getByText('Enter at least four letters').waitFor();
  expect(await tab.axe()).toEqual([]);
});

test('each lie is noticed with its code and kept as an alarm where the relay signed it; nothing is lost, and the desk here is untouched', async () => {
  await go('A lying relay');
  const titles = {
    'swap-key': 'Another’s key',
    drop: 'Nothing there',
    fork: 'Two histories',
    backdate: 'A day earlier',
    replay: 'Once more the old one',
  };
  for (const lie of LIES) {
    const panel = tab.page.getByRole('region', { name: titles[lie], exact: true });
    await panel.getByRole('button', { name: 'Tell this lie' }).click();
    await panel.getByText('Afterwards').waitFor({ timeout: 100_000 });
    const { code, alarm } = LIE_CASES[lie];
    await panel.getByText(`Code ${code}`).waitFor();
    await panel.getByText('The relay was made honest again, and everything went on.').waitFor();
    expect(await panel.getByRole('button', { name: 'Save the alarm file' }).count()).toBe(alarm ? 1 : 0);
  }
  expect(await tab.axe()).toEqual([]);

  const saved = tab.page.waitForEvent('download');
  await tab.page
    .getByRole('region', { name: titles.fork, exact: true })
    .getByRole('button', { name: 'Save the alarm file' })
    .click();
  const file = readFileSync(await (await saved).path());
  await go('Alarms');
  expect(await tab.page.getByRole('main').innerText()).not.toContain('REGISTER_INCONSISTENT');
  await go('Verify a file');
  await tab.page
    .locator('input[type=file]')
    .setInputFiles([{ name: 'alarm.cose', mimeType: 'application/cose', buffer: file }]);
  await tab.page.getByText('Alarm: A register or the directory was shown with two contents.').waitFor();
  expect(await tab.axe()).toEqual([]);
  expect(tab.complaints).toEqual([]);
  expect(tab.foreign).toEqual([]);
});
