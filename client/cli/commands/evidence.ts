// `rogatory evidence export ID` and `certificate ID`: everything that proves one transmission, in one file that anyone can check offline, and as a page to read (protocol.md section 8).
import { setTimeout as pause } from 'node:timers/promises';
import type { Command } from 'commander';
import type { Digest, UploadId } from '../../../crypto/index.ts';
import type { Language } from '../../casework/labels/language.ts';
import { numberIn } from '../../casework/number.ts';
import { type BundleChoice, type Client, ClientError, codeOf, type Item } from '../../sdk/index.ts';
import { CliError } from '../errors.ts';
import { writeOutput } from '../files.ts';
import { idOfItem, onlyAudits } from '../mail.ts';
import { plain } from '../output.ts';
import { certificatePaper, languageOption } from '../paper.ts';
import { asParty, type Party } from '../party.ts';
import { size } from '../progress.ts';
import { calledAs, type Run, runOf } from '../run.ts';
import { fetchMail } from './inbox.ts';
import { itemFor } from './show.ts';

type ExportOptions = { output?: string; disclose?: boolean; content?: boolean; files?: boolean; force?: boolean };

/** The relay seals its registers once a minute. */
const WAIT_MS = 75_000;
const STEP_MS = 2_000;

async function sealedBundle(client: Client, subject: Parameters<Client['bundle']>[0], choice: BundleChoice, run: Run) {
  const until = run.now() + WAIT_MS;
  for (let said = false; ; said = true) {
    try {
      return await client.bundle(subject, choice);
    } catch (error) {
      if (codeOf(error) !== 'CLIENT_EVIDENCE_INCOMPLETE' || run.now() + STEP_MS > until) throw error;
      if (!said) run.output.talk('The registers are not sealed that far yet; this takes a minute at most.');
      await pause(STEP_MS);
    }
  }
}

async function choiceFor(
  client: Client,
  subject: Parameters<Client['bundle']>[0],
  options: ExportOptions,
  run: Run,
): Promise<BundleChoice> {
  const sealed = { ...(options.content ? { body: true } : {}), ...(options.files ? { attachments: true } : {}) };
  if (!options.disclose) return sealed;
  run.output.talk('Disclosing lets everyone who has this file read the act and recognise its files, for ever.');
  await run.prompt.confirm('Disclose the content?');
  const { contentKey, attachments } = await client.items.stored(subject);
  const attachmentKeys = new Map<UploadId, Uint8Array>(attachments.map(({ uploadId, key }) => [uploadId, key]));
  return { ...sealed, body: true, contentKey, attachmentKeys };
}

/** For an auditor: found in the register, which is theirs. Throws CLIENT_NOT_FOUND, CLI_AMBIGUOUS. */
async function auditedSubject(party: Party, typed: string, run: Run): Promise<Digest> {
  await fetchMail(party, run);
  const register = party.client.register();
  const number = numberIn(typed);
  const subjects = Array.from({ length: register.size() }, (_, index) => register.leaf(index).subject);
  const found = [...new Set(subjects)].filter((subject) => number !== null && subject.startsWith(number));
  const [first] = found;
  if (!first) throw new ClientError('CLIENT_NOT_FOUND', `no entry about ${plain(typed)} in the register`);
  if (found.length > 1)
    throw new CliError('CLI_AMBIGUOUS', `"${plain(typed)}" begins ${found.map((one) => one.slice(0, 8)).join(', ')}.`);
  return first;
}

/** What a number typed stands for; `item` null for an auditor, who reads none. Throws CLIENT_NOT_FOUND, CLI_AMBIGUOUS. */
async function provable(party: Party, typed: string, run: Run): Promise<{ subject: Digest; item: Item | null }> {
  if (await onlyAudits(party.client)) return { subject: await auditedSubject(party, typed, run), item: null };
  const item = await itemFor(party, typed, run);
  return { subject: item.subject, item };
}

async function exportBundle(typed: string, options: ExportOptions, run: Run): Promise<void> {
  await asParty(run, async (party) => {
    const { client } = party;
    const { subject, item } = await provable(party, typed, run);
    if (item === null && (options.disclose || options.content || options.files))
      throw new ClientError('CLIENT_ROLE', 'an auditor’s bundle has no content');
    const path = options.output ?? `evidence-${idOfItem({ subject })}.zip`;
    const choice = await choiceFor(client, subject, options, run);
    const { zip, verdict } = await sealedBundle(client, subject, choice, run);
    await writeOutput(path, zip, { force: options.force === true, output: run.output });
    if (path === '-') return;
    const passed = verdict.checks.filter(({ outcome }) => outcome === 'passed').length;
    const facts = {
      file: path,
      size: zip.length,
      transmission: subject,
      outcome: verdict.outcome,
      passed,
      disclosed: options.disclose === true,
    };
    run.output.show(facts, () => [
      `${path}: ${size(zip.length)}, ${passed} checks passed${options.disclose ? '; the content is disclosed in it' : '; nobody can read the content in it'}.`,
      `Anyone can check it without a network: ${calledAs(run.env)} verify ${path} --trust CARD`,
      `CARD is the trust card of this relay; hand it over by another way: ${run.commandLine('trust show -o card.json')}`,
    ]);
  });
}

type CertificateOptions = { output?: string; language: Language; force?: boolean };

// Beside the bundle, not in it: a bundle is exactly what its rules list (BND-1, BND-2), and a page proves nothing that its parts do not.
async function certify(typed: string, options: CertificateOptions, run: Run): Promise<void> {
  await asParty(run, async (party) => {
    const { client } = party;
    const { subject, item } = await provable(party, typed, run);
    const id = idOfItem({ subject });
    const path = options.output ?? `certificate-${id}.pdf`;
    const { verdict } = await sealedBundle(client, subject, {}, run);
    const file = `evidence-${id}.zip`;
    const page = await certificatePaper(verdict, { language: options.language, run, file, ...(item ? { item } : {}) });
    if (!page) throw new ClientError('CLIENT_EVIDENCE_INCOMPLETE', 'it stands in no register yet');
    await writeOutput(path, page, { force: options.force === true, output: run.output });
    if (path === '-') return;
    run.output.show({ file: path, size: page.length, transmission: subject }, () => [
      `${path}: ${size(page.length)}. ${item ? 'It names the files of the transmission: hand it on as you would the letter.' : 'It says what the register proves, and nothing of the content.'}`,
      `What it rests on is the evidence: ${run.commandLine(`evidence export ${id}`)}`,
    ]);
  });
}

export function evidenceCommand(program: Command): void {
  const group = program.command('evidence').description('proof of a transmission, for a court or an auditor');
  group
    .command('export')
    .description('write everything that proves a transmission into one file')
    .argument('<number>', 'number of the transmission, or a reference')
    .option('-o, --output <file>', 'where to; - for standard output')
    .option('--disclose', 'let readers of the file read the act and recognise its files (cannot be taken back)')
    .option('--content', 'include the act as it was sealed; nobody reads it without --disclose')
    .option('--files', 'include the files as they were sealed')
    .option('--force', 'replace a file that is there')
    .action((typed: string, options: ExportOptions, command: Command) => exportBundle(typed, options, runOf(command)));
  group
    .command('certificate')
    .description('write the certificate of a transmission as a PDF')
    .argument('<number>', 'number of the transmission, or a reference')
    .option('-o, --output <file>', 'where to; - for standard output')
    .addOption(languageOption())
    .option('--force', 'replace a file that is there')
    .action((typed: string, options: CertificateOptions, command: Command) => certify(typed, options, runOf(command)));
}
