// Founding an authority and joining one: the first administrator, the invitation, the recovery sheets (protocol.md section 3).
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command } from 'commander';
import { eightWords, ProtocolError, parseCode, type TrustCard, utf8 } from '../../../../crypto/index.ts';
import { type Client, codeOf, readInvitation, sheetText } from '../../../sdk/index.ts';
import { titleOf } from '../../counterpart.ts';
import { CliError } from '../../errors.ts';
import { readInput, writeOutput } from '../../files.ts';
import { onlyAudits } from '../../mail.ts';
import { asNewParty, asParty, type Party } from '../../party.ts';
import { chooseProfile, homeTrust, trustOf } from '../../profile.ts';
import { calledAs, type Run, repeated, runOf } from '../../run.ts';
import { readTrust } from '../verify.ts';
import { reportChange } from './pending.ts';

type FoundOptions = {
  trust?: string;
  name: string[];
  state: string;
  admin: string;
  webOrigin?: string;
  formalSigners: string;
  registrar?: boolean;
};
type Enrolled = Awaited<ReturnType<Client['invitations']['accept']>>;
type AcceptOptions = { trust?: string; relay?: string; name?: string; codeFile?: string; service?: boolean };

const PRACTICE_WEB = 'http://localhost:8788';

/** The trust card to begin with: named, the profile's own, or the one practice mode left. Null when there is none. */
export async function trustAtHand(path: string | undefined, run: Run): Promise<TrustCard | null> {
  if (path !== undefined) return readTrust(path);
  const named = run.options.profile ?? run.env['ROGATORY_PROFILE'];
  const known = named && (await chooseProfile(named, run.env, run.cwd).catch(() => null));
  return known ? trustOf(known) : homeTrust(run.env, run.cwd);
}

/** "fr=Autorité centrale" or a plain name, which is English. */
function nameOf(text: string): readonly [string, string] {
  const [, language, name] = /^([a-z]{2,3}(?:-[A-Za-z0-9]+)*)=(.+)$/.exec(text) ?? [];
  return language && name ? [language, name.trim()] : ['en', text.trim()];
}

function webOriginOf(given: string | undefined, trust: TrustCard): URL {
  const text = given ?? (trust.practice ? PRACTICE_WEB : undefined);
  if (text === undefined)
    throw new CliError('CLI_USAGE', 'Say where your authority’s web pages are: --web-origin https://...');
  if (!URL.canParse(text) || new URL(text).origin !== text.replace(/\/$/, ''))
    throw new CliError('CLI_USAGE', `"${text}" is no address of web pages: https://, a host, nothing after it.`);
  return new URL(text);
}

async function found(options: FoundOptions, run: Run): Promise<void> {
  const trust = await trustAtHand(options.trust, run);
  if (!trust) throw new CliError('CLI_TRUST_MISSING', 'Founding begins with the trust card of a relay.');
  if (options.formalSigners !== '1' && options.formalSigners !== '2')
    throw new CliError('CLI_USAGE', '--formal-signers is 1 or 2.');
  const web = webOriginOf(options.webOrigin, trust);
  const authority = await asNewParty(run, trust, { keyed: false }, ({ client }) =>
    client.founding.found({
      kind: options.registrar ? 'registrar' : 'authority',
      jurisdiction: options.state,
      names: options.name.map(nameOf),
      adminName: options.admin,
      rpIds: [web.hostname],
      origins: [web.origin],
      formalSigners: options.formalSigners === '2' ? 2 : 1,
    }),
  );
  const { words, digits } = eightWords(authority);
  run.output.show({ authority, words, digits }, () => [
    'Founded. You are its first administrator.',
    `  Number       ${authority}`,
    `  Eight words  ${words.join(' ')}`,
    'Next, invite a second administrator:',
    `  ${run.commandLine('authority invite --name "THEIR NAME" --role admin --role signatory')}`,
  ]);
}

/** The code, refused at once where no code could look like it. Throws POLICY_INVITATION. */
async function typedCode({ codeFile }: AcceptOptions, run: Run): Promise<string> {
  if (codeFile === undefined) return parseCode(await run.prompt.secret('Invitation code:', '--code-file FILE'));
  return parseCode(new TextDecoder().decode(await readInput(codeFile, 4096, run.input)));
}

// The relay does not say which codes there are: "nothing under this name" is a code that is wrong, used or over.
async function orWrongCode<T>(asked: Promise<T>): Promise<T> {
  try {
    return await asked;
  } catch (error) {
    if (codeOf(error) !== 'RELAY_NOT_FOUND' && codeOf(error) !== 'CLIENT_NOT_FOUND') throw error;
    throw new ProtocolError('POLICY_INVITATION', 'the relay has nothing under this code', { cause: error });
  }
}

/** What somebody new can do, by what the inviter let them do. */
async function firstSteps({ client }: Party, run: Run): Promise<string[]> {
  if (await onlyAudits(client))
    return [
      'You are here to check, not to read: what was sent and received shows in the register, and no letter opens.',
      `  ${run.commandLine('register export FOLDER')}   the whole register, for tools of your own`,
      `  ${calledAs(run.env)} verify BUNDLE --trust CARD   evidence that somebody hands you`,
    ];
  return [
    `What your authority received: ${run.commandLine('inbox')}`,
    'It opens as soon as a colleague who reads already has run "rogatory inbox" once: that lets this device in.',
  ];
}

async function accept(options: AcceptOptions, run: Run): Promise<void> {
  const code = await typedCode(options, run);
  let trust = await trustAtHand(options.trust, run);
  if (!trust && options.relay !== undefined) {
    const { origin } = new URL(options.relay);
    const asked = readInvitation({ origin, code, fetch, clock: { now: run.now }, random: run.random });
    const card = await orWrongCode(asked);
    trust = card.trustCard;
  }
  if (!trust)
    throw new CliError('CLI_TRUST_MISSING', 'Neither --trust nor the relay’s address with --relay was given.');
  const name = options.name ?? (await run.prompt.line('Your name, as your authority writes it:', '--name NAME'));
  await asNewParty(run, trust, { keyed: options.service === true }, async (party) => {
    const enrolled = await orWrongCode(party.client.invitations.accept({ code, name }));
    await party.client.sync();
    await welcome(party, enrolled, run);
  });
}

async function welcome(party: Party, enrolled: Enrolled, run: Run): Promise<void> {
  const entry = await party.client.authorities.entry(enrolled.authority);
  const steps = await firstSteps(party, run);
  const { words } = eightWords(enrolled.authority);
  run.output.show(
    { authority: enrolled.authority, official: enrolled.official, device: enrolled.device.kid, words },
    () => [
      'Welcome. This device now acts for you.',
      `  Your authority  ${entry ? titleOf(entry) : enrolled.authority}`,
      `  Eight words     ${words.join(' ')}`,
      'Compare the eight words with the colleague who invited you: they stand for your authority and its keys.',
      ...steps,
    ],
  );
}

async function complete(folder: string, needed: string, custodians: string, run: Run): Promise<void> {
  await asParty(run, async ({ client }) => {
    await client.sync();
    // Where nothing can be written no sheet may be made: it is shown once.
    await mkdir(folder, { recursive: true, mode: 0o700 }).catch((cause: unknown) => {
      throw new CliError('CLI_FILE_WRITE', `The folder ${folder} cannot be made.`, { cause });
    });
    const { sheets, changed } = await client.founding.complete({
      needed: Number(needed),
      custodians: Number(custodians),
    });
    const files: string[] = [];
    for (const sheet of sheets) {
      const path = join(folder, `recovery-sheet-${sheet.number}.txt`);
      await writeOutput(path, utf8(sheetPage(sheetText(sheet), sheet.number, needed, custodians)), run);
      files.push(path);
    }
    await client.sync();
    const last = changed.at(-1);
    const pending = changed.find(({ state }) => state === 'pending') ?? last;
    const step = await client.founding.step();
    run.output.talk(
      files.length > 0
        ? `${files.length} recovery sheets: ${folder}. Print each, hand it to its keeper, and delete the file; any ${needed} of them together recover the authority.`
        : 'The recovery was set before.',
    );
    if (pending)
      await reportChange(pending, 'The founding is finished. The operator of the relay can admit your authority now.', {
        run,
        more: { sheets: files, step },
      });
    else run.output.show({ state: 'entered', sheets: files, step }, () => ['Nothing was left to do.']);
  });
}

const sheetPage = (text: string, number: number, needed: string, custodians: string): string =>
  [
    `RECOVERY SHEET ${number} of ${custodians}`,
    '',
    text,
    '',
    `Any ${needed} of these sheets together can recover the authority. Keep this one in a sealed envelope, away from the others.`,
    'Whoever asks you for it by telephone or mail is not to be believed.',
    '',
  ].join('\n');

export function foundingCommands(group: Command): void {
  group
    .command('found')
    .description('found your authority and become its first administrator')
    .requiredOption('--name <name>', 'its name; fr=NAME for another language than English; repeat it', repeated)
    .requiredOption('--state <code>', 'the State, two letters; QM to QZ in practice')
    .requiredOption('--admin <name>', 'your own name')
    .option('--trust <card>', 'the relay’s trust card')
    .option('--web-origin <url>', 'where your authority’s web pages are, for passkeys')
    .option('--formal-signers <number>', 'signatories whose passkey a formal act needs, 1 or 2', '1')
    .option('--registrar', 'found a registrar, which notifies designations')
    .action((options: FoundOptions, command: Command) => found(options, runOf(command)));
  group
    .command('accept')
    .description('use an invitation: this device then acts for you')
    .option('--name <name>', 'your name')
    .option('--code-file <file>', 'read the code from a file; - for standard input (else it is asked for)')
    .option('--trust <card>', 'the relay’s trust card')
    .option('--relay <url>', 'the relay’s address, when you have nothing but the code')
    .option('--service', 'a program’s device: its vault opens with a key file')
    .action((options: AcceptOptions, command: Command) => accept(options, runOf(command)));
  group
    .command('complete')
    .description('finish the founding: recovery sheets, first seal, decisions by two')
    .requiredOption('--sheets <folder>', 'where to write the recovery sheets, to be printed and deleted')
    .option('--needed <number>', 'sheets that are needed to recover', '2')
    .option('--custodians <number>', 'sheets to make, one for each keeper', '3')
    .action(({ sheets, needed, custodians }: Record<string, string>, command: Command) =>
      complete(sheets as string, needed as string, custodians as string, runOf(command)),
    );
}
