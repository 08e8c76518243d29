// The vault in a browser's own storage: the contract of every vault, then what only browsers do to one: two tabs, cleared and full storage (docs/spec/browser.md).
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startChromium } from '../testkit/chromium.ts';
import { type KeySite, serveKeyPage } from '../testkit/key-page.ts';
import { VAULT_CONTRACT } from '../testkit/vault-contract.ts';
import type { KeyPage } from './desk/page.ts';

declare const page: KeyPage;

let site: KeySite;
let browser: Browser;
let tab: Page;
beforeAll(async () => {
  [site, browser] = await Promise.all([serveKeyPage(null), startChromium()]);
});
afterAll(async () => {
  await browser.close();
  await site.close();
});
/** A tab of a browser that was never here, or a further one of the same. */
async function newTab(beside?: Page): Promise<Page> {
  const context = beside ? beside.context() : await browser.newContext();
  const made = await context.newPage();
  await made.goto(site.origin);
  return made;
}
beforeEach(async () => {
  await tab?.context().close();
  tab = await newTab();
});

type Stored = string | number[];
type Database = { name: string; stores: { [store: string]: Stored[] } };
/** Everything that lies in this origin's storage, as whoever reads the disk sees it: keys and values, bytes as numbers. */
const stored = (from: Page): Promise<Database[]> =>
  from.evaluate(async () => {
    const asked = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const found: Database[] = [];
    for (const { name } of await indexedDB.databases()) {
      const db = await asked(indexedDB.open(name as string));
      const stores: Database['stores'] = {};
      for (const store of db.objectStoreNames) {
        const all = db.transaction(store).objectStore(store);
        const pairs = [await asked(all.getAllKeys()), await asked(all.getAll())];
        stores[store] = pairs.flat().map((one) => (one instanceof Uint8Array ? Array.from(one) : String(one)));
      }
      db.close();
      found.push({ name: name as string, stores });
    }
    return found;
  });
const open = (from: Page, options: { create?: boolean; takeOver?: boolean; seed?: number } = {}) =>
  from.evaluate((given) => page.desk.openVault('one', given), options);
const write = (from: Page, entries: { [key: string]: string | null }) =>
  from.evaluate((given) => page.desk.write(given), entries);
const read = (from: Page, key: string) => from.evaluate((given) => page.desk.read(given), key);

describe('a vault in a browser', () => {
  test('holds the contract of every vault', async () => {
    const titles = Object.keys(VAULT_CONTRACT);
    expect(await tab.evaluate(() => page.desk.contract())).toEqual(
      Object.fromEntries(titles.map((title) => [title, 'holds'])),
    );
  });

  test('keeps entries through a reload, under its own key only, and makes none where none was asked for', async () => {
    expect(await open(tab)).toEqual({ code: 'CLIENT_VAULT_MISSING' });
    await open(tab, { create: true });
    await write(tab, { 'a/1': 'first', 'a/2': 'second' });
    await tab.reload();
    expect(await open(tab, { seed: 2 })).toEqual({ code: 'CLIENT_VAULT_PASSPHRASE' });
    expect(await open(tab)).toEqual({});
    expect(await read(tab, 'a/1')).toEqual({ value: 'first' });
    expect(await tab.evaluate(() => page.desk.list())).toEqual({ value: ['a/1', 'a/2'] });
  });

  test('shows neither keys nor values to whoever reads the disk', async () => {
    await open(tab, { create: true });
    await write(tab, { 'item/amarantha': 'Amarantha Quill' });
    const everything = await stored(tab);
    const bytes = JSON.stringify(everything.map(({ stores }) => stores)).replaceAll(/[^0-9,]/g, '');
    expect(bytes).not.toContain([...Buffer.from('marantha')].join());
    expect(JSON.stringify(everything)).not.toContain('marantha');
    expect(everything.find(({ name }) => name === 'rogatory-vault-one')?.stores['entries']).toHaveLength(2);
  });

  test('an entry that was altered, or moved under another name, does not open', async () => {
    await open(tab, { create: true });
    await write(tab, { a: 'first', b: 'second' });
    const damage = (how: 'swap' | 'flip') =>
      tab.evaluate(async (kind) => {
        const db = await new Promise<IDBDatabase>((resolve) => {
          const request = indexedDB.open('rogatory-vault-one');
          request.onsuccess = () => resolve(request.result);
        });
        const tx = db.transaction('entries', 'readwrite');
        const entries = tx.objectStore('entries');
        await new Promise<void>((resolve) => {
          const keys = entries.getAllKeys();
          const values = entries.getAll();
          values.onsuccess = () => {
            const [one, two] = keys.result as [string, string];
            const [first, second] = values.result as [Uint8Array, Uint8Array];
            entries.put(kind === 'swap' ? second : first.map((byte, i) => (i === 30 ? byte ^ 1 : byte)), one);
            entries.put(kind === 'swap' ? first : second, two);
          };
          tx.oncomplete = () => resolve();
        });
        db.close();
      }, how);
    await damage('swap');
    expect([await read(tab, 'a'), await read(tab, 'b')]).toEqual(Array(2).fill({ code: 'CLIENT_VAULT_CORRUPT' }));
    await damage('swap');
    await damage('flip');
    const outcomes = [await read(tab, 'a'), await read(tab, 'b')];
    expect(outcomes.filter(({ code }) => code)).toEqual([{ code: 'CLIENT_VAULT_CORRUPT' }]);
  });
});

describe('two tabs', () => {
  test('only one holds the vault; the other may take it over, and the first writes nothing from then on', async () => {
    await open(tab, { create: true });
    await write(tab, { a: 'by the first' });
    const second = await newTab(tab);
    expect(await open(second)).toEqual({ code: 'CLIENT_VAULT_BUSY' });
    expect(await open(second, { takeOver: true })).toEqual({});
    expect(await read(second, 'a')).toEqual({ value: 'by the first' });
    expect(await write(tab, { a: 'too late' })).toEqual({ code: 'CLIENT_VAULT_BUSY' });
    expect(await read(tab, 'a')).toEqual({ code: 'CLIENT_VAULT_BUSY' });
    expect(await tab.evaluate(() => page.desk.losses())).toBe(1);
    expect(await write(second, { b: 'by the second' })).toEqual({});
    expect(await read(second, 'a')).toEqual({ value: 'by the first' });
    // And back again, when the second has closed it.
    await second.evaluate(() => page.desk.closeVault());
    expect(await open(tab)).toEqual({});
    expect(await read(tab, 'b')).toEqual({ value: 'by the second' });
  });

  test('a tab that was not told yet is stopped by the mark in the database', async () => {
    await open(tab, { create: true });
    await tab.evaluate(
      () =>
        new Promise<void>((resolve) => {
          const request = indexedDB.open('rogatory-vault-one');
          request.onsuccess = () => {
            const tx = request.result.transaction('about', 'readwrite');
            tx.objectStore('about').put(new Uint8Array(16), 'holder');
            tx.oncomplete = () => {
              request.result.close();
              resolve();
            };
          };
        }),
    );
    expect(await write(tab, { a: 'too late' })).toEqual({ code: 'CLIENT_VAULT_BUSY' });
    const entries = (await stored(tab)).find(({ name }) => name === 'rogatory-vault-one')?.stores['entries'];
    expect(entries).toEqual([]);
  });

  test('a tab that is closed gives the vault back', async () => {
    const second = await newTab(tab);
    await open(second, { create: true });
    expect(await open(tab)).toEqual({ code: 'CLIENT_VAULT_BUSY' });
    const free = tab.evaluate(() => navigator.locks.request('rogatory-vault-one', () => 'free'));
    await second.close();
    expect(await free).toBe('free');
    expect(await open(tab)).toEqual({});
  });
});

describe('storage', () => {
  test('that was cleared under an open vault is told, and nothing is made anew', async () => {
    await open(tab, { create: true });
    await write(tab, { a: 'here' });
    await tab.evaluate(
      () =>
        new Promise<void>((resolve) => {
          indexedDB.deleteDatabase('rogatory-vault-one').onsuccess = () => resolve();
        }),
    );
    expect(await read(tab, 'a')).toEqual({ code: 'CLIENT_VAULT_MISSING' });
    expect(await write(tab, { a: 'again' })).toEqual({ code: 'CLIENT_VAULT_MISSING' });
    await tab.evaluate(() => page.desk.closeVault());
    expect(await open(tab)).toEqual({ code: 'CLIENT_VAULT_MISSING' });
  });

  test('that is full is told, and what was there stays', async () => {
    const session = await tab.context().newCDPSession(tab);
    const quota = (quotaSize?: number) =>
      session.send('Storage.overrideQuotaForOrigin', { origin: site.origin, ...(quotaSize ? { quotaSize } : {}) });
    await quota(512 * 1024);
    await open(tab, { create: true });
    await write(tab, { a: 'kept' });
    expect(await tab.evaluate(() => page.desk.fill('big', 8 * 1024 * 1024))).toEqual({ code: 'CLIENT_VAULT_WRITE' });
    expect(await read(tab, 'a')).toEqual({ value: 'kept' });
    expect(await tab.evaluate(() => page.desk.list())).toEqual({ value: ['a'] });
    await quota();
    expect(await write(tab, { b: 'small enough' })).toEqual({});
  });
});
