// `rogatory trust ...`: what this vault believes in, the ceremony of the eight words, and the alarms (protocol.md sections 3 and 6).
import type { Command } from 'commander';
import {
  type AuthorityId,
  eightWords,
  type TrustCard,
  trustCardHash,
  trustCardJson,
  utf8,
} from '../../../crypto/index.ts';
import type { KnownAlarm } from '../../sdk/index.ts';
import { alarmJson, alarmLines } from '../alarms.ts';
import { findAuthority, titleOf } from '../counterpart.ts';
import { CliError } from '../errors.ts';
import { EXIT } from '../exit.ts';
import { writeOutput } from '../files.ts';
import { columns, plain } from '../output.ts';
import { asParty } from '../party.ts';
import { trustOf } from '../profile.ts';
import { type Run, runOf } from '../run.ts';
import { iso } from '../times.ts';
import { reportChange } from './authority/pending.ts';
import { readTrust } from './verify.ts';

function cardLines(card: TrustCard): string[] {
  return columns([
    ['Fingerprint', (trustCardHash(card).match(/.{4}/g) as string[]).join(' ')],
    ['Relay', `${card.relayName}, ${card.relayOrigin}`],
    ['Directory', card.directoryKeys[0]],
    ['', card.directoryKeys[1].slice(0, 72).concat('...')],
    ['Operator', card.operatorKey],
    ['Registrar', card.registrar ? eightWords(card.registrar).words.join(' ') : 'none'],
    ['Witnesses', card.witnessPolicy.trim().split('\n').join('; ')],
    ['Practice', card.practice ? 'yes: invented States, proves nothing' : 'no'],
  ]);
}

async function showCard(path: string | undefined, out: string | undefined, run: Run): Promise<void> {
  const card = path === undefined ? await trustOf(await run.profile()) : await readTrust(path);
  if (out !== undefined) {
    await writeOutput(out, utf8(trustCardJson(card)), run);
    run.output.talk(`Trust card: ${out}`);
    return;
  }
  run.output.show({ fingerprint: trustCardHash(card), ...card }, () => cardLines(card));
}

const spelled = (text: string): string =>
  text
    .toLowerCase()
    .split(/[\s,;.-]+/)
    .filter(Boolean)
    .join(' ');

async function verifyPeer(typed: string, options: { words?: string; output?: string }, run: Run): Promise<void> {
  await asParty(run, async ({ client }) => {
    await client.sync();
    const mine = client.whoami();
    const entry = findAuthority(await client.authorities.list(), typed);
    if (entry.authority === mine?.authority) throw new CliError('CLI_USAGE', 'That is your own authority.');
    if (mine) {
      const own = eightWords(mine.authority);
      run.output.talk(`Read these aloud to ${titleOf(entry)}, by a call to a number you knew before:`);
      run.output.talk(`  ${own.words.join(' ')}`);
    }
    const heard =
      options.words ?? (await run.prompt.line('Type the eight words (or numbers) that they read to you:', '--words'));
    const same = [entry.words.words.join(' '), entry.words.digits].includes(spelled(heard));
    if (!same) throw new CliError('CLI_WORDS_DIFFER', `${titleOf(entry)} has other words in the directory.`);
    await run.prompt.confirm(`They agree. Enter in your roster that you compared them for ${titleOf(entry)}?`);
    const chain = await client.directory.chain(entry.authority as AuthorityId);
    const changed = await client.devices.verifyPeer(entry.authority, chain?.roster.headSeq ?? 0);
    await reportChange(changed, `Verified: ${titleOf(entry)}. All officials of your authority see it.`, {
      run,
      file: options.output,
    });
  });
}

const knownJson = (alarm: KnownAlarm) => ({
  id: alarm.id,
  ...alarmJson(alarm),
  acknowledgedAt: alarm.acknowledgedAt === null ? null : iso(alarm.acknowledgedAt),
});

function knownLines(alarm: KnownAlarm): string[] {
  const [first, ...rest] = alarmLines(alarm);
  const done = alarm.acknowledgedAt === null ? '' : '  (acknowledged)';
  return [`${alarm.id.slice(0, 8)}  ${first}${done}`, ...rest.map((line) => `          ${line}`)];
}

async function alarms(
  id: string | undefined,
  options: { output?: string; acknowledge?: boolean; force?: boolean },
  run: Run,
): Promise<void> {
  await asParty(run, async ({ client }) => {
    const all = await client.alarms.list();
    const found = id === undefined ? all : all.filter((alarm) => alarm.id.startsWith(id));
    if (id !== undefined && found.length !== 1)
      throw new CliError(
        found.length > 1 ? 'CLI_AMBIGUOUS' : 'CLI_USAGE',
        `${found.length} alarms begin with "${plain(id)}".`,
      );
    const [one] = found;
    if (one && options.output !== undefined) {
      await writeOutput(options.output, await client.alarms.file(one.id), {
        force: options.force === true,
        output: run.output,
      });
      run.output.talk(
        `Alarm: ${options.output}. It convinces others by itself: "rogatory verify" shows what is in it, and so does the page "Verify a file".`,
      );
    }
    if (one && id !== undefined && options.acknowledge) {
      if (client.whoami()) await client.sync().catch(() => run.output.talk('(The relay was not asked.)'));
      await run.prompt.confirm('Have you understood this alarm, and may sending go on?');
      await client.alarms.acknowledge(one.id);
      run.output.talk('Acknowledged. Sending is possible again.');
    }
    const now = id === undefined ? found : (await client.alarms.list()).filter((alarm) => alarm.id === one?.id);
    run.output.show({ alarms: now.map(knownJson) }, () =>
      now.length === 0 ? ['No alarms.'] : now.flatMap(knownLines),
    );
    if (now.some(({ acknowledgedAt }) => acknowledgedAt === null)) process.exitCode = EXIT.logInconsistent;
  });
}

export function trustCommand(program: Command): void {
  const group = program.command('trust').description('what you believe in: the trust card, the eight words, alarms');
  group
    .command('show')
    .description('show a trust card')
    .argument('[card]', 'a file; without it the card of the profile')
    .option('-o, --output <file>', 'write the card to a file, to be handed on by a trusted way')
    .action((path: string | undefined, { output }: { output?: string }, command: Command) =>
      showCard(path, output, runOf(command)),
    );
  group
    .command('verify')
    .description('compare the eight words with another authority, and enter that you did')
    .argument('<authority>', 'name, State, first characters of the number, or first three words')
    .option('--words <words>', 'the eight words or numbers as they were read to you')
    .option('-o, --output <file>', 'where to write the decision if another administrator has to sign')
    .action((typed: string, options: { words?: string; output?: string }, command: Command) =>
      verifyPeer(typed, options, runOf(command)),
    );
  group
    .command('alarms')
    .description('contradictions of the relay that this device met; exit code 12 while one is not acknowledged')
    .argument('[id]', 'one of them, by its first characters')
    .option('-o, --output <file>', 'write it as a file that convinces others')
    .option('--acknowledge', 'administrators: it is understood, sending may go on')
    .option('--force', 'replace the file')
    .action(
      (
        id: string | undefined,
        options: { output?: string; acknowledge?: boolean; force?: boolean },
        command: Command,
      ) => alarms(id, options, runOf(command)),
    );
}
