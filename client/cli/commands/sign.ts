// `rogatory sign [ID]`: the second signatory reads what waits and adds a passkey's gesture to the very same statement (protocol.md section 5, "Two signers").
import type { Command } from 'commander';
import { ClientError } from '../../sdk/index.ts';
import { caseOf, findItem, idOfItem, itemJson, itemLines, namesFor } from '../mail.ts';
import { asParty } from '../party.ts';
import { type Run, runOf } from '../run.ts';
import { fetchMail } from './inbox.ts';

async function sign(typed: string | undefined, run: Run): Promise<void> {
  await asParty(run, async (party) => {
    const { client } = party;
    await fetchMail(party, run);
    const waiting = await client.proposals.open();
    const names = await namesFor(client);
    const now = run.now();
    if (typed === undefined) {
      const items = await client.items.list();
      run.output.show({ proposals: waiting.map((item) => itemJson(item, caseOf(items, item, now), names)) }, () =>
        waiting.length === 0
          ? ['Nothing waits for a second signatory.']
          : itemLines(waiting, items, { now, zone: run.zone, names, width: run.output.width }),
      );
      return;
    }
    const item = findItem(waiting, typed);
    if (!item) throw new ClientError('CLIENT_NOT_FOUND', `no proposal ${typed}`);
    run.output.talk(`Read it first: ${run.commandLine(`show ${idOfItem(item)}`)}`);
    await run.prompt.confirm(`Sign ${idOfItem(item)} with your passkey and send it?`);
    await client.proposals.sign(item.subject);
    run.output.show({ signed: item.subject, status: 'submitted' }, () => [
      `Submitted: ${idOfItem(item)} is entered in your register and in every recipient’s. The receipt was checked here.`,
    ]);
  });
}

export function signCommand(program: Command): void {
  program
    .command('sign')
    .description('second signatories: what waits for your passkey, and signing it')
    .argument('[number]', 'which one; without it, the list')
    .action((typed: string | undefined, _options: unknown, command: Command) => sign(typed, runOf(command)));
}
