// The relay's face of the protocol: what can be checked without opening anything (house.md, R3 and R5). Nothing reachable from here unseals.
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
  utf8,
} from './primitives/bytes.ts';
export { demand, type ErrorCode, ProtocolError } from './primitives/errors.ts';
export { computeSha256By, derive, hmacSha256, type Sha256Stream, sha256, sha256Stream } from './primitives/hash.ts';
export { checkKemKey } from './primitives/kem.ts';
export { mldsaKeyPair } from './primitives/mldsa.ts';
export { type Random, systemRandom } from './primitives/random.ts';
export { type Ed25519, portableEd25519, type SigningKey, signingKey, verifySignature } from './primitives/sign.ts';
export { ready } from './primitives/sodium.ts';
export { extendChain, foldChain, foundChain, parseLink, type UnverifiedLink } from './protocol/chain.ts';
export * from './protocol/envelope-rules.ts';
export {
  copyChallenge,
  enrolChallenge,
  loginChallenge,
  practiceAaguid,
  transmitChallenge,
  verifyAssertion,
  verifyGestures,
  verifyOneGesture,
} from './protocol/gesture.ts';
export { dueRecipients, type EpochRecipient, recipientKids } from './protocol/recipients.ts';
export * from './protocol/roster.ts';
export { type Checkpoint, formatCheckpoint, openCheckpoint, parseCheckpoint } from './tlog/checkpoint.ts';
export { logSigner, mldsaCosigner } from './tlog/cosignature.ts';
export * from './tlog/merkle.ts';
export {
  addSignatures,
  formatVkey,
  type NoteSigner,
  openNote,
  parseVkey,
  signatureLine,
  signNote,
  type Vkey,
} from './tlog/note.ts';
export { type Policy as WitnessPolicy, parsePolicy, satisfies } from './tlog/policy.ts';
export { formatProof, type TlogProof } from './tlog/proof.ts';
export { bundlePath, encodeBundle, encodeTile, parseTilePath, TILE_WIDTH, type Tile, tilePath } from './tlog/tiles.ts';
export * from './wire/acknowledgement.ts';
export type { Problem, RelayCode } from './wire/api.ts';
export * from './wire/device.ts';
export * from './wire/directory-entry.ts';
export { MAX_DRAFT_BYTES } from './wire/draft.ts';
export {
  type AttachmentRef,
  CLASSES,
  decodeEnvelope,
  decodeWrapList,
  type Envelope,
  type EnvelopeClass,
  type EnvelopeCore,
  encodeWrapList,
  MAX_BODY_BYTES,
  MAX_STATEMENT_BYTES,
  type Recipient,
} from './wire/envelope.ts';
export * from './wire/frames.ts';
export * from './wire/genesis.ts';
export * from './wire/gesture.ts';
export { decodeHold } from './wire/hold.ts';
export * from './wire/ids.ts';
export * from './wire/leaf.ts';
export { type LinkBody, type LinkType, MAX_LINK_BYTES, type Rotation } from './wire/roster-link.ts';
export * from './wire/signed-request.ts';
export {
  digestOf,
  digestOfList,
  parseStatement,
  type StatementSigner,
  signerOf,
  signStatement,
  type UnverifiedStatement,
  verifyStatement,
} from './wire/statement.ts';
export * from './wire/trust-card.ts';
