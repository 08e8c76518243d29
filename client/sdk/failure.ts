// What the SDK throws: its own closed list of codes, and a relay's refusal, which is words of a stranger (docs/spec/http.md).
import type { ErrorCode, RelayCode } from '../../crypto/index.ts';

/** Every code that only a client can give. */
export const CLIENT_CODES = [
  'CLIENT_RELAY_UNREACHABLE',
  'CLIENT_RELAY_ANSWER',
  'CLIENT_RELAY_TIMEOUT',
  'CLIENT_VAULT_PASSPHRASE',
  'CLIENT_VAULT_CORRUPT',
  'CLIENT_VAULT_BUSY',
  'CLIENT_VAULT_PERMISSIONS',
  'CLIENT_VAULT_WRITE',
  'CLIENT_VAULT_MISSING',
  'CLIENT_TRUST_CHANGED',
  'CLIENT_NO_DEVICE',
  'CLIENT_NOT_ENROLLED',
  'CLIENT_ALREADY_ENROLLED',
  'CLIENT_REVOKED',
  'CLIENT_NOT_ADMITTED',
  'CLIENT_DIRECTORY_STALE',
  'CLIENT_CLOCK',
  'CLIENT_ALARM',
  'CLIENT_ALARM_OPEN',
  'CLIENT_NOT_FOUND',
  'CLIENT_RECIPIENT',
  'CLIENT_RECIPIENT_CHANGED',
  'CLIENT_ROLE',
  'CLIENT_NO_EPOCH_SEED',
  'CLIENT_PASSKEY',
  'CLIENT_PASSKEY_CANCELLED',
  'CLIENT_PASSKEY_KNOWN',
  'CLIENT_PASSKEY_ADDRESS',
  'CLIENT_PASSKEY_UNLOCK',
  'CLIENT_PENDING_LINK',
  'CLIENT_PENDING_STALE',
  'CLIENT_FOUNDING_ORDER',
  'CLIENT_ALREADY_SENT',
  'CLIENT_OUTBOX_STALE',
  'CLIENT_RESEND_REFUSED',
  'CLIENT_FILE_CHANGED',
  'CLIENT_UPLOAD_DAMAGED',
  'CLIENT_WITHHELD',
  'CLIENT_EXPIRED',
  'CLIENT_DRAFT_REFUSED',
  'CLIENT_EVIDENCE_INCOMPLETE',
  'CLIENT_BUNDLE_FILE',
  'CLIENT_BUNDLE_TOO_LARGE',
] as const;
export type ClientCode = (typeof CLIENT_CODES)[number];

/** Every code that a person may meet: the protocol's, the relay's, the client's. */
export type AnyCode = ErrorCode | RelayCode | ClientCode;

/** Three sentences people can act on. None of them quotes content. */
export type ErrorText = {
  /** What happened. */
  readonly what: string;
  /** Whether the work is safe. */
  readonly safe: string;
  /** What to do. */
  readonly action: string;
};

/** A refusal of the client itself. `message` is for a log; people are shown the text of the code (`textOf`). */
export class ClientError extends Error {
  readonly code: ClientCode;
  constructor(code: ClientCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'ClientError';
    this.code = code;
  }
}

/** Refuses with `code` unless `condition` holds. */
export function need(condition: unknown, code: ClientCode, message: string): asserts condition {
  if (!condition) throw new ClientError(code, message);
}

/** What the relay said instead of an answer. Nobody signed it: it may end an attempt and never changes what the client believes. */
export class RelayError extends Error {
  readonly code: RelayCode | ErrorCode;
  readonly status: number;
  /** The relay's claim that the same bytes may be sent again. */
  readonly retry: boolean;
  /** For the operator's log. */
  readonly reference: string;
  constructor(code: RelayCode | ErrorCode, status: number, detail: string, retry: boolean, reference: string) {
    super(detail);
    this.name = 'RelayError';
    this.code = code;
    this.status = status;
    this.retry = retry;
    this.reference = reference;
  }
}

/** The code of an error that this SDK or crypto/ threw, else null. */
export function codeOf(error: unknown): AnyCode | null {
  const code = (error as { code?: unknown } | null)?.code;
  const known = error instanceof ClientError || error instanceof RelayError;
  if (known || (error instanceof Error && error.name === 'ProtocolError')) return code as AnyCode;
  return null;
}
