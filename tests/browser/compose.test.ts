// From an invitation to the first request sent, counted in steps; what is missing is named before anything is signed (product.md row 3).
import { mkdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type BrowserWorld, openBrowserWorld, type Tab } from '../testkit/browser.ts';
import { type Steps, stepsOn } from '../testkit/steps.ts';

let world: BrowserWorld;
beforeAll(async () => {
  world = await openBrowserWorld();
});
afterAll(() => world?.close());

// Pictures for people, where somebody asks for them.
const shots = process.env['ROGATORY_SHOTS'];
async function shot(tab: Tab, name: string): Promise<void> {
  if (!shots) return;
  mkdirSync(shots, { recursive: true });
  await tab.page.screenshot({ path: `${shots}/compose-${name}.png`, fullPage: true });
}

async function enrol(tab: Tab, steps: Steps): Promise<void> {
  await tab.addPasskey();
  await tab.page.goto(world.url);
  await steps.fill('Invitation code', world.code('official'));
  await steps.fill('Your name', 'Livia Sander');
  await steps.press('Continue');
  await steps.press('Create your passkey');
  await steps.heading('Needs you today');
}

describe('the first request', () => {
  test('is sent in at most 40 steps from the invitation; nothing is signed while something is missing', async () => {
    const tab = await world.open();
    const steps = stepsOn(tab.page);
    await enrol(tab, steps);

    await steps.follow('New request');
    await steps.heading('New request');
    expect(await tab.axe()).toEqual([]);
    await steps.follow(/^A request for mutual legal assistance/);
    await steps.heading('To whom?');
    await tab.page.getByRole('button', { name: /^Choose .*Talassa/ }).waitFor();
    expect(await tab.axe()).toEqual([]);
    await shot(tab, 'picker');
    await steps.press(/^Choose .*Talassa/);
    await steps.heading('Request for mutual legal assistance');
    expect(await tab.axe()).toEqual([]);
    await shot(tab, 'tasks');
    await steps.follow('Go on');

    await steps.heading('Authority and references');
    await steps.fill('Name', 'Public Prosecutor at the Regional Court of Ostrelund');
    await steps.fill('Functions', 'Directs the investigation');
    await steps.fill('Number of the proceeding', '31 St 118/26');
    await steps.tick('investigation');
    await steps.fill('Function of the official', 'Signatory');
    await steps.fill('Unit of the official', 'Mutual legal assistance unit');
    expect(await tab.axe()).toEqual([]);
    await shot(tab, 'authority');
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
    await shot(tab, 'facts');
    await steps.press('Save and continue');

    await steps.heading('Assistance sought');
    await steps.select(/Kind of assistance/, /^other/);
    await steps.fill('Description', 'A certified copy of the entry in the register of companies.');
    expect(await tab.axe()).toEqual([]);
    await shot(tab, 'assistance');
    await steps.fill(/^Purpose for which/, 'Evidence in the investigation.');
    await steps.press('Save and continue');

    await steps.heading('Procedure, confidentiality, deadline');
    await steps.tick('No');
    await steps.press('Save and continue');

    await steps.heading('Documents and translations');
    await shot(tab, 'documents');
    await steps.press('Save and continue');

    await steps.heading('Check');
    const summary = tab.page.getByRole('alert');
    expect(await summary.innerText()).toContain('whether a translation is attached');
    expect(await tab.page.title()).toMatch(/^Error: /);
    expect(await tab.page.getByRole('link', { name: 'Go on to sign' }).count()).toBe(0);
    expect(await tab.axe()).toEqual([]);
    await shot(tab, 'check');
    await steps.press(/whether a translation is attached/);
    await steps.heading('Documents and translations');
    await steps.tick('not needed');
    await steps.press('Save and continue');

    await steps.heading('Check');
    await steps.follow('Go on to sign');
    await steps.heading('Sign and send');
    await tab.page.getByText('Who will be able to read this').waitFor();
    expect(await tab.axe()).toEqual([]);
    await shot(tab, 'sign');
    await steps.press('Sign with your passkey and send');
    await steps.heading('Sent');
    expect(steps.taken()).toBeLessThanOrEqual(40);
    await tab.page.getByText(/the receipt was checked here/).waitFor();
    expect(await tab.axe()).toEqual([]);
    await shot(tab, 'sent');

    await tab.page.goto(`${world.url}/drafts`);
    expect(tab.foreign).toEqual([]);
    expect(tab.complaints).toEqual([]);
    await tab.close();
  });
});
