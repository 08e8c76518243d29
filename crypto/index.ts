// The parties' face of the protocol: everything a client seals, opens, signs and verifies with (house.md, R3, R6 and R7).
export { openBlob, sealBlob } from './primitives/aead.ts';
export {
  concat,
  equal,
  fromBase64,
  fromBase64url,
  fromHex,
  fromUtf8,
  toBase64,
  toBase64url,
  toHex,
  u32,
  utf8,
} from './primitives/bytes.ts';
export { CHUNK_SALT, type ChunkEngine } from './primitives/chunks.ts';
export { demand, ERROR_CODES, type ErrorCode, ProtocolError } from './primitives/errors.ts';
export { derive, hash, hmacSha256, type Sha256Stream, sha256, sha256Stream } from './primitives/hash.ts';
export { kemKeyPair } from './primitives/kem.ts';
export { STRETCH_PARAMS, type Stretcher, type StretchParams, stretch } from './primitives/passphrase.ts';
export { type Random, systemRandom } from './primitives/random.ts';
export { type SigningKey, signingKey, verifySignature } from './primitives/sign.ts';
export { ready } from './primitives/sodium.ts';
export * from './protocol/attachment.ts';
export {
  type BundleAnchors,
  type BundleVerdict,
  encodeBundleFiles,
  type ProvenFacts,
  verifyBundle,
} from './protocol/bundle.ts';
export { BUNDLE_CHECKS, type BundleCheck, type CheckId, type CheckOutcome } from './protocol/bundle-checks.ts';
export type { BundleFacts, EventFact, PartyFact } from './protocol/bundle-facts.ts';
export type { BundleFiles, BundleParts, DisclosedAttachment } from './protocol/bundle-layout.ts';
export { extendChain, foldChain, foundChain, parseLink, type UnverifiedLink } from './protocol/chain.ts';
export { type DeviceKeys, deviceFromSeed, signerOf } from './protocol/device.ts';
export * from './protocol/disclose.ts';
export { type OpenedDraft, openDraft, sealDraft } from './protocol/draft.ts';
export {
  ANSWER_MAX_MS,
  ANSWER_MIN_MS,
  type ChainView,
  CLOCK_AHEAD_MS,
  demandEpoch,
  demandParties,
  demandSender,
  PROPOSAL_LIFE_MS,
  SCOPE,
} from './protocol/envelope-rules.ts';
export { epochFromSeed, openPrevious } from './protocol/epoch.ts';
export {
  copyChallenge,
  enrolChallenge,
  loginChallenge,
  practiceAaguid,
  transmitChallenge,
  verifyAssertion,
  verifyGestures,
} from './protocol/gesture.ts';
export * from './protocol/invitation.ts';
export { type MadeRotation, openLockbox, rotate, sealLockbox } from './protocol/lockbox.ts';
export { type OpenedTransmission, openTransmission } from './protocol/open.ts';
export { passkeyChangeNonce } from './protocol/passkey-rules.ts';
export * from './protocol/receipt.ts';
export { dueRecipients, type RecipientChange } from './protocol/recipients.ts';
export {
  type LogKeys,
  type RegisterTrust,
  readLogKeys,
  sealingTime,
  type VerifiedEntry,
  verifyEntry,
} from './protocol/register-entry.ts';
export * from './protocol/roster.ts';
export { type SealedFile, type SealedTransmission, seal } from './protocol/seal.ts';
export { type SentAnswer, wasSent } from './protocol/sent.ts';
export { type EightWords, eightWords, statementWords } from './protocol/words.ts';
export {
  type Checkpoint,
  formatCheckpoint,
  type OpenedCheckpoint,
  openCheckpoint,
  parseCheckpoint,
} from './tlog/checkpoint.ts';
export { logSigner } from './tlog/cosignature.ts';
export {
  append,
  type CompactRange,
  consistencyProof,
  EMPTY_RANGE,
  EMPTY_ROOT,
  inclusionProof,
  leafHash,
  type NodeReader,
  root,
  rootFrom,
  verifyConsistency,
} from './tlog/merkle.ts';
export { parseVkey, signNote, type Vkey } from './tlog/note.ts';
export { parsePolicy, satisfies } from './tlog/policy.ts';
export { formatProof, parseProof, type TlogProof, verifyProof } from './tlog/proof.ts';
export { bundlePath, encodeBundle, encodeTile, tilePath, tilesForSize } from './tlog/tiles.ts';
export * from './wire/acknowledgement.ts';
export {
  DraftsAnswer,
  LinkAnswer,
  NonceAnswer,
  Problem,
  RELAY_CODES,
  type RelayCode,
  SessionAnswer,
  UploadAnswer,
} from './wire/api.ts';
export { type CborKey, type CborMap, type CborValue, decode, encode } from './wire/codec.ts';
export * from './wire/device.ts';
export * from './wire/directory-entry.ts';
export { MAX_DRAFT_BYTES, MAX_DRAFT_CONTENT } from './wire/draft.ts';
export {
  type AttachmentRef,
  type Body,
  CLASSES,
  decodeEnvelope,
  type Envelope,
  type EnvelopeClass,
  type EnvelopeCore,
  MAX_STATEMENT_BYTES,
  type Recipient,
} from './wire/envelope.ts';
export * from './wire/frames.ts';
export * from './wire/genesis.ts';
export * from './wire/gesture.ts';
export { encodeHold } from './wire/hold.ts';
export * from './wire/ids.ts';
export * from './wire/leaf.ts';
export {
  CHANNELS,
  type ChannelName,
  type OfficeHours,
  type Particulars,
  particularsFields,
  readParticulars,
  TRANSMISSION_FORMS,
  type TransmissionForm,
} from './wire/particulars.ts';
export * from './wire/roster-link.ts';
export * from './wire/signed-request.ts';
export {
  digestOf,
  encodeJoint,
  parseJoint,
  parseStatement,
  type RawSignature,
  type StatementSigner,
  signerOf as signerOfStatement,
  signJointly,
  signPart,
  signStatement,
  verifyStatement,
} from './wire/statement.ts';
export * from './wire/trust-card.ts';
