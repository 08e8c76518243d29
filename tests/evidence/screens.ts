// Every screen in English and Arabic (or those asked for), light and dark, 1280 and 360 px wide, as pictures for somebody to look at; what axe finds; what scrolls sideways at 320 px.
// Run by hand: npx node tests/evidence/screens.ts [--out DIR] [--only name,name] [--languages en,ar]     Ten minutes on a busy computer. What was seen: docs/evidence/screens-checklist.md
import { mkdirSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { isLanguage, type Language } from '../../client/web/locales/languages.ts';
import { openBrowserWorld, type Tab } from '../testkit/browser.ts';
import { openWriter, type Writer } from '../testkit/writing.ts';

const { values: given } = parseArgs({
  options: {
    out: { type: 'string', default: '/tmp/rogatory-screens' },
    only: { type: 'string', default: '' },
    languages: { type: 'string', default: 'en,ar' },
  },
});
const only = given.only.split(',').filter(Boolean);
const languages = given.languages.split(',').filter(isLanguage);
mkdirSync(given.out, { recursive: true });

/** `path`: where it is; `act`: what is pressed there first, by position, never by word: it is done in every language. */
type Screen = { readonly name: string; readonly path: string; readonly act?: (tab: Tab) => Promise<void> };

let findings = 0;
const find = (what: string): void => {
  findings += 1;
  console.log(what);
};

async function speak({ page }: Tab, language: Language): Promise<void> {
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.locator('.header-button').first().click();
  await page.locator(`.field-option:has([lang=${language}])`).click();
  await page.locator(`html[lang=${language}]`).waitFor();
}

/** Until the page says the same twice in a row, and nothing is on its way. */
async function settled({ page }: Tab): Promise<void> {
  let before = '';
  for (let tries = 0; tries < 40; tries++) {
    const said = await page.evaluate(() =>
      document.querySelector('main h1') && !document.querySelector('main [role=progressbar]:not([aria-valuenow])')
        ? (document.querySelector('main') as HTMLElement).innerText
        : '',
    );
    if (said !== '' && said === before) return;
    before = said;
    await page.waitForTimeout(250);
  }
  find(`does not come to rest: ${page.url()}`);
}

async function look(tab: Tab, language: string, name: string): Promise<void> {
  const { page } = tab;
  for (const width of [1280, 360]) {
    await page.setViewportSize({ width, height: 800 });
    for (const theme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme: theme });
      await page.screenshot({
        path: `${given.out}/${name}-${language}-${theme}-${width}.png`,
        fullPage: width === 1280,
      });
      if (width === 1280) for (const line of await tab.axe()) find(`axe ${name} ${language} ${theme}: ${line}`);
    }
    if (width === 360)
      await page.screenshot({ path: `${given.out}/${name}-${language}-whole-360.png`, fullPage: true });
  }
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize({ width: 320, height: 800 });
  const wide = await page.evaluate(() =>
    document.documentElement.scrollWidth <= document.documentElement.clientWidth
      ? []
      : [...document.querySelectorAll('body *')]
          .filter((one) => {
            const { left, right } = one.getBoundingClientRect();
            return right > 321 || left < -1;
          })
          .slice(0, 4)
          .map((one) => one.outerHTML.slice(0, 110)),
  );
  if (wide.length > 0) find(`wider than 320 px: ${name} ${language}: ${wide.join(' | ')}`);
  await page.setViewportSize({ width: 1280, height: 800 });
  for (const said of tab.complaints.splice(0)) find(`console ${name} ${language}: ${said}`);
}

async function through(tab: Tab, go: (path: string) => Promise<void>, screens: readonly Screen[]): Promise<void> {
  for (const language of languages) {
    await speak(tab, language);
    for (const { name, path, act } of screens) {
      if (only.length > 0 && !only.includes(name)) continue;
      try {
        await go(path);
        await settled(tab);
        if (act) {
          await act(tab);
          await settled(tab);
        }
        await look(tab, language, name);
      } catch (error) {
        find(`not looked at: ${name} ${language}: ${String(error).slice(0, 300)}`);
      }
    }
  }
  await speak(tab, 'en');
}

const tabAt = (at: number) => async (tab: Tab) => void (await tab.page.getByRole('tab').nth(at).click());
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

const began = performance.now();
const minutes = (): string => ((performance.now() - began) / 60_000).toFixed(1);
const world = await openBrowserWorld();
try {
  const stranger = await world.open();
  const address = (path: string) => async (tab: Tab) => void (await tab.page.goto(world.url + path));
  const visiting = async (path: string): Promise<void> => address(path)(stranger);
  await visiting('/enrol');
  await through(stranger, visiting, [
    { name: 'enrol', path: '/enrol' },
    { name: 'found', path: '/found' },
    { name: 'recover', path: '/recover' },
  ]);
  await stranger.close();

  const writer = await openWriter(world);
  const { tab, steps, goTo } = writer;
  console.log(`enrolled after ${minutes()} min`);
  await goTo('/inbox');
  const theirs = (await hrefOf(tab, '/case/')).split('#')[0] as string;
  await goTo('/directory');
  const talassa = await tab.page
    .getByRole('link', { name: /Talassa/ })
    .first()
    .getAttribute('href');
  const blank = await emptyRequest(writer);
  const whole = await wholeRequest(writer);
  await goTo('/drafts');
  await through(tab, goTo, [
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
    { name: 'gesture', path: '/sign' },
    { name: 'practice-relay', path: '/practice/relay' },
    { name: 'practice-lies', path: '/practice/lies' },
    { name: 'not-found', path: '/nowhere' },
  ]);
  console.log(`official's screens after ${minutes()} min`);
  await goTo(`${whole}/sign`);
  await steps.press('Sign with your passkey and send');
  await steps.heading('Sent');
  const sent = new URL(tab.page.url()).pathname;
  const ours = await hrefOf(tab, '/case/');
  await through(tab, goTo, [
    { name: 'confirmation', path: sent },
    { name: 'case-ours', path: ours },
  ]);
  await tab.page.locator('.header').getByRole('button', { name: 'Lock' }).click();
  await through(tab, goTo, [{ name: 'sign-in', path: '/sign-in' }]);
  await tab.close();

  const administrator = await openWriter(world, { seat: 'administrator', name: 'Greta Holm' });
  await through(administrator.tab, administrator.goTo, [
    { name: 'members', path: '/authority', act: tabAt(0) },
    { name: 'approvals', path: '/authority', act: tabAt(1) },
    { name: 'seal', path: '/authority', act: tabAt(2) },
    { name: 'rules', path: '/authority', act: tabAt(3) },
    { name: 'log', path: '/authority', act: tabAt(4) },
  ]);
  await administrator.tab.close();
} finally {
  await world.close();
}
console.log(`${findings} findings, ${minutes()} min; pictures in ${given.out}`);
process.exitCode = findings > 0 ? 1 : 0;
