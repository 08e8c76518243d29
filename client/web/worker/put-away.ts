// What was sent is no draft any more; its files were needed until then, and are while it may still come to nothing (docs/spec/drafts.md, DRF-9).
import type { DraftId } from '../../../crypto/index.ts';
import { type DraftFile, readDraft } from '../../casework/draft.ts';
import { type Client, keptIdOf, type OutboxStatus } from '../../sdk/index.ts';
import { entryAmong } from './dispatch.ts';
import { takeAnswered } from './reply.ts';

const NEEDED: readonly OutboxStatus[] = ['ready', 'proposed', 'closed'];

/** Removes files from this vault, but for those of what waits or came to nothing: the relay may have no other copy. */
export async function releaseFiles(client: Client, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const entries = (await client.outbox.list()).filter(({ status }) => NEEDED.includes(status));
  const needed = new Set(entries.flatMap(({ files }) => files.map(({ reference }) => keptIdOf(reference ?? ''))));
  for (const id of ids) if (!needed.has(id)) await client.keptFiles.remove(id);
}

/** Removes a draft for everybody, and its files here. */
export async function putDraftAway(client: Client, id: DraftId, files: readonly DraftFile[]): Promise<void> {
  await client.drafts.remove(id);
  await releaseFiles(
    client,
    files.map((file) => file.id),
  );
}

/** Puts away the drafts of what this device sent, once it is proven, and answers for what they answered. */
export async function putSentAway(client: Client): Promise<void> {
  const drafts = await client.drafts.list();
  if (drafts.length === 0) return;
  const entries = await client.outbox.list();
  for (const draft of drafts) {
    if (entryAmong(entries, draft.id, draft)?.status !== 'submitted') continue;
    const act = draft.content && readDraft(draft.content);
    await putDraftAway(client, draft.id, act?.files ?? []);
    await takeAnswered(client, act?.inReplyTo ?? null);
  }
}
