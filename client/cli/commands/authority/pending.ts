// Decisions that need several administrators: a file that goes from one to the next until enough have signed (protocol.md section 3, threshold).
import type { Command } from 'commander';
import { thresholdOf } from '../../../../crypto/index.ts';
import type { Changed } from '../../../sdk/index.ts';
import { EXIT } from '../../exit.ts';
import { readInput, writeOutput } from '../../files.ts';
import { asParty } from '../../party.ts';
import { type Run, runOf } from '../../run.ts';

const MAX_FILE = 16 * 1024 * 1024;

/** What is decided, by the type of the link. */
const WORDS: Readonly<Record<string, string>> = {
  official_add: 'to invite an official',
  role_set: 'to change what an official may do',
  policy_set: 'to change the rules of the authority',
  device_add: 'to admit a further device',
  official_remove: 'to remove an official',
  device_revoke: 'to revoke a device',
  epoch_rotate: 'to renew the seal of the authority',
  recovery_set: 'to set the recovery',
  recover_veto: 'to veto a recovery',
  verify_peer: 'to confirm the eight words of another authority',
  particulars_set: 'to change what other authorities see of the office',
  endorse: 'to notify a designation',
  close: 'to close the authority for ever',
};

const decisionWords = (type: string): string => WORDS[type] ?? `of the kind ${type}`;

/**
 * Says how a change ended. One that waits for others is written to `file` and ends the run with "partly done".
 */
export async function reportChange(
  changed: Changed,
  done: string,
  { run, file, more = {} }: { readonly run: Run; readonly file?: string | undefined; readonly more?: object },
): Promise<void> {
  const { output } = run;
  if (changed.state === 'entered') {
    output.show({ state: 'entered', rosterSeq: changed.roster.headSeq, ...more }, () => [done]);
    return;
  }
  const path = file ?? `decision-${new Date(run.now()).toISOString().slice(0, 19).replaceAll(':', '')}.pending`;
  await writeOutput(path, changed.file, { output });
  output.show({ state: 'pending', file: path, ...more }, () => [
    'This needs another administrator.',
    `Bring them the file ${path}; they run: rogatory authority sign-pending ${path}`,
  ]);
  process.exitCode = EXIT.partly;
}

async function describe(path: string, run: Run): Promise<void> {
  const bytes = await readInput(path, MAX_FILE, run.input);
  await asParty(run, async ({ client }) => {
    const { body, roster } = await client.pending.describe(bytes);
    const needed = thresholdOf(roster);
    run.output.show({ type: body.type, threshold: needed, authority: roster.authority }, () => [
      `A decision ${decisionWords(body.type)}; it needs ${needed} administrators.`,
      'Sign it only if its author told you of it by another way.',
      ...(run.output.verbose ? [JSON.stringify(body, plainBytes)] : []),
    ]);
  });
}

const plainBytes = (_key: string, value: unknown): unknown =>
  value instanceof Uint8Array ? `${value.length} bytes` : value instanceof Map ? Object.fromEntries(value) : value;

async function sign(path: string, out: string | undefined, run: Run): Promise<void> {
  const bytes = await readInput(path, MAX_FILE, run.input);
  await asParty(run, async ({ client }) => {
    const { body } = await client.pending.describe(bytes);
    await run.prompt.confirm(`Sign the decision ${decisionWords(body.type)}?`);
    const changed = await client.pending.sign(bytes);
    await reportChange(changed, `Done: the decision ${decisionWords(body.type)} is entered.`, { run, file: out });
    if (changed.state === 'entered') await client.sync();
  });
}

export function pendingCommands(group: Command): void {
  group
    .command('pending')
    .description('show what a decision waiting for signatures decides')
    .argument('<file>', 'the file; - for standard input')
    .action((path: string, _options: unknown, command: Command) => describe(path, runOf(command)));
  group
    .command('sign-pending')
    .description('add your signature to a decision; entered as soon as that is enough')
    .argument('<file>', 'the file; - for standard input')
    .option('-o, --output <file>', 'where to write it if still more have to sign')
    .action((path: string, { output }: { output?: string }, command: Command) => sign(path, output, runOf(command)));
}
