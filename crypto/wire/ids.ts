// The names of things: branded lowercase hexadecimal in code, byte strings of fixed length on the wire.
import { fromHex, toHex } from '../primitives/bytes.ts';
import { demand, ProtocolError } from '../primitives/errors.ts';

declare const brand: unique symbol;
type Id<Name extends string> = string & { readonly [brand]: Name };

/** H("authority-id", genesis), 32 bytes. */
export type AuthorityId = Id<'authority'>;
/** First 16 bytes of a labelled hash of a public key: devices, invitations, custodians, operators, the recovery key. */
export type Kid = Id<'kid'>;
/** A person, 16 random bytes; never a name. */
export type OfficialId = Id<'official'>;
/** 16 random bytes, never used twice by a sender. */
export type MessageId = Id<'message'>;
/** 16 random bytes that say nothing of the case. */
export type CaseId = Id<'case'>;
/** 16 random bytes naming one uploaded ciphertext. */
export type UploadId = Id<'upload'>;
/** 16 random bytes naming one draft of an authority. */
export type DraftId = Id<'draft'>;
/** A SHA-256, 32 bytes. The hash of a statement is its name everywhere. */
export type Digest = Id<'digest'>;

const SIZES = {
  authority: 32,
  kid: 16,
  official: 16,
  message: 16,
  case: 16,
  upload: 16,
  draft: 16,
  digest: 32,
} as const;
type Named = {
  authority: AuthorityId;
  kid: Kid;
  official: OfficialId;
  message: MessageId;
  case: CaseId;
  upload: UploadId;
  draft: DraftId;
  digest: Digest;
};

/** The id that these bytes spell. Throws WIRE_SHAPE when the length is wrong. */
export function idOf<N extends keyof Named>(name: N, bytes: Uint8Array): Named[N] {
  if (bytes.length !== SIZES[name])
    throw new ProtocolError('WIRE_SHAPE', `${name} id of ${bytes.length} bytes, not ${SIZES[name]}`);
  return toHex(bytes) as Named[N];
}

/** The id in `text` (lowercase hex of the right length). Throws WIRE_SHAPE otherwise. */
export function parseId<N extends keyof Named>(name: N, text: string): Named[N] {
  const bytes = fromHex(text);
  demand(bytes, 'WIRE_SHAPE', `${name} id is not lowercase hexadecimal`);
  return idOf(name, bytes);
}

/** The bytes of an id. */
export function idBytes(
  id: AuthorityId | Kid | OfficialId | MessageId | CaseId | UploadId | DraftId | Digest,
): Uint8Array {
  const bytes = fromHex(id);
  if (!bytes) throw new ProtocolError('WIRE_SHAPE', 'an id that is not lowercase hexadecimal');
  return bytes;
}
