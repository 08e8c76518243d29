// The auditor's desk: home, the register, one transmission before and after its proofs were asked for, a search without a match.
import type { BrowserWorld } from '../../testkit/browser.ts';
import { enrolled } from '../../testkit/desk.ts';
import type { Eye } from '../eye.ts';

export async function lookAtAuditor(world: BrowserWorld, eye: Eye): Promise<void> {
  const tab = await enrolled(world, world.code('auditor'), 'Ada Quill', { practice: false });
  const { page } = tab;
  const goTo = (path: string): Promise<void> => page.evaluate((to) => history.pushState({}, '', to), path);
  const rows = page.locator('main .list a');
  await goTo('/register');
  await rows.first().waitFor();
  const record = new URL((await rows.last().getAttribute('href')) ?? '', world.url).pathname;
  await eye.through(tab, goTo, [
    { name: 'auditor-home', path: '/' },
    { name: 'auditor-register', path: '/register' },
    { name: 'auditor-record', path: record },
  ]);
  await eye.attempt('auditor-verified', async () => {
    await goTo(record);
    await page.getByRole('button', { name: 'Verify now' }).click();
    await page.getByText('Verified', { exact: true }).first().waitFor();
    await eye.stand(tab, 'auditor-verified');
  });
  await eye.attempt('auditor-no-match', async () => {
    await goTo('/register');
    await page.getByRole('searchbox').fill('nobody');
    await page.getByRole('heading', { name: 'Nothing here matches' }).waitFor();
    await eye.stand(tab, 'auditor-no-match');
  });
}
