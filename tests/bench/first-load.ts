// What somebody waits for who opens the web app: a browser that never saw it and one that knows them, with a processor four times slower.
import type { Tab } from '../testkit/browser.ts';
import { openBrowserWorld } from '../testkit/browser.ts';

export type FirstLoad = {
  /** Milliseconds from the address to a form that can be filled in, median. */
  readonly firstMs: number;
  /** The same until a browser with a profile can be unlocked. */
  readonly knownMs: number;
};

const SLOWER = 4;
const RUNS = 5;

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;

async function slowed({ page, context }: Tab): Promise<void> {
  const session = await context.newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
}

async function enrolled(tab: Tab, code: string): Promise<void> {
  const { page } = tab;
  await page.getByLabel('Invitation code').fill(code);
  await page.getByLabel('Your name').fill('Livia Sander');
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('button', { name: 'Use a practice passkey' }).click();
  await page.getByRole('heading', { level: 1, name: 'Needs you today' }).waitFor();
}

/** Measures against a practice of its own. */
export async function measureFirstLoad(): Promise<FirstLoad> {
  const world = await openBrowserWorld();
  const since = ({ page }: Tab): Promise<number> => page.evaluate(() => performance.now());
  try {
    const first: number[] = [];
    for (let run = 0; run < RUNS; run++) {
      const tab = await world.open();
      await slowed(tab);
      await tab.page.goto(world.url, { waitUntil: 'commit' });
      await tab.page.getByLabel('Invitation code').click();
      first.push(await since(tab));
      await tab.close();
    }
    const tab = await world.open();
    await tab.page.goto(world.url);
    await enrolled(tab, world.code('official'));
    await slowed(tab);
    const known: number[] = [];
    for (let run = 0; run < RUNS; run++) {
      await tab.page.goto(world.url, { waitUntil: 'commit' });
      await tab.page.getByRole('button', { name: 'Open with the practice passkey' }).hover();
      known.push(await since(tab));
    }
    return { firstMs: median(first), knownMs: median(known) };
  } finally {
    await world.close();
  }
}
