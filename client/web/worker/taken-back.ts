// A proposal that is not to go: taken back, or lapsed; what was written in it is a draft again, with its files (docs/spec/drafts.md, DRF-9).
import type { Digest, DraftId } from '../../../crypto/index.ts';
import { type DraftFile, emptyDraft } from '../../casework/draft.ts';
import {
  type Client,
  ClientError,
  type DraftContent,
  type KeptFile,
  type TransmissionStatus,
  wasSent,
} from '../../sdk/index.ts';
import { fetchDocument } from './mail/download.ts';
import { draftsAfter, type Proposed, type ProposedFile, proposedOf } from './proposed.ts';

export type TakeBack = {
  /** False: without those of its files that are not in this vault. */
  readonly files: boolean;
  /** Told the bytes of one file fetched so far. */
  onFetched(name: string, done: number, total: number): void;
};

async function fetched(client: Client, subject: Digest, file: ProposedFile, as: KeptFile | undefined, how: TakeBack) {
  if (file.uploadId === null) throw new ClientError('CLIENT_NOT_FOUND', 'this device never opened the file');
  const at = { subject, uploadId: file.uploadId, mediaType: file.mediaType };
  const whole = await fetchDocument(client, at, (done, total) => how.onFetched(file.name, done, total));
  const read = async (offset: number, length: number): Promise<Uint8Array> =>
    new Uint8Array(await whole.slice(offset, offset + length).arrayBuffer());
  return client.keptFiles.keep({ size: file.size, read }, undefined, as);
}

/**
 * Its files in this vault, as the draft names them where there is one: for everybody they are the same then. `fresh`: those that were not here. Where one cannot be
 * had, what was fetched is dropped.
 */
async function filesOf(client: Client, of: Proposed, named: readonly DraftFile[] | null, how: TakeBack) {
  const files: DraftFile[] = [];
  const fresh: string[] = [];
  try {
    for (const [i, file] of of.files.entries()) {
      const as = named?.[i];
      const id = as?.id ?? file.kept;
      const here = id === null ? null : await client.keptFiles.find(id);
      if (!here && !how.files) continue;
      const kept = here ?? (await fetched(client, of.subject, file, as, how));
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

/** Where a proposal stands by one's own register as the relay has it now; null where it cannot be asked. */
async function standingOf(client: Client, subject: string): Promise<TransmissionStatus | null> {
  try {
    await client.register().sync();
    return (await proposedOf(client, subject)).status;
  } catch {
    return null;
  }
}

/**
 * Takes a proposal back where it still waits, and sees to it that what it said is a draft: the one that says the same, as it is, or a new one. Its files are in this vault before, for the relay lets
 * them go. Nothing that was fetched is thrown away before it is known to have been sent. Throws what fetching throws, CLIENT_ALREADY_SENT, RELAY_CONFLICT (sent meanwhile), what `proposals.withdraw` throws.
 */
export async function takeBack(client: Client, subject: string, how: TakeBack): Promise<DraftId> {
  // A colleague may have made that draft a moment ago; without a line the withdrawal will say so.
  await client.drafts.sync().catch(() => undefined);
  const of = await proposedOf(client, subject);
  if (wasSent(of.status)) throw new ClientError('CLIENT_ALREADY_SENT', 'it was sent meanwhile');
  const { same } = await draftsAfter(client, of);
  const { files, fresh } = await filesOf(client, of, same?.act.files ?? null, how);
  if (of.status === 'proposed')
    try {
      await client.proposals.withdraw(of.subject);
    } catch (error) {
      const status = await standingOf(client, subject);
      if (status !== null && wasSent(status)) for (const id of fresh) await client.keptFiles.remove(id);
      if (status !== 'withdrawn' && status !== 'lapsed') throw error;
    }
  const id = same?.id ?? (await client.drafts.keep(null, draftOf(of, files))).id;
  // This device's own entry may not know it yet.
  await client.outbox.settle();
  await letGo(client, { subject });
  return id;
}
