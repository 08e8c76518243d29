// A key that the relay puts in the place of a counterpart's: what an official meets whose authority had compared the eight words, at their own desk, in
// their own vault, behind a proxy that serves a directory signed with the relay's own key (docs/threat-model.md, A5).
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readAlarm } from '../../client/sdk/alarm.ts';
import { type BrowserWorld, openBrowserWorld } from '../testkit/browser.ts';
import { compareWords, consult, openSwindle, type Swindle } from '../testkit/changed-key.ts';
import { enrolled, go, press, shot } from '../testkit/desk.ts';

let world: BrowserWorld;
let swindle: Swindle;
beforeAll(async () => {
  world = await openBrowserWorld();
  swindle = await openSwindle(world);
});
afterAll(async () => {
  await world?.close();
  await swindle?.close();
});

test('a counterpart whose words were compared and whose key then changes against the rules: a red page in words, sending stopped, nothing leaves, and a file that convinces others', async () => {
  const admin = await enrolled(world, world.code('administrator'), 'Greta Holm', { practice: false });
  const talassa = await compareWords(admin);
  await admin.close();
  const official = await enrolled(world, world.code('official'), 'Livia Sander', { proxy: swindle.proxy });
  const { page } = official;
  await go(official, 'Directory');
  await page.getByRole('listitem').filter({ hasText: 'Talassa' }).getByText('Verified', { exact: true }).waitFor();
  await go(official, 'Home');
  const shields = page.getByRole('main').getByText('Verified', { exact: true });
  await shields.first().waitFor();
  await consult(official);
  await swindle.exchange(talassa);
  await page.getByText('1 alarm: sending is stopped').waitFor();
  await page.getByText(/^Nothing can be sent to .*Talassa/).waitFor();
  expect(await page.getByRole('button', { name: 'Send', exact: true }).count()).toBe(0);
  expect(await official.axe()).toEqual([]);
  await shot(official, 'changed-key-send');
  expect(swindle.asked.some((one) => one.startsWith('GET /v1/directory/objects'))).toBe(true);
  expect(swindle.asked.filter((one) => /\/v1\/(transmissions|uploads)/.test(one) && !one.startsWith('GET'))).toEqual(
    [],
  );

  await go(official, 'Directory');
  const row = page.getByRole('listitem').filter({ hasText: 'Talassa' });
  await row.getByText('Changed', { exact: true }).waitFor();
  await page.goBack();
  await page.getByRole('link', { name: 'See what happened' }).click();
  const alert = page.getByRole('alert');
  await alert.getByText(/^Stop: .*Talassa.* has changed in a way that nobody may$/).waitFor();
  expect(await alert.innerText()).toContain('Nothing is sent to it from here.');
  expect(await alert.innerText()).toContain('SIGNATURE_INVALID');
  await page.getByText('Ask whether they changed anything, and read each other the eight words.').waitFor();
  await shot(official, 'changed-key');
  expect(await official.axe()).toEqual([]);

  // Nowhere is it called verified any more.
  await go(official, 'Home');
  await page.getByRole('link', { name: /^Answer: Question/ }).waitFor();
  await expect.poll(() => shields.count()).toBe(0);
  await page.goBack();

  const saving = page.waitForEvent('download');
  await press(official, 'Save the alarm file');
  const file = readFileSync(await (await saving).path());
  expect(readAlarm(new Uint8Array(file)).alarm).toMatchObject({ kind: 'chain', code: 'SIGNATURE_INVALID' });
  // Somebody else reads it, in a browser that nobody signed in to.
  const stranger = await world.open();
  await stranger.page.goto(`${world.url}/verify`);
  await stranger.page
    .locator('input[type=file]')
    .setInputFiles([{ name: 'alarm.cose', mimeType: 'application/cose', buffer: file }]);
  await stranger.page
    .getByText('Alarm: A change of an authority breaks the rules, or two authorities use one key.')
    .waitFor();
  await stranger.page.getByText('SIGNATURE_INVALID').first().waitFor();
});
