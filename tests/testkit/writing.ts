// An official who writes in a browser: enrolled with a passkey of the browser's own testing tools, at one tab, with pictures where somebody asks for them.
import { mkdirSync } from 'node:fs';
import type { BrowserWorld, SeatName, Tab, TabOptions } from './browser.ts';
import { type Steps, stepsOn } from './steps.ts';

export type Writer = {
  readonly tab: Tab;
  readonly steps: Steps;
  /** Goes to a page of the app as a link would: what is open stays open. */
  goTo(path: string): Promise<void>;
  /** A picture of the whole page, into the folder that ROGATORY_SHOTS names. */
  shot(name: string): Promise<void>;
};

/** Enrols at Norvania and stands on the home page. */
export async function openWriter(
  world: BrowserWorld,
  options: TabOptions & { readonly seat?: SeatName; readonly name?: string } = {},
): Promise<Writer> {
  const { seat = 'official', name = 'Livia Sander', ...tabOptions } = options;
  const tab = await world.open(tabOptions);
  const { page } = tab;
  const steps = stepsOn(page);
  // A code is stretched on the way: slow on a computer that does much else.
  page.setDefaultTimeout(60_000);
  await tab.addPasskey();
  await page.goto(world.url);
  await steps.fill('Invitation code', world.code(seat));
  await steps.fill('Your name', name);
  await steps.press('Continue');
  await steps.press('Create your passkey');
  await steps.heading('Needs you today');
  return {
    tab,
    steps,
    async goTo(path) {
      await page.evaluate((to) => history.pushState({}, '', to), path);
    },
    async shot(picture) {
      const folder = process.env['ROGATORY_SHOTS'];
      if (!folder) return;
      mkdirSync(folder, { recursive: true });
      await page.screenshot({ path: `${folder}/compose-${picture}.png`, fullPage: true });
    },
  };
}
