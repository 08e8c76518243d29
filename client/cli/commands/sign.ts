// `rogatory sign [ID]`: the second signatory reads what waits and adds a passkey's gesture to the very same statement, or it is taken back (protocol.md section 5, "Two signers").
import type { Command } from 'commander';
import { type Client, ClientError, type Item } from '../../sdk/index.ts';
import { CliError } from '../errors.ts';
import { caseOf, findItem, idOfItem, itemJson, itemLines, namesFor } from '../mail.ts';
import { asParty } from '../party.ts';
import { type Run, runOf } from '../run.ts';
import { fetchMail } from './inbox.ts';

type SignOptions = { withdraw?: boolean };

async function sign(typed: string | undefined, { withdraw }: SignOptions, run: Run): Promise<void> {
  await asParty(run, async (party) => {
    const { client } = party;
    await fetchMail(party, run);
    const waiting = await client.proposals.open();
    const names = await namesFor(client);
    const now = run.now();
    if (typed === undefined) {
      if (withdraw) throw new CliError('CLI_USAGE', 'Name the transmission to take back.');
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
    if (withdraw) return takeBack(client, item, run);
    run.output.talk(`Read it first: ${run.commandLine(`show ${idOfItem(item)}`)}`);
    await run.prompt.confirm(`Sign ${idOfItem(item)} with your passkey and send it?`);
    await client.proposals.sign(item.subject);
    run.output.show({ signed: item.subject, status: 'submitted' }, () => [
      `Submitted: ${idOfItem(item)} is entered in your register and in every recipient’s. The receipt was checked here.`,
    ]);
  });
}

async function takeBack(client: Client, item: Item, run: Run): Promise<void> {
  const id = idOfItem(item);
  const { length } = item.attachments;
  if (length > 0)
    run.output.talk(
      `The relay then lets its ${length === 1 ? 'file' : `${length} files`} go. Save what nobody else has: ${run.commandLine(`file get ${id}`)}`,
    );
  await run.prompt.confirm(`Take ${id} back? Nobody will be able to sign it.`);
  await client.proposals.withdraw(item.subject);
  run.output.show({ withdrawn: item.subject, status: 'withdrawn' }, () => [
    `Taken back: ${id} was not sent, and nobody outside your authority knows of it. The entry in your register was checked here.`,
    `  What it said: ${run.commandLine(`show ${id}`)}`,
  ]);
}

export function signCommand(program: Command): void {
  program
    .command('sign')
    .description('second signatories: what waits for your passkey, and signing it')
    .argument('[number]', 'which one; without it, the list')
    .option('--withdraw', 'take it back: it is not sent, and nobody can sign it any more')
    .action((typed: string | undefined, options: SignOptions, command: Command) =>
      sign(typed, options, runOf(command)),
    );
}
