// What passes between the relay's word that an official is removed and their open page being shut: told over the socket, and by the page's clock alone.
import { type BrowserWorld, openBrowserWorld, type Tab } from '../testkit/browser.ts';
import { openCable } from '../testkit/cable.ts';
import { enrolled, go, heading, press } from '../testkit/desk.ts';

export type ShutOut = {
  /** Milliseconds from the relay's answer to the removal until the page says so. */
  readonly socketMs: number;
  /** The same where no socket gets through. */
  readonly clockMs: number;
};

const SOCKET = '/v1/socket';

const member = ({ page }: Tab, name: string) => page.getByRole('article', { name, exact: true });

async function invite(admin: Tab, name: string): Promise<string> {
  await go(admin, 'Our authority');
  await press(admin, 'Invite an official');
  await admin.page.getByLabel('Their name').fill(name);
  await press(admin, 'Make the code');
  await heading(admin, `The code for ${name}`, 2).waitFor();
  const code = await admin.page.getByText(/^([0-9A-Z]{4}-){4}[0-9A-Z]{4}$/).innerText();
  await press(admin, 'I have passed it on');
  await member(admin, name)
    .getByText(/^Invited, until/)
    .waitFor();
  return code;
}

async function measure(world: BrowserWorld, admin: Tab, name: string, socket: boolean): Promise<number> {
  const cable = await openCable();
  if (!socket) cable.refuse(SOCKET);
  const tab = await enrolled(world, await invite(admin, name), name, { proxy: cable.address });
  await tab.page
    .getByRole('banner')
    .getByText(/^Up to date/)
    .first()
    .waitFor();
  while (socket && !cable.heard(SOCKET).includes('40{"sid"')) await tab.page.waitForTimeout(100);
  await member(admin, name)
    .getByText(/^Device /)
    .first()
    .waitFor();
  const answered = admin.context
    .waitForEvent('response', (answer) => answer.url().endsWith('/v1/links') && answer.request().method() === 'POST')
    .then(() => performance.now());
  const shut = tab.page
    .getByText(`${name} can no longer work here`)
    .waitFor()
    .then(() => performance.now());
  await member(admin, name).getByRole('button', { name: 'Remove', exact: true }).click();
  await admin.page.getByRole('dialog').getByRole('button', { name: 'Remove', exact: true }).click();
  const passed = (await shut) - (await answered);
  await tab.close();
  await cable.close();
  return Math.max(0, passed);
}

/** Measures against a practice of its own. */
export async function measureShutOut(): Promise<ShutOut> {
  const world = await openBrowserWorld();
  try {
    const admin = await enrolled(world, world.code('administrator'), 'Greta Holm', { practice: false });
    return {
      socketMs: await measure(world, admin, 'Rasa Holt', true),
      clockMs: await measure(world, admin, 'Odo Kern', false),
    };
  } finally {
    await world.close();
  }
}
