// An official at a page, each of whose acts is counted: one press, one field or one touch is one step.
import type { Locator, Page } from 'playwright-core';

export type Steps = {
  readonly page: Page;
  /** How many so far. */
  taken(): number;
  press(name: string | RegExp): Promise<void>;
  follow(name: string | RegExp): Promise<void>;
  /** One of a group, or a box to tick, by its words. */
  tick(name: string | RegExp): Promise<void>;
  fill(label: string | RegExp, text: string, within?: Locator): Promise<void>;
  /** One of a list that opens. */
  select(label: string | RegExp, option: string | RegExp): Promise<void>;
  /** A day, typed into its parts. */
  day(label: string | RegExp, digits: string): Promise<void>;
  /** Waits for the page of this name. */
  heading(name: string | RegExp): Promise<void>;
};

export function stepsOn(page: Page): Steps {
  let taken = 0;
  const exactly = (name: string | RegExp) => (typeof name === 'string' ? { name, exact: true } : { name });
  return {
    page,
    taken: () => taken,
    async press(name) {
      taken++;
      await page.getByRole('button', exactly(name)).click();
    },
    async follow(name) {
      taken++;
      await page.getByRole('link', exactly(name)).click();
    },
    async tick(name) {
      taken++;
      await page
        .getByRole('radio', exactly(name))
        .or(page.getByRole('checkbox', exactly(name)))
        .locator('xpath=ancestor::label')
        .click();
    },
    async fill(label, text, within) {
      taken++;
      await (within ?? page).getByRole('textbox', exactly(label)).fill(text);
    },
    async select(label, option) {
      taken++;
      await page.getByRole('button', { name: label }).click();
      await page.getByRole('option', exactly(option)).click();
    },
    async day(label, digits) {
      taken++;
      await page.getByRole('group', { name: label }).getByRole('spinbutton').first().click();
      await page.keyboard.type(digits);
    },
    async heading(name) {
      await page.getByRole('heading', { level: 1, ...exactly(name) }).waitFor();
    },
  };
}
