// Files verified in a browser without an account: with the network cable out, with a byte changed, without a card, and files that are none (docs/spec/bundle.md).
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { homeAt } from '../../client/cli/practice/home.ts';
import { type BrowserWorld, openBrowserWorld, type Tab } from '../testkit/browser.ts';

let world: BrowserWorld;
let bundle: Buffer;
beforeAll(async () => {
  world = await openBrowserWorld();
  bundle = readFileSync(homeAt(world.home).bundle);
});
afterAll(() => world?.close());

const give = (tab: Tab, ...files: readonly { name: string; buffer: Buffer }[]): Promise<void> =>
  tab.page.locator('input[type=file]').setInputFiles(files.map((file) => ({ ...file, mimeType: 'application/zip' })));
const press = (tab: Tab, name: string) => tab.page.getByRole('button', { name, exact: true }).click();
const verdict = (tab: Tab, words: string) => tab.page.locator('.verdict .notice-title', { hasText: words }).first();
const ZIP = 'evidence.zip';

async function openPage(options: Parameters<BrowserWorld['open']>[0] = {}): Promise<Tab> {
  const tab = await world.open(options);
  await tab.page.goto(`${world.url}/verify`);
  await tab.page.locator('input[type=file]').waitFor({ state: 'attached' });
  return tab;
}

describe('a bundle', () => {
  test('is verified with the network cable out, by nobody in particular, and asks nobody; a changed byte is noticed', async () => {
    const tab = await openPage();
    await tab.page.evaluate(async () => {
      await navigator.serviceWorker.ready;
    });
    await tab.page.reload();
    await tab.page.locator('input[type=file]').waitFor({ state: 'attached' });
    await tab.context.setOffline(true);
    const asked = tab.sent.length;
    await give(tab, { name: ZIP, buffer: bundle });
    await verdict(tab, 'Verified').waitFor();
    const said = await tab.page.locator('.verdict').innerText();
    expect(said).toContain('and has not changed.');
    expect(said).toContain('14 of 14 checks passed.');
    expect(said).toContain('This does not certify that the content is true.');
    expect(await tab.axe()).toEqual([]);

    await press(tab, 'Change one byte and check');
    await tab.page.getByText(/^Noticed: checks that fail now: BND-1, BND-8/).waitFor();
    await verdict(tab, 'Not proven').waitFor();
    // Nothing that a changed file says is repeated.
    expect(await tab.page.locator('.panel .verdict').innerText()).not.toContain('Talassa');
    await tab.page.getByText('Also mend the list of digests').click();
    await press(tab, 'Change one byte and check');
    await tab.page.getByText(/^Noticed: checks that fail now: BND-8/).waitFor();
    expect(await tab.axe()).toEqual([]);

    const elsewhere = tab.sent.slice(asked).filter((one) => !one.startsWith(world.url));
    expect(elsewhere).toEqual([]);
    expect(tab.foreign).toEqual([]);
    await tab.close();
  });

  test('without a trust card is consistent and not anchored, and shows what to compare; it certifies itself on paper', async () => {
    const tab = await openPage();
    await give(tab, { name: ZIP, buffer: bundle });
    await verdict(tab, 'Verified').waitFor();
    await tab.page.getByText('No trust card: the file against itself').click();
    await verdict(tab, 'Consistent, not anchored').waitFor();
    await tab.page.getByRole('heading', { name: 'Compare by another way' }).waitFor();
    expect(await tab.page.getByRole('list', { name: 'The eight words' }).count()).toBe(2);
    expect(await tab.axe()).toEqual([]);
    const saved = tab.page.waitForEvent('download');
    await press(tab, 'Save the certificate (PDF)');
    expect(
      readFileSync(await (await saved).path())
        .subarray(0, 5)
        .toString(),
    ).toBe('%PDF-');
    expect(tab.complaints).toEqual([]);
    await tab.close();
  });

  test('beside a document says whether it was sent, as far as the file tells', async () => {
    const tab = await openPage();
    await give(tab, { name: ZIP, buffer: bundle }, { name: 'notes.txt', buffer: Buffer.from('another file') });
    await tab.page.getByText('The document “\u2068notes.txt\u2069” was not sent with this transmission.').waitFor();
    await tab.close();
  });
});

describe('a file that is none', () => {
  test.each([
    { name: 'cut short', change: () => bundle.subarray(0, bundle.length - 100) },
    { name: 'no bundle', change: () => Buffer.from('Dear colleague') },
  ])('$name: is refused in words, with a code, and another can be given', async ({ change }) => {
    const tab = await openPage();
    await give(tab, { name: ZIP, buffer: change() });
    await tab.page.getByText('Code CLIENT_BUNDLE_FILE').waitFor();
    expect(await tab.page.title()).toBe('Error: Verify a file - Rogatory');
    expect(await tab.axe()).toEqual([]);
    await give(tab, { name: ZIP, buffer: bundle });
    await verdict(tab, 'Verified').waitFor();
    await tab.close();
  });
});
