// Errors in a browser: the worker explains them in the language the page speaks, also after the language was changed (client/web/worker/words.ts).
import { afterAll, beforeAll, expect, test } from 'vitest';
import { errorTexts } from '../../client/sdk/errors.ts';
import type { AnyCode } from '../../client/sdk/failure.ts';
import { type BrowserWorld, openBrowserWorld } from '../testkit/browser.ts';

let world: BrowserWorld;
beforeAll(async () => {
  world = await openBrowserWorld();
});
afterAll(() => world?.close());

test('a refused invitation is explained in French, and in Arabic once Arabic is spoken', async () => {
  const tab = await world.open({ locale: 'fr-FR' });
  const { page } = tab;
  const refusal = page.getByText(/(POLICY_INVITATION|RELAY_NOT_FOUND)$/);
  const present = async (submit: string): Promise<AnyCode> => {
    await page.getByRole('textbox').first().fill('ABCD-EFGH-JKMN-PQRS');
    await page.getByRole('textbox').nth(1).fill('Nemo');
    await page.getByRole('button', { name: submit, exact: true }).click();
    await refusal.waitFor();
    return /[A-Z]+_[A-Z_]+$/.exec(await refusal.innerText())?.[0] as AnyCode;
  };

  await page.goto(world.url);
  const refused = await present('Continuer');
  const french = (await errorTexts('fr')).codes[refused];
  for (const sentence of Object.values(french)) await page.getByText(sentence, { exact: false }).first().waitFor();

  await page.getByRole('button', { name: /^Langue/ }).click();
  await page.getByText('العربية', { exact: true }).click();
  await page.getByRole('heading', { level: 1, name: 'استخدام دعوة' }).waitFor();
  // The refusal that stands there already speaks Arabic too, and nobody asked the relay again.
  const turned = (await errorTexts('ar')).codes[refused];
  for (const sentence of Object.values(turned)) await page.getByText(sentence).first().waitFor();
  for (const sentence of Object.values(french)) expect(await page.getByText(sentence).count()).toBe(0);
  const arabic = (await errorTexts('ar')).codes[await present('متابعة')];
  await page.getByText(arabic.what).first().waitFor();
  expect(tab.complaints).toEqual([]);
  await tab.close();
});
