// The one error of the protocol: a closed list of codes whose prefix names the stage that failed (house.md, style 1).

/** Every code that crypto/ may throw. Screens, the CLI and vectors refer to these and to nothing else. */
export const ERROR_CODES = [
  // WIRE: bytes that are not one canonical encoding of what they claim to be
  'WIRE_TOO_LARGE',
  'WIRE_MALFORMED',
  'WIRE_NON_CANONICAL',
  'WIRE_SHAPE',
  'WIRE_VERSION',
  'WIRE_TYPE',
  // SIGNATURE: statements, gestures, keys
  'SIGNATURE_INVALID',
  'SIGNATURE_UNKNOWN_KEY',
  'SIGNATURE_WEAK_KEY',
  'SIGNATURE_GESTURE',
  // ROSTER: an authority's chain
  'ROSTER_SEQUENCE',
  'ROSTER_PREVIOUS',
  'ROSTER_AUTHORITY',
  'ROSTER_GENESIS',
  'ROSTER_SIGNER',
  'ROSTER_THRESHOLD',
  'ROSTER_ROLE',
  'ROSTER_UNKNOWN_OFFICIAL',
  'ROSTER_UNKNOWN_DEVICE',
  'ROSTER_KEY_REUSED',
  'ROSTER_ROTATION',
  'ROSTER_RECIPIENTS',
  'ROSTER_POLICY',
  'ROSTER_RECOVERY',
  'ROSTER_CLOSED',
  'ROSTER_FOUNDING',
  'ROSTER_LINK',
  'ROSTER_STALE',
  // EPOCH: seeds and lockboxes
  'EPOCH_LOCKBOX',
  'EPOCH_KEY_MISMATCH',
  'EPOCH_STALE',
  'EPOCH_UNKNOWN',
  // WRAP: content keys sealed for an authority
  'WRAP_MISSING',
  'WRAP_DIGEST',
  'WRAP_OPEN',
  // CONTENT: chunked ciphertexts, padding, the act inside
  'CONTENT_DIGEST',
  'CONTENT_COMMITMENT',
  'CONTENT_TRUNCATED',
  'CONTENT_OPEN',
  'CONTENT_PADDING',
  'CONTENT_LENGTH',
  'CONTENT_ENDED',
  'CONTENT_ATTACHMENTS',
  'CONTENT_ACT',
  'CONTENT_CLASS',
  // REGISTER: logs, notes, checkpoints, proofs
  'REGISTER_NOTE',
  'REGISTER_KEY',
  'REGISTER_SIGNATURE',
  'REGISTER_UNSIGNED',
  'REGISTER_CHECKPOINT',
  'REGISTER_ORIGIN',
  'REGISTER_PROOF',
  'REGISTER_INCONSISTENT',
  'REGISTER_ROLLBACK',
  'REGISTER_TILE',
  'REGISTER_POLICY',
  'REGISTER_QUORUM',
  'REGISTER_STALE',
  'REGISTER_LEAF',
  // RECEIPT: receipts and bundles
  'RECEIPT_LAYOUT',
  'RECEIPT_MISSING',
  'RECEIPT_MISMATCH',
  'RECEIPT_UNSEALED',
  // POLICY: well-formed and authentic, and still not allowed
  'POLICY_NOT_A_PARTY',
  'POLICY_SUITE',
  'POLICY_TIME',
  'POLICY_REPLAY',
  'POLICY_GESTURE_MISSING',
  'POLICY_GESTURE_ROLE',
  'POLICY_PRACTICE',
  'POLICY_TRUST',
  'POLICY_PASSPHRASE',
  'POLICY_INVITATION',
  'POLICY_RECOVERY_SHARE',
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];

/** Thrown by everything in crypto/ that refuses its input. `message` is for a log or a developer; people are shown a text by `code`. */
export class ProtocolError extends Error {
  readonly code: ErrorCode;
  constructor(code: ErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'ProtocolError';
    this.code = code;
  }
}

/** Refuses with `code` unless `condition` holds. */
export function demand(condition: unknown, code: ErrorCode, message: string): asserts condition {
  if (!condition) throw new ProtocolError(code, message);
}
