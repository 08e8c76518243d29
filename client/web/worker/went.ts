// Where a draft went that was signed: from the signature on nothing of it may be written any more, whoever opens it, with a line or without (docs/spec/drafts.md, DRF-8).
import type { DraftId } from '../../../crypto/index.ts';
import type { Act } from '../../casework/act.ts';
import { readDraft } from '../../casework/draft.ts';
import { type Client, type Draft, type Item, wasSent } from '../../sdk/index.ts';
import { entryOfDraft, isSigned, saysAs } from './dispatch.ts';

export type Went = {
  /** `ready`: signed here, and waiting for the relay; `proposed`: waiting for a second signatory. */
  readonly status: 'ready' | 'proposed' | 'submitted';
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

/** A proposal of this device that came to nothing: where it stands now says so. */
async function closedAs(client: Client, id: DraftId): Promise<Went | null> {
  const all = await client.outbox.list();
  const entry = all.findLast(({ draft, status }) => draft === id && status === 'closed');
  if (!entry?.sealed) return null;
  const { sealed, caseId, act, to } = entry;
  return { status: 'proposed', subject: sealed.subject, caseId, act, to, own: true };
}

/** Null while it is a draft. No request. */
export async function wentAs(client: Client, id: DraftId): Promise<Went | null> {
  const entry = await entryOfDraft(client, id);
  if (entry?.sealed && isSigned(entry)) {
    const { sealed, caseId, act, to } = entry;
    const status = entry.status as Went['status'];
    return { status, subject: sealed.subject, caseId, act, to, own: true };
  }
  const draft = (await client.drafts.list()).find((one) => one.id === id);
  if (!draft) return closedAs(client, id);
  const mine = client.whoami()?.authority;
  // What this device sent was made of another draft: of its own it knows which.
  const here = new Set((await client.outbox.list()).map(({ sealed }) => sealed?.subject));
  const item = (await client.items.list()).findLast(
    (one) => one.sender.authority === mine && !here.has(one.subject) && isOf(draft, one),
  );
  if (!item) return null;
  const { subject, caseId, act, to } = item;
  return { status: item.status === 'proposed' ? 'proposed' : 'submitted', subject, caseId, act, to, own: false };
}
