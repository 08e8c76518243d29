// An authority founded step by step, and its way back with the recovery sheets.
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import type { BrowserWorld } from '../../testkit/browser.ts';
import { enrolled, heading, press } from '../../testkit/desk.ts';
import { LAUNCHER } from '../../testkit/practice.ts';
import { ROOT } from '../../testkit/tree.ts';
import type { Eye } from '../eye.ts';

export async function lookAtFounding(world: BrowserWorld, eye: Eye): Promise<void> {
  const tab = await world.open();
  const { page } = tab;
  page.setDefaultTimeout(60_000);
  await page.goto(`${world.url}/found`);
  await press(tab, 'Found it');
  await page.getByRole('alert').waitFor();
  await eye.stand(tab, 'found-missing');
  await page.getByLabel('The name of the authority in English').fill('Ministry of Justice of Osteria');
  await page.getByLabel('Your name').fill('Ada Brun');
  await press(tab, 'Found it');
  await page.getByRole('button', { name: 'Use a practice passkey' }).waitFor();
  await eye.stand(tab, 'found-passkey');
  await press(tab, 'Use a practice passkey');
  await page.getByText('Founded, with a first administrator').waitFor();
  await eye.stand(tab, 'found-second');
  await page.getByLabel('Their name').fill('Ben Okoro');
  await press(tab, 'Invite the second administrator');
  const code = await page.getByText(/^([0-9A-Z]{4}-){4}[0-9A-Z]{4}$/).innerText();
  await eye.stand(tab, 'found-code');
  const second = await enrolled(world, code, 'Ben Okoro');
  await heading(second, 'The founding of your authority is not finished', 2).waitFor();
  await eye.stand(second, 'home-unfounded');

  await page.getByRole('button', { name: 'Make the sheets' }).waitFor();
  await eye.stand(tab, 'found-before-sheets');
  await press(tab, 'Make the sheets');
  await page.getByText('They are printed').waitFor();
  const sheets: string[] = [];
  for (const sheet of await page.getByRole('article').all())
    sheets.push((await sheet.getByRole('listitem').allInnerTexts()).map((group) => group.trim()).join('-'));
  await eye.stand(tab, 'found-sheets');
  await press(tab, 'They are printed');
  const number = Number(/sheet (\d)/.exec(await page.getByText(/^Take sheet/).innerText())?.[1]);
  await press(tab, 'It is right');
  await page.getByText('The paper says something else').first().waitFor();
  await eye.stand(tab, 'found-sheets-wrong');
  for (const text of await page.getByText(/^Group \d+/).allInnerTexts()) {
    const place = Number(text.trim().split(' ')[1]);
    await page.getByLabel(text.trim(), { exact: true }).fill(sheets[number - 1]?.split('-')[place - 1] ?? '');
  }
  await press(tab, 'It is right');
  const command = page.getByText(/^npx rogatory relay admit/);
  await command.waitFor();
  await eye.stand(tab, 'found-admission');
  await heading(second, 'Waiting for the operator to admit your authority', 2).waitFor();
  await eye.stand(second, 'home-awaited');
  const typed = (await command.innerText()).split(' ');
  const flags = [...typed.slice(2, 4), '--data', join(world.home, 'relay'), typed.at(-1) as string];
  execFileSync(process.execPath, [LAUNCHER, ...flags], { cwd: ROOT });
  await page.getByText('Your authority can send and receive').waitFor();
  await eye.stand(tab, 'found-done');
  await heading(second, 'Nothing waits for you', 2).waitFor();
  await eye.stand(second, 'home-empty');
  await second.close();
  await tab.close();

  const back = await world.open();
  back.page.setDefaultTimeout(60_000);
  await back.page.goto(`${world.url}/recover`);
  await press(back, 'Come back with recovery sheets');
  await eye.stand(back, 'recover-name');
  await back.page.getByLabel('Your name').fill('Dora Lind');
  await press(back, 'Continue');
  await press(back, 'Use a practice passkey');
  const field = (at: number) => back.page.getByLabel(`Sheet ${at}`, { exact: true });
  const [first = '', , third = ''] = sheets;
  await field(1).fill(first);
  await field(2).fill(`${third.slice(0, 20)}${third[20] === '0' ? '1' : '0'}${third.slice(21)}`);
  await press(back, 'Look whether they fit');
  await back.page.getByText('A letter or digit is wrong, or one is missing.').waitFor();
  await eye.stand(back, 'recover-wrong');
  await field(2).fill(third);
  await press(back, 'Look whether they fit');
  await heading(back, 'They open Ministry of Justice of Osteria', 2).waitFor();
  await eye.stand(back, 'recover-plan');
  await press(back, 'Announce it');
  await back.page.getByRole('button', { name: 'Come back now' }).waitFor();
  await eye.stand(back, 'recover-announced');
  await back.close();
}
