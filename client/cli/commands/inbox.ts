// `rogatory inbox`: fetches one's own register and shows what came, like mail (protocol.md section 6, "The register is the mailbox").
import type { Command } from 'commander';
import { type AnyCode, codeOf, type Item, type Trouble, textOf } from '../../sdk/index.ts';
import { entryLines } from '../dispatch.ts';
import { EXIT, exitOf } from '../exit.ts';
import { caseOf, eventWords, itemJson, itemLines, namesFor, onlyAudits } from '../mail.ts';
import { asParty, awayHint, type Party } from '../party.ts';
import { type Run, runOf } from '../run.ts';

type InboxOptions = { sent?: boolean; all?: boolean; offline?: boolean };

const AWAY: readonly (AnyCode | null)[] = ['CLIENT_RELAY_UNREACHABLE', 'CLIENT_RELAY_TIMEOUT'];

/** Whether nobody answered: what is here can be shown, and nothing concluded. */
export const isAway = (error: unknown): boolean => AWAY.includes(codeOf(error));

/** Fetches what is new and says how far each transmission came. True unless the relay was away. Throws CLIENT_ALARM and the like. */
export async function fetchMail({ client, trust }: Party, run: Run): Promise<boolean> {
  // A transmission that was handed over, opened and taken since the last look was taken: one line, not three.
  const news = new Map<string, string>();
  try {
    await client.sync();
    const names = await namesFor(client);
    const mine = client.whoami()?.authority;
    for await (const arrival of client.inbox.pull()) {
      // What one's own devices did is no news here.
      if (arrival.type === 'event' && arrival.by !== mine)
        news.set(
          `${arrival.subject} ${arrival.by}`,
          `${arrival.subject.slice(0, 8)}  ${eventWords(arrival.event, arrival.by, names)}`,
        );
      if (arrival.type === 'trouble') run.output.warn(troubleLine(arrival.trouble));
    }
    return true;
  } catch (error) {
    if (!isAway(error)) throw error;
    run.output.warn(
      `The relay could not be reached: this is what was fetched before.${awayHint(trust)} Code ${codeOf(error)}.`,
    );
    return false;
  } finally {
    for (const line of news.values()) run.output.talk(line);
  }
}

const troubleLine = ({ subject, code }: Trouble): string =>
  `${subject.slice(0, 8)}  CANNOT BE OPENED: ${textOf(code).what} ${textOf(code).action} Code ${code}.`;

function wanted(items: readonly Item[], { sent, all }: InboxOptions): Item[] {
  const shown = all ? items : items.filter(({ direction }) => direction === (sent ? 'out' : 'in'));
  return [...shown].sort((a, b) => b.registeredAt - a.registeredAt);
}

async function inbox(options: InboxOptions, run: Run): Promise<void> {
  await asParty(run, async (party) => {
    const { client, trust } = party;
    const current = options.offline ? true : await fetchMail(party, run);
    const names = await namesFor(client);
    const items = await client.items.list();
    const shown = wanted(items, options);
    const troubles = await client.inbox.troubles();
    const entries = await client.outbox.list();
    const unsent = entries.filter(({ status }) => status !== 'submitted' && status !== 'closed');
    const returned = entries.filter(({ status }) => status === 'closed');
    const auditor = shown.length === 0 && (await onlyAudits(client));
    const now = run.now();
    run.output.show(
      {
        current,
        practice: trust.practice,
        items: shown.map((item) => itemJson(item, caseOf(items, item, now), names)),
        troubles: troubles.map(({ subject, code }) => ({ id: subject.slice(0, 8), transmission: subject, code })),
        returned: returned.map(({ id, sealed, to }) => ({ id, transmission: sealed?.subject ?? null, to })),
        unsent: unsent.map(({ id, status, to, code }) => ({ id, status, to, code })),
      },
      () => [
        ...(trust.practice ? ['PRACTICE', ''] : []),
        ...(shown.length > 0
          ? itemLines(shown, items, { now, zone: run.zone, names, width: run.output.width })
          : [
              options.sent
                ? `Nothing was sent yet. Begin with: ${run.commandLine('send --template mla-request')} > request.json`
                : auditor
                  ? `You check and do not read: the register is yours (${run.commandLine('register export FOLDER')}) and the evidence of each entry (${run.commandLine('evidence export NUMBER')}), the letters are not.`
                  : 'Nothing here yet. What others send you appears here by itself.',
            ]),
        ...troubles.map(troubleLine),
        ...returned.map((entry) => entryLines(entry, run).join('\n')),
        ...(unsent.length > 0 ? ['', `${unsent.length} waiting to be sent: ${run.commandLine('send --resume')}`] : []),
      ],
    );
    if (shown.length > 0) run.output.talk(`(${run.commandLine('show NUMBER')} opens one)`);
    if (!current) process.exitCode = EXIT.unreachable;
    else if (troubles[0]) process.exitCode = exitOf(troubles[0].code);
  });
}

export function inboxCommand(program: Command): void {
  program
    .command('inbox')
    .description('fetch and list what your authority received')
    .option('--sent', 'what it sent')
    .option('--all', 'both')
    .option('--offline', 'only what was fetched before')
    .action((options: InboxOptions, command: Command) => inbox(options, runOf(command)));
}
