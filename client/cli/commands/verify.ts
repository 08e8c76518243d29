// `rogatory verify FILE --trust CARD`: the auditor's answer from one file, or what an alarm file says, without a network, an account or a profile (protocol.md section 8).
import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { type BundleCheck, parseTrustCard, type TrustCard } from '../../../crypto/index.ts';
import { certificate } from '../../casework/certificate.ts';
import { type Language, labelsOf } from '../../casework/labels/language.ts';
import { type BundleReport, verifyBundleZip } from '../../sdk/index.ts';
import { type AlarmFile, alarmFile } from '../alarms.ts';
import { titleOf } from '../counterpart.ts';
import { CliError } from '../errors.ts';
import { EXIT, type Exit, exitOf } from '../exit.ts';
import { readInput, writeOutput } from '../files.ts';
import { columns } from '../output.ts';
import { certificatePaper, languageOption } from '../paper.ts';
import { type Run, runOf } from '../run.ts';
import { iso } from '../times.ts';

type VerifyOptions = { trust?: string; original?: string; certificate?: string; language: Language; force?: boolean };

const MAX_BUNDLE = 1024 * 1024 * 1024;

/** A trust card from a file. Throws CLI_FILE_READ, POLICY_TRUST. */
export async function readTrust(path: string): Promise<TrustCard> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new CliError('CLI_FILE_READ', `The trust card ${path} cannot be read.`, { cause });
  });
  return parseTrustCard(text);
}

/** The kind of failure, which a script branches on: that of the first check that failed, the one of the manifest last, since it fails with any other. */
function exitOfVerdict({ outcome, checks }: BundleReport['verdict']): Exit {
  if (outcome === 'verified') return EXIT.done;
  if (outcome === 'consistent, not anchored') return EXIT.notAnchored;
  const failed = checks.filter((check) => check.outcome === 'failed');
  const telling = failed.find(({ id }) => id !== 'BND-1');
  if (!telling) return EXIT.signature;
  const exit = telling.code ? exitOf(telling.code) : EXIT.failed;
  const kinds: readonly Exit[] = [EXIT.signature, EXIT.notInLog, EXIT.logInconsistent, EXIT.keyChanged];
  return kinds.includes(exit) ? exit : EXIT.notInLog;
}

// Without a card people can still compare whom it speaks of.
const wordsOf = ({ outcome, facts }: BundleReport['verdict']): string[] =>
  outcome === 'consistent, not anchored' && facts
    ? [facts.sender, ...facts.recipients].map((party) => `Eight words of ${titleOf(party)}: ${party.words}`)
    : [];

const factsOf = ({ facts }: BundleReport['verdict']) =>
  facts && {
    transmission: facts.subject,
    words: facts.words,
    sender: facts.sender,
    recipients: facts.recipients,
    sentAt: facts.sentAt === null ? null : iso(facts.sentAt),
    handedOverAt: facts.handedOver.map(({ at }) => iso(at)),
    openedAt: facts.opened.map(({ at }) => iso(at)),
    takenAt: facts.taken.map(({ at }) => iso(at)),
    signedBy: facts.signedBy,
    attachments: facts.attachments,
    disclosed: facts.disclosed,
    sealedAt: iso(facts.sealedAt),
    witnessed: facts.witnessed,
    practice: facts.sender.practice,
  };

const MARKS: { readonly [O in BundleCheck['outcome']]: string } = {
  passed: 'passed',
  failed: 'FAILED',
  'not anchored': 'not anchored',
  absent: 'nothing to check',
  unchecked: 'not reached',
};
const checkLines = (checks: readonly BundleCheck[]): string[] =>
  columns(
    checks.map(({ id, outcome, what, code, detail }) => [`  ${id}`, MARKS[outcome], `${what} [${code ?? detail}]`]),
  );

// A post-quantum key has two thousand characters; nobody compares it by eye.
const shortened = (line: string): string => (line.length > 400 ? `${line.slice(0, 100)}...` : line);

async function pageFor(
  path: string,
  verdict: BundleReport['verdict'],
  paper: { readonly file: string; readonly language: Language; readonly run: Run },
): Promise<Uint8Array | null> {
  if (path.toLowerCase().endsWith('.pdf')) return certificatePaper(verdict, paper);
  const page = certificate(verdict, { file: paper.file, labels: await labelsOf(paper.language) });
  return page && new TextEncoder().encode(`${page.join('\n')}\n`);
}

/** What an alarm says is its author's word; its pieces are for whoever compares them. */
function showAlarm(alarm: AlarmFile, { output }: Run): Exit {
  output.show({ outcome: 'alarm', exit: EXIT.notAnchored, alarm: alarm.json }, () => [
    output.styled('red', 'An alarm: somebody met a contradiction of a relay or a register and recorded it'),
    ...alarm.lines(output.verbose).map((line) => `  ${line}`),
    '  Who recorded it does not matter: the pieces in the file carry the signatures of whoever contradicted themselves.',
  ]);
  if (!output.verbose && !output.json) output.talk('(--verbose shows the pieces)');
  return EXIT.notAnchored;
}

async function verify(file: string, options: VerifyOptions, run: Run): Promise<Exit> {
  const { output } = run;
  const trust = options.trust === undefined ? null : await readTrust(options.trust);
  const bytes = await readInput(file, MAX_BUNDLE, run.input);
  const alarm = alarmFile(bytes);
  if (alarm) return showAlarm(alarm, run);
  const report = await verifyBundleZip(bytes, trust);
  const { verdict, lines } = report;
  const sent =
    options.original === undefined ? null : report.wasSent(await readInput(options.original, MAX_BUNDLE, run.input));
  const notSent = sent?.answer === 'not sent';
  const exit = exitOfVerdict(verdict) || (notSent ? EXIT.signature : EXIT.done);
  const good = verdict.outcome === 'verified';
  output.show(
    {
      outcome: verdict.outcome,
      exit,
      sentences: lines,
      facts: factsOf(verdict),
      checks: verdict.checks,
      anchors: verdict.anchors && {
        from: verdict.anchors.from,
        fingerprints: Object.fromEntries(verdict.anchors.fingerprints),
      },
      original: sent,
    },
    () => [
      output.styled(
        good && !notSent ? 'green' : 'red',
        `${good ? 'Verified' : verdict.outcome === 'failed' ? 'Not proven' : 'Consistent, not anchored'}${notSent ? ', but the file you named was not sent with it' : ''}`,
      ),
      ...lines.map((line) => `  ${output.verbose ? line : shortened(line)}`),
      ...wordsOf(verdict).map((line) => `  ${line}`),
      ...(sent ? [`  ${sent.line}`] : []),
      ...(output.verbose ? ['', ...checkLines(verdict.checks)] : []),
    ],
  );
  if (!output.verbose && !output.json) output.talk('(--verbose shows each check)');
  if (sent?.answer === 'cannot tell' && verdict.outcome !== 'failed' && !output.json)
    output.talk('(A bundle made with "evidence export --disclose --files" answers that.)');
  if (options.certificate !== undefined) {
    const page = await pageFor(options.certificate, verdict, { file, language: options.language, run });
    if (page) {
      await writeOutput(options.certificate, page, { force: options.force === true, output });
      output.talk(`Certificate: ${options.certificate}`);
    } else output.warn('No certificate was written: of what is not proven nothing is certified.');
  }
  return exit;
}

export function verifyCommand(program: Command): void {
  program
    .command('verify')
    .description('check a bundle, or read an alarm: no network, no account; - reads standard input')
    .argument('<file>', 'the bundle (.zip), or an alarm file')
    .option(
      '--trust <card>',
      'the trust card you believe in; without it the verdict can only be "consistent, not anchored"',
    )
    .option('--original <file>', 'was this file sent with it?')
    .option('--certificate <file>', 'also write the certificate: a PDF where the name ends in .pdf, else plain text')
    .addOption(languageOption())
    .option('--force', 'replace the certificate’s file')
    .addHelpText(
      'after',
      `
Exit codes: 0 verified; 10 a signature or content is wrong, or the original was not sent with it; 11 it is not in the registers; 12 the registers contradict
each other; 13 a key or chain is not to be trusted; 15 consistent, not anchored (no trust card), or an alarm: read, not judged; 2 neither a bundle
nor an alarm.`,
    )
    .action(async (file: string, options: VerifyOptions, command: Command) => {
      process.exitCode = await verify(file, options, runOf(command));
    });
}
