// The command line `rogatory`: what can be typed, and how every run ends (docs/command-line.md).
import { readFileSync } from 'node:fs';
import { Command, CommanderError } from 'commander';
import { ready } from '../../crypto/index.ts';
import { authorityCommand } from './commands/authority.ts';
import { completionCommand } from './commands/completion.ts';
import { evidenceCommand } from './commands/evidence.ts';
import { fileCommand } from './commands/file.ts';
import { inboxCommand } from './commands/inbox.ts';
import { practiceCommand } from './commands/practice.ts';
import { registerCommand } from './commands/register.ts';
import { relayCommand, runRelay } from './commands/relay.ts';
import { replyCommand } from './commands/reply.ts';
import { sendCommand } from './commands/send.ts';
import { sessionCommands } from './commands/session.ts';
import { showCommand } from './commands/show.ts';
import { signCommand } from './commands/sign.ts';
import { trustCommand } from './commands/trust.ts';
import { verifyCommand } from './commands/verify.ts';
import { explained } from './errors.ts';
import { EXIT, exitOf } from './exit.ts';
import { calledAs, interruptedWords, runOf } from './run.ts';

const manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  version: string;
};
const VERSION = manifest.version;

const program = new Command('rogatory')
  .description(
    'Requests between authorities of States: sealed on your device, carried by a relay that cannot read them, proven to both sides.',
  )
  .version(VERSION, '--version', 'show the version')
  .helpOption('-h, --help', 'show help')
  .exitOverride()
  .configureHelp({ sortSubcommands: false })
  .configureOutput({
    writeErr: (text) => process.stderr.write(text),
    outputError: (text, write) =>
      write(`rogatory: ${text.replace(/^error: /, '').trim()}\n  Add --help to see how it is used. Code CLI_USAGE.\n`),
  })
  .option('--profile <name>', 'whose vault to use (or ROGATORY_PROFILE; not needed when there is only one)')
  .option('--json', 'answer as JSON on standard output')
  .option('-v, --verbose', 'more detail, with the technical words')
  .option('-q, --quiet', 'nothing but what was asked for, and errors')
  .option('-y, --yes', 'answer yes to every question')
  .option('--no-input', 'never ask; fail where an answer is needed')
  .option('--passphrase-file <file>', 'read the passphrase of the profile from this file')
  .option('--passphrase-fd <number>', 'read the passphrase of the profile from this open file')
  .addHelpText(
    'after',
    `
First steps:
  rogatory authority accept --profile me     use an invitation
  rogatory send --template mla-request > request.json
  rogatory send --to Talassa --act request.json
  rogatory inbox
  rogatory verify bundle.zip --trust card.json

Exit codes: 0 done, 1 failed, 2 wrong usage or something missing, 3 not found, 4 sign-in or passphrase, 5 not allowed, 6 relay
away (safe to repeat), 7 conflict, 8 partly done, 9 cancelled, 10 signature, 11 not in the register, 12 registers contradict,
13 key changed or not verified, 14 too late, 15 consistent but not anchored, 130 interrupted.
Colour: NO_COLOR and CLICOLOR_FORCE. Home of profiles: ROGATORY_HOME.`,
  );

for (const add of [
  sendCommand,
  inboxCommand,
  showCommand,
  replyCommand,
  signCommand,
  fileCommand,
  evidenceCommand,
  verifyCommand,
  trustCommand,
  authorityCommand,
  registerCommand,
  sessionCommands,
  relayCommand,
  practiceCommand,
  completionCommand,
])
  add(program);
program
  .command('version')
  .description('show the version')
  .action((_options: unknown, command: Command) => {
    const { output } = runOf(command);
    output.show({ version: VERSION, node: process.versions.node }, () => [VERSION]);
  });

const COMMON =
  'Also: --profile NAME, --json, --verbose, --quiet, --yes, --no-input ("rogatory --help" says what they do).';
for (const command of program.commands)
  for (const each of [command, ...command.commands])
    if (each.name() !== 'help') each.addHelpText('after', `\n${COMMON}`);

/** Says what happened, whether the work is safe, what to do; returns the exit code. */
function fail(error: unknown): number {
  const given = process.argv.slice(2);
  const verbose = given.includes('--verbose') || given.includes('-v');
  const { code, text: said, detail } = explained(error);
  const text = { ...said, action: said.action.replaceAll('"rogatory ', `"${calledAs(process.env)} `) };
  const exit = exitOf(code);
  const { message, stack, reference, cause } = error as Error & { reference?: string };
  if (given.includes('--json')) {
    const technical = verbose ? { technical: message } : {};
    const body = { code, exit, what: text.what, detail, safe: text.safe, action: text.action, ...technical };
    process.stderr.write(`${JSON.stringify({ schemaVersion: 1, error: body })}\n`);
    return exit;
  }
  const lines = [
    `rogatory: ${text.what}`,
    ...(detail === null ? [] : [detail]),
    text.safe,
    text.action,
    `Code ${code}${reference ? `, reference ${reference}` : ''}.`,
  ];
  process.stderr.write(`${lines.join('\n  ')}\n`);
  if (verbose || code === 'CLI_UNEXPECTED') {
    process.stderr.write(`  (${code === 'CLI_UNEXPECTED' ? (stack ?? message) : message})\n`);
    if (cause instanceof Error) process.stderr.write(`  (because of: ${cause.message})\n`);
  }
  return exit;
}

/** Ctrl-C: what was stored stands, so it only has to be said how to go on. */
function interrupt(): void {
  const words = interruptedWords();
  process.stderr.write(
    `\n${['Interrupted.', ...(words.length > 0 ? words : ['What was stored before stays as it is.'])].join('\n')}\n`,
  );
  process.exit(EXIT.interrupted);
}

const given = process.argv.slice(2);
// A reader that has seen enough (`| head`) is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));
try {
  if (given[0] === 'relay') process.exitCode = await runRelay(given.slice(1));
  else {
    process.once('SIGINT', interrupt).once('SIGTERM', interrupt);
    await ready();
    await program.parseAsync();
  }
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? EXIT.done : EXIT.usage;
  else process.exitCode = fail(error);
}
