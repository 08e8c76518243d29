// Where a draft went that was signed: from the signature on nothing of it may be written any more, whoever opens it, with a line or without (docs/spec/drafts.md, DRF-8).
import type { DraftId } from '../../../crypto/index.ts';
import type { Act } from '../../casework/act.ts';
import { type DraftedAct, readDraft } from '../../casework/draft.ts';
import { type Client, type Draft, type Item, type OutboxEntry, wasSent } from '../../sdk/index.ts';
import { entryAmong, isSigned, saysAll } from './dispatch.ts';

export type Went = {
  /** `ready`: signed here, and waiting for the relay; `proposed`: waiting for a second signatory; `closed`: none signed, or it was taken back. */
  readonly status: 'ready' | 'proposed' | 'submitted' | 'closed';
  readonly subject: string;
  readonly caseId: string;
  readonly act: Act;
  /** Ids of the authorities it goes to. */
  readonly to: readonly string[];
  /** False: a colleague sent it, and their word that it is no draft any more has not come yet. */
  readonly own: boolean;
};

/** The transmission that a colleague made of the draft, if any: nothing in it names the draft, which is their authority's own affair. */
function madeOf(draft: Draft, act: DraftedAct, items: readonly Item[]): Item | null {
  if (draft.theirs) return null;
  const says = saysAll(act);
  const found = items.findLast(
    (item) =>
      // The same words once more, written after they were sent, are another act.
      (item.status === 'proposed' || (wasSent(item.status) && draft.changedAt <= item.createdAt)) &&
      says({ act: item.act, to: item.to, class: item.class, files: item.attachments }),
  );
  return found ?? null;
}

/** A proposal of this device that came to nothing, and whose draft is gone. */
function closedAs(entries: readonly OutboxEntry[], id: string): Went | null {
  const entry = entries.findLast(({ draft, status }) => draft === id && status === 'closed');
  if (!entry?.sealed) return null;
  const { sealed, caseId, act, to } = entry;
  return { status: 'closed', subject: sealed.subject, caseId, act, to, own: true };
}

/** Tells of each draft where it went, null while it is one. `items`: all of this vault, where they were read already. No request. */
export async function waysOf(
  client: Client,
  items: readonly Item[] | Promise<readonly Item[]> = client.items.list(),
): Promise<(id: string) => Went | null> {
  const [entries, drafts, all] = [await client.outbox.list(), await client.drafts.list(), await items];
  const mine = client.whoami()?.authority;
  // What this device sent was made of another draft: of its own it knows which.
  const here = new Set(entries.map(({ sealed }) => sealed?.subject));
  const others = all.filter(({ sender, subject }) => sender.authority === mine && !here.has(subject));
  return (id) => {
    const draft = drafts.find((one) => one.id === id);
    const drafted = draft?.content ? readDraft(draft.content) : null;
    const entry = entryAmong(entries, id, draft ?? null);
    if (entry?.sealed && isSigned(entry)) {
      const { sealed, caseId, act, to } = entry;
      const status = entry.status as Went['status'];
      return { status, subject: sealed.subject, caseId, act, to, own: true };
    }
    if (!draft) return closedAs(entries, id);
    const item = drafted && madeOf(draft, drafted, others);
    if (!item) return null;
    const { subject, caseId, act, to } = item;
    return { status: item.status === 'proposed' ? 'proposed' : 'submitted', subject, caseId, act, to, own: false };
  };
}

export const wentAs = async (client: Client, id: DraftId, items?: Promise<readonly Item[]>): Promise<Went | null> =>
  (await waysOf(client, items))(id);
