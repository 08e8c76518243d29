// An administrator at work in a browser: inviting, removing, the ceremony of the eight words, what was done (docs/spec/roster.md).
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { type BrowserWorld, openBrowserWorld, type Tab } from '../testkit/browser.ts';
import { type Cable, openCable } from '../testkit/cable.ts';
import { enrolled, go, heading, press, shot } from '../testkit/desk.ts';

let world: BrowserWorld;
let admin: Tab;
beforeAll(async () => {
  world = await openBrowserWorld();
  admin = await enrolled(world, world.code('administrator'), 'Greta Holm', { practice: false });
});
afterAll(() => world?.close());

const member = (name: string) => admin.page.getByRole('article', { name, exact: true });

/** Invites somebody and resolves to the code once the colleague of practice has agreed. */
async function invite(name: string): Promise<string> {
  await go(admin, 'Our authority');
  await press(admin, 'Invite an official');
  await admin.page.getByLabel('Their name').fill(name);
  await press(admin, 'Make the code');
  await heading(admin, `The code for ${name}`, 2).waitFor();
  const text = await admin.page.getByText(/^([0-9A-Z]{4}-){4}[0-9A-Z]{4}$/).innerText();
  await shot(admin, 'authority-code');
  expect(await admin.axe()).toEqual([]);
  await press(admin, 'I have passed it on');
  await member(name)
    .getByText(/^Invited, until/)
    .waitFor({ timeout: 20_000 });
  return text;
}

async function remove(name: string): Promise<void> {
  await member(name).getByRole('button', { name: 'Remove', exact: true }).click();
  await admin.page.getByRole('dialog').getByRole('button', { name: 'Remove', exact: true }).click();
}

const SOCKET = '/v1/socket';
/** What a relay says that lets somebody onto the socket, and that puts them off it: packets of socket.io, each in a frame. */
const WELCOME = '40{"sid"';
const FAREWELL = '\x81\x0241';
const heard = (cable: Cable): string => cable.heard(SOCKET).toString('latin1');

async function cabled(): Promise<Cable> {
  const cable = await openCable();
  onTestFinished(() => cable.close());
  return cable;
}

/** Waits until the desk has nothing left to fetch. */
const settled = ({ page }: Tab): Promise<void> =>
  page
    .getByRole('banner')
    .getByText(/^Up to date/)
    .first()
    .waitFor();

/** Ends every timer of the desk: from now on it does nothing by itself. */
async function stopClock({ page }: Tab): Promise<void> {
  expect(page.workers().length).toBeGreaterThan(0);
  for (const worker of page.workers())
    await worker.evaluate(() => {
      const newest = Number(setInterval(() => undefined, 1_000_000));
      for (let timer = 1; timer <= newest; timer++) clearInterval(timer);
    });
}

describe('an official', () => {
  test('is invited, enrols, is removed, and is locked out of an open page because the relay ends its socket, while no clock of the page goes', async () => {
    const code = await invite('Rasa Holt');
    const cable = await cabled();
    const rasa = await enrolled(world, code, 'Rasa Holt', { proxy: cable.address });
    await member('Rasa Holt')
      .getByText(/^Device /)
      .first()
      .waitFor({ timeout: 20_000 });
    await shot(admin, 'authority-members');
    expect(await admin.axe()).toEqual([]);
    await go(rasa, 'Directory');
    await heading(rasa, 'Directory').waitFor();
    await settled(rasa);
    await expect.poll(() => heard(cable), { timeout: 30_000 }).toContain(WELCOME);
    await stopClock(rasa);
    expect(heard(cable)).not.toContain(FAREWELL);

    await remove('Rasa Holt');
    await admin.page.getByText('Done. It holds from now on.').waitFor();
    await rasa.page.getByText('Rasa Holt can no longer work here').waitFor();
    expect(heard(cable)).toContain(FAREWELL);
    await heading(rasa, 'Sign in').waitFor();
    expect(await rasa.page.getByRole('navigation', { name: 'Main' }).count()).toBe(0);
    await shot(rasa, 'authority-shut-out');
    await rasa.close();
  });

  test('whose every socket is cut off is locked out by the beat of the page’s own clock', async () => {
    const code = await invite('Odo Kern');
    const cable = await cabled();
    cable.refuse(SOCKET);
    const tab = await enrolled(world, code, 'Odo Kern', { proxy: cable.address });
    await go(tab, 'Directory');
    await member('Odo Kern')
      .getByText(/^Device /)
      .first()
      .waitFor({ timeout: 20_000 });
    await expect.poll(() => cable.refused(), { timeout: 30_000 }).toBeGreaterThan(0);
    await settled(tab);
    await remove('Odo Kern');
    await admin.page.getByText('Done. It holds from now on.').waitFor();
    await tab.page.getByText('Odo Kern can no longer work here').waitFor();
    expect(heard(cable)).toBe('');
    await tab.close();
  });
});

describe('the log of what was done', () => {
  test('says in plain words who decided what, and names the colleague who agreed', async () => {
    await go(admin, 'Our authority');
    await admin.page.getByRole('tab', { name: 'What was done' }).click();
    await admin.page.getByText('Odo Kern is removed; the seal is renewed').waitFor();
    const invited = admin.page.getByRole('listitem').filter({ hasText: 'Rasa Holt is invited: handle requests' });
    expect(await invited.innerText()).toContain('Ilja Marek');
    await admin.page.getByText('Aurelia Lindt founded the authority').waitFor();
    await shot(admin, 'authority-log');
    expect(await admin.axe()).toEqual([]);
    for (const name of ['Approvals', 'Seal and recovery', 'Rules']) {
      await admin.page.getByRole('tab', { name }).click();
      expect([name, await admin.axe()]).toEqual([name, []]);
      await shot(admin, `authority-${name.split(' ')[0]?.toLowerCase()}`);
    }
  });
});

describe('the ceremony of the eight words', () => {
  /** Opens it for Talassa; resolves to the words that Talassa reads aloud. */
  async function begin(): Promise<string[]> {
    await go(admin, 'Directory');
    await admin.page.getByRole('link', { name: /Talassa/ }).click();
    await heading(admin, /Talassa/).waitFor();
    const words = await admin.page.getByRole('list', { name: 'The eight words' }).getByRole('listitem').allInnerTexts();
    await admin.page.getByRole('link', { name: /^Compare/ }).click();
    await heading(admin, 'Compare the eight words').waitFor();
    return words.map((word) => word.trim());
  }
  const half = (words: readonly string[], at: number): string => words.slice(4 * at, 4 * at + 4).join('  ');
  const rows = (name: string) => admin.page.getByRole('radiogroup', { name });

  test('stops at a row that was not read, and signs nothing', async () => {
    await go(admin, 'Directory');
    await heading(admin, 'Directory').waitFor();
    await shot(admin, 'trust-directory');
    expect(await admin.axe()).toEqual([]);
    const words = await begin();
    await shot(admin, 'trust-ceremony');
    expect(await admin.axe()).toEqual([]);
    await press(admin, 'Sign that they are the same');
    await admin.page.getByText('Choose a row of each half').first().waitFor();
    await rows('Their first four words').getByText(half(words, 0)).click();
    await rows('Their last four words').getByText('None of these').click();
    await press(admin, 'Sign that they are the same');
    await admin.page.getByText('Stop: these are not their words').waitFor();
    await shot(admin, 'trust-ceremony-wrong');
    expect(await admin.axe()).toEqual([]);
    await admin.page.getByRole('link', { name: 'Back to the authority' }).click();
    await admin.page.getByText('Not yet verified').first().waitFor();
  });

  test('with the right rows is signed, and everyone of the authority sees it', async () => {
    const words = await begin();
    await rows('Their first four words').getByText(half(words, 0)).click();
    await rows('Their last four words').getByText(half(words, 1)).click();
    await press(admin, 'Sign that they are the same');
    await admin.page.getByText(/is who they say they are/).waitFor();
    await admin.page.getByRole('link', { name: 'Back to the authority' }).click();
    await heading(admin, /Talassa/).waitFor();
    await admin.page.getByText('by you').waitFor();
    await shot(admin, 'trust-authority');
    expect(await admin.axe()).toEqual([]);
    const official = await enrolled(world, world.code('official'), 'Livia Sander');
    await go(official, 'Directory');
    const row = official.page.getByRole('listitem').filter({ hasText: 'Talassa' });
    await row.getByText('Verified', { exact: true }).waitFor();
    await go(official, 'Alarms');
    await official.page.getByText('No alarm', { exact: true }).waitFor();
    expect(await official.axe()).toEqual([]);
    await official.close();
    expect(admin.complaints).toEqual([]);
    expect(admin.foreign).toEqual([]);
  });
});
