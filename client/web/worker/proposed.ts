// A transmission that was proposed here, with or without having been opened on this device, and the draft that says the same (docs/spec/drafts.md, DRF-9).
import type { CaseId, Digest, DraftId, UploadId } from '../../../crypto/index.ts';
import type { Act } from '../../casework/act.ts';
import { type DraftedAct, readDraft } from '../../casework/draft.ts';
import type { ActClass } from '../../casework/form.ts';
import {
  type Client,
  ClientError,
  foldStatus,
  keptIdOf,
  type OutboxEntry,
  type TransmissionStatus,
} from '../../sdk/index.ts';
import { saysAll } from './dispatch.ts';

export type ProposedFile = {
  readonly name: string;
  readonly mediaType: string;
  readonly size: number;
  /** Its id in this vault, where this device attached it; null elsewhere. */
  readonly kept: string | null;
  /** By which the relay gives it; null where this device never opened the transmission. */
  readonly uploadId: UploadId | null;
};

/** A transmission of one's own authority, from what was opened of it here or, before that, from this device's outbox. */
export type Proposed = {
  readonly subject: Digest;
  readonly caseId: CaseId;
  readonly act: Act;
  readonly to: readonly string[];
  readonly class: ActClass;
  readonly files: readonly ProposedFile[];
  readonly status: TransmissionStatus;
  readonly entry: OutboxEntry | null;
};

/** Throws CLIENT_NOT_FOUND. */
export async function proposedOf(client: Client, subject: string): Promise<Proposed> {
  const entry = (await client.outbox.list()).find(({ sealed }) => sealed?.subject === subject) ?? null;
  const item = (await client.items.list()).find((one) => one.subject === subject && one.direction === 'out');
  const of = item ?? entry;
  if (!of) throw new ClientError('CLIENT_NOT_FOUND', 'no proposal of one’s own authority');
  const keptAs = (name: string): string | null =>
    keptIdOf(entry?.files.find((file) => file.name === name)?.reference ?? '');
  const register = client.register();
  const leaves = register.about(subject as Digest).map((index) => ({ index, leaf: register.leaf(index) }));
  const { caseId, act, to, class: level } = of;
  return {
    subject: subject as Digest,
    caseId,
    act,
    to,
    class: level,
    files: item
      ? item.attachments.map(({ ref, name, mediaType, size }) => ({
          name,
          mediaType,
          size,
          kept: keptAs(name),
          uploadId: ref.uploadId,
        }))
      : (entry?.files ?? []).map(({ name, mediaType, size }) => ({
          name,
          mediaType,
          size,
          kept: keptAs(name),
          uploadId: null,
        })),
    status: item?.status ?? foldStatus(leaves, [], () => false).status,
    entry,
  };
}

/** The draft that says what this proposal says, and another on its matter: the one it was made from, else the last changed of its case and kind. No request. */
export async function draftsAfter(
  client: Client,
  of: Proposed,
): Promise<{ readonly same: { id: DraftId; act: DraftedAct } | null; readonly other: DraftId | null }> {
  const drafts = (await client.drafts.list()).flatMap(({ id, content, theirs }) => {
    const act = content && readDraft(content);
    return act ? [{ id, act, theirs }] : [];
  });
  const same = drafts.find(({ act, theirs }) => !theirs && saysAll(act)(of)) ?? null;
  const others = drafts.filter(({ id }) => id !== same?.id);
  const about = others.find(
    ({ act }) => act.caseId === of.caseId && act.kind === of.act.kind && act.inReplyTo === (of.act.inReplyTo ?? null),
  );
  return { same, other: (others.find(({ id }) => id === of.entry?.draft) ?? about)?.id ?? null };
}
