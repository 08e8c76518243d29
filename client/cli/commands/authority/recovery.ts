// `rogatory authority recover` and `veto`: an authority comes back with its recovery sheets, in the open and after a delay (protocol.md section 3).
import type { Command } from 'commander';
import {
  type Announced,
  parseSheet,
  type RecoveryPlan,
  type RecoverySheet,
  type SheetFault,
} from '../../../sdk/index.ts';
import { CliError } from '../../errors.ts';
import { EXIT } from '../../exit.ts';
import { readInput } from '../../files.ts';
import { asCurrentParty, asNewParty, type Party } from '../../party.ts';
import { type Run, repeated, runOf } from '../../run.ts';
import { brief, iso } from '../../times.ts';
import { trustAtHand } from './founding.ts';
import { reportChange } from './pending.ts';

type RecoverOptions = { sheet?: string[]; name?: string; trust?: string };

const MAX_SHEET = 16_384;
const HOUR = 3_600_000;

const FAULTS: { readonly [F in SheetFault]: string } = {
  foreign: 'is of nobody who is a custodian of this authority now',
  'other share': 'was put together from two sheets, or changed',
  'given twice': 'was given twice',
};

function readSheet(text: string, from: string): RecoverySheet {
  try {
    return parseSheet(text);
  } catch (cause) {
    throw new CliError('CLI_RECOVERY_SHEET', `${from} is mistyped, or no recovery sheet.`, { cause });
  }
}

/** A file holds the printed page or the line alone: the line is the one of letters, digits and hyphens. */
async function sheetIn(path: string, run: Run): Promise<RecoverySheet> {
  const page = new TextDecoder().decode(await readInput(path, MAX_SHEET, run.input));
  const line = page.split('\n').find((one) => /^[0-9A-Za-z]{4}(?:-[0-9A-Za-z]{1,4}){10,}$/.test(one.trim()));
  return readSheet(line ?? '', path);
}

const typedSheet = async (run: Run, what: string): Promise<RecoverySheet> =>
  readSheet(await run.prompt.secret(what, '--sheet FILE'), 'What you typed');

/** As many sheets as are needed: those given, and then typed ones where somebody can be asked. */
async function enough({ client }: Party, given: RecoverySheet[], run: Run): Promise<[RecoverySheet[], RecoveryPlan]> {
  const sheets = given.length > 0 ? given : [await typedSheet(run, 'The first recovery sheet:')];
  for (;;) {
    const plan = await client.recovery.plan({ sheets });
    const wrong = plan.sheets.find(({ fault }) => fault !== null);
    if (wrong?.fault) throw new CliError('CLI_RECOVERY_SHEET', `Sheet ${wrong.number} ${FAULTS[wrong.fault]}.`);
    if (plan.missing === 0) return [sheets, plan];
    if (!run.prompt.possible)
      throw new CliError(
        'CLI_RECOVERY_SHEET',
        `${plan.needed} sheets are needed, ${plan.missing} more than were given.`,
      );
    sheets.push(await typedSheet(run, `Another recovery sheet, ${plan.missing} to go:`));
  }
}

const hours = (ms: number): string => (ms < HOUR ? 'at once' : `after ${Math.round(ms / HOUR)} hours`);

function explain({ name, words, delayMs, announced }: RecoveryPlan, run: Run): void {
  const { talk } = run.output;
  talk(`These sheets recover: ${name}`);
  talk(`  Eight words  ${words.words.join(' ')}`);
  talk('Compare the words with those your authority keeps on paper. If they differ, stop.');
  talk('It is announced to everybody in the directory. Any administrator who still has a device can veto it.');
  talk(
    `Run this command again ${hours(delayMs)}: then this device is an administrator’s, and reads what was received.`,
  );
  if (announced && !announced.mine)
    talk('Another recovery is announced already. This one takes its place and waits anew.');
}

async function recover(options: RecoverOptions, run: Run): Promise<void> {
  const trust = await trustAtHand(options.trust, run);
  if (!trust) throw new CliError('CLI_TRUST_MISSING', 'A recovery begins with the trust card of the relay.');
  const given: RecoverySheet[] = [];
  for (const path of options.sheet ?? []) given.push(await sheetIn(path, run));
  await asNewParty(run, trust, { keyed: false }, async (party) => {
    const { client } = party;
    const [sheets, plan] = await enough(party, given, run);
    let announced = plan.announced;
    if (!announced?.mine) {
      explain(plan, run);
      const name = options.name ?? (await run.prompt.line('Your name, as your authority writes it:', '--name NAME'));
      await run.prompt.confirm(`Announce the recovery of ${plan.name}?`);
      announced = await client.recovery.begin({ sheets, authority: plan.authority, name });
    }
    const common = { authority: plan.authority, announcement: announced.announcement, dueAt: iso(announced.dueAt) };
    if (run.now() < announced.dueAt) return waits(announced, common, run);
    const { official, device } = await client.recovery.complete({ sheets });
    run.output.show({ state: 'recovered', ...common, official, device: device.kid }, () => [
      `Recovered: this device now acts for an administrator of ${plan.name}, and reads what it received.`,
      'Two administrators decide: recover a second one in the same way, on another device.',
      `Shut out each lost device: ${run.commandLine('authority members')}, then ${run.commandLine('authority revoke DEVICE')}`,
      'Then give your custodians new sheets.',
    ]);
  });
}

function waits(announced: Announced, common: object, run: Run): void {
  run.output.show({ state: 'announced', ...common }, () => [
    `Announced. It can be completed from ${brief(announced.dueAt)} on, unless an administrator vetoes it.`,
    'Keep the sheets; run the same command again then.',
  ]);
  process.exitCode = EXIT.partly;
}

async function veto(run: Run): Promise<void> {
  await asCurrentParty(run, async ({ client }) => {
    const announced = await client.recovery.announced();
    if (!announced) {
      run.output.show({ state: 'none' }, () => ['No recovery of your authority is announced.']);
      return;
    }
    run.output.talk(
      `A recovery was announced ${brief(announced.announcedAt)}, to be completed from ${brief(announced.dueAt)} on.`,
    );
    await run.prompt.confirm('Veto it? Whoever holds the sheets can announce another.');
    const { announcement } = announced;
    await reportChange(
      await client.recovery.veto(),
      'Vetoed. If you do not know who announced it, give your custodians new sheets.',
      {
        run,
        more: { announcement },
      },
    );
  });
}

export function recoveryCommands(group: Command): void {
  group
    .command('recover')
    .description(
      'bring back an authority that lost its devices, with its recovery sheets; run it again after the delay',
    )
    .option('--sheet <file>', 'a file with a recovery sheet; repeat it (else they are asked for)', repeated)
    .option('--name <name>', 'your name')
    .option('--trust <card>', 'the relay’s trust card')
    .action((options: RecoverOptions, command: Command) => recover(options, runOf(command)));
  group
    .command('veto')
    .description('stop an announced recovery of your authority')
    .action((_options: unknown, command: Command) => veto(runOf(command)));
}
