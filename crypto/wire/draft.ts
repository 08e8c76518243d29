// Drafts: one version of what an official prepares, signed by the device that saved it, and the frame the relay keeps it in (docs/spec/drafts.md).
import { demand } from '../primitives/errors.ts';
import { type CborKey, type CborValue, decode, encode } from './codec.ts';
import { type AuthorityId, type Digest, type DraftId, idBytes, idOf } from './ids.ts';
import { bytes, nullable, record, tuple, uint } from './read.ts';

/** What the relay keeps of one version is at most this long. */
export const MAX_DRAFT_BYTES = 1024 * 1024;
/** The content of one version, encoded. Padded and sealed it still fits MAX_DRAFT_BYTES. */
export const MAX_DRAFT_CONTENT = 768 * 1024;

/** What a device signs when it saves. Versions count from 1. */
export type DraftVersion = {
  readonly authority: AuthorityId;
  readonly draft: DraftId;
  readonly version: number;
  /** Number of the epoch it is sealed under. */
  readonly epoch: number;
  /** SHA-256 of the frame of the version that this one replaces; null for the first. */
  readonly previous: Digest | null;
  readonly savedAt: number;
  /** CBOR of what the casework keeps; null says that the draft was removed. */
  readonly content: Uint8Array | null;
};

export function encodeDraftVersion(draft: DraftVersion): Uint8Array {
  demand((draft.content?.length ?? 0) <= MAX_DRAFT_CONTENT, 'WIRE_TOO_LARGE', 'a draft longer than may be kept');
  return encode(
    new Map<CborKey, CborValue>([
      [1, 1],
      [2, idBytes(draft.authority)],
      [3, idBytes(draft.draft)],
      [4, draft.version],
      [5, draft.epoch],
      [6, draft.previous && idBytes(draft.previous)],
      [7, draft.savedAt],
      [8, draft.content],
    ]),
  );
}

export function decodeDraftVersion(payload: Uint8Array): DraftVersion {
  const fields = record(decode(payload, MAX_DRAFT_BYTES), [1, 2, 3, 4, 5, 6, 7, 8], 'draft');
  uint(1, 1)(fields.get(1), 'version of the form');
  const version = uint(0xffff_ffff, 1)(fields.get(4), 'version');
  const previous = nullable(bytes(32))(fields.get(6), 'previous');
  demand((version === 1) === (previous === null), 'WIRE_SHAPE', 'every version but the first replaces another');
  return {
    authority: idOf('authority', bytes(32)(fields.get(2), 'authority')),
    draft: idOf('draft', bytes(16)(fields.get(3), 'draft')),
    version,
    epoch: uint(0xffff_ffff, 1)(fields.get(5), 'epoch'),
    previous: previous && idOf('digest', previous),
    savedAt: uint()(fields.get(7), 'savedAt'),
    content: nullable(bytes(1, MAX_DRAFT_CONTENT))(fields.get(8), 'content'),
  };
}

/** What the relay keeps: which epoch opens it, and the ciphertext. */
export type SealedDraft = { readonly epoch: number; readonly ciphertext: Uint8Array };

export const encodeSealedDraft = ({ epoch, ciphertext }: SealedDraft): Uint8Array => encode([1, epoch, ciphertext]);

export function decodeSealedDraft(raw: Uint8Array): SealedDraft {
  const [form, epoch, ciphertext] = tuple(decode(raw, MAX_DRAFT_BYTES), 3, 'sealed draft');
  uint(1, 1)(form, 'version of the form');
  return {
    epoch: uint(0xffff_ffff, 1)(epoch, 'epoch'),
    ciphertext: bytes(1, MAX_DRAFT_BYTES)(ciphertext, 'ciphertext'),
  };
}
