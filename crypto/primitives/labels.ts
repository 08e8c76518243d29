// Every label that separates one use of a key or a hash from another (protocol.md section 0). Nobody spells a label elsewhere.

/** The prefix of all our labels; it changes only with a new protocol version. */
export const PREFIX = 'rogatory/v1/';

/** Labels of `hash(label, ...)`. */
export const HASH_LABELS = [
  'device-kid',
  'invite-kid',
  'invite-salt',
  'custodian-kid',
  'operator-kid',
  'recovery-kid',
  'authority-id',
  'fingerprint',
  'statement-words',
  'name-commitment',
  'share-commitment',
  'trust-card',
  'webauthn-transmit',
  'webauthn-login',
  'webauthn-enrol',
  'webauthn-copy',
] as const;
export type HashLabel = (typeof HASH_LABELS)[number];

/** Labels of `derive(key, label, n)`. */
export const DERIVE_LABELS = [
  'device-sign',
  'device-http',
  'device-kem',
  'epoch-kem',
  'epoch-prev',
  'epoch-names',
  'draft',
  'invite-sign',
  'invite-mac',
  'vault',
  'log-ed25519',
  'log-mldsa44',
  'operator-sign',
] as const;
export type DeriveLabel = (typeof DERIVE_LABELS)[number];

/** Content types of statements; the label is part of what is signed. */
export const STATEMENT_TYPES = [
  'link',
  'entry',
  'envelope',
  'ack',
  'duty',
  'alarm',
  'disclose',
  'withdraw',
  'draft',
  'hold',
] as const;
export type StatementType = (typeof STATEMENT_TYPES)[number];

/** `info` of the two HPKE uses. */
export const HPKE_INFOS = ['lockbox', 'wrap'] as const;
export type HpkeInfo = (typeof HPKE_INFOS)[number];

/** Contexts of chunked encryption and of sealed blobs. */
export const CONTEXT_LABELS = ['body', 'att', 'draft', 'name', 'vault'] as const;
export type ContextLabel = (typeof CONTEXT_LABELS)[number];
