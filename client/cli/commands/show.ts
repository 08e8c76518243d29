// `rogatory show ID`: the letter, its files, where its case stands, and what happened with the proof of each step (product.md "The screens").
import type { Command } from 'commander';
import { hasRole, ROLES } from '../../../crypto/index.ts';
import type { Language } from '../../casework/labels/language.ts';
import { say } from '../../casework/labels/say.ts';
import { letter } from '../../casework/letter.ts';
import type { CaseView } from '../../casework/lifecycle.ts';
import { type Client, ClientError, type Item } from '../../sdk/index.ts';
import { writeOutput } from '../files.ts';
import {
  caseOf,
  caseStatus,
  findItem,
  idOfItem,
  itemJson,
  kindOf,
  type Names,
  namesFor,
  onlyAudits,
  timelineLines,
} from '../mail.ts';
import { columns, plain } from '../output.ts';
import { languageOption, letterPaper } from '../paper.ts';
import { asParty, type Party } from '../party.ts';
import { STATES } from '../practice/world.ts';
import { size } from '../progress.ts';
import { type Run, runOf } from '../run.ts';
import { brief, due, iso } from '../times.ts';
import { fetchMail, isAway } from './inbox.ts';

type ShowOptions = { peek?: boolean; offline?: boolean; letter?: string; language: Language; force?: boolean };

/** The transmission that was meant, in this vault or fetched now. Throws CLIENT_NOT_FOUND, CLIENT_ROLE for an auditor, CLI_AMBIGUOUS. */
export async function itemFor(party: Party, typed: string, run: Run, offline = false): Promise<Item> {
  const { client } = party;
  const before = findItem(await client.items.list(), typed);
  if (!offline) await fetchMail(party, run);
  const found = findItem(await client.items.list(), before?.subject ?? typed);
  if (!found && (await onlyAudits(client)))
    throw new ClientError('CLIENT_ROLE', 'an auditor’s device opens no transmission');
  if (!found) throw new ClientError('CLIENT_NOT_FOUND', `no transmission ${typed}`);
  return found;
}

async function sayOpened(client: Client, item: Item, run: Run): Promise<void> {
  const mine = client.whoami();
  const roster = await client.roster();
  if (
    !mine ||
    item.direction === 'out' ||
    item.events.some(({ event, by }) => event === 'ContentAccessTracking' && by === mine.authority)
  )
    return;
  // Only a person opens: a program's device, or an auditor's, says nothing of the kind.
  if (hasRole(roster, mine.official, ROLES.service) || hasRole(roster, mine.official, ROLES.auditor)) return;
  try {
    await client.inbox.opened(item.subject);
  } catch (error) {
    if (!isAway(error)) throw error;
    run.output.talk('(The sender will be told that you opened it as soon as the relay answers.)');
  }
}

function caseLines(
  view: CaseView,
  items: readonly Item[],
  { now, zone, names }: { now: number; zone: string; names: Names },
): string[] {
  const clocks = view.deadlines
    .filter(({ state }) => state === 'running' || state === 'overdue' || state === 'paused')
    .map(({ id, dueAt, day, state }) => [
      `  ${say(`deadline.${id}`)}`,
      state === 'paused' ? 'clock paused' : due(dueAt, now, zone, day),
    ]);
  const acts = view.history.map(({ entry, irregular }) => {
    const item = items.find(({ subject }) => subject === entry.hash) as Item;
    const odd = irregular ? `  (${say(`irregular.${irregular}`)})` : '';
    return [`  ${idOfItem(item)}`, brief(entry.at), `${kindOf(item)}${odd}`, names(item.sender.authority)];
  });
  return [
    `CASE: ${say(caseStatus(view, items))}, since ${brief(view.since)}`,
    ...(view.flags.length > 0 ? [`  ${view.flags.map((flag) => say(`flag.${flag}`)).join('; ')}`] : []),
    ...columns(clocks),
    ...columns(acts),
  ];
}

function fileLines({ attachments }: Item, id: string, run: Run): string[] {
  if (attachments.length === 0) return [];
  return [
    '',
    'FILES',
    ...columns(
      attachments.map(({ name, mediaType, size: bytes, verified }) => [
        `  ${plain(name)}`,
        mediaType,
        size(bytes),
        verified ? 'fetched and checked' : 'not fetched yet',
      ]),
    ),
    `  (${run.commandLine(`file get ${id} NAME -o FILE`)})`,
  ];
}

async function show(typed: string, options: ShowOptions, run: Run): Promise<void> {
  await asParty(run, async (party) => {
    const { client, trust } = party;
    const found = await itemFor(party, typed, run, options.offline);
    if (!options.peek && !options.offline) await sayOpened(client, found, run);
    const [item, items, names] = [
      await client.items.item(found.subject),
      await client.items.list(),
      await namesFor(client),
    ];
    if (options.letter !== undefined) {
      const { index } = await client.items.stored(item.subject);
      const frame = { language: options.language, run, names, practice: trust.practice, index };
      const force = options.force === true;
      await writeOutput(options.letter, await letterPaper(item, frame), { force, output: run.output });
      if (options.letter === '-') return;
      run.output.talk(`Letter: ${options.letter}`);
    }
    const now = run.now();
    const view = caseOf(items, item, now);
    // The directory names authorities, not States: in earnest the code stands, in practice the invented name.
    const countries = trust.practice ? STATES : {};
    const page = letter(item.act, {
      from: names(item.sender.authority),
      to: item.to.map(names),
      class: item.class,
      at: item.registeredAt,
      practice: trust.practice,
      countries,
      width: Math.min(run.output.width, 100),
    });
    const json = {
      ...itemJson(item, view, names),
      act: item.act,
      letter: page,
      signedBy: item.signedBy,
      events: item.events.map(({ at, event, by, index, proved }) => ({ at: iso(at), event, by, index, proved })),
    };
    run.output.show({ item: json }, () => [
      page.trimEnd(),
      ...fileLines(item, idOfItem(item), run),
      '',
      `TRANSMISSION ${idOfItem(item)}: ${item.status}`,
      ...timelineLines(item, names),
      '',
      ...(view
        ? caseLines(view, items, { now, zone: run.zone, names })
        : ['It was never sent, and is no act of a case.']),
    ]);
  });
}

export function showCommand(program: Command): void {
  program
    .command('show')
    .description('read one: the letter, its files, what happened to it and what proves that')
    .argument('<number>', 'its number as the inbox shows it, or a reference')
    .option('--peek', 'do not tell the sender that an official opened it')
    .option('--offline', 'only what was fetched before')
    .option('--letter <file>', 'also write the letter as a PDF; - for standard output, and nothing else')
    .addOption(languageOption())
    .option('--force', 'replace the letter’s file')
    .action((typed: string, options: ShowOptions, command: Command) => show(typed, options, runOf(command)));
}
