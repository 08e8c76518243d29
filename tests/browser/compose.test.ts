// From an invitation to the first request sent, counted in steps; what is missing is named before anything is signed (product.md row 3).
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type BrowserWorld, openBrowserWorld } from '../testkit/browser.ts';
import { openWriter } from '../testkit/writing.ts';

let world: BrowserWorld;
beforeAll(async () => {
  world = await openBrowserWorld();
});
afterAll(() => world?.close());

describe('the first request', () => {
  test('is sent in at most 40 steps from the invitation; nothing is signed while something is missing', async () => {
    const { tab, steps, shot, goTo } = await openWriter(world);

    await steps.follow('New request');
    await steps.heading('New request');
    expect(await tab.axe()).toEqual([]);
    await steps.follow(/^A request for mutual legal assistance/);
    await steps.heading('To whom?');
    await tab.page.getByRole('button', { name: /^Choose .*Talassa/ }).waitFor();
    expect(await tab.axe()).toEqual([]);
    await shot('picker');
    await steps.press(/^Choose .*Talassa/);
    await steps.heading('Request for mutual legal assistance');
    expect(await tab.axe()).toEqual([]);
    await shot('tasks');
    await steps.follow('Go on');

    await steps.heading('Authority and references');
    await steps.fill('Name', 'Public Prosecutor at the Regional Court of Ostrelund');
    await steps.fill('Functions', 'Directs the investigation');
    await steps.fill('Number of the proceeding', '31 St 118/26');
    await steps.tick('investigation');
    await steps.fill('Function of the official', 'Signatory');
    await steps.fill('Unit of the official', 'Mutual legal assistance unit');
    expect(await tab.axe()).toEqual([]);
    await shot('authority');
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
    await shot('facts');
    await steps.press('Save and continue');

    await steps.heading('Assistance sought');
    await steps.select(/Kind of assistance/, /^other/);
    await steps.fill('Description', 'A certified copy of the entry in the register of companies.');
    expect(await tab.axe()).toEqual([]);
    await shot('assistance');
    await steps.fill(/^Purpose for which/, 'Evidence in the investigation.');
    await steps.press('Save and continue');

    await steps.heading('Procedure, confidentiality, deadline');
    await steps.tick('No');
    await steps.press('Save and continue');

    await steps.heading('Documents and translations');
    await shot('documents');
    await steps.press('Save and continue');

    await steps.heading('Check');
    const summary = tab.page.getByRole('alert');
    expect(await summary.innerText()).toContain('whether a translation is attached');
    expect(await tab.page.title()).toMatch(/^Error: /);
    expect(await tab.page.getByRole('link', { name: 'Go on to sign' }).count()).toBe(0);
    expect(await tab.axe()).toEqual([]);
    await shot('check');
    await steps.press(/whether a translation is attached/);
    await steps.heading('Documents and translations');
    await steps.tick('not needed');
    await steps.press('Save and continue');

    await steps.heading('Check');
    await steps.follow('Go on to sign');
    await steps.heading('Sign and send');
    await tab.page.getByText('Who will be able to read this').waitFor();
    expect(await tab.axe()).toEqual([]);
    await shot('sign');
    await steps.press('Sign with your passkey and send');
    await steps.heading('Sent');
    expect(steps.taken()).toBeLessThanOrEqual(40);
    await tab.page.getByText(/the receipt was checked here/).waitFor();
    expect(await tab.axe()).toEqual([]);
    await shot('sent');

    // What was sent is no draft any more; and the simulated counterpart asks a question, which is answered in its case.
    const caseId = /\/case\/([0-9a-f]{32})/.exec(
      (await tab.page.getByRole('link', { name: 'Open the case' }).getAttribute('href')) ?? '',
    )?.[1];
    await goTo('/drafts');
    await tab.page.getByText('No drafts').waitFor();
    expect(await tab.axe()).toEqual([]);
    await goTo('/inbox');
    await tab.page.getByText('Request for additional information').first().waitFor();
    await goTo(`/reply/${caseId}/supply`);
    await steps.heading('Additional information');
    await tab.page.getByText('You answer: Request for additional information').waitFor();
    expect(await tab.page.getByText(/can you tell us more/).count()).toBe(1);
    expect(await tab.axe()).toEqual([]);
    await steps.press('Send');
    await tab.page
      .getByRole('alert')
      .getByText(/Needed: the answer|Answer/)
      .first()
      .waitFor();
    await shot('reply');
    await steps.fill('Answer', 'The company is entered under number TL 90-4471-C.');
    await steps.press('Send');
    await steps.heading('Sent');
    expect(await tab.page.getByRole('link', { name: 'Open the case' }).getAttribute('href')).toBe(`/case/${caseId}`);
    expect(tab.foreign).toEqual([]);
    expect(tab.complaints).toEqual([]);
    await tab.close();
  });
});
