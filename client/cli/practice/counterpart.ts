// The simulated counterpart at work: Talassa's officer reads Talassa's own register, opens, checks the files, takes, and answers (client/casework/counterpart.ts decides what).
import type { AuthorityId } from '../../../crypto/index.ts';
import { type Act, classesOf } from '../../casework/act.ts';
import { counterpartAnswers } from '../../casework/counterpart.ts';
import type { Client, Item } from '../../sdk/index.ts';
import { codeOf } from '../../sdk/index.ts';
import { follow } from './follow.ts';

/** What happened to one transmission. */
export type Served = { readonly item: Item; readonly files: number; readonly answers: readonly Act[] };

const NOWHERE = { write: async () => undefined, finish: async () => undefined, discard: async () => undefined };

type Ours = {
  /** What answers this one, handed in or waiting to be. */ readonly answers: readonly Act[] /** How much was said in the case before it came. */;
  readonly before: number;
};

/** Acts of one's own authority in a case. */
async function oursAbout({ items, outbox }: Client, { caseId, subject, registeredAt }: Item): Promise<Ours> {
  const sent = (await items.list()).filter((one) => one.direction === 'out' && one.caseId === caseId);
  const waiting = (await outbox.list()).filter((one) => one.caseId === caseId && one.status !== 'submitted');
  return {
    answers: [...sent, ...waiting].map(({ act }) => act).filter((act) => act.inReplyTo === subject),
    // What came after it is no reason to answer it anew.
    before: sent.filter((one) => one.registeredAt < registeredAt).length,
  };
}

/** Answers one transmission as far as it is not answered yet, so that after a crash it goes on where it stopped. */
async function serve(client: Client, item: Item, now: number): Promise<Served | null> {
  const { answers, before } = await oursAbout(client, item);
  const done = answers.map((act) => act.kind);
  const all = await client.items.list();
  // One's own request has no results to give.
  const request = all.find(
    (one) => one.caseId === item.caseId && one.act.kind === 'mla-request' && one.direction === 'in',
  );
  const due = counterpartAnswers({
    act: item.act,
    hash: item.subject,
    step: before,
    request: request?.act ?? null,
    now,
  });
  // An answer may bring several acts of one kind: those that were sent are taken off one by one.
  const missing = due.filter((act) => {
    const at = done.indexOf(act.kind);
    if (at >= 0) done.splice(at, 1);
    return at < 0;
  });
  const status = item.recipients.get(client.register().authority);
  if (missing.length === 0 && status === 'taken') return null;
  await client.inbox.opened(item.subject);
  for (const { ref, verified } of item.attachments)
    if (!verified) await client.files.save({ subject: item.subject, uploadId: ref.uploadId, sink: NOWHERE });
  await client.inbox.taken(item.subject);
  const to: AuthorityId[] = [item.sender.authority, ...item.to.filter((one) => one !== client.register().authority)];
  // Ordinary or formal, whatever the act needs at least: a reply is not urgent because its request was.
  for (const act of missing) await client.outbox.send({ to, act, class: classesOf(act)[0] ?? 0, caseId: item.caseId });
  return { item, files: item.attachments.length, answers: missing };
}

/** One round: everything received and not answered is served. */
export async function serveAll(client: Client, now: () => number): Promise<Served[]> {
  await client.sync();
  await client.outbox.resume();
  for await (const _ of client.inbox.pull());
  const served: Served[] = [];
  for (const item of await client.items.list()) {
    if (item.direction !== 'in') continue;
    const one = await serve(client, item, now());
    if (one) served.push(one);
  }
  return served;
}

/** Serves until it is closed. `onTrouble` gets the code of whatever kept a round from its end; the next round tries again. */
export function runCounterpart(
  client: Client,
  options: {
    readonly now: () => number;
    onServed(served: Served): void;
    onTrouble(code: string): void;
  },
): { close(): Promise<void> } {
  const { now, onServed, onTrouble } = options;
  return follow(client, 'register', async () => {
    try {
      for (const served of await serveAll(client, now)) onServed(served);
    } catch (error) {
      onTrouble(codeOf(error) ?? 'CLI_UNEXPECTED');
    }
  });
}
