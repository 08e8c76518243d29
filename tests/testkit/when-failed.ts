// When a browser test fails: what each open page said at that moment, which no stack tells. Set up for the room in vitest.config.ts.
import { afterEach } from 'vitest';
import { openTabs } from './browser.ts';

const MAX_SHOWN = 4_000;

afterEach(async ({ task }) => {
  if (task.result?.state !== 'fail') return;
  for (const { page, complaints } of openTabs) {
    const said = await page.locator('body').innerText({ timeout: 5_000 }).catch(String);
    console.error(`${task.name}: ${page.url()}\n${said.slice(0, MAX_SHOWN)}\n${complaints.join('\n')}`);
  }
});
