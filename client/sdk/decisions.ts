// Decisions that wait for further signatures, left for the other administrators among the authority's drafts, sealed like these (docs/spec/drafts.md; protocol.md section 3, threshold).
import { type DraftId, type LinkBody, type OfficialId, type Roster, thresholdOf } from '../../crypto/index.ts';
import type { DraftContent } from './draft-record.ts';
import type { Draft, Drafts, SavedBy } from './drafts.ts';
import { ClientError, need } from './failure.ts';
import type { Changed, Links } from './links.ts';
import { readPending } from './pending-link.ts';

/** A decision as it waits. */
export type WaitingDecision = {
  readonly id: DraftId;
  readonly body: LinkBody;
  /** What its author says it is about: a name that links do not carry. */
  readonly about: string | null;
  /** Who left it, or added the last signature; null before the relay has it. */
  readonly leftBy: SavedBy | null;
  /** Unix ms. */
  readonly changedAt: number;
  /** Officials who signed so far, by what the file says: the fold judges it when it is handed in. */
  readonly signed: readonly OfficialId[];
  readonly needed: number;
  /** The roster moved on since: it can only be made anew. */
  readonly overtaken: boolean;
};

export type Decisions = {
  /** Leaves a change that is not finished for the others. Null when it was entered. */
  leave(changed: Changed, about: string | null): Promise<DraftId | null>;
  /** As this vault has them, the last changed first. No request. */
  list(): Promise<WaitingDecision[]>;
  /** Adds one's signature; handed in as soon as that is enough. Throws CLIENT_NOT_FOUND, CLIENT_PENDING_LINK, CLIENT_PENDING_STALE, what the fold throws. */
  sign(id: DraftId): Promise<Changed>;
  /** Takes it away, for everybody. */
  withdraw(id: DraftId): Promise<void>;
};

/** Whether a draft is a decision that waits, and so no act. */
export const isDecision = (content: DraftContent | null): boolean => content?.['decision'] === 1;

function fileOf(content: DraftContent | null): { file: Uint8Array; about: string | null } | null {
  if (!content || !isDecision(content)) return null;
  const { file, about } = content;
  if (!(file instanceof Uint8Array)) return null;
  return { file, about: typeof about === 'string' ? about : null };
}

export function openDecisions({
  drafts,
  links,
  roster,
}: {
  readonly drafts: Drafts;
  readonly links: Links;
  roster(): Promise<Roster>;
}): Decisions {
  const contentOf = (file: Uint8Array, about: string | null): DraftContent => ({ decision: 1, file, about });

  async function waiting(draft: Draft): Promise<WaitingDecision | null> {
    const kept = fileOf(draft.content);
    if (!kept) return null;
    const own = await roster();
    try {
      const { link, parts } = readPending(kept.file);
      if (link.authority !== own.authority) return null;
      const signed = parts.flatMap(({ kid }) => own.devices.get(kid)?.official ?? []);
      return {
        id: draft.id,
        body: link.body,
        about: kept.about,
        leftBy: draft.savedBy,
        changedAt: draft.changedAt,
        signed: [...new Set(signed)],
        needed: thresholdOf(own),
        overtaken: link.seq !== own.headSeq + 1 || link.previous !== own.headHash,
      };
    } catch (error) {
      // Somebody's draft that says it is a decision and is none.
      if (error instanceof ClientError) return null;
      throw error;
    }
  }

  return {
    async leave(changed, about) {
      if (changed.state === 'entered') return null;
      return (await drafts.save(null, contentOf(changed.file, about))).id;
    },
    async list() {
      const all = await Promise.all((await drafts.list()).map(waiting));
      return all.filter((one) => one !== null);
    },
    async sign(id) {
      const kept = fileOf((await drafts.get(id)).content);
      need(kept, 'CLIENT_NOT_FOUND', 'no decision waits there');
      const changed = await links.sign(kept.file);
      if (changed.state === 'entered') await drafts.remove(id);
      else await drafts.save(id, contentOf(changed.file, kept.about));
      return changed;
    },
    withdraw: (id) => drafts.remove(id),
  };
}
