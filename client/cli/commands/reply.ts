// `rogatory reply ID`: an answer within a case, in a form or in single words, to all who are parties of it (product.md "Two layers of status").
import type { Command } from 'commander';
import type { Author } from '../../casework/act.ts';
import { ACT_KINDS, type ActKind, type CaseRefs, mayBeBy } from '../../casework/act.ts';
import type { Side } from '../../casework/form.ts';
import { say } from '../../casework/labels/say.ts';
import { type Item, wasSent } from '../../sdk/index.ts';
import { type ActDraft, fieldsFromWords, readActFile } from '../act-file.ts';
import { dispatchAct } from '../dispatch.ts';
import { CliError } from '../errors.ts';
import { readInput } from '../files.ts';
import { caseOf, idOfItem, referencesOf } from '../mail.ts';
import { columns } from '../output.ts';
import { asParty, type Party } from '../party.ts';
import { type Run, repeated, runOf } from '../run.ts';
import { templateOf } from '../template.ts';
import { isAway } from './inbox.ts';
import { actKind, momentFrom } from './send.ts';
import { itemFor } from './show.ts';

type ReplyOptions = {
  kind?: string;
  act?: string;
  set?: string[];
  author?: string;
  reference?: string;
  file?: string[];
  class?: string;
  answerBy?: string;
  template?: boolean;
};

const MAX_ACT = 4 * 1024 * 1024;

function authorFrom(text: string | undefined, items: readonly Item[]): Author {
  if (text !== undefined) {
    const [officialName = '', post = '', ...unit] = text.split(/\s*,\s*/);
    return { officialName, function: post, unit: unit.join(', ') };
  }
  // Whoever answered for the last act of this vault answers for this one, unless told otherwise.
  return (
    items.findLast(({ direction }) => direction === 'out')?.act.author ?? { officialName: '', function: '', unit: '' }
  );
}

function refsFrom(item: Item, same: readonly Item[], given: string | undefined, draft: ActDraft): CaseRefs {
  // The incoming number of an acknowledgement is one's own reference from then on.
  const { reference } = draft.fields;
  const incoming = typeof reference === 'string' && reference.trim() !== '' ? reference : null;
  const known = same.map(referencesOf);
  const ours =
    given ??
    draft.caseRefs.ours ??
    incoming ??
    known.findLast(({ ours: own }) => own !== null)?.ours ??
    referencesOf(item).ours;
  const theirs = draft.caseRefs.theirs ?? known.findLast(({ theirs: other }) => other !== null)?.theirs;
  return { ...(ours ? { ours } : {}), ...(theirs ? { theirs } : {}) };
}

async function draftOf(kind: ActKind, options: ReplyOptions, items: readonly Item[], run: Run): Promise<ActDraft> {
  if (options.act !== undefined && options.set !== undefined)
    throw new CliError('CLI_USAGE', 'Give either --act FILE or --set, not both.');
  if (options.act !== undefined)
    return readActFile(new TextDecoder().decode(await readInput(options.act, MAX_ACT, run.input)), kind);
  return {
    kind,
    caseRefs: {},
    fields: fieldsFromWords(kind, options.set ?? []),
    author: authorFrom(options.author, items),
  };
}

// Who answers in a case answers for what came; the sender's clock for that stops.
async function take({ client }: Party, item: Item, run: Run): Promise<void> {
  if (item.direction === 'out' || ['taken', 'refused', 'passed'].includes(item.status)) return;
  try {
    await client.inbox.taken(item.subject);
    run.output.talk('Taken: the sender sees that an official of your authority answers for it.');
  } catch (error) {
    if (!isAway(error)) throw error;
    run.output.warn('That you took it is told to the sender as soon as the relay answers.');
  }
}

/** What a side may send within a case, as a list. A request begins a case of its own. */
const kindsOf = (side: Side): string[] =>
  columns(
    (Object.keys(ACT_KINDS) as ActKind[])
      .filter((kind) => !kind.endsWith('-request') && mayBeBy({ kind, fields: {} }, side))
      .map((kind) => [`    ${kind}`, say(ACT_KINDS[kind].title)]),
  );

async function reply(typed: string, options: ReplyOptions, run: Run): Promise<void> {
  const kind = options.kind === undefined ? null : actKind(options.kind);
  if (options.template && kind) {
    run.output.data(templateOf(kind).trimEnd());
    return;
  }
  await asParty(run, async (party) => {
    const { client } = party;
    const item = await itemFor(party, typed, run);
    const items = await client.items.list();
    const mine = client.whoami()?.authority;
    const view = wasSent(item.status) ? caseOf(items, item, run.now()) : null;
    if (!view)
      throw new CliError('CLI_USAGE', `${idOfItem(item)} was never sent: there is nothing that could be answered.`);
    const same = items.filter(({ caseId, status }) => caseId === item.caseId && wasSent(status));
    const side = view.requesting === mine ? 'requesting' : 'requested';
    if (!kind) throw new CliError('CLI_USAGE', `Say with what, --kind and one of:\n${kindsOf(side).join('\n')}`);
    const made = await draftOf(kind, options, items, run);
    if (!mayBeBy(made, side))
      throw new CliError(
        'CLI_USAGE',
        `In this case you are the ${side} side, which does not send this. It sends:\n${kindsOf(side).join('\n')}`,
      );
    const draft: ActDraft = {
      ...made,
      caseRefs: refsFrom(item, same, options.reference, made),
      inReplyTo: made.inReplyTo ?? item.subject,
    };
    const to = [...new Set([item.sender.authority, ...item.to])].filter((authority) => authority !== mine);
    const { file: files = [], class: className } = options;
    await dispatchAct(
      party,
      { to, draft, files, className, answerBy: momentFrom(options.answerBy), caseId: item.caseId },
      run,
    );
    await take(party, item, run);
  });
}

export function replyCommand(program: Command): void {
  program
    .command('reply')
    .description(
      'answer within a case: acknowledge, ask, supply, report progress, postpone, refuse, give the result, ...',
    )
    .argument('<number>', 'number of what you answer, or a reference of the case')
    .option('--kind <kind>', `${Object.keys(ACT_KINDS).join(', ')}; without it, those that fit are listed`)
    .option('--act <file>', 'the form, filled in; - for standard input')
    .option('--set <field=value>', 'a field of the form; repeat it (officer.official="R. Dunai")', repeated)
    .option('--author <who>', 'the official who answers for it: "name, function, unit" (default: of your last act)')
    .option('--reference <number>', 'your own reference of the case')
    .option('--file <path>', 'attach a file; repeat it', repeated)
    .option('--class <class>', 'ordinary, formal or urgent (default: the lowest the act may have)')
    .option('--answer-by <moment>', 'urgent only: when you need an answer')
    .option('--template', 'write the empty form of this kind instead')
    .addHelpText(
      'after',
      `
  rogatory reply 3f9a21c0 --kind progress --set step=under-execution --author "R. Dunai, Case officer, MLA unit"
  rogatory reply 3f9a21c0 --kind ask --template > question.json     then fill it in
  rogatory reply 3f9a21c0 --kind ask --act question.json`,
    )
    .action((typed: string, options: ReplyOptions, command: Command) => reply(typed, options, runOf(command)));
}
