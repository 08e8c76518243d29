// A proposal that is not to go: taken back, or lapsed, and what was written in it a draft again, with its files (docs/spec/drafts.md, DRF-9).
import type { Digest, DraftId } from '../../../crypto/index.ts';
import { type DraftedAct, type DraftFile, emptyDraft, readDraft } from '../../casework/draft.ts';
import { type Client, ClientError, type DraftContent, type Item, wasSent } from '../../sdk/index.ts';
import { saysAs } from './dispatch.ts';
import { fetchDocument } from './mail/download.ts';

/** Told the bytes of one file fetched so far. */
export type OnFetched = (name: string, done: number, total: number) => void;

/** The newest draft on the matter of a proposal, and whether it still says the same; null where there is none. No request. */
export async function draftAfter(
  client: Client,
  { caseId, act }: Pick<Item, 'caseId' | 'act'>,
): Promise<{ readonly id: DraftId; readonly same: boolean } | null> {
  const drafts = (await client.drafts.list()).flatMap(({ id, content }) => {
    const one = content && readDraft(content);
    const about = one?.caseId === caseId && one.kind === act.kind && one.inReplyTo === (act.inReplyTo ?? null);
    return about ? [{ id, same: saysAs(one, act) }] : [];
  });
  return drafts.findLast(({ same }) => same) ?? drafts.at(-1) ?? null;
}

/** Copies one file of it into this vault, checked whole. Throws CLIENT_NOT_FOUND, CONTENT_*, CLIENT_RELAY_*, RELAY_*. */
async function fetched(
  client: Client,
  subject: Digest,
  { ref, name, mediaType, size }: Item['attachments'][number],
  onFetched: OnFetched,
): Promise<DraftFile> {
  const whole = await fetchDocument(client, { subject, uploadId: ref.uploadId, mediaType }, (done, total) =>
    onFetched(name, done, total),
  );
  const read = async (offset: number, length: number): Promise<Uint8Array> =>
    new Uint8Array(await whole.slice(offset, offset + length).arrayBuffer());
  const { id, digest } = await client.keptFiles.keep({ size, read });
  return { id, name, mediaType, size, digest };
}

/** Its files in this vault; none of them where one cannot be had. */
async function filesOf(client: Client, { subject, attachments }: Item, onFetched: OnFetched): Promise<DraftFile[]> {
  const kept: DraftFile[] = [];
  try {
    for (const one of attachments) kept.push(await fetched(client, subject, one, onFetched));
    return kept;
  } catch (error) {
    for (const { id } of kept) await client.keptFiles.remove(id);
    throw error;
  }
}

const draftOf = ({ act, to, class: level, caseId }: Item, files: readonly DraftFile[]): DraftedAct => ({
  ...emptyDraft(act.kind, to),
  class: level,
  caseId,
  inReplyTo: act.inReplyTo ?? null,
  caseRefs: act.caseRefs,
  author: act.author,
  fields: act.fields,
  files,
});

/** What this device proposed and what came to nothing is done with: nobody is told of it any more. */
export async function letGo(client: Client, subject: string): Promise<void> {
  for (const { id, sealed, status } of await client.outbox.list())
    if (sealed?.subject === subject && status === 'closed') await client.outbox.discard(id);
}

async function ownProposal(client: Client, subject: string): Promise<Item> {
  const item = await client.items.item(subject as Digest);
  if (item.direction !== 'out') throw new ClientError('CLIENT_NOT_FOUND', 'no proposal of one’s own authority');
  return item;
}

/**
 * Takes a proposal back where it still waits, and makes what it said a draft; resolves to that draft's id, one that says the same, of whomever, included. Its files are
 * fetched first, for the relay lets them go with it; `files` false leaves them. Throws what fetching throws, before anything is done; RELAY_CONFLICT where it was sent meanwhile.
 */
export async function takeBack(
  client: Client,
  subject: string,
  { files, onFetched }: { readonly files: boolean; readonly onFetched: OnFetched },
): Promise<DraftId> {
  const item = await ownProposal(client, subject);
  const found = await draftAfter(client, item);
  const before = found?.same ? found.id : null;
  const kept = files && before === null ? await filesOf(client, item, onFetched) : [];
  try {
    if (item.status === 'proposed') await client.outbox.withdraw(item.subject);
    else if (wasSent(item.status)) throw new ClientError('CLIENT_ALREADY_SENT', 'it was sent meanwhile');
  } catch (error) {
    for (const { id } of kept) await client.keptFiles.remove(id);
    throw error;
  }
  const id = before ?? (await client.drafts.keep(null, draftOf(item, kept) as unknown as DraftContent)).id;
  await letGo(client, subject);
  return id;
}
