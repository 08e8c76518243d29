// Drafts of authorities: ciphertext kept in versions, each stored only after the one it was made from (docs/spec/drafts.md, DRF-10 to DRF-13).
import type { AuthorityId, DraftId } from '../../crypto/relay.ts';
import type { DraftRow } from '../../db/store.ts';
import type { RelayDeps } from '../deps.ts';
import { notFound, RelayRefusal } from '../refusal.ts';
import { isConflict } from './store-refusal.ts';

const KEPT_VERSIONS = 20;
const MAX_DRAFTS = 10_000;
const DAY = 24 * 3_600_000;
const REMOVED_MS = 90 * DAY;

export type Drafts = {
  list(authority: AuthorityId): Promise<DraftRow[]>;
  /** A version, the newest unless named. RELAY_NOT_FOUND. */
  read(
    authority: AuthorityId,
    draft: DraftId,
    version: number | null,
  ): Promise<{ readonly version: number; readonly sealed: Uint8Array }>;
  /** Stores what follows version `after` (0: a new draft) and resolves to its number. RELAY_PRECONDITION, RELAY_STORAGE_FULL. */
  save(authority: AuthorityId, draft: DraftId, after: number, sealed: Uint8Array): Promise<number>;
  /** Keeps version `newest` alone and marks the draft as removed. RELAY_PRECONDITION. */
  remove(authority: AuthorityId, draft: DraftId, newest: number): Promise<void>;
  /** Forgets what was removed long ago. */
  sweep(now: number): Promise<void>;
};

// The conflict of another rule than the version's would be a fault of ours, and is not told as the caller's.
function overtaken(error: unknown): unknown {
  if (!isConflict(error)) return error;
  return new RelayRefusal('RELAY_PRECONDITION', 'Another version of this draft is the newest.', { cause: error });
}

export function createDrafts({ store, clock, config }: RelayDeps): Drafts {
  // One at a time for each authority: its quota is counted and taken in one step.
  const lanes = new Map<AuthorityId, Promise<unknown>>();
  const alone = <T>(authority: AuthorityId, act: () => Promise<T>): Promise<T> => {
    const next = (lanes.get(authority) ?? Promise.resolve()).then(act, act);
    const over = next.catch(() => {}).finally(() => lanes.get(authority) === over && lanes.delete(authority));
    lanes.set(authority, over);
    return next;
  };

  return {
    list: (authority) => store.drafts(authority),
    async read(authority, draft, wanted) {
      const version = wanted ?? (await store.draft(authority, draft))?.version;
      const sealed = version && (await store.draftVersion(authority, draft, version));
      if (!version || !sealed) throw notFound();
      return { version, sealed };
    },
    save: (authority, draft, after, sealed) =>
      alone(authority, async () => {
        const { bytes, drafts } = await store.draftUsage(authority);
        // DRF-13
        if (bytes + sealed.length > config.limits.draftBytesPerAuthority || (after === 0 && drafts >= MAX_DRAFTS))
          throw new RelayRefusal('RELAY_STORAGE_FULL', 'The authority has no room left for drafts.');
        const row = { authority, draftId: draft, version: after + 1, savedAt: clock.now(), sealed };
        // DRF-11
        await store.putDraft(row, KEPT_VERSIONS).catch((error: unknown) => Promise.reject(overtaken(error)));
        return row.version;
      }),
    // DRF-12
    remove: (authority, draft, newest) =>
      store
        .removeDraft(authority, draft, newest, clock.now())
        .catch((error: unknown) => Promise.reject(overtaken(error))),
    sweep: (now) => store.sweepDrafts(now - REMOVED_MS),
  };
}
