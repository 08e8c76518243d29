// A counterpart whose key the relay exchanged: what an official and an administrator see of it, wherever they stand.
import type { BrowserWorld, Tab } from '../../testkit/browser.ts';
import { compareWords, consult, openSwindle } from '../../testkit/changed-key.ts';
import { openWriter, type Writer } from '../../testkit/writing.ts';
import type { Eye } from '../eye.ts';

const alarmed = ({ page }: Tab): Promise<void> => page.locator('.frame-main > .notice-bad').getByRole('link').waitFor();

export async function lookAtChanged(world: BrowserWorld, eye: Eye): Promise<void> {
  const swindle = await openSwindle(world);
  try {
    const open = (seat: 'official' | 'administrator', name: string): Promise<Writer> =>
      openWriter(world, { seat, name, proxy: swindle.proxy });
    const administrator = await open('administrator', 'Greta Holm');
    const talassa = await compareWords(administrator.tab);
    const official = await open('official', 'Livia Sander');
    await official.goTo(`/directory/${talassa}`);
    await official.tab.page.getByText('Verified', { exact: true }).waitFor();
    await eye.stand(official.tab, 'verified');
    await consult(official.tab);
    await swindle.exchange(talassa);
    for (const { tab } of [official, administrator]) {
      await alarmed(tab);
      // The browser's own complaint about connections that were cut.
      tab.complaints.splice(0);
    }
    await official.tab.page.getByText(/^Nothing can be sent to .*Talassa/).waitFor();
    await eye.stand(official.tab, 'changed-draft');
    await eye.through(official.tab, official.goTo, [
      { name: 'changed-home', path: '/' },
      { name: 'changed-inbox', path: '/inbox' },
      { name: 'changed-directory', path: '/directory' },
      { name: 'changed', path: `/directory/${talassa}` },
      { name: 'changed-alarms', path: '/alarms' },
    ]);
    await eye.through(administrator.tab, administrator.goTo, [
      { name: 'changed-admin', path: `/directory/${talassa}` },
      { name: 'changed-alarms-admin', path: '/alarms' },
    ]);
    await eye.attempt('acknowledged', async () => {
      const { page } = administrator.tab;
      await administrator.goTo('/alarms');
      await administrator.steps.press('Go on sending');
      await page.getByRole('dialog').waitFor();
      await page.getByRole('dialog').getByRole('button').last().click();
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      await eye.stand(administrator.tab, 'changed-alarms-past');
    });
    await administrator.tab.close();
    await official.tab.close();
  } finally {
    await swindle.close();
  }
}
