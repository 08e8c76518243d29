// Drafts of one's own authority: kept here first, shared when the relay can be reached; two people's changes are both shown (docs/spec/drafts.md, DRF-5 to DRF-7).
import {
  activeDevice,
  currentEpoch,
  type DraftId,
  hasRole,
  idOf,
  type Kid,
  type OfficialId,
  type OpenedDraft,
  ROLES,
  type Roster,
} from '../../crypto/index.ts';
import { type ExchangeOptions, openDraftExchange } from './draft-exchange.ts';
import {
  contentBytes,
  contentOf,
  type DraftContent,
  type DraftRecord,
  followed,
  type KnownVersion,
  type PendingVersion,
  stored,
  written,
} from './draft-record.ts';
import { type AnyCode, codeOf, need } from './failure.ts';
import { isSilence } from './relay-door.ts';
import { drop, put, recordOf, recordsOf, type Vault } from './vault.ts';

const PREFIX = 'draft/';
// Somebody who types faster than the relay answers is followed this often before the next sync.
const ROUNDS = 3;

/** Who saved a version, by their device's signature; `at` by that device's clock. */
export type SavedBy = {
  readonly official: OfficialId;
  readonly kid: Kid;
  readonly at: number;
  /** False: the device was revoked since. */
  readonly active: boolean;
};

/** `content: null` means removed. */
export type DraftVersion = {
  readonly version: number;
  readonly content: DraftContent | null;
  readonly savedBy: SavedBy;
};

/** `saved`: the relay has it. `waiting`: on this device only, yet. `conflict`: see `theirs`. `missing`: the relay shows none of it; it is kept here. */
export type DraftState = 'saved' | 'waiting' | 'conflict' | 'missing';

export type Draft = {
  readonly id: DraftId;
  readonly state: DraftState;
  /** Null only in a conflict: removed here, changed by somebody else. */
  readonly content: DraftContent | null;
  readonly changedAt: number;
  /** The newest version known; 0 before the first is stored. */
  readonly version: number;
  /** Who saved that version. */
  readonly savedBy: SavedBy | null;
  /** In a conflict, what somebody else saved meanwhile. */
  readonly theirs: DraftVersion | null;
  /** Why the last exchange failed. */
  readonly trouble: AnyCode | null;
};

export type Drafts = {
  /** As this vault has them, the last changed first. No request. */
  list(): Promise<Draft[]>;
  /** Throws CLIENT_NOT_FOUND. */
  get(id: DraftId): Promise<Draft>;
  /**
   * Keeps `content` here, then shares it if the relay can be reached; a failure to share is the draft's `trouble` and no error. `null` makes a new draft; so does one
   * that is missing at the relay, under another id. A conflict stays one. Throws WIRE_TOO_LARGE, CLIENT_NOT_FOUND, CLIENT_ROLE (auditors), CLIENT_VAULT_WRITE.
   */
  save(id: DraftId | null, content: DraftContent): Promise<Draft>;
  /** As `save`, without a request: the next `share`, `save` or `sync` hands it over. */
  keep(id: DraftId | null, content: DraftContent): Promise<Draft>;
  /** Hands over what is kept, as it is then: what was written meanwhile goes with it. A failure is the draft's `trouble`. */
  share(id: DraftId): Promise<void>;
  /** Ends a conflict: a person saw both and decided. Throws as `save`. */
  resolve(id: DraftId, content: DraftContent): Promise<Draft>;
  /** Removes it, for everybody; also ends a conflict. One missing at the relay is forgotten here. */
  remove(id: DraftId): Promise<void>;
  /** The versions that the relay keeps, newest first. Throws CLIENT_NOT_FOUND, CLIENT_DRAFT_REFUSED, what opening throws, CLIENT_RELAY_*. */
  versions(id: DraftId): Promise<DraftVersion[]>;
  /** Fetches what is new, hands over what waits. What is wrong with one draft is its `trouble`. Throws CLIENT_RELAY_*. */
  sync(): Promise<void>;
};

export type DraftsOptions = ExchangeOptions & {
  readonly vault: Vault;
  readonly clock: { now(): number };
  /** One's own roster as last verified. */
  roster(): Promise<Roster>;
};

export function openDrafts(options: DraftsOptions): Drafts {
  const { vault, identity, clock, random, roster: own } = options;
  const exchange = openDraftExchange(options);
  const keyOf = (id: DraftId): string => `${PREFIX}${id}`;
  const find = (id: DraftId): Promise<DraftRecord | null> => recordOf<DraftRecord>(vault, keyOf(id));

  // Each change reads and writes alone; no request is ever waited for inside.
  let queue: Promise<unknown> = Promise.resolve();
  function edit(id: DraftId, change: (record: DraftRecord | null) => DraftRecord | null): Promise<DraftRecord | null> {
    const next = queue.then(async () => {
      const before = await find(id);
      const after = change(before);
      if (after !== before) await vault.write([after ? put(keyOf(id), after) : drop(keyOf(id))]);
      return after;
    });
    queue = next.catch(() => undefined);
    return next;
  }

  const demandRole = (roster: Roster): void => {
    const auditor = hasRole(roster, identity.enrolled().official, ROLES.auditor);
    need(!auditor, 'CLIENT_ROLE', 'auditors do not read drafts');
  };
  const savedBy = (roster: Roster, { official, kid, savedAt }: KnownVersion | OpenedDraft): SavedBy => ({
    official,
    kid,
    at: savedAt,
    active: activeDevice(roster, kid) !== null,
  });
  const shown = (roster: Roster, id: DraftId, record: DraftRecord): Draft => {
    const { content, changedAt, base, theirs, missing, changed, trouble } = record;
    const state = missing ? 'missing' : theirs ? 'conflict' : changed ? 'waiting' : 'saved';
    const by = base && savedBy(roster, base);
    return {
      id,
      state,
      content,
      changedAt,
      version: base?.version ?? 0,
      savedBy: by,
      theirs: theirs && base && by ? { version: base.version, content: theirs.content, savedBy: by } : null,
      trouble,
    };
  };
  const hidden = ({ content, theirs }: DraftRecord): boolean => content === null && !theirs;

  async function one(id: DraftId): Promise<Draft> {
    const record = await find(id);
    need(record && !hidden(record), 'CLIENT_NOT_FOUND', 'no such draft');
    return shown(await own(), id, record);
  }

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

  const share = (id: DraftId): Promise<unknown> => attempt(id, async () => push(await own(), id));

  async function keep(id: DraftId, change: (record: DraftRecord | null) => DraftRecord | null): Promise<void> {
    if (await edit(id, change)) await share(id);
  }

  const known = (record: DraftRecord | null): DraftRecord => {
    need(record && !hidden(record), 'CLIENT_NOT_FOUND', 'no such draft');
    return record;
  };

  async function write(id: DraftId | null, content: DraftContent): Promise<Draft> {
    demandRole(await own());
    contentBytes(content);
    const missing = id !== null && known(await find(id)).missing;
    const fresh = id === null || missing;
    const draft = fresh ? idOf('draft', random(16)) : id;
    await edit(draft, (record) => written(fresh ? null : known(record), content, clock.now()));
    if (missing) await edit(id, () => null);
    return one(draft);
  }

  return {
    async list() {
      const roster = await own();
      const all = await recordsOf<DraftRecord>(vault, PREFIX);
      const drafts = all
        .filter(({ record }) => !hidden(record))
        .map(({ key, record }) => shown(roster, key.slice(PREFIX.length) as DraftId, record));
      return drafts.sort((a, b) => b.changedAt - a.changedAt);
    },
    get: one,
    keep: write,
    async save(id, content) {
      const { id: draft } = await write(id, content);
      await share(draft);
      return one(draft);
    },
    share: async (id) => void (await share(id)),
    async resolve(id, content) {
      demandRole(await own());
      contentBytes(content);
      await keep(id, (record) => ({ ...written(known(record), content, clock.now()), theirs: null }));
      return one(id);
    },
    async remove(id) {
      demandRole(await own());
      await keep(id, (record) => {
        const { base, pending, missing } = known(record);
        if (missing || (!base && !pending)) return null;
        return { ...written(record, null, clock.now()), theirs: null };
      });
    },
    async versions(id) {
      const roster = await own();
      const { base } = known(await find(id));
      const head = await exchange.newest(id);
      need(head !== null, 'CLIENT_NOT_FOUND', 'the relay has no version of this draft');
      const kept = await exchange.kept(roster, id, base, head);
      return kept
        .map((opened) => ({
          version: opened.version,
          content: contentOf(opened),
          savedBy: savedBy(roster, opened),
        }))
        .reverse();
    },
    async sync() {
      const roster = await own();
      if (hasRole(roster, identity.enrolled().official, ROLES.auditor)) return;
      // What is stored while the list is on its way stands in no list yet: only what was known before it was asked for can be missed in it.
      const before = new Map<string, number>();
      for (const { key, record } of await recordsOf<DraftRecord>(vault, PREFIX))
        if (record.base) before.set(key.slice(PREFIX.length), record.base.version);
      const rows = await exchange.rows();
      const about = async (id: DraftId, act: () => Promise<void>): Promise<void> => {
        const silence = await attempt(id, act);
        if (silence) throw silence;
      };
      for (const [id, row] of rows)
        await about(id, async () => {
          const record = await find(id);
          if ((record?.base?.version ?? 0) > row.version && (before.get(id) ?? 0) <= row.version) return;
          const same = record?.base?.version === row.version && !record.missing && record.trouble === null;
          if (!same) await pull(roster, id, row.version);
          else if (hidden(record) && !record.changed && !row.removed) await exchange.forget(id, row.version);
        });
      for (const { key, record } of await recordsOf<DraftRecord>(vault, PREFIX)) {
        const id = key.slice(PREFIX.length) as DraftId;
        if (before.has(id) && record.base && !rows.has(id) && !hidden(record))
          await edit(id, (now) => now && { ...now, missing: true, pending: null });
        else await about(id, () => push(roster, id));
      }
    },
  };
}
