// Mail in a real browser: what waits, a case looked at and taken, an answer that arrives by itself, a document, a search, the keys (look.md).
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type BrowserWorld, openBrowserWorld, type Tab } from '../testkit/browser.ts';
import { enrolled } from '../testkit/desk.ts';
import { LAUNCHER } from '../testkit/practice.ts';
import { runProgram } from '../testkit/program.ts';

let world: BrowserWorld;
let tab: Tab;
const rogatory = async (...given: string[]): Promise<string> => {
  const { status, out, err } = await runProgram(process.execPath, [LAUNCHER, ...given], { ROGATORY_HOME: world.home });
  expect([status, err]).toEqual([0, expect.anything()]);
  return out;
};
const heading = (name: string | RegExp) => tab.page.getByRole('heading', { level: 1, name });
const button = (name: string | RegExp) => tab.page.getByRole('button', { name, exact: typeof name === 'string' });
const goTo = (name: string) =>
  tab.page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name, exact: true }).click();

/** What Talassa's first administrator sees of a transmission it sent. */
async function seenByTalassa(ours: string): Promise<string> {
  const { items } = JSON.parse(await rogatory('inbox', '--sent', '--profile', 'talassa', '--json')) as {
    items: { references: { ours: string }; status: string }[];
  };
  return items.find(({ references }) => references.ours === ours)?.status ?? 'not there';
}

beforeAll(async () => {
  world = await openBrowserWorld();
  tab = await enrolled(world, world.code('official'), 'Livia Sander');
});
afterAll(() => world?.close());

describe('a new official', () => {
  test('finds three things to do, the urgent one first, each with one step', async () => {
    const rows = tab.page.getByRole('list', { name: 'What needs you, most urgent first' }).getByRole('listitem');
    // What was exchanged before arrives act by act: the last one says what is asked of whom.
    await expect
      .poll(() => rows.allInnerTexts(), { timeout: 60_000 })
      .toEqual([
        expect.stringMatching(
          /Urgent[\s\S]*preservation of data[\s\S]*Talassa[\s\S]*TL-2026-0081[\s\S]*To be taken: in/,
        ),
        expect.stringMatching(/Question to you[\s\S]*NV-2026-0412/),
        expect.stringMatching(/New, nobody has it yet[\s\S]*Request for mutual legal assistance[\s\S]*TL-2026-0077/),
      ]);
    for (const row of await rows.all()) expect(await row.getByRole('link').count()).toBe(1);
    expect(await tab.axe()).toEqual([]);
  });

  test('who looks at a case tells the sender so, and who takes it too; not before', async () => {
    expect(await seenByTalassa('TL-2026-0081')).toBe('handed over');
    await tab.page.getByRole('link', { name: /^Open: Urgent/ }).click();
    await heading('Case TL-2026-0081').waitFor();
    await tab.page.getByText('203.0.113.58').waitFor();
    await expect.poll(() => seenByTalassa('TL-2026-0081'), { timeout: 30_000 }).toBe('opened');
    expect(await tab.axe()).toEqual([]);
    await button('Take it').first().click();
    await tab.page.getByText('Taken here').first().waitFor();
    expect(await seenByTalassa('TL-2026-0081')).toBe('taken');
    await tab.page.getByRole('tab', { name: 'Timeline and evidence' }).click();
    await tab.page.getByText('Taken by an official of your authority').waitFor();
    expect(await tab.axe()).toEqual([]);
  });
});

describe('an answer', () => {
  test('arrives in an open page without a reload, seconds after the request', async () => {
    await goTo('Inbox');
    await heading('Inbox').waitFor();
    await rogatory(
      'send',
      '--to',
      'Talassa',
      '--act',
      `${world.home}/example-request.json`,
      '--profile',
      'norvania',
      '--yes',
    );
    const row = tab.page.getByRole('link', { name: /Request for additional information.*NV-2026-0431/s });
    await row.waitFor({ timeout: 30_000 });
    await goTo('Sent');
    await tab.page
      .getByRole('link', { name: /NV-2026-0431.*Taken there signed by their device/s })
      .waitFor({ timeout: 30_000 });
    expect(await tab.axe()).toEqual([]);
  });

  test('brings its result into the open case when the question was answered', async () => {
    await goTo('Inbox');
    await tab.page.getByRole('link', { name: /Request for additional information.*NV-2026-0431/s }).click();
    await heading('Case NV-2026-0431').waitFor();
    const asked = new URL(tab.page.url()).hash.slice(1);
    expect(await tab.page.getByRole('link', { name: 'Answer', exact: true }).getAttribute('href')).toMatch(
      new RegExp(`^/reply/[0-9a-f]{32}/supply\\?to=${asked}$`),
    );
    await rogatory('inbox', '--profile', 'norvania');
    const answer = ['--kind', 'supply', '--set', 'information=The branch at Harbour Row.', '--yes'];
    await rogatory('reply', asked.slice(0, 8), ...answer, '--profile', 'norvania');
    await tab.page.getByRole('group').filter({ hasText: 'Result of a request' }).first().waitFor({ timeout: 30_000 });
    await tab.page.getByText('Executed', { exact: true }).first().waitFor();
  });
});

describe('the lists', () => {
  test('are searched in what this browser can read, to the last word of an act', async () => {
    await goTo('Sent');
    const rows = tab.page.getByRole('list', { name: 'Sent, newest first' }).getByRole('listitem');
    await tab.page.getByLabel('Search').fill('CORVALHO harbour');
    await expect.poll(() => rows.count()).toBe(2);
    await tab.page.getByText(/^Searched \d+ transmissions that this browser can read\.$/).waitFor();
    await tab.page.getByLabel('Search').fill('NV-2026-0412 corvalho');
    await expect.poll(() => rows.count()).toBe(1);
    await tab.page.getByLabel('Search').fill('nowhere to be found');
    await tab.page.getByRole('heading', { name: 'Nothing here matches' }).waitFor();
    await button('Show all').click();
    await expect.poll(() => rows.count()).toBeGreaterThan(1);
  });

  test('are walked with j and k and opened with Enter; letters typed into the search stay letters', async () => {
    await tab.page.getByLabel('Search').fill('');
    await tab.page.getByLabel('Search').pressSequentially('jk');
    expect(await tab.page.getByLabel('Search').inputValue()).toBe('jk');
    await tab.page.getByLabel('Search').fill('');
    await heading('Sent').click();
    const links = tab.page.getByRole('list', { name: 'Sent, newest first' }).getByRole('link');
    const at = () => links.evaluateAll((all) => all.indexOf(document.activeElement as HTMLAnchorElement));
    await expect.poll(() => links.count()).toBeGreaterThan(2);
    const walked: number[] = [];
    for (const key of ['j', 'j', 'j', 'k']) {
      await tab.page.keyboard.press(key);
      walked.push(await at());
    }
    expect(walked).toEqual([0, 1, 2, 1]);
    await tab.page.keyboard.press('Enter');
    await heading(/^Case /).waitFor();
  });
});

test('a document is fetched, checked, and only then saved as what was sent', async () => {
  await goTo('Sent');
  await tab.page.getByLabel('Search').fill('NV-2026-0412 bank');
  await tab.page
    .getByRole('link', { name: /1 document/ })
    .first()
    .click();
  await heading('Case NV-2026-0412').waitFor();
  await tab.page.getByRole('tab', { name: /^Documents/ }).click();
  const coming = tab.page.waitForEvent('download');
  await tab.page
    .getByRole('tabpanel')
    .getByRole('button', { name: /^Save: Letter NV-2026-0412/ })
    .click();
  const download = await coming;
  expect(download.suggestedFilename()).toBe('Letter NV-2026-0412, Varga-Holm.txt');
  expect(await readFile(await download.path(), 'utf8')).toContain('Varga-Holm');
  expect(await tab.axe()).toEqual([]);
});

test('what was answered is not answered again because something was said after it', async () => {
  await goTo('Inbox');
  await tab.page.getByLabel('Search').fill('NV-2026-0431');
  const results = tab.page.getByRole('link', { name: /Result of a request.*NV-2026-0431/s });
  await results.first().waitFor();
  expect(await results.count()).toBe(1);
});

test('nobody else was asked, and nothing was complained about', () => {
  expect(tab.foreign).toEqual([]);
  expect(tab.complaints).toEqual([]);
});
