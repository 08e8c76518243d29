// What stands in the way: a code that is wrong, a second tab, a sign-in that ended, a relay that is away, an address that is none, an alarm, a further device.
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { BrowserWorld, Tab } from '../../testkit/browser.ts';
import { enrolled, press } from '../../testkit/desk.ts';
import { openWriter } from '../../testkit/writing.ts';
import type { Eye } from '../eye.ts';

export async function lookAtTroubles(world: BrowserWorld, eye: Eye): Promise<void> {
  const { tab, steps, goTo } = await openWriter(world);
  const { page, context } = tab;
  const quiet = (): unknown => tab.complaints.splice(0);

  await eye.attempt('stranger', async () => {
    const stranger = await world.open();
    const { page: door } = stranger;
    await door.goto(`${world.url}/enrol`);
    await door.getByRole('button', { name: 'Continue', exact: true }).click();
    await door.getByRole('alert').waitFor();
    await eye.stand(stranger, 'enrol-missing');
    await door.getByLabel('Your name').fill('Nobody');
    await door.getByLabel('Invitation code').fill('ABCD-EFGH-JKMN-PQRS');
    await door.getByRole('button', { name: 'Continue', exact: true }).click();
    await door.getByText(/^Code (POLICY_INVITATION|RELAY_NOT_FOUND)$/).waitFor();
    stranger.complaints.splice(0);
    await eye.stand(stranger, 'enrol-wrong');
    await door.goto(`${world.url}/second`);
    await eye.stand(stranger, 'second-device');
    await door.goto(`${world.url}/enrol`);
    await door.getByLabel('Your name').fill('Greta Holm');
    await door.getByLabel('Invitation code').fill(world.code('administrator'));
    await door.getByRole('button', { name: 'Continue', exact: true }).click();
    await door.getByRole('heading', { level: 1, name: 'Your passkey' }).waitFor();
    await eye.stand(stranger, 'enrol-passkey');
    await stranger.close();
  });
  await eye.attempt('add-device', async () => {
    await goTo('/settings');
    await steps.press('Add another device');
    await page.getByText(/^([0-9A-Z]{4}-){4}[0-9A-Z]{4}$/).waitFor();
    await eye.stand(tab, 'add-device');
    await steps.press('I have used it');
  });
  await eye.through(tab, goTo, [
    { name: 'no-such-page', path: '/nowhere' },
    { name: 'no-such-draft', path: `/draft/${'0'.repeat(32)}` },
    { name: 'no-such-case', path: `/case/${'0'.repeat(32)}` },
    { name: 'no-such-authority', path: `/directory/${'0'.repeat(64)}` },
    { name: 'no-such-reply', path: `/reply/${'0'.repeat(32)}/ask` },
    { name: 'no-such-sent', path: `/sent/${'0'.repeat(64)}` },
    { name: 'no-such-proposal', path: `/proposal/${'0'.repeat(64)}` },
  ]);
  quiet();
  await eye.attempt('sign-in-ended', async () => {
    await goTo('/new?kind=consultation');
    await steps.press(/^Choose .*Talassa/);
    await steps.heading('Informal consultation');
    await steps.fill('Subject', 'Sent after it ended');
    await steps.fill('Text', 'Kept all the way.');
    await steps.fill('Function of the official', 'Officer');
    await steps.fill('Unit of the official', 'Mutual legal assistance unit');
    await page.getByText(/^Saved \d/).waitFor();
    const ledger = new Database(join(world.home, 'relay', 'relay.db'));
    ledger.prepare('DELETE FROM sessions').run();
    ledger.close();
    const bar = page.getByRole('status').filter({ hasText: 'Your sign-in has ended' });
    await bar.waitFor();
    quiet();
    await eye.stand(tab, 'sign-in-ended');
    await bar.getByRole('button', { name: 'Sign in again' }).click();
    await bar.waitFor({ state: 'detached' });
    quiet();
  });
  await eye.attempt('offline', async () => {
    await context.setOffline(true);
    await goTo('/inbox');
    await page
      .getByRole('banner')
      .getByText(/offline/i)
      .first()
      .waitFor();
    quiet();
    await eye.stand(tab, 'offline-inbox');
    await goTo('/directory');
    quiet();
    await eye.stand(tab, 'offline-directory');
    await context.setOffline(false);
    quiet();
  });
  await eye.attempt('alarm', async () => {
    await goTo('/practice/lies');
    const panel = page.getByRole('region', { name: 'Two histories', exact: true });
    await panel.getByRole('button', { name: 'Tell this lie' }).click();
    await panel.getByText('Afterwards').waitFor({ timeout: 120_000 });
    await eye.stand(tab, 'lie-told');
    const saving = page.waitForEvent('download');
    await panel.getByRole('button', { name: 'Save the alarm file' }).click();
    const file = await (await saving).path();
    await goTo('/verify');
    await page.locator('input[type=file]').setInputFiles(file);
    await page.getByText(/^Alarm: /).waitFor();
    await eye.stand(tab, 'verify-alarm');
  });
  await tab.close();

  await eye.attempt('second-tab', async () => {
    const one = await enrolled(world, world.code('auditor'), 'Odo Kern');
    const two: Tab = { ...one, page: await one.context.newPage() };
    await two.page.goto(world.url);
    await press(two, 'Open with the practice passkey');
    await two.page.getByRole('button', { name: 'Use here' }).waitFor();
    await eye.stand(two, 'second-tab');
    await press(two, 'Use here');
    await one.page.getByText('This desk is open in another tab or window.').waitFor();
    one.complaints.splice(0);
    await eye.stand(one, 'taken-over');
    await one.close();
  });
}
