// What pages that write an act have to know of what was sent before: the items of a case, the preservations it may follow, and one's own dispatch.
import type { Act, ActKind } from '../../casework/act.ts';
import { PERIODS } from '../../casework/deadlines.ts';
import type { Side } from '../../casework/form.ts';
import { foldCase } from '../../casework/lifecycle.ts';
import type { CaseEntry } from '../../casework/order.ts';
import { type Client, ClientError, type Item, type OutboxStatus, wasSent } from '../../sdk/index.ts';

/** What fields of a form may name. */
export type Named = {
  readonly items: readonly { readonly number: number; readonly type: string | null }[];
  readonly preservations: readonly { readonly subject: string; readonly reference: string | null }[];
  /** One's own side of the case; null before there is one. */
  readonly side: Side | null;
  /** What is answered. */
  readonly answered: Act | null;
};

/** One's own transmission right after it was sent. */
export type SentView = {
  readonly status: OutboxStatus;
  readonly kind: ActKind;
  /** Names. */
  readonly to: readonly string[];
  readonly caseId: string;
  readonly submittedAt: number | null;
  readonly ours: string | null;
  readonly answerBy: number | null;
  /** When an acknowledgement is due; null where none is owed. */
  readonly acknowledgeBy: number | null;
};

const entryOf = (item: Item): CaseEntry => ({
  hash: item.subject,
  from: item.sender.authority,
  act: item.act,
  class: item.class,
  at: item.registeredAt,
  previous: item.previous,
});

/** The items of a case, oldest first; what was never sent is none. */
export const itemsOfCase = async (client: Client, caseId: string): Promise<Item[]> =>
  (await client.items.list()).filter((item) => item.caseId === caseId && wasSent(item.status));

/** A case as its acts make it. */
export const caseOf = (items: readonly Item[], now: number): ReturnType<typeof foldCase> =>
  foldCase(items.map(entryOf), { now });

export async function namedIn(
  client: Client,
  { caseId, inReplyTo }: { readonly caseId: string | null; readonly inReplyTo: string | null },
  now: number,
): Promise<Named> {
  const all = await client.items.list();
  const asked = all.filter(
    ({ act, direction, status }) => act.kind === 'preservation-request' && direction === 'out' && wasSent(status),
  );
  const preservations = asked.map(({ subject, act }) => ({ subject, reference: act.caseRefs.ours ?? null }));
  const items = caseId === null ? [] : await itemsOfCase(client, caseId);
  if (items.length === 0) return { preservations, items: [], side: null, answered: null };
  const view = caseOf(items, now);
  return {
    preservations,
    items: view.items.map(({ number, type }) => ({ number, type })),
    side: view.requesting === client.whoami()?.authority ? 'requesting' : 'requested',
    answered: items.find(({ subject }) => subject === inReplyTo)?.act ?? null,
  };
}

/** Throws CLIENT_NOT_FOUND. */
export async function sentOf(client: Client, subject: string): Promise<SentView> {
  const entry = (await client.outbox.list()).findLast(({ sealed }) => sealed?.subject === subject);
  if (!entry) throw new ClientError('CLIENT_NOT_FOUND', 'this device sent no such transmission');
  const { act, submittedAt, answerBy } = entry;
  const names = await Promise.all(entry.to.map(async (one) => (await client.authorities.entry(one))?.name));
  const owed = act.kind === 'mla-request' && submittedAt !== null;
  return {
    status: entry.status,
    kind: act.kind,
    to: names.map((name, i) => name ?? entry.to[i]?.slice(0, 12) ?? ''),
    caseId: entry.caseId,
    submittedAt,
    ours: act.caseRefs.ours ?? null,
    answerBy,
    acknowledgeBy: owed ? submittedAt + (entry.class === 2 ? PERIODS.acknowledgeUrgent : PERIODS.acknowledge) : null,
  };
}
