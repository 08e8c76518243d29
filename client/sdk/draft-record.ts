// A draft as one vault keeps it, and what news about it makes of it: pure, so that nothing is lost between two writes (docs/spec/drafts.md, DRF-6 and DRF-7).
import {
  type Digest,
  decode,
  demand,
  digestOf,
  encode,
  type Kid,
  MAX_DRAFT_CONTENT,
  type OfficialId,
  type OpenedDraft,
} from '../../crypto/index.ts';
import type { AnyCode } from './failure.ts';
import { cborToPlain, type Plain, plainToCbor } from './plain.ts';

/** What is prepared: casework knows its members. */
export type DraftContent = { readonly [name: string]: Plain | undefined };

/** A version that was verified, by whom and when; `content: null` removes the draft. */
export type KnownVersion = {
  readonly version: number;
  readonly digest: Digest;
  readonly epoch: number;
  readonly savedAt: number;
  readonly kid: Kid;
  readonly official: OfficialId;
};

/** Bytes on their way to the relay: the very same are sent until it is known whether they arrived. */
export type PendingVersion = KnownVersion & { readonly sealed: Uint8Array; readonly contentHash: Digest };

export type DraftRecord = {
  /** As it stands on this device; null: removed. */
  readonly content: DraftContent | null;
  /** Unix ms of the last change, by the clock of the device that made it. */
  readonly changedAt: number;
  /** Whether `content` is a change of this device that no stored version has. */
  readonly changed: boolean;
  /** The newest version known. */
  readonly base: KnownVersion | null;
  readonly pending: PendingVersion | null;
  /** What somebody else saved meanwhile; `base` is then its version. */
  readonly theirs: { readonly content: DraftContent | null } | null;
  /** The relay shows none of a draft that it had. */
  readonly missing: boolean;
  readonly trouble: AnyCode | null;
};

/** The bytes of a content. Throws WIRE_TOO_LARGE. */
export function contentBytes(content: DraftContent): Uint8Array {
  const bytes = encode(plainToCbor(content));
  demand(bytes.length <= MAX_DRAFT_CONTENT, 'WIRE_TOO_LARGE', 'a draft longer than may be kept');
  return bytes;
}

/** What a version holds. Throws WIRE_*, CONTENT_ACT: what was decrypted is hostile input too. */
export function contentOf({ content }: Pick<OpenedDraft, 'content'>): DraftContent | null {
  if (content === null) return null;
  const value = cborToPlain(decode(content, MAX_DRAFT_CONTENT));
  const named = typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Uint8Array);
  demand(named, 'CONTENT_ACT', 'a draft is an object');
  return value as DraftContent;
}

/** Equal contents have equal hashes; a removal has one of its own. */
export const contentHash = (content: DraftContent | null): Digest =>
  digestOf(content === null ? new Uint8Array(0) : contentBytes(content));

const knownOf = ({ version, digest, epoch, savedAt, kid, official }: KnownVersion): KnownVersion => ({
  version,
  digest,
  epoch,
  savedAt,
  kid,
  official,
});

const NEW = { base: null, pending: null, theirs: null, missing: false, trouble: null };

/** A content written on this device; the same once more is no change. */
export function written(before: DraftRecord | null, content: DraftContent | null, now: number): DraftRecord {
  if (before && contentHash(before.content) === contentHash(content)) return before;
  return { ...NEW, ...before, content, changedAt: now, changed: true };
}

/** The relay stored `pending`. */
export function stored(record: DraftRecord, pending: PendingVersion): DraftRecord {
  if (record.pending?.digest !== pending.digest) return record;
  const changed = contentHash(record.content) !== pending.contentHash;
  return { ...record, base: knownOf(pending), pending: null, changed, trouble: null };
}

/** News: `versions` were followed from the base of `before` on, ascending; the last one is the newest. */
export function followed(before: DraftRecord | null, versions: readonly OpenedDraft[]): DraftRecord | null {
  const newest = versions.at(-1);
  if (!newest) return before;
  const content = contentOf(newest);
  const fresh = { base: knownOf(newest), pending: null, theirs: null, missing: false, trouble: null };
  if (!before) return { ...fresh, content, changedAt: newest.savedAt, changed: false };
  const { pending } = before;
  const arrived = pending && versions.some(({ digest }) => digest === pending.digest) ? pending : null;
  const mine = contentHash(before.content);
  const changed = arrived ? mine !== arrived.contentHash : before.changed;
  if (arrived?.digest === newest.digest) return { ...before, ...fresh, changed };
  if (!before.theirs && !changed) return { ...fresh, content, changedAt: newest.savedAt, changed: false };
  if (mine === contentHash(content)) return { ...before, ...fresh, changed: false };
  return { ...before, ...fresh, changed: true, theirs: { content } };
}
