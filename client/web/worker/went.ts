// Where a draft went that was signed: from the signature on nothing of it may be written any more, whoever opens it, with a line or without (docs/spec/drafts.md, DRF-8).
import type { DraftId } from '../../../crypto/index.ts';
import type { Act } from '../../casework/act.ts';
import { readDraft } from '../../casework/draft.ts';
import { type Client, type Draft, type Item, type OutboxEntry, wasSent } from '../../sdk/index.ts';
import { entryAmong, isSigned, saysAs } from './dispatch.ts';

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

const sameOnes = (some: readonly string[], others: readonly string[]): boolean =>
  [...some].sort().join() === [...others].sort().join();

/** Whether a colleague made this transmission of the draft: nothing in it names the draft, which is their authority's own affair. */
function isOf(draft: Draft, item: Item): boolean {
  const act = draft.content && readDraft(draft.content);
  const given = item.status === 'proposed' || wasSent(item.status);
  if (!act || draft.theirs || !given || !sameOnes(act.to, item.to)) return false;
  // The same words once more, written after they were sent, are another act.
  if (item.status !== 'proposed' && draft.changedAt > item.createdAt) return false;
  return saysAs(act, item.act);
}

/** A proposal of this device that came to nothing, and whose draft is gone. */
function closedAs(entries: readonly OutboxEntry[], id: string): Went | null {
  const entry = entries.findLast(({ draft, status }) => draft === id && status === 'closed');
  if (!entry?.sealed) return null;
  const { sealed, caseId, act, to } = entry;
  return { status: 'closed', subject: sealed.subject, caseId, act, to, own: true };
}

/** Tells of each draft where it went, null while it is one: all of it read once. No request. */
export async function waysOf(client: Client): Promise<(id: string) => Went | null> {
  const [entries, drafts, items] = [await client.outbox.list(), await client.drafts.list(), await client.items.list()];
  const mine = client.whoami()?.authority;
  // What this device sent was made of another draft: of its own it knows which.
  const here = new Set(entries.map(({ sealed }) => sealed?.subject));
  const others = items.filter(({ sender, subject }) => sender.authority === mine && !here.has(subject));
  return (id) => {
    const draft = drafts.find((one) => one.id === id);
    const entry = entryAmong(entries, id, draft?.content ? readDraft(draft.content) : null);
    if (entry?.sealed && isSigned(entry)) {
      const { sealed, caseId, act, to } = entry;
      const status = entry.status as Went['status'];
      return { status, subject: sealed.subject, caseId, act, to, own: true };
    }
    if (!draft) return closedAs(entries, id);
    const item = others.findLast((one) => isOf(draft, one));
    if (!item) return null;
    const { subject, caseId, act, to } = item;
    return { status: item.status === 'proposed' ? 'proposed' : 'submitted', subject, caseId, act, to, own: false };
  };
}

export const wentAs = async (client: Client, id: DraftId): Promise<Went | null> => (await waysOf(client))(id);
