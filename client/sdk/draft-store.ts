// The drafts that one vault keeps, each changed alone: a change reads and writes before the next one reads.
import type { DraftId } from '../../crypto/index.ts';
import type { DraftRecord } from './draft-record.ts';
import { drop, put, recordOf, recordsOf, type Vault } from './vault.ts';

const PREFIX = 'draft/';

/** A change of what is kept of one draft; null: nothing. */
type Change = (record: DraftRecord | null) => DraftRecord | null;

export type DraftStore = {
  find(id: DraftId): Promise<DraftRecord | null>;
  all(): Promise<{ readonly id: DraftId; readonly record: DraftRecord }[]>;
  /** Resolves to what is kept afterwards. Throws what `change` throws, and then nothing was changed; CLIENT_VAULT_WRITE. */
  edit(id: DraftId, change: Change): Promise<DraftRecord | null>;
};

/** Removed here, and nobody else says otherwise: no list shows it. */
export const hidden = ({ content, theirs }: DraftRecord): boolean => content === null && !theirs;

export function openDraftStore(vault: Vault): DraftStore {
  const keyOf = (id: DraftId): string => `${PREFIX}${id}`;
  const find = (id: DraftId): Promise<DraftRecord | null> => recordOf<DraftRecord>(vault, keyOf(id));
  // No request is ever waited for inside.
  let queue: Promise<unknown> = Promise.resolve();
  return {
    find,
    async all() {
      const kept = await recordsOf<DraftRecord>(vault, PREFIX);
      return kept.map(({ key, record }) => ({ id: key.slice(PREFIX.length) as DraftId, record }));
    },
    edit(id, change) {
      const next = queue.then(async () => {
        const before = await find(id);
        const after = change(before);
        if (after !== before) await vault.write([after ? put(keyOf(id), after) : drop(keyOf(id))]);
        return after;
      });
      queue = next.catch(() => undefined);
      return next;
    },
  };
}
