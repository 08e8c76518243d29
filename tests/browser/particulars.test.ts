// What offices say of themselves, on the screens where it is needed: stated by an administrator, chosen by, warned by, and called by (docs/spec/roster.md ROS-17).
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type BrowserWorld, openBrowserWorld, type Tab } from '../testkit/browser.ts';
import { choose, enrolled, go, heading, press, shot } from '../testkit/desk.ts';
import { type Steps, stepsOn } from '../testkit/steps.ts';

let world: BrowserWorld;
let admin: Tab;
let steps: Steps;
beforeAll(async () => {
  world = await openBrowserWorld();
  admin = await enrolled(world, world.code('administrator'), 'Greta Holm', { practice: false });
  admin.page.setDefaultTimeout(60_000);
  steps = stepsOn(admin.page);
});
afterAll(() => world?.close());

const says = (text: string | RegExp) => admin.page.getByText(text).first().waitFor();
const goTo = (path: string) => admin.page.evaluate((to) => history.pushState({}, '', to), path);

/** The page in each width and in Arabic, looked at by axe, with a picture where somebody asks for one. */
async function looked(name: string): Promise<void> {
  expect(await admin.axe(), name).toEqual([]);
  await shot(admin, name);
  await admin.page.getByRole('button', { name: /^Language/ }).click();
  await admin.page.getByText('العربية', { exact: true }).click();
  await admin.page.waitForFunction(() => document.documentElement.dir === 'rtl');
  // Casework's texts come on their own way: until then there is no page to look at.
  await admin.page.getByRole('heading', { level: 1 }).waitFor();
  await admin.page.setViewportSize({ width: 360, height: 800 });
  const wide = () => admin.page.evaluate(() => document.documentElement.scrollWidth);
  await expect.poll(wide, { message: `${name} at 360` }).toBeLessThanOrEqual(360);
  expect(await admin.axe(), `${name} in Arabic`).toEqual([]);
  await shot(admin, `${name}-ar-360`);
  await admin.page.setViewportSize({ width: 1280, height: 900 });
  await admin.page.getByRole('button', { name: /^اللغة/ }).click();
  await admin.page.getByText('English', { exact: true }).click();
  await admin.page.waitForFunction(() => document.documentElement.dir === 'ltr');
  await admin.page.getByRole('heading', { level: 1 }).waitFor();
}

describe('one’s own office', () => {
  test('what is wrong is named before anything is signed; what is right counts once a colleague agreed', async () => {
    await go(admin, 'Our authority');
    await admin.page.getByRole('tab', { name: 'What others see' }).click();
    await says('+999 21 555 0199');
    await looked('particulars-own');
    await press(admin, 'Change it');
    await admin.page.getByLabel('Telephone for urgent matters').fill('021 555 0110');
    await press(admin, 'Add hours');
    await admin.page.getByRole('textbox', { name: 'From' }).last().fill('17:00');
    await press(admin, 'Sign and publish');
    const summary = admin.page.getByRole('alert');
    await summary.getByText(/^Telephone for urgent matters: write it with \+/).waitFor();
    await summary.getByRole('button', { name: /^Office hours, line 2: choose the days/ }).waitFor();
    await looked('particulars-form');
    await press(admin, /^Telephone for urgent matters: write it with/);
    await admin.page.keyboard.press('ControlOrMeta+a');
    await admin.page.keyboard.type('+999 21 555 0777');
    await press(admin, 'Remove line 2');
    await choose(admin, 'Add a language', 'Arab', 'Arabic');
    await press(admin, 'Prefer: Arabic');
    await press(admin, 'Sign and publish');
    await says('+999 21 555 0777');
    await says('Arabic, English and French');
    await admin.page.getByRole('tab', { name: 'What was done' }).click();
    await says('What others see of the office was changed');
    expect(admin.complaints).toEqual([]);
  });
});

describe('another office', () => {
  test('is shown with the word that nobody compared its eight words, and the ceremony warns of its number', async () => {
    await go(admin, 'Directory');
    await admin.page
      .getByRole('link', { name: /Talassa/ })
      .first()
      .click();
    await heading(admin, 'What it says of its office', 2).waitFor();
    await says('+999 11 555 0199');
    await says(/^These are its own words/);
    await looked('particulars-theirs');
    await admin.page.getByRole('link', { name: 'Compare the eight words' }).first().click();
    await says(/^Not on the number that stands in this directory/);
    await says(/The directory shows/);
    await looked('particulars-ceremony');
  });

  test('says in the picker what it accepts, how it is reached and whether it is verified', async () => {
    await goTo('/new?kind=mla-request');
    await steps.heading('To whom?');
    const row = admin.page.getByRole('listitem').filter({ hasText: 'Talassa' });
    await row.getByText('Accepts English, French and Arabic').waitFor();
    await row.getByText(/^Reached through this system, .*telephone at any hour/).waitFor();
    await row.getByText('Not yet verified').waitFor();
    await looked('particulars-picker');
  });
});

describe('writing', () => {
  test('in a language they do not accept is said at the question and at the check, until a translation is named', async () => {
    await goTo('/new?kind=mla-request');
    await steps.press(/^Choose .*Talassa/);
    await steps.heading('Request for mutual legal assistance');
    const draft = new URL(admin.page.url()).pathname;
    await goTo(`${draft}/documents`);
    await says(/accepts English, French and Arabic\.$/);
    await choose(admin, 'Language of the request', 'Germ', 'German');
    await says('They do not accept German');
    await steps.tick('not needed');
    await looked('particulars-language');
    await steps.press('Save and continue');
    await steps.heading('Check');
    await admin.page
      .getByRole('alert')
      .getByText(/the requested authority accepts English, French, Arabic; write in one of these or attach/)
      .waitFor();
    await says('They do not accept German');
    await goTo(`${draft}/documents`);
    await steps.heading('Documents and translations');
    await steps.tick('follows');
    await choose(admin, 'Language of the translation', 'Fren', 'French');
    await admin.page.getByText('They do not accept German').waitFor({ state: 'detached' });
    await steps.press('Save and continue');
    await steps.heading('Check');
    await expect.poll(() => admin.page.getByText(/the requested authority accepts/).count()).toBe(0);
    expect(admin.complaints).toEqual([]);
  });

  test('an urgent preservation names the telephone that is answered at any hour, and that nobody verified it', async () => {
    await goTo('/new?kind=preservation-request');
    await steps.press(/^Choose .*Talassa/);
    await says(/^If it cannot wait, also call .*Talassa/);
    await says('+999 11 555 0199');
    await says(/check this number in a list of your own first/);
    await looked('particulars-urgent');
    expect(admin.complaints).toEqual([]);
  });
});
