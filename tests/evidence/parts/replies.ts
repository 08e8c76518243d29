// What an authority says in a case: each reply as a form, and what the case and its lists look like after it.
import type { BrowserWorld } from '../../testkit/browser.ts';
import { openWriter } from '../../testkit/writing.ts';
import type { Eye } from '../eye.ts';

/** What the requested side may say of a request, and of an urgent one. */
const ANSWERS = ['acknowledge', 'return', 'ask', 'progress', 'result', 'conditions', 'postpone', 'refuse'] as const;

export async function lookAtReplies(world: BrowserWorld, eye: Eye): Promise<void> {
  const { tab, steps, goTo } = await openWriter(world);
  const { page } = tab;
  /** The case that a row of the home page leads to. */
  const caseOf = async (row: RegExp): Promise<string> => {
    await goTo('/');
    const href = await page.getByRole('link', { name: row }).first().getAttribute('href');
    return /[0-9a-f]{32}/.exec(href ?? '')?.[0] ?? '';
  };
  await page.getByRole('link', { name: /^Open: New/ }).waitFor();
  const asked = await caseOf(/^Open: New/);
  const urgent = await caseOf(/^Open: Urgent/);
  const own = await caseOf(/^Answer: Question/);

  const open = async (path: string): Promise<void> => {
    await goTo(path);
    await page.waitForURL(/\/draft\/[0-9a-f]+$/);
  };
  for (const kind of ANSWERS)
    await eye.attempt(`reply-${kind}`, async () => {
      await open(`/reply/${asked}/${kind}`);
      await eye.stand(tab, `reply-${kind}`);
    });
  for (const [name, path] of [
    ['reply-preservation', `/reply/${urgent}/preservation-reply`],
    ['reply-supply', `/reply/${own}/supply`],
    ['reply-withdraw', `/reply/${own}/withdraw`],
    ['reply-close', `/reply/${own}/close`],
    ['reply-consultation', `/reply/${own}/consultation`],
  ] as const)
    await eye.attempt(name, async () => {
      await open(path);
      await eye.stand(tab, name);
    });

  await eye.attempt('reply-missing', async () => {
    await open(`/reply/${asked}/refuse`);
    await page.locator('main .button-primary').last().click();
    await page.getByRole('alert').waitFor();
    await eye.stand(tab, 'reply-missing');
  });
  await eye.attempt('case-taken', async () => {
    await goTo(`/case/${asked}`);
    await page.getByRole('button', { name: 'Take it' }).first().click();
    await page.getByRole('button', { name: 'Take it' }).first().waitFor({ state: 'detached' });
    await eye.stand(tab, 'case-taken');
  });
  await eye.attempt('search', async () => {
    await goTo('/inbox');
    await page.getByLabel('Search').fill('203.0.113.58');
    await page.getByText('Searched').waitFor();
    await eye.stand(tab, 'search-found');
    await page.getByLabel('Search').fill('nowhere to be found');
    await page.getByRole('heading', { name: 'Nothing here matches' }).waitFor();
    await eye.stand(tab, 'search-nothing');
  });
  await eye.attempt('preservation', async () => {
    await goTo('/new?kind=preservation-request');
    await steps.press(/^Choose .*Talassa/);
    await steps.heading('Urgent request for the preservation of data');
    await eye.stand(tab, 'preservation');
  });
  await eye.attempt('consultation', async () => {
    await goTo('/new?kind=consultation');
    await steps.press(/^Choose .*Talassa/);
    await steps.heading('Informal consultation');
    await steps.press('Send');
    await page.getByRole('alert').waitFor();
    await eye.stand(tab, 'consultation-missing');
  });
  await tab.close();
}
