// `rogatory send`: an empty form to fill in, the finished act sealed, signed and sent, and what waits gone on with (product.md row 3; protocol.md section 4).
import type { Command } from 'commander';
import { ACT_KINDS, type ActKind } from '../../casework/act.ts';
import { exampleMlaRequest, examplePreservation } from '../../casework/example.ts';
import { INSTRUMENTS, type Instrument } from '../../casework/instrument.ts';
import { ClientError, type OutboxEntry } from '../../sdk/index.ts';
import { isActKind, readActFile } from '../act-file.ts';
import { findAuthority, titleOf } from '../counterpart.ts';
import { advanceEntry, completeAct, dispatchAct, entryJson, entryLines, exitOfEntry } from '../dispatch.ts';
import { CliError } from '../errors.ts';
import { readInput } from '../files.ts';
import { plain } from '../output.ts';
import { asParty, awayHint, type Party } from '../party.ts';
import { type Run, repeated, runOf, whenInterrupted } from '../run.ts';
import { templateOf } from '../template.ts';
import { isAway } from './inbox.ts';

type SendOptions = {
  to?: string[];
  act?: string;
  file?: string[];
  class?: string;
  answerBy?: string;
  template?: string;
  instrument?: string;
  example?: string;
  check?: boolean;
  resume?: boolean;
  renew?: string;
  discard?: string;
};

const MAX_ACT = 4 * 1024 * 1024;
const EXAMPLES = { 'mla-request': exampleMlaRequest, 'preservation-request': examplePreservation } as const;

/** Throws CLI_USAGE. */
export function actKind(word: string): ActKind {
  if (isActKind(word)) return word;
  throw new CliError(
    'CLI_USAGE',
    `"${plain(word)}" is no kind of act. There are: ${Object.keys(ACT_KINDS).join(', ')}.`,
  );
}

function instrument(word: string | undefined): Instrument | null {
  if (word === undefined) return null;
  const found = INSTRUMENTS.find((one) => one === word);
  if (!found)
    throw new CliError('CLI_USAGE', `"${plain(word)}" is no treaty known here. There are: ${INSTRUMENTS.join(', ')}.`);
  return found;
}

function example(word: string, run: Run): string {
  if (!Object.hasOwn(EXAMPLES, word))
    throw new CliError('CLI_USAGE', `There are examples of: ${Object.keys(EXAMPLES).join(', ')}.`);
  const { version: _, ...act } = EXAMPLES[word as keyof typeof EXAMPLES]({ now: run.now() });
  return JSON.stringify(act, null, 2);
}

/** Unix ms of what was typed for --answer-by. Throws CLI_USAGE. */
export function momentFrom(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const at = /^\d{4}-\d{2}-\d{2}T/.test(text) && /(Z|[+-]\d{2}:\d{2})$/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(at))
    throw new CliError('CLI_USAGE', '--answer-by takes a moment with its zone, like 2027-03-31T16:00:00Z.');
  return at;
}

/** The newest state, or, when the relay is away, what was verified before: enough to compose, not to send. */
async function refresh({ client, trust }: Party, run: Run): Promise<void> {
  try {
    await client.sync();
  } catch (error) {
    if (!isAway(error)) throw error;
    run.output.warn(`The relay could not be reached. What you send is kept and sent later.${awayHint(trust)}`);
  }
}

async function send(options: SendOptions, run: Run): Promise<void> {
  if (options.act === undefined)
    throw new CliError(
      'CLI_USAGE',
      'Say what to send: --act FILE, a form made with "rogatory send --template mla-request".',
    );
  const text = new TextDecoder().decode(await readInput(options.act, MAX_ACT, run.input));
  const draft = readActFile(text, null);
  if (options.check) {
    completeAct(draft, run);
    run.output.show({ complete: true, missing: [] }, () => ['Complete: it can be sent.']);
    return;
  }
  const { to = [] } = options;
  if (to.length === 0) throw new CliError('CLI_USAGE', 'Say to whom: --to AUTHORITY.');
  await asParty(run, async (party) => {
    await refresh(party, run);
    const all = await party.client.authorities.list();
    const recipients = to.map((typed) => findAuthority(all, typed));
    const mine = party.client.whoami()?.authority;
    const own = recipients.find(({ authority }) => authority === mine);
    if (own) throw new CliError('CLI_USAGE', `${titleOf(own)} is your own authority: write to another.`);
    const closed = recipients.find(({ state }) => state !== 'sendable');
    if (closed)
      throw new ClientError(
        closed.state === 'broken' ? 'CLIENT_RECIPIENT_CHANGED' : 'CLIENT_RECIPIENT',
        `${titleOf(closed)} is ${closed.state}`,
      );
    await dispatchAct(
      party,
      {
        to: recipients.map(({ authority }) => authority),
        draft,
        files: options.file ?? [],
        className: options.class,
        answerBy: momentFrom(options.answerBy),
      },
      run,
    );
  });
}

async function resume(run: Run): Promise<void> {
  await asParty(run, async (party) => {
    const { client } = party;
    const waiting = (await client.outbox.list()).filter(
      ({ status }) => !['submitted', 'closed', 'stopped', 'proposed'].includes(status),
    );
    if (waiting.length > 0) {
      whenInterrupted(`What waits is kept. Go on with: ${run.commandLine('send --resume')}`);
      await client.sync();
    }
    const done: OutboxEntry[] = [];
    for (const { id } of waiting) {
      const entry = await advanceEntry(party, id, run);
      done.push(entry);
      process.exitCode = Math.max(Number(process.exitCode ?? 0), exitOfEntry(entry));
    }
    run.output.show({ entries: done.map(entryJson) }, () =>
      done.length === 0 ? ['Nothing is waiting to be sent.'] : done.flatMap((entry) => entryLines(entry, run)),
    );
  });
}

async function entryId({ client }: Party, typed: string): Promise<string> {
  const found = (await client.outbox.list()).filter(({ id }) => id.startsWith(typed));
  if (found.length > 1) throw new CliError('CLI_AMBIGUOUS', `${found.length} entries begin with "${plain(typed)}".`);
  if (!found[0]) throw new ClientError('CLIENT_NOT_FOUND', `nothing waits under ${typed}`);
  return found[0].id;
}

async function renew(typed: string, run: Run): Promise<void> {
  await asParty(run, async (party) => {
    await party.client.sync();
    const entry = await party.client.outbox.renew(await entryId(party, typed));
    run.output.show({ entry: entryJson(entry) }, () => entryLines(entry, run));
    process.exitCode = exitOfEntry(entry);
  });
}

async function discard(typed: string, run: Run): Promise<void> {
  await asParty(run, async (party) => {
    const id = await entryId(party, typed);
    const { status } = await party.client.outbox.entry(id);
    await run.prompt.confirm(`Give up ${id}? What you wrote in it is deleted here.`);
    await party.client.outbox.discard(id);
    const never = status === 'closed' ? 'sent' : 'handed in';
    run.output.show({ discarded: id }, () => [`Given up: ${id}. It was never ${never}.`]);
  });
}

async function act(options: SendOptions, run: Run): Promise<void> {
  if (options.template !== undefined) {
    run.output.data(templateOf(actKind(options.template), instrument(options.instrument)).trimEnd());
    run.output.talk(`Write it to a file, fill it in, and check it with: ${run.commandLine('send --check --act FILE')}`);
  } else if (options.example !== undefined) run.output.data(example(options.example, run));
  else if (options.resume) await resume(run);
  else if (options.renew !== undefined) await renew(options.renew, run);
  else if (options.discard !== undefined) await discard(options.discard, run);
  else await send(options, run);
}

export function sendCommand(program: Command): void {
  program
    .command('send')
    .description('send a request or another act; nothing counts as sent before its receipt verified here')
    .option(
      '--to <authority>',
      'name, State, first characters of the number, or first three words; repeat it',
      repeated,
    )
    .option('--act <file>', 'the form, filled in; - for standard input')
    .option('--file <path>', 'attach a file; repeat it', repeated)
    .option('--class <class>', 'ordinary, formal or urgent (default: the lowest the act may have)')
    .option('--answer-by <moment>', 'urgent only: when you need an answer, 2027-03-31T16:00:00Z (default: in 8 hours)')
    .option('--check', 'only check the form')
    .option('--template <kind>', 'write an empty form, with labels, hints and paragraphs')
    .option('--instrument <treaty>', `whose paragraphs the empty form names first: ${INSTRUMENTS.join(', ')}`)
    .option('--example <kind>', 'write a filled-in example: mla-request or preservation-request')
    .option('--resume', 'go on with everything that waits')
    .option('--renew <id>', 'seal one that stopped again and send it')
    .option('--discard <id>', 'give one up that was never handed in')
    .addHelpText(
      'after',
      `
  rogatory send --template mla-request > request.json     then fill in request.json
  rogatory send --to Talassa --act request.json --file provisions.pdf

Kinds of act: ${Object.keys(ACT_KINDS).join(', ')}.`,
    )
    .action((options: SendOptions, command: Command) => act(options, runOf(command)));
}
