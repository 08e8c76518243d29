// A proposal that is not to go: taken back, or lapsed; what was written in it is a draft again, with its files (docs/spec/drafts.md, DRF-9).
import type { Digest, DraftId } from '../../../crypto/index.ts';
import { type DraftFile, emptyDraft } from '../../casework/draft.ts';
import { type Client, ClientError, codeOf, type DraftContent } from '../../sdk/index.ts';
import { fetchDocument } from './mail/download.ts';
import { draftSaying, type Proposed, type ProposedFile, proposedOf } from './proposed.ts';

export type TakeBack = {
  /** False: without those of its files that are not in this vault. */
  readonly files: boolean;
  /** Told the bytes of one file fetched so far. */
  onFetched(name: string, done: number, total: number): void;
};

async function fetched(client: Client, subject: Digest, file: ProposedFile, { onFetched }: TakeBack) {
  if (file.uploadId === null) throw new ClientError('CLIENT_NOT_FOUND', 'this device never opened the file');
  const at = { subject, uploadId: file.uploadId, mediaType: file.mediaType };
  const whole = await fetchDocument(client, at, (done, total) => onFetched(file.name, done, total));
  const read = async (offset: number, length: number): Promise<Uint8Array> =>
    new Uint8Array(await whole.slice(offset, offset + length).arrayBuffer());
  return client.keptFiles.keep({ size: file.size, read });
}

/** Its files in this vault, those fetched among them named; where one cannot be had, what was fetched is dropped. */
async function filesOf(client: Client, of: Proposed, had: readonly DraftFile[], how: TakeBack) {
  const files: DraftFile[] = [];
  const fresh: string[] = [];
  try {
    for (const file of of.files) {
      const id = had.find(({ name }) => name === file.name)?.id ?? file.kept;
      const here = (id && (await client.keptFiles.find(id))) || (file.kept && (await client.keptFiles.find(file.kept)));
      if (!here && !how.files) continue;
      const kept = here || (await fetched(client, of.subject, file, how));
      if (!here) fresh.push(kept.id);
      const { name, mediaType, size } = file;
      files.push({ id: kept.id, name, mediaType, size, digest: kept.digest });
    }
  } catch (error) {
    for (const id of fresh) await client.keptFiles.remove(id);
    throw error;
  }
  return { files, fresh };
}

const draftOf = ({ act, to, class: level, caseId }: Proposed, files: readonly DraftFile[]): DraftContent =>
  ({
    ...emptyDraft(act.kind, to),
    class: level,
    caseId,
    inReplyTo: act.inReplyTo ?? null,
    caseRefs: act.caseRefs,
    author: act.author,
    fields: act.fields,
    files,
  }) as unknown as DraftContent;

/** What this device proposed and what came to nothing is known: nobody is told of it any more. */
export async function letGo(client: Client, which: { readonly subject: string } | { readonly draft: string }) {
  for (const { id, sealed, status, draft } of await client.outbox.list())
    if (status === 'closed' && ('subject' in which ? sealed?.subject === which.subject : draft === which.draft))
      await client.outbox.discard(id);
}

// Only what the relay or this device decided: after a cut line nobody knows, and what was made stays for the next try.
const DECIDED = ['RELAY_CONFLICT', 'RELAY_NOT_FOUND', 'RELAY_FORBIDDEN', 'ROSTER_ROLE', 'CLIENT_ALREADY_SENT'];

/**
 * Takes a proposal back where it still waits, and sees to it that what it said is a draft, made before anything is taken back: the one it was made from, or another that says the same, or a
 * new one. Its files are in this vault then, for the relay lets them go. Throws what fetching throws, CLIENT_ALREADY_SENT, RELAY_CONFLICT (sent meanwhile), what `proposals.withdraw` throws.
 */
export async function takeBack(client: Client, subject: string, how: TakeBack): Promise<DraftId> {
  // A colleague may have made that draft a moment ago; without a line the withdrawal will say so.
  await client.drafts.sync().catch(() => undefined);
  const of = await proposedOf(client, subject);
  if (!['proposed', 'withdrawn', 'lapsed'].includes(of.status))
    throw new ClientError('CLIENT_ALREADY_SENT', 'it was sent meanwhile');
  const before = await draftSaying(client, of);
  const { files, fresh } = await filesOf(client, of, before?.act.files ?? [], how);
  const stands =
    before && files.every(({ id }, i) => id === before.act.files[i]?.id) && files.length === before.act.files.length;
  const id = before && stands ? before.id : (await client.drafts.keep(before?.id ?? null, draftOf(of, files))).id;
  if (of.status === 'proposed')
    try {
      await client.proposals.withdraw(of.subject);
    } catch (error) {
      await client
        .register()
        .sync()
        .catch(() => undefined);
      const { status } = await proposedOf(client, subject);
      const closed = status === 'withdrawn' || status === 'lapsed';
      if (!closed && DECIDED.includes(codeOf(error) ?? '')) {
        if (!before) await client.drafts.remove(id);
        if (!before) for (const one of fresh) await client.keptFiles.remove(one);
      }
      if (!closed) throw error;
    }
  // This device's own entry may not know it yet.
  await client.outbox.settle();
  await letGo(client, { subject });
  return id;
}
