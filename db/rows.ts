// Rows of the store as the port speaks of them (house.md, style 5). Ids are lowercase hex; what is stored is public bytes or ciphertext, and no field could
// hold a key that opens anything (docs/what-the-relay-holds.md).

/** Which book a log is: the directory, or the register of one authority. */
export type LogRow = {
  readonly origin: string;
  readonly kind: 'directory' | 'register';
  readonly authority: string | null;
  readonly size: number;
  readonly root: Uint8Array;
  /** Hashes of the complete subtrees that make up the tree, largest first: enough to append without reading back. */
  readonly edge: readonly Uint8Array[];
  /** The newest checkpoint with its plain signature. */
  readonly checkpoint: string;
};

/** What one batch adds to one log. `expectedSize` is compared and swapped: another writer in between makes the whole batch 'stale'. */
export type LogAppend = {
  readonly origin: string;
  readonly expectedSize: number;
  readonly leaves: readonly { readonly data: Uint8Array; readonly hash: Uint8Array }[];
  /** Complete subtrees of two leaves or more that these leaves finished: [level >= 1, index, hash]. */
  readonly nodes: readonly (readonly [level: number, index: number, hash: Uint8Array])[];
  readonly root: Uint8Array;
  readonly edge: readonly Uint8Array[];
  readonly checkpoint: string;
};

export type ChainRow = {
  readonly authority: string;
  readonly state: 'founding' | 'admitted' | 'closed';
  readonly headSeq: number;
  readonly headHash: string;
  readonly createdAt: number;
};

/** A link or an operator's entry; `dirIndex` is null while the authority waits to be admitted. */
export type DirectoryObjectRow = {
  readonly hash: string;
  readonly kind: 'link' | 'entry';
  readonly authority: string;
  readonly seq: number;
  readonly bytes: Uint8Array;
  readonly dirIndex: number | null;
};

export type EnvelopeState = 'proposed' | 'accepted' | 'withdrawn' | 'lapsed';
export type EnvelopeRow = {
  /** SHA-256 of the statement: the name of the transmission everywhere. */
  readonly subject: string;
  readonly sender: string;
  readonly messageId: string;
  readonly kid: string;
  readonly caseId: string;
  readonly class: number;
  readonly answerBy: number | null;
  readonly state: EnvelopeState;
  readonly statement: Uint8Array;
  /** CBOR list of SHA-256(wrap). */
  readonly wrapList: Uint8Array;
  /** CBOR list of gestures, or null for class 0. */
  readonly gestures: Uint8Array | null;
  /** The sealed body; null once it expired. */
  readonly body: Uint8Array | null;
  readonly receivedAt: number;
};

/** An authority's leaf about a subject: how a party finds its own leaves without scanning. */
export type PartyRow = {
  readonly subject: string;
  readonly authority: string;
  readonly event: number;
  readonly index: number;
  readonly counterpart: string | null;
};

export type AcknowledgementRow = {
  readonly hash: string;
  readonly subject: string;
  readonly authority: string;
  readonly kind: number;
  /** 0 for the first; a second 'received' counts the attachments. */
  readonly round: number;
  readonly statement: Uint8Array;
  readonly receivedAt: number;
};

/** A sender's own statement that took a proposal back. */
export type WithdrawalRow = {
  readonly subject: string;
  readonly hash: string;
  readonly statement: Uint8Array;
  readonly receivedAt: number;
};

/** A party's hold on content, or its taking back: the statement and what it says. */
export type HoldRow = {
  readonly subject: string;
  readonly authority: string;
  readonly held: boolean;
  readonly statement: Uint8Array;
  readonly createdAt: number;
  readonly receivedAt: number;
};

export type UploadRow = {
  readonly authority: string;
  readonly uploadId: string;
  readonly length: number;
  readonly received: number;
  /** SHA-256 of the whole ciphertext once complete. */
  readonly digest: string | null;
  readonly referenced: boolean;
  readonly updatedAt: number;
};

export type TimerRow = {
  readonly subject: string;
  readonly authority: string;
  readonly event: number;
  readonly dueAt: number;
};

export type InvitationRow = {
  /** Kid of the invite key. */
  readonly kid: string;
  readonly authority: string;
  /** Trust card and authority id under the invitation's MAC: opaque here. */
  readonly card: Uint8Array;
  readonly expiresAt: number;
  readonly consumedAt: number | null;
};

/** The newest version of a draft, without its bytes. */
export type DraftRow = {
  readonly draftId: string;
  readonly version: number;
  readonly savedAt: number;
  readonly length: number;
  readonly removedAt: number | null;
};

export type DraftVersionRow = {
  readonly authority: string;
  readonly draftId: string;
  readonly version: number;
  readonly savedAt: number;
  /** Ciphertext that the authority's own devices open. */
  readonly sealed: Uint8Array;
};

export type SessionRow = {
  readonly kid: string;
  readonly loginAt: number;
  readonly usedAt: number;
  readonly gestureAt: number;
};

/** A gesture made elsewhere, waiting for the device that asked for it. */
export type GestureSlotRow = {
  /** What the passkey answered: SHA-256 over its meaning and nonce. */
  readonly challenge: string;
  /** The device that the nonce was issued to. */
  readonly kid: string;
  readonly gestures: Uint8Array;
  readonly expiresAt: number;
};

/** A device's seed, wrapped under a passkey before it came here. `credential`: SHA-256 of the credential id. */
export type CopyRow = {
  readonly credential: string;
  readonly kid: string;
  readonly sealed: Uint8Array;
  readonly keptAt: number;
};
