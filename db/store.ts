// The port: everything the relay remembers, as whole atomic verbs (house.md, style 5). Engines implement it; callers never see a transaction.
// Ids are lowercase hex; what is stored is public bytes or ciphertext, and no field could hold a key that opens anything (docs/what-the-relay-holds.md).

export { StoreConflict, StoreError, type StoreErrorCode } from './refusals.ts';

export type * from './rows.ts';

import type {
  AcknowledgementRow,
  ChainRow,
  CopyRow,
  DirectoryObjectRow,
  DraftRow,
  DraftVersionRow,
  EnvelopeRow,
  EnvelopeState,
  GestureSlotRow,
  HoldRow,
  InvitationRow,
  LogAppend,
  LogRow,
  PartyRow,
  SessionRow,
  TimerRow,
  UploadRow,
  WithdrawalRow,
} from './rows.ts';

/** What a batch changes besides the logs, applied in the order given. Each is an insert or a guarded update; a guard that fails makes the batch throw StoreConflict. */
export type Effect =
  | ({ readonly effect: 'chain' } & ChainRow)
  | {
      readonly effect: 'chain-head';
      readonly authority: string;
      readonly expectedSeq: number;
      readonly headSeq: number;
      readonly headHash: string;
      readonly state: ChainRow['state'];
    }
  | ({ readonly effect: 'directory-object' } & DirectoryObjectRow)
  | { readonly effect: 'directory-index'; readonly hash: string; readonly dirIndex: number }
  | {
      readonly effect: 'epoch-key';
      readonly hash: string;
      readonly authority: string;
      readonly epoch: number;
      readonly publicKey: Uint8Array;
    }
  | {
      readonly effect: 'lockbox';
      readonly authority: string;
      readonly scope: string;
      readonly epoch: number;
      readonly kid: string;
      readonly box: Uint8Array;
    }
  | { readonly effect: 'invitation-consumed'; readonly kid: string; readonly at: number }
  | ({ readonly effect: 'envelope' } & EnvelopeRow)
  /** Only a proposed envelope changes. `gestures: null` leaves what is there. */
  | {
      readonly effect: 'envelope-state';
      readonly subject: string;
      readonly expected: EnvelopeState;
      readonly state: EnvelopeState;
      readonly gestures: Uint8Array | null;
    }
  | { readonly effect: 'wrap'; readonly subject: string; readonly authority: string; readonly wrap: Uint8Array }
  | ({ readonly effect: 'party' } & PartyRow)
  | ({ readonly effect: 'acknowledgement' } & AcknowledgementRow)
  | ({ readonly effect: 'withdrawal' } & WithdrawalRow)
  /** Guard: accepted, its body still there, and no party holds it. */
  | { readonly effect: 'content-expired'; readonly subject: string }
  /** Guard: the chain waits to be admitted and has this head. It goes with its links, keys, lockboxes and invitations. */
  | { readonly effect: 'founding-dropped'; readonly authority: string; readonly headHash: string }
  /** Guard: the upload is there and complete, and was not named before by transmissions whose content has all expired. */
  | {
      readonly effect: 'upload-referenced';
      readonly authority: string;
      readonly uploadId: string;
      readonly subject: string;
    }
  | ({ readonly effect: 'timer' } & TimerRow)
  /** `fired`: the timer itself acts now and must still be pending (guard); else something settled it, and done before or never set is fine. */
  | {
      readonly effect: 'timer-done';
      readonly subject: string;
      readonly authority: string;
      readonly event: number;
      readonly at: number;
      readonly fired?: boolean;
    }
  | { readonly effect: 'nonce-used'; readonly nonce: string; readonly kid: string; readonly at: number }
  | { readonly effect: 'request-nonce'; readonly kid: string; readonly nonce: string; readonly expiresAt: number };

/** A new log, created with its empty tree in the same batch that first needs it. */
export type NewLog = {
  readonly origin: string;
  readonly kind: LogRow['kind'];
  readonly authority: string | null;
  readonly root: Uint8Array;
  readonly checkpoint: string;
};

export type Batch = {
  readonly newLogs: readonly NewLog[];
  readonly appends: readonly LogAppend[];
  readonly effects: readonly Effect[];
};

export type SealedCheckpoint = { readonly size: number; readonly note: string; readonly sealedAt: number };

export type Store = {
  readonly engine: 'sqlite' | 'postgres';
  /** Durable when the promise resolves. 'stale': a log had another size; nothing stored, reload the logs and build the batch anew. */
  commit(batch: Batch): Promise<'done' | 'stale'>;

  // logs
  logs(): Promise<LogRow[]>;
  log(origin: string): Promise<LogRow | null>;
  leaves(origin: string, from: number, limit: number): Promise<Uint8Array[]>;
  /** Hashes in the order asked; level 0 are leaf hashes. Throws StoreError STORE_CORRUPT when one is missing. */
  nodes(origin: string, wanted: readonly (readonly [level: number, index: number])[]): Promise<Uint8Array[]>;
  /** Throws StoreConflict beyond the log's size, for an unknown log, or for another note at the same size and time. */
  putSealed(origin: string, checkpoint: SealedCheckpoint): Promise<void>;
  /** The newest sealed checkpoint, or the smallest one of at least `minSize` leaves (of several stamps at that size the first). */
  sealed(origin: string, minSize?: number): Promise<SealedCheckpoint | null>;

  // directory
  chains(): Promise<ChainRow[]>;
  chain(authority: string): Promise<ChainRow | null>;
  links(authority: string, fromSeq: number, limit: number): Promise<DirectoryObjectRow[]>;
  directoryObject(hash: string): Promise<DirectoryObjectRow | null>;
  /** Objects by place in the directory log. */
  directoryObjects(fromIndex: number, limit: number): Promise<DirectoryObjectRow[]>;
  epochKey(hash: string): Promise<Uint8Array | null>;
  lockboxes(kid: string, fromEpoch: number): Promise<{ scope: string; epoch: number; box: Uint8Array }[]>;

  // enrolment and sessions
  putInvitation(row: InvitationRow): Promise<void>;
  invitation(kid: string): Promise<InvitationRow | null>;
  issueNonce(nonce: string, kid: string, purpose: 'login' | 'gesture', expiresAt: number): Promise<void>;
  /** The nonce's row while unused, unexpired at `now` and issued to `kid` for `purpose`; else null. */
  nonce(nonce: string, kid: string, purpose: 'login' | 'gesture', now: number): Promise<{ expiresAt: number } | null>;
  /** Whose an unused, unexpired nonce is. */
  nonceHolder(
    nonce: string,
    purpose: 'login' | 'gesture',
    now: number,
  ): Promise<{ kid: string; expiresAt: number } | null>;
  /** Throws StoreConflict when the challenge was answered before. */
  putGesture(row: GestureSlotRow): Promise<void>;
  /** The answer to a challenge of that device, unexpired at `now`; else null. */
  gestureSlot(challenge: string, kid: string, now: number): Promise<Uint8Array | null>;
  /** Uses up a login nonce and records the session at once; null when the nonce no longer serves. */
  login(nonce: string, session: SessionRow): Promise<SessionRow | null>;
  session(kid: string): Promise<SessionRow | null>;
  touchSession(kid: string, usedAt: number): Promise<void>;
  endSession(kid: string): Promise<void>;
  /** False when (kid, nonce) was seen before: a replayed request. */
  rememberRequest(kid: string, nonce: string, expiresAt: number): Promise<boolean>;

  /** Keeps it in the place of the device's earlier one under that credential; false when the device has `max` others. */
  putCopy(row: CopyRow, max: number): Promise<boolean>;
  copies(credential: string): Promise<CopyRow[]>;
  dropCopies(kid: string): Promise<void>;
  /** Those of one device under one passkey. */
  dropCopy(kid: string, credential: string): Promise<void>;

  // transmissions
  envelope(subject: string): Promise<EnvelopeRow | null>;
  envelopeByMessage(sender: string, messageId: string): Promise<EnvelopeRow | null>;
  wrap(subject: string, authority: string): Promise<Uint8Array | null>;
  parties(subject: string): Promise<PartyRow[]>;
  /** Whether both have a leaf about one and the same transmission. */
  sharesTransmission(one: string, other: string): Promise<boolean>;
  acknowledgements(subject: string): Promise<AcknowledgementRow[]>;
  acknowledgement(hash: string): Promise<AcknowledgementRow | null>;
  withdrawal(subject: string): Promise<WithdrawalRow | null>;
  /** False when that authority said something later, or the body has gone. The same again is fine. */
  putHold(row: HoldRow): Promise<boolean>;
  /** Accepted transmissions with a body that nobody holds, of which every recipient's last `received` came by then. Oldest first, without the first `skip`. */
  expirable(receivedBy: number, limit: number, skip: number): Promise<string[]>;
  /** Drops the bodies of proposals that were withdrawn or lapsed and that nobody holds. Resolves to how many. */
  dropClosedContent(): Promise<number>;
  timersDue(now: number, limit: number): Promise<TimerRow[]>;
  nextTimer(): Promise<number | null>;

  // uploads (bytes lie in files; rows say how far they are)
  upload(authority: string, uploadId: string): Promise<UploadRow | null>;
  /** Inserts or updates. Throws StoreConflict for another length, or another digest once complete; a reference, once made, stays. */
  putUpload(row: UploadRow): Promise<void>;
  /** Which authorities may fetch it: those with a leaf of a transmission that names it (of a mere proposal, the sender only). */
  uploadReaders(authority: string, uploadId: string): Promise<string[]>;
  /** Bytes of every upload of that authority that is not gone, counted by its declared length. */
  uploadUsage(authority: string): Promise<number>;
  /** Whether a transmission whose body is there names that upload. */
  uploadNeeded(authority: string, uploadId: string): Promise<boolean>;
  /** Uploads not yet marked that transmissions named, of which every one's body has gone. */
  expiredUploads(limit: number): Promise<UploadRow[]>;
  /** Marks one of those, after its file: named, of no digest, counted in no quota. Throws StoreConflict for any other. */
  markGone(authority: string, uploadId: string): Promise<void>;
  staleUploads(before: number, limit: number): Promise<UploadRow[]>;
  /** Throws StoreConflict when a transmission names it. */
  dropUpload(authority: string, uploadId: string): Promise<void>;

  // drafts
  drafts(authority: string): Promise<DraftRow[]>;
  draft(authority: string, draftId: string): Promise<DraftRow | null>;
  draftVersion(authority: string, draftId: string, version: number): Promise<Uint8Array | null>;
  /** Bytes and number of an authority's drafts, all versions counted. */
  draftUsage(authority: string): Promise<{ bytes: number; drafts: number }>;
  /** Stores a version and drops what is older than the newest `keep`. Throws StoreConflict unless the newest is the one before it (of version 1: unless there is none). */
  putDraft(row: DraftVersionRow, keep: number): Promise<void>;
  /** Marks as removed and drops every version but this one. Throws StoreConflict unless it is the newest. */
  removeDraft(authority: string, draftId: string, version: number, removedAt: number): Promise<void>;
  /** Forgets drafts removed before then. */
  sweepDrafts(before: number): Promise<void>;

  // housekeeping
  /** Forgets expired nonces, requests and gestures. */
  sweep(now: number): Promise<void>;
  /** Engine's own integrity check and ours over rows (dangling references, gaps in logs): findings in words, empty when clean. */
  check(): Promise<string[]>;
  /** True when a write would be accepted now. */
  healthy(): Promise<boolean>;
  close(): Promise<void>;
};
