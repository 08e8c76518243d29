// Drafts of one's own authority: kept here first, shared when the relay can be reached; two people's changes are both shown (docs/spec/drafts.md, DRF-5 to DRF-7).
import {
  activeDevice,
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
  type KnownVersion,
  written,
} from './draft-record.ts';
import { openDraftSharing } from './draft-sharing.ts';
import { hidden, openDraftStore } from './draft-store.ts';
import { type AnyCode, need } from './failure.ts';
import type { Vault } from './vault.ts';

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
  const { identity, clock, random, roster: own } = options;
  const exchange = openDraftExchange(options);
  const records = openDraftStore(options.vault);
  const { find, edit } = records;
  const sharing = openDraftSharing(records, exchange, own);

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

  async function one(id: DraftId): Promise<Draft> {
    const record = await find(id);
    need(record && !hidden(record), 'CLIENT_NOT_FOUND', 'no such draft');
    return shown(await own(), id, record);
  }

  async function keep(id: DraftId, change: (record: DraftRecord | null) => DraftRecord | null): Promise<void> {
    if (await edit(id, change)) await sharing.share(id);
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
      const all = await records.all();
      const drafts = all.filter(({ record }) => !hidden(record)).map(({ id, record }) => shown(roster, id, record));
      return drafts.sort((a, b) => b.changedAt - a.changedAt);
    },
    get: one,
    keep: write,
    async save(id, content) {
      const { id: draft } = await write(id, content);
      await sharing.share(draft);
      return one(draft);
    },
    share: sharing.share,
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
      await sharing.all();
    },
  };
}
