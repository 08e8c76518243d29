// What people do at a desk in a browser, in the words of its screens: enrol, press, look.
import { mkdirSync } from 'node:fs';
import type { Locator } from 'playwright-core';
import type { BrowserWorld, Tab, TabOptions } from './browser.ts';

export const heading = (tab: Tab, name: string | RegExp, level = 1): Locator =>
  tab.page.getByRole('heading', { level, name });

export const press = (tab: Tab, name: string | RegExp): Promise<void> =>
  tab.page.getByRole('button', { name, exact: typeof name === 'string' }).click();

/** Goes to a page by its address inside the app, without leaving the desk. */
export async function go(tab: Tab, label: string): Promise<void> {
  await tab.page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: label, exact: true }).click();
}

/**
 * Types into a field and chooses what its list offers. A list that opened while the page was still scrolling to its field closes again, because a popover does not stay where its field
 * no longer is: then it is typed once more, as a person would.
 */
export async function choose(tab: Tab, field: string, typed: string, option: string | RegExp): Promise<void> {
  const box = tab.page.getByRole('combobox', { name: field });
  const offered = tab.page.getByRole('option', { name: option, exact: typeof option === 'string' });
  for (let tries = 1; ; tries++) {
    await box.fill('');
    await box.fill(typed);
    try {
      return await offered.click({ timeout: 5_000 });
    } catch (error) {
      if (tries === 4) throw error;
    }
  }
}

/** A new browser profile enrolled with a code; `practice`: its passkey is software. */
export async function enrolled(
  world: BrowserWorld,
  code: string,
  name: string,
  { practice = true, ...options }: TabOptions & { readonly practice?: boolean } = {},
): Promise<Tab> {
  const tab = await world.open(options);
  if (!practice) await tab.addPasskey();
  await tab.page.goto(`${world.url}/enrol`);
  await tab.page.getByLabel('Invitation code').fill(code);
  await tab.page.getByLabel('Your name').fill(name);
  await press(tab, 'Continue');
  await press(tab, practice ? 'Use a practice passkey' : 'Create your passkey');
  await heading(tab, 'Needs you today').waitFor();
  return tab;
}

/** A picture of the whole page, where SHOTS names a folder for them. */
export async function shot(tab: Tab, name: string): Promise<void> {
  const folder = process.env['SHOTS'];
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  await tab.page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
}
