// Drafts between this device and the relay: versions followed one by one, each held to the one before it; saved ones handed over by compare and swap (docs/spec/drafts.md).
import {
  type ChunkEngine,
  currentEpoch,
  type DraftId,
  DraftsAnswer,
  digestOf,
  MAX_DRAFT_BYTES,
  MEDIA,
  type OpenedDraft,
  openDraft,
  type Random,
  type Roster,
  sealDraft,
  signerOf,
} from '../../crypto/index.ts';
import { contentBytes, contentHash, type DraftRecord, type KnownVersion, type PendingVersion } from './draft-record.ts';
import { need, RelayError } from './failure.ts';
import type { IdentityRoom } from './identity.ts';
import type { RelayDoor } from './relay-door.ts';
import type { Seeds } from './seeds.ts';
import { jsonAnswer } from './transport.ts';

const SCOPE = 'main';
const KEPT_VERSIONS = 20;
/** The last moment that `Date` has, unix ms. */
const LAST_DATE = 8.64e15;

/** What the relay says of a draft: its word only, until a version was opened. */
export type DraftRow = { readonly version: number; readonly removed: boolean };

export type DraftExchange = {
  rows(): Promise<Map<DraftId, DraftRow>>;
  /** The version number of the newest, or null. */
  newest(draft: DraftId): Promise<number | null>;
  /**
   * The versions after the one known up to `head`, verified (DRF-4, DRF-6); of a draft not known before, the newest alone. Throws what `openDraft` throws, CLIENT_NO_EPOCH_SEED,
   * CLIENT_DRAFT_REFUSED for versions that do not follow from the one known.
   */
  follow(roster: Roster, draft: DraftId, known: DraftRecord | null, head: number): Promise<OpenedDraft[]>;
  /** The versions that are kept, verified, ascending. Throws as `follow`. */
  kept(roster: Roster, draft: DraftId, base: KnownVersion | null, head: number): Promise<OpenedDraft[]>;
  /** Seals the content of a record as the version after its base, under the current epoch. Throws CLIENT_NO_EPOCH_SEED. */
  seal(roster: Roster, draft: DraftId, record: DraftRecord): PendingVersion;
  /** True: stored. False: another version is the newest. */
  put(draft: DraftId, pending: PendingVersion): Promise<boolean>;
  /** Lets the relay forget all but the newest version, which removes the draft. */
  forget(draft: DraftId, version: number): Promise<void>;
};

export type ExchangeOptions = {
  readonly door: RelayDoor;
  readonly identity: IdentityRoom;
  readonly seeds: Seeds;
  readonly random: Random;
  readonly engines: { readonly engine?: ChunkEngine };
};

const refusedAs = (code: string, error: unknown): boolean => error instanceof RelayError && error.code === code;

export function openDraftExchange({ door, identity, seeds, random, engines }: ExchangeOptions): DraftExchange {
  const path = (draft: DraftId): string => `/v1/drafts/${draft}`;

  async function rows(): Promise<Map<DraftId, DraftRow>> {
    const answer = await door.ask({ method: 'GET', path: '/v1/drafts' });
    const { drafts } = jsonAnswer<DraftsAnswer>(answer, DraftsAnswer);
    return new Map(drafts.map(({ id, version, removed }) => [id as DraftId, { version, removed }]));
  }

  async function read(roster: Roster, draft: DraftId, version: number): Promise<OpenedDraft | null> {
    let sealed: Uint8Array;
    try {
      sealed = await door.octets(`${path(draft)}?version=${version}`, MAX_DRAFT_BYTES);
    } catch (error) {
      if (refusedAs('RELAY_NOT_FOUND', error)) return null;
      throw error;
    }
    const opened = openDraft({ roster, draft, version, sealed, seedOf: seeds.of, ...engines });
    need(opened, 'CLIENT_NO_EPOCH_SEED', 'a draft under an epoch that this device cannot open');
    // What was decrypted is hostile input too: a list of drafts must not break on a number that is no date.
    return { ...opened, savedAt: Math.min(opened.savedAt, LAST_DATE) };
  }

  // DRF-6. A gap is believed in two cases: the relay keeps no more than this, or the draft was removed in between, which drops what was before.
  async function chain(roster: Roster, draft: DraftId, from: number, head: number, base: KnownVersion | null) {
    const found: OpenedDraft[] = [];
    let last: Pick<KnownVersion, 'version' | 'digest' | 'epoch'> | null = base;
    for (let version = from; version <= head; version++) {
      const opened = await read(roster, draft, version);
      if (!opened) continue;
      if (last) {
        const next = last.version + 1 === version;
        const follows = next
          ? opened.previous === last.digest
          : opened.content === null || version === head - KEPT_VERSIONS + 1;
        need(follows && opened.epoch >= last.epoch, 'CLIENT_DRAFT_REFUSED', 'a version that does not follow');
      }
      found.push(opened);
      last = opened;
    }
    need(last?.version === head, 'CLIENT_DRAFT_REFUSED', 'the newest version of a draft is not served');
    return found;
  }

  const oldest = (head: number): number => Math.max(1, head - KEPT_VERSIONS + 1);
  return {
    rows,
    newest: async (draft) => (await rows()).get(draft)?.version ?? null,
    async follow(roster, draft, known, head) {
      const base = known?.base ?? null;
      need(!base || head >= base.version, 'CLIENT_DRAFT_REFUSED', 'an older version than was seen before');
      if (base?.version === head) return [];
      // A first version whose answer was lost is looked for, or it would be taken for somebody else's.
      const next = (base?.version ?? (known?.pending ? 0 : head - 1)) + 1;
      return chain(roster, draft, Math.max(next, oldest(head)), head, base);
    },
    async kept(roster, draft, base, head) {
      const found = await chain(roster, draft, oldest(head), head, null);
      const known = found.find(({ version }) => version === base?.version);
      need(!known || known.digest === base?.digest, 'CLIENT_DRAFT_REFUSED', 'other bytes than were seen before');
      return found;
    },
    seal(roster, draft, { base, content, changedAt }) {
      const { device, official } = identity.enrolled();
      const epoch = currentEpoch(roster, SCOPE);
      const seed = epoch && seeds.of(epoch.keyHash);
      need(epoch && seed, 'CLIENT_NO_EPOCH_SEED', 'this device cannot open the current epoch');
      const signed = {
        authority: roster.authority,
        draft,
        version: (base?.version ?? 0) + 1,
        epoch: epoch.epoch,
        previous: base?.digest ?? null,
        savedAt: changedAt,
        content: content && contentBytes(content),
      };
      const { sealed } = sealDraft({ ...signed, seed, signer: signerOf(device), random, ...engines });
      const { version, savedAt } = signed;
      const made = { version, epoch: epoch.epoch, savedAt, kid: device.kid, official, digest: digestOf(sealed) };
      return { ...made, sealed, contentHash: contentHash(content) };
    },
    async put(draft, { version, sealed }) {
      const headers: Record<string, string> =
        version === 1 ? { 'if-none-match': '*' } : { 'if-match': `"${version - 1}"` };
      try {
        await door.ask({ method: 'PUT', path: path(draft), body: { type: MEDIA.octets, bytes: sealed }, headers });
        return true;
      } catch (error) {
        if (refusedAs('RELAY_PRECONDITION', error)) return false;
        throw error;
      }
    },
    async forget(draft, version) {
      await door.ask({ method: 'DELETE', path: path(draft), headers: { 'if-match': `"${version}"` } });
    },
  };
}
