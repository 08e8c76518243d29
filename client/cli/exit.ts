// Exit codes: one for each thing a script may have to do next (docs/command-line.md).
import type { AnyCode } from '../sdk/index.ts';
import type { CliCode } from './errors.ts';

export const EXIT = {
  done: 0,
  failed: 1,
  usage: 2,
  notFound: 3,
  signIn: 4,
  notAllowed: 5,
  unreachable: 6,
  conflict: 7,
  partly: 8,
  cancelled: 9,
  signature: 10,
  notInLog: 11,
  logInconsistent: 12,
  keyChanged: 13,
  late: 14,
  notAnchored: 15,
  interrupted: 130,
} as const;
export type Exit = (typeof EXIT)[keyof typeof EXIT];

const CLI: { readonly [C in CliCode]: Exit } = {
  CLI_USAGE: EXIT.usage,
  CLI_NO_INPUT: EXIT.usage,
  CLI_CANCELLED: EXIT.cancelled,
  CLI_PROFILE_MISSING: EXIT.notFound,
  CLI_PROFILE_CHOICE: EXIT.usage,
  CLI_PROFILE_EXISTS: EXIT.conflict,
  CLI_TRUST_MISSING: EXIT.usage,
  CLI_FILE_READ: EXIT.usage,
  CLI_FILE_WRITE: EXIT.failed,
  CLI_FILE_EXISTS: EXIT.conflict,
  CLI_FILE_UNKNOWN: EXIT.notFound,
  CLI_BINARY_TERMINAL: EXIT.usage,
  CLI_ACT_FILE: EXIT.usage,
  CLI_INCOMPLETE: EXIT.usage,
  CLI_RECIPIENT_UNKNOWN: EXIT.notFound,
  CLI_AMBIGUOUS: EXIT.usage,
  CLI_RECOVERY_SHEET: EXIT.usage,
  CLI_PASSKEY_WEB: EXIT.signIn,
  CLI_WORDS_DIFFER: EXIT.keyChanged,
  CLI_PARTLY: EXIT.partly,
  CLI_RELAY_PROGRAM: EXIT.failed,
  CLI_PRACTICE_HOME: EXIT.failed,
  CLI_PRACTICE_PORT: EXIT.conflict,
  CLI_PRACTICE_RELAY: EXIT.unreachable,
  CLI_PRACTICE_RUNNING: EXIT.conflict,
  CLI_PRACTICE_LIE: EXIT.failed,
};

/** Codes of the other rooms that are not what their family is. */
const SINGLE: { readonly [code: string]: Exit } = {
  CLIENT_RELAY_UNREACHABLE: EXIT.unreachable,
  CLIENT_RELAY_TIMEOUT: EXIT.unreachable,
  CLIENT_VAULT_PASSPHRASE: EXIT.signIn,
  CLIENT_VAULT_BUSY: EXIT.conflict,
  CLIENT_VAULT_MISSING: EXIT.notFound,
  CLIENT_VAULT_PERMISSIONS: EXIT.notAllowed,
  CLIENT_TRUST_CHANGED: EXIT.keyChanged,
  CLIENT_NO_DEVICE: EXIT.notFound,
  CLIENT_NOT_ENROLLED: EXIT.notFound,
  CLIENT_ALREADY_ENROLLED: EXIT.conflict,
  CLIENT_REVOKED: EXIT.notAllowed,
  CLIENT_NOT_ADMITTED: EXIT.notAllowed,
  CLIENT_DIRECTORY_STALE: EXIT.keyChanged,
  CLIENT_ALARM: EXIT.logInconsistent,
  CLIENT_ALARM_OPEN: EXIT.logInconsistent,
  CLIENT_NOT_FOUND: EXIT.notFound,
  CLIENT_RECIPIENT: EXIT.notFound,
  CLIENT_RECIPIENT_CHANGED: EXIT.keyChanged,
  CLIENT_ROLE: EXIT.notAllowed,
  CLIENT_NO_EPOCH_SEED: EXIT.notAllowed,
  CLIENT_PASSKEY: EXIT.signIn,
  CLIENT_PASSKEY_CANCELLED: EXIT.cancelled,
  CLIENT_PENDING_LINK: EXIT.usage,
  CLIENT_PENDING_STALE: EXIT.conflict,
  CLIENT_FOUNDING_ORDER: EXIT.conflict,
  CLIENT_WITHHELD: EXIT.notInLog,
  CLIENT_EXPIRED: EXIT.notFound,
  CLIENT_EVIDENCE_INCOMPLETE: EXIT.notInLog,
  CLIENT_BUNDLE_FILE: EXIT.usage,
  RELAY_NOT_FOUND: EXIT.notFound,
  RELAY_SIGN_IN: EXIT.signIn,
  RELAY_GESTURE_AGE: EXIT.signIn,
  RELAY_CONFLICT: EXIT.conflict,
  REGISTER_INCONSISTENT: EXIT.logInconsistent,
  REGISTER_ROLLBACK: EXIT.logInconsistent,
  REGISTER_LEAF: EXIT.logInconsistent,
  REGISTER_SIGNATURE: EXIT.signature,
  REGISTER_UNSIGNED: EXIT.keyChanged,
  REGISTER_ORIGIN: EXIT.keyChanged,
  REGISTER_KEY: EXIT.keyChanged,
  POLICY_TRUST: EXIT.usage,
  POLICY_TIME: EXIT.late,
  POLICY_INVITATION: EXIT.notFound,
  POLICY_GESTURE_MISSING: EXIT.signature,
  POLICY_GESTURE_ROLE: EXIT.notAllowed,
};

const FAMILY: readonly (readonly [prefix: string, exit: Exit])[] = [
  ['SIGNATURE_', EXIT.signature],
  ['ROSTER_', EXIT.keyChanged],
  ['EPOCH_', EXIT.keyChanged],
  ['REGISTER_', EXIT.notInLog],
  ['RECEIPT_', EXIT.notInLog],
  ['WRAP_', EXIT.signature],
  ['CONTENT_', EXIT.signature],
];

/** The exit code of an error's code. */
export function exitOf(code: CliCode | AnyCode | 'CLI_UNEXPECTED'): Exit {
  if (Object.hasOwn(CLI, code)) return CLI[code as CliCode];
  return SINGLE[code] ?? FAMILY.find(([prefix]) => code.startsWith(prefix))?.[1] ?? EXIT.failed;
}
