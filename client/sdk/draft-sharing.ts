// What one vault keeps of drafts and what the relay stores of them, brought together: news followed, changes handed over (docs/spec/drafts.md, DRF-5 to DRF-7).
import { currentEpoch, type DraftId, type Roster } from '../../crypto/index.ts';
import type { DraftExchange, DraftRow } from './draft-exchange.ts';
import { followed, type PendingVersion, stored } from './draft-record.ts';
import { type DraftStore, hidden } from './draft-store.ts';
import { codeOf } from './failure.ts';
import { isSilence } from './relay-door.ts';

// Somebody who types faster than the relay answers is followed this often before the next sync.
const ROUNDS = 3;

export type DraftSharing = {
  /** Hands over what is kept of one draft, as it is then. A failure is the draft's `trouble`. */
  share(id: DraftId): Promise<void>;
  /** Follows all news and hands over all that waits. What is wrong with one draft is its `trouble`. Throws CLIENT_RELAY_*. */
  all(): Promise<void>;
};

/** `own`: one's own roster as last verified. */
export function openDraftSharing(
  { find, all, edit }: DraftStore,
  exchange: DraftExchange,
  own: () => Promise<Roster>,
): DraftSharing {
  async function pull(roster: Roster, id: DraftId, head: number): Promise<void> {
    const before = await find(id);
    const versions = await exchange.follow(roster, id, before, head);
    await edit(id, (record) => {
      // Another pull was faster: what it followed, this one need not.
      if (record?.base?.version !== before?.base?.version) return record;
      if (versions.length === 0) return record && { ...record, missing: false, trouble: null };
      return followed(record, versions);
    });
  }

  // Bytes sealed before a rotation could be read by a device that was removed with it. Unless they arrived already, they are sealed anew.
  async function reconsider(roster: Roster, id: DraftId): Promise<void> {
    const pending = (await find(id))?.pending;
    if (!pending || pending.epoch === currentEpoch(roster)?.epoch) return;
    const head = await exchange.newest(id);
    if (head !== null && head >= pending.version) await pull(roster, id, head);
    else await edit(id, (now) => (now?.pending?.digest === pending.digest ? { ...now, pending: null } : now));
  }

  async function push(roster: Roster, id: DraftId): Promise<void> {
    await reconsider(roster, id);
    for (let round = 0; round < ROUNDS; round++) {
      let pending: PendingVersion | null = null;
      await edit(id, (record) => {
        if (!record?.changed || record.theirs || record.missing) return record;
        pending = record.pending ?? exchange.seal(roster, id, record);
        return record.pending ? record : { ...record, pending };
      });
      const going = pending as PendingVersion | null;
      if (!going) return;
      if (await exchange.put(id, going)) {
        const after = await edit(id, (record) => record && stored(record, going));
        if (after && hidden(after) && !after.changed) await exchange.forget(id, going.version);
        continue;
      }
      const head = await exchange.newest(id);
      if (head === null) await edit(id, (record) => record && { ...record, missing: true, pending: null });
      else await pull(roster, id, head);
    }
  }

  /** Runs an exchange about one draft; what it is refused with is kept beside the draft. Resolves to the error when nothing answered at all. */
  async function attempt(id: DraftId, act: () => Promise<void>): Promise<unknown> {
    try {
      await act();
      return null;
    } catch (error) {
      const trouble = codeOf(error);
      if (trouble === null) throw error;
      await edit(id, (record) => record && { ...record, trouble });
      return isSilence(error) ? error : null;
    }
  }

  const about = async (id: DraftId, act: () => Promise<void>): Promise<void> => {
    const silence = await attempt(id, act);
    if (silence) throw silence;
  };

  /** `before`: the version known of it when the list was asked for; what came later stands in no list yet. */
  async function compare(roster: Roster, id: DraftId, row: DraftRow, before: number): Promise<void> {
    const record = await find(id);
    if ((record?.base?.version ?? 0) > row.version && before <= row.version) return;
    const same = record?.base?.version === row.version && !record.missing && record.trouble === null;
    if (!same) await pull(roster, id, row.version);
    else if (hidden(record) && !record.changed && !row.removed) await exchange.forget(id, row.version);
  }

  return {
    share: async (id) => void (await attempt(id, async () => push(await own(), id))),
    async all() {
      const roster = await own();
      const before = new Map<DraftId, number>();
      for (const { id, record } of await all()) if (record.base) before.set(id, record.base.version);
      const rows = await exchange.rows();
      for (const [id, row] of rows) await about(id, () => compare(roster, id, row, before.get(id) ?? 0));
      for (const { id, record } of await all())
        if (before.has(id) && record.base && !rows.has(id) && !hidden(record))
          await edit(id, (now) => now && { ...now, missing: true, pending: null });
        else await about(id, () => push(roster, id));
    },
  };
}
