// From a draft to a proven submission: what is missing is named, who will read it is shown, and "submitted" is said only of what verified here (look.md "Sign and send").
import { type AuthorityId, activeDevice, type CaseId, currentEpoch, type EnvelopeClass } from '../../crypto/index.ts';
import { ACT_KINDS, type Act, classesOf } from '../casework/act.ts';
import { say } from '../casework/labels/say.ts';
import { type Attachment, codeOf, type OutboxEntry, textOf } from '../sdk/index.ts';
import { type ActDraft, actOf, gapsOf } from './act-file.ts';
import { attachmentAt } from './attachment.ts';
import { titleOf } from './counterpart.ts';
import { CliError } from './errors.ts';
import { EXIT } from './exit.ts';
import { CLASS_NAMES, namesFor } from './mail.ts';
import { plain } from './output.ts';
import type { Party } from './party.ts';
import { size } from './progress.ts';
import { calledAs, type Run, whenInterrupted } from './run.ts';
import { iso, moment } from './times.ts';

export type Dispatch = {
  readonly to: readonly AuthorityId[];
  readonly draft: ActDraft;
  readonly files: readonly string[];
  /** Named by the person; else the lowest the act may travel in. */
  readonly className?: string | undefined;
  /** Unix ms; urgent only. */
  readonly answerBy?: number | undefined;
  readonly caseId?: CaseId;
};

const DEFAULT_ANSWER_MS = 8 * 3_600_000;

/** Stops with CLI_INCOMPLETE when something is missing or wrong, each named with its paragraph; else the act. */
export function completeAct(draft: ActDraft, run: Run, acceptedLanguages: readonly (readonly string[])[] = []): Act {
  const gaps = gapsOf(draft, run.now(), acceptedLanguages);
  if (gaps.length === 0) return actOf(draft);
  const missing = gaps.map(({ path, message, label, citation, choices }) => ({
    path,
    message,
    label,
    citation,
    ...(choices ? { choices } : {}),
  }));
  run.output.show({ complete: false, missing }, () => [
    `${say(ACT_KINDS[draft.kind].title)}: ${gaps.length === 1 ? 'one thing is' : `${gaps.length} things are`} missing or wrong.`,
    ...gaps.map(({ message, path, choices }) => `  ${message}  [${path}${choices ? `: ${choices.join(' | ')}` : ''}]`),
  ]);
  throw new CliError('CLI_INCOMPLETE', `${gaps.length} to mend.`);
}

function classFor(act: Act, named: string | undefined): EnvelopeClass {
  const allowed = classesOf(act);
  if (named === undefined) return allowed[0] as EnvelopeClass;
  const chosen = allowed.find((one) => CLASS_NAMES[one] === named);
  if (chosen === undefined)
    throw new CliError(
      'CLI_USAGE',
      `This act is sent as ${allowed.map((one) => CLASS_NAMES[one]).join(' or ')}, not "${plain(named)}".`,
    );
  return chosen;
}

/** "3 officials of Norvania": those whose devices can open what is sealed for it now. */
async function readers({ client }: Party, authority: AuthorityId): Promise<string> {
  const entry = await client.authorities.entry(authority);
  const chain = await client.directory.chain(authority);
  const title = entry ? titleOf(entry) : authority.slice(0, 12);
  const { roster } = chain ?? {};
  const holders = roster ? (currentEpoch(roster)?.recipients ?? []) : [];
  const officials = new Set(holders.map(({ kid }) => roster && activeDevice(roster, kid)?.official).filter(Boolean));
  const mine = authority === client.whoami()?.authority;
  const compared = entry && !mine && entry.verifiedSeq === null ? ', eight words not compared yet' : '';
  return `${officials.size} ${officials.size === 1 ? 'official' : 'officials'} of ${title}${compared}`;
}

async function preview(
  party: Party,
  dispatch: Dispatch,
  act: Act,
  level: EnvelopeClass,
  files: readonly Attachment[],
  run: Run,
): Promise<void> {
  const { client, trust } = party;
  const mine = client.whoami()?.authority;
  const names = await namesFor(client);
  const total = files.reduce((sum, file) => sum + file.size, 0);
  const talk = run.output.talk;
  talk(
    `${trust.practice ? 'PRACTICE  ' : ''}${say(ACT_KINDS[act.kind].title)} to ${dispatch.to.map(names).join('; ')}`,
  );
  for (const file of files) talk(`  File                           ${plain(file.name)}, ${size(file.size)}`);
  const who = await Promise.all([...(mine ? [mine] : []), ...dispatch.to].map((one) => readers(party, one)));
  for (const [i, line] of who.entries())
    talk(`  ${i === 0 ? 'Who will be able to read this' : ' '.repeat(29)}  ${line}`);
  const weight =
    files.length > 0 ? ` and ${files.length} ${files.length === 1 ? 'file' : 'files'}, about ${size(total)}` : '';
  talk(
    `  What the relay will see        that you sent ${dispatch.to.map(names).join('; ')} an item marked ${CLASS_NAMES[level]}${weight}, and when`,
  );
  talk('  What proves it                 an entry in your register and in theirs; you keep the receipt');
}

/** JSON of an entry of the outbox. */
export const entryJson = (entry: OutboxEntry) => ({
  id: entry.id,
  status: entry.status,
  transmission: entry.sealed?.subject ?? null,
  case: entry.caseId,
  to: entry.to,
  kind: entry.act.kind,
  class: CLASS_NAMES[entry.class],
  submittedAt: entry.submittedAt === null ? null : iso(entry.submittedAt),
  code: entry.code,
});

/** Says how far an entry came, in words that claim nothing unproven. Sets the exit code of what is left to do. */
export function entryLines(entry: OutboxEntry, run: Run): string[] {
  const id = entry.sealed?.subject.slice(0, 8) ?? entry.id;
  if (entry.status === 'submitted')
    return [
      `Submitted: entered in your register and in every recipient’s on ${moment(entry.submittedAt as number)}. The receipt was checked here.`,
      `  Number ${id}   follow it with: ${run.commandLine(`show ${id}`)}`,
    ];
  if (entry.status === 'proposed')
    return [
      'Proposed: you have signed, and your authority wants a second signatory. Nothing has reached the recipient.',
      `  Number ${id}   a colleague signs it with: ${calledAs(run.env)} sign ${id}   take it back: ${run.commandLine(`sign ${id} --withdraw`)}`,
    ];
  if (entry.status === 'closed')
    return [
      `Not sent: ${id} was taken back, or no second signatory signed it in time.`,
      `  What it said: ${run.commandLine(`show ${id}`)}   do not name it any more: ${run.commandLine(`send --discard ${entry.id}`)}`,
    ];
  if (entry.status === 'stopped')
    return [
      `Stopped: ${entry.code ? textOf(entry.code).what : 'the relay refused it.'} It is kept as ${entry.id}.`,
      `  Seal it again: ${run.commandLine(`send --renew ${entry.id}`)}   give it up: ${run.commandLine(`send --discard ${entry.id}`)}`,
    ];
  return [`Not submitted yet; kept as ${entry.id}. Go on with: ${run.commandLine('send --resume')}`];
}

export function exitOfEntry({ status }: OutboxEntry): number {
  if (status === 'submitted' || status === 'closed') return EXIT.done;
  return status === 'stopped' ? EXIT.failed : EXIT.partly;
}

/** Goes on with a kept entry; when it cannot, says that it is kept and how to go on, and throws why. */
export async function advanceEntry({ client }: Party, id: string, run: Run): Promise<OutboxEntry> {
  const resume = `It is kept as ${id}. Go on with: ${run.commandLine('send --resume')}`;
  whenInterrupted(resume);
  try {
    return await client.outbox.advance(id);
  } catch (error) {
    const entry = await client.outbox.entry(id);
    if (entry.status === 'stopped' && codeOf(error) !== null)
      for (const line of entryLines(entry, run)) run.output.warn(line);
    else run.output.warn(resume);
    throw error;
  } finally {
    whenInterrupted(null);
  }
}

/** Checks, shows, asks, keeps and sends. Throws CLI_INCOMPLETE, CLI_CANCELLED, and why sending did not go on. */
export async function dispatchAct(party: Party, dispatch: Dispatch, run: Run): Promise<OutboxEntry> {
  const entries = await Promise.all(dispatch.to.map((one) => party.client.authorities.entry(one)));
  const accepted = entries.flatMap((entry) => (entry?.particulars ? [entry.particulars.languages] : []));
  const act = completeAct(dispatch.draft, run, accepted);
  const level = classFor(act, dispatch.className);
  const files = await Promise.all(dispatch.files.map((path) => attachmentAt(path)));
  if (dispatch.answerBy !== undefined && level !== 2)
    throw new CliError('CLI_USAGE', 'Only an urgent act names a time to answer by (--class urgent).');
  await preview(party, dispatch, act, level, files, run);
  await run.prompt.confirm(level === 0 ? 'Send it?' : 'Sign it with your passkey and send it?');
  const entry = await party.client.outbox.compose({
    to: dispatch.to,
    act,
    class: level,
    files,
    ...(dispatch.caseId === undefined ? {} : { caseId: dispatch.caseId }),
    ...(level === 2 ? { answerBy: dispatch.answerBy ?? run.now() + DEFAULT_ANSWER_MS } : {}),
  });
  const done = await advanceEntry(party, entry.id, run);
  run.output.show({ entry: entryJson(done) }, () => entryLines(done, run));
  process.exitCode = exitOfEntry(done);
  return done;
}
