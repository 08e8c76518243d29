// The screens of somebody without a desk, of an official with drafts and a sent request, and of an administrator.
import { homeAt } from '../../../client/cli/practice/home.ts';
import type { BrowserWorld, Tab } from '../../testkit/browser.ts';
import { openWriter, type Writer } from '../../testkit/writing.ts';
import type { Eye } from '../eye.ts';

const tabAt = (at: number) => async (tab: Tab) => void (await tab.page.getByRole('tab').nth(at).click());
const giveBundle = (file: string) => async (tab: Tab) => {
  await tab.page.locator('input[type=file]').setInputFiles(file);
  await tab.page.locator('.verdict').first().waitFor();
};
const hrefOf = async ({ page }: Tab, start: string): Promise<string> => {
  const link = page.locator(`main a[href^="${start}"]`).first();
  await link.waitFor();
  return (await link.getAttribute('href')) ?? '';
};

/** A request with every gap filled; resolves to its draft's path. */
async function wholeRequest({ steps, tab, goTo }: Writer): Promise<string> {
  await goTo('/new');
  await steps.follow(/^A request for mutual legal assistance/);
  await steps.press(/^Choose .*Talassa/);
  await steps.heading('Request for mutual legal assistance');
  const draft = new URL(tab.page.url()).pathname;
  await steps.follow('Go on');
  await steps.fill('Name', 'Public Prosecutor at the Regional Court of Ostrelund');
  await steps.fill('Functions', 'Directs the investigation');
  await steps.fill('Number of the proceeding', '31 St 118/26');
  await steps.tick('investigation');
  await steps.fill('Function of the official', 'Signatory');
  await steps.fill('Unit of the official', 'Mutual legal assistance unit');
  await steps.press('Save and continue');
  await steps.heading('Legal basis');
  await steps.select(/Instrument/, 'reciprocity');
  await steps.press('Save and continue');
  await steps.heading('Persons concerned');
  await steps.tick(/^No person concerned is known yet/);
  await steps.press('Save and continue');
  await steps.heading('Facts and offences');
  await steps.fill('Subject matter and nature of the proceeding', 'Pre-trial investigation');
  await steps.fill('Offence', 'Laundering of proceeds of crime');
  await steps.fill('Provisions of law', 'Criminal Code of Norvania, section 212(2)');
  await steps.fill('Maximum penalty', 'Imprisonment of eight years');
  await steps.fill('Summary of the relevant facts', 'Forged invoices were paid to an account in Talassa.');
  await steps.press('Save and continue');
  await steps.heading('Assistance sought');
  await steps.select(/Kind of assistance/, /^other/);
  await steps.fill('Description', 'A certified copy of the entry in the register of companies.');
  await steps.fill(/^Purpose for which/, 'Evidence in the investigation.');
  await steps.press('Save and continue');
  await steps.heading('Procedure, confidentiality, deadline');
  await steps.tick('No');
  await steps.press('Save and continue');
  await steps.heading('Documents and translations');
  await steps.tick('not needed');
  await steps.press('Save and continue');
  await steps.heading('Check');
  return draft;
}

async function emptyRequest({ steps, tab, goTo }: Writer): Promise<string> {
  await goTo('/new');
  await steps.follow(/^A request for mutual legal assistance/);
  await steps.press(/^Choose .*Talassa/);
  await steps.heading('Request for mutual legal assistance');
  return new URL(tab.page.url()).pathname;
}

export async function lookAtDesks(world: BrowserWorld, eye: Eye): Promise<void> {
  const stranger = await world.open();
  const address = (path: string) => async (tab: Tab) => void (await tab.page.goto(world.url + path));
  const visiting = async (path: string): Promise<void> => address(path)(stranger);
  await visiting('/enrol');
  await eye.through(stranger, visiting, [
    { name: 'enrol', path: '/enrol' },
    { name: 'found', path: '/found' },
    { name: 'recover', path: '/recover' },
  ]);
  await stranger.close();

  const writer = await openWriter(world);
  const { tab, steps, goTo } = writer;
  await goTo('/inbox');
  const theirs = (await hrefOf(tab, '/case/')).split('#')[0] as string;
  await goTo('/directory');
  await steps.heading('Directory');
  const talassa = await tab.page
    .getByRole('link', { name: /Talassa/ })
    .first()
    .getAttribute('href');
  const blank = await emptyRequest(writer);
  const whole = await wholeRequest(writer);
  await goTo('/drafts');
  await eye.through(tab, goTo, [
    { name: 'home', path: '/' },
    { name: 'inbox', path: '/inbox' },
    { name: 'case', path: theirs, act: tabAt(0) },
    { name: 'case-timeline', path: theirs, act: tabAt(2) },
    { name: 'sent-list', path: '/sent' },
    { name: 'new', path: '/new' },
    { name: 'new-picker', path: '/new?kind=mla-request' },
    { name: 'drafts', path: '/drafts' },
    { name: 'task-list', path: blank },
    { name: 'section-persons', path: `${blank}/persons` },
    { name: 'section-assistance', path: `${whole}/assistance` },
    { name: 'section-documents', path: `${whole}/documents` },
    { name: 'check-missing', path: `${blank}/check` },
    { name: 'check', path: `${whole}/check` },
    { name: 'sign', path: `${whole}/sign` },
    { name: 'directory', path: '/directory' },
    { name: 'directory-authority', path: talassa ?? '' },
    { name: 'ceremony', path: `${talassa}/verify` },
    { name: 'authority-official', path: '/authority' },
    { name: 'settings', path: '/settings' },
    { name: 'alarms', path: '/alarms' },
    { name: 'verify', path: '/verify' },
    { name: 'verdict', path: '/verify', act: giveBundle(homeAt(world.home).bundle) },
    { name: 'gesture', path: '/sign' },
    { name: 'practice-relay', path: '/practice/relay' },
    { name: 'practice-lies', path: '/practice/lies' },
    { name: 'not-found', path: '/nowhere' },
  ]);
  await goTo(`${whole}/sign`);
  await steps.press('Sign with your passkey and send');
  await steps.heading('Sent');
  const sent = new URL(tab.page.url()).pathname;
  const ours = await hrefOf(tab, '/case/');
  await eye.through(tab, goTo, [
    { name: 'confirmation', path: sent },
    { name: 'case-ours', path: ours },
  ]);
  await tab.page.locator('.header').getByRole('button', { name: 'Lock' }).click();
  await steps.heading('Sign in');
  await eye.through(tab, goTo, [{ name: 'sign-in', path: '/sign-in' }]);
  await tab.close();

  const administrator = await openWriter(world, { seat: 'administrator', name: 'Greta Holm' });
  await eye.through(administrator.tab, administrator.goTo, [
    { name: 'members', path: '/authority', act: tabAt(0) },
    { name: 'approvals', path: '/authority', act: tabAt(1) },
    { name: 'seal', path: '/authority', act: tabAt(2) },
    { name: 'rules', path: '/authority', act: tabAt(3) },
    { name: 'others-see', path: '/authority', act: tabAt(4) },
    { name: 'log', path: '/authority', act: tabAt(5) },
  ]);
  await administrator.tab.close();
}
