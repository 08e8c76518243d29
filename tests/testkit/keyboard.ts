// A person without a mouse: everything is reached with Tab and used with Enter, Space and letters (WCAG 2.1.1, 2.1.2).
import type { Locator, Page } from 'playwright-core';

export type Keyboard = {
  /** Tabs until the focus stands on one of these. Throws after a whole round without it. */
  reach(target: Locator): Promise<void>;
  follow(link: string | RegExp): Promise<void>;
  press(button: string | RegExp): Promise<void>;
  write(field: string | RegExp | Locator, text: string): Promise<void>;
  /** A radio button or a tick box. */
  tick(name: string | RegExp): Promise<void>;
  /** Opens a list and takes the first option that begins so. */
  choose(list: RegExp, beginning: string): Promise<void>;
};

// More than any page of the app has; a trap or a place that Tab never comes to ends there.
const ROUND = 150;

export function keyboardOn(page: Page): Keyboard {
  const named = (name: string | RegExp) => (typeof name === 'string' ? { name, exact: true } : { name });
  async function reach(target: Locator): Promise<void> {
    await target.first().waitFor();
    for (let at = 0; at < ROUND; at++) {
      if (await target.evaluateAll((all) => all.includes(document.activeElement as HTMLElement))) return;
      await page.keyboard.press('Tab');
    }
    throw new Error(`Tab never comes to ${target}`);
  }
  return {
    reach,
    async follow(link) {
      await reach(page.getByRole('link', named(link)));
      await page.keyboard.press('Enter');
    },
    async press(button) {
      await reach(page.getByRole('button', named(button)));
      await page.keyboard.press('Enter');
    },
    async write(field, text) {
      const one =
        typeof field === 'string' || field instanceof RegExp ? page.getByRole('textbox', named(field)) : field;
      await reach(one);
      await page.keyboard.type(text);
    },
    async tick(name) {
      await reach(page.getByRole('radio', named(name)).or(page.getByRole('checkbox', named(name))));
      await page.keyboard.press('Space');
    },
    async choose(list, beginning) {
      await reach(page.getByRole('button', { name: list }));
      await page.keyboard.press('Space');
      await page.getByRole('listbox').waitFor();
      await page.keyboard.type(beginning);
      await page.keyboard.press('Enter');
      await page.getByRole('listbox').waitFor({ state: 'detached' });
    },
  };
}
