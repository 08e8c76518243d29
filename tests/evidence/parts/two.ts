// What two people of one authority see of each other: one draft changed by both, and an act that two sign.
import type { BrowserWorld } from '../../testkit/browser.ts';
import { openWriter } from '../../testkit/writing.ts';
import type { Eye } from '../eye.ts';

export async function lookAtTwo(world: BrowserWorld, eye: Eye): Promise<void> {
  const one = await openWriter(world);
  const other = await openWriter(world, { seat: 'administrator', name: 'Greta Holm' });

  await eye.attempt('conflict', async () => {
    await one.goTo('/new?kind=consultation');
    await one.steps.press(/^Choose .*Talassa/);
    await one.steps.heading('Informal consultation');
    await one.steps.fill('Subject', 'Records of a bank in Port Selene');
    await one.tab.page.getByText(/^Saved \d/).waitFor();
    const draft = new URL(one.tab.page.url()).pathname;
    await other.goTo('/drafts');
    await other.tab.page.locator(`a[href="${draft}"]`).click();
    await other.steps.heading('Informal consultation');
    await one.tab.context.setOffline(true);
    await one.steps.fill('Subject', 'Records of the bank at Harbour Row');
    await one.tab.page.getByText(/^Saved on this device/).waitFor();
    await eye.stand(one.tab, 'draft-offline');
    await other.steps.fill('Subject', 'Records of two banks in Port Selene');
    await other.tab.page.getByRole('textbox', { name: 'Subject' }).blur();
    await other.tab.page.getByText(/^Saved \d/).waitFor();
    await one.tab.context.setOffline(false);
    // The browser's own complaint about a line that was away.
    one.tab.complaints.splice(0);
    await one.goTo(`${draft}/conflict`);
    await one.tab.page.getByRole('radiogroup').first().waitFor();
    await eye.stand(one.tab, 'conflict');
    await one.goTo('/drafts');
    await eye.stand(one.tab, 'drafts-conflict');
  });

  await eye.attempt('rules', async () => {
    await other.goTo('/authority');
    await other.tab.page.getByRole('tab', { name: 'Rules' }).click();
    await other.steps.tick(/^Two signatories/);
    await other.steps.press('Change the rules');
    await other.tab.page.getByText('Nothing is different from now.').waitFor();
  });
  await eye.attempt('proposal', async () => {
    await one.goTo('/');
    await one.tab.page.getByRole('link', { name: /^Open: New, nobody has it yet/ }).click();
    await one.steps.heading(/^Case TL-2026-0077/);
    await one.goTo(`/reply/${new URL(one.tab.page.url()).pathname.split('/').at(-1)}/ask`);
    await one.steps.heading('Request for additional information');
    await one.steps.fill('Text', 'Which of the two accounts at Harbour Row is meant?');
    await one.steps.fill('Function of the official', 'Signatory');
    await one.steps.fill('Unit of the official', 'Mutual legal assistance unit');
    await one.steps.tick(/^Formal/);
    await one.tab.page.getByText('It goes to a second signatory').waitFor();
    await one.steps.press('Sign with your passkey and send');
    await one.steps.heading('Waiting for a second signature');
    await eye.stand(one.tab, 'waiting-second');
    await other.goTo('/');
    const waiting = other.tab.page.getByRole('link', { name: /Waiting for your signature/ });
    await waiting.waitFor();
    await eye.stand(other.tab, 'home-second');
    const subject = new URL(one.tab.page.url()).pathname.split('/').at(-1);
    await one.goTo(`/proposal/${subject}`);
    await eye.stand(one.tab, 'proposal-own');
    await other.goTo(`/proposal/${subject}`);
    await other.steps.heading('Sign as the second signatory');
    await eye.stand(other.tab, 'proposal');
    await other.steps.press('Take it back');
    const question = other.tab.page.getByRole('dialog', { name: 'Take it back?' });
    await question.getByRole('button', { name: 'Take it back' }).click();
    await other.tab.page.waitForURL(/\/draft\//);
    const draft = new URL(other.tab.page.url()).pathname;
    await one.goTo('/');
    await one.tab.page.getByRole('link', { name: /^Look: Not sent: no second signature/ }).waitFor();
    await one.tab.page.getByRole('link', { name: /^Sign: / }).waitFor();
    await eye.stand(one.tab, 'home-not-sent');
    await one.goTo(`/proposal/${subject}`);
    await one.tab.page.getByRole('link', { name: 'Open the draft' }).waitFor();
    await eye.stand(one.tab, 'proposal-not-sent');
    await one.steps.press('Leave it at that');
    await one.goTo('/sent');
    await one.tab.page.getByText('Withdrawn before it was sent').waitFor();
    await eye.stand(one.tab, 'sent-withdrawn');
    await one.goTo(draft);
    await one.steps.press('Sign with your passkey and send');
    await one.steps.heading('Waiting for a second signature');
    const anew = new URL(one.tab.page.url()).pathname.split('/').at(-1);
    await other.goTo('/');
    await waiting.waitFor();
    await other.goTo(`/proposal/${anew}`);
    await other.steps.press('Sign with your passkey and send');
    await other.tab.page.getByText(/^Sent: entered in your register and in theirs/).waitFor();
    await eye.stand(other.tab, 'proposal-sent');
  });

  await eye.attempt('particulars', async () => {
    await other.goTo('/authority');
    await other.tab.page.getByRole('tab', { name: 'What others see' }).click();
    await other.tab.page.getByRole('button', { name: 'Change it' }).waitFor();
    await eye.stand(other.tab, 'particulars');
    await other.steps.press('Change it');
    await eye.stand(other.tab, 'particulars-form');
  });
  await eye.attempt('invitation', async () => {
    await other.goTo('/authority');
    await other.tab.page.getByRole('tab').first().click();
    await other.steps.press('Invite an official');
    await eye.stand(other.tab, 'invite');
    await other.tab.page.getByLabel('Their name').fill('Rasa Holt');
    await other.steps.press('Make the code');
    await other.tab.page.getByText(/^([0-9A-Z]{4}-){4}[0-9A-Z]{4}$/).waitFor();
    await eye.stand(other.tab, 'invite-code');
  });
  await one.tab.close();
  await other.tab.close();
}
