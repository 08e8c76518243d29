// The face of the SDK for programs: the client, what it speaks of, the table of errors, and offline verification (house.md, R7).
export { ALARM_KINDS, type Alarm, type AlarmKind, pieceText, readAlarm } from './alarm.ts';
export type { KnownAlarm } from './alarms.ts';
export type { Assertion, Authenticator } from './authenticator.ts';
export type { Authorities, AuthorityEntry } from './authorities.ts';
export { readZip } from './bundle-zip.ts';
export { type ByteChange, type ChangedPart, changeOneByte } from './byte-change.ts';
export { type Client, openClient } from './client.ts';
export type { ClientOptions } from './client-options.ts';
export { newCaseId } from './compose.ts';
export { type FetchCopiesOptions, fetchCopies, openNonce } from './copies.ts';
export type { WaitingDecision } from './decisions.ts';
export type { FileSink } from './downloads.ts';
export type { DraftContent } from './draft-record.ts';
export type { Draft, DraftState, Drafts, DraftVersion, SavedBy } from './drafts.ts';
export { ALL_CODES, errorTexts, explain, textOf } from './errors.ts';
export type { BundleChoice } from './evidence.ts';
export { type AnyCode, CLIENT_CODES, ClientError, codeOf, type ErrorText, RelayError } from './failure.ts';
export type { FoundingInput, FoundingStep } from './founding.ts';
export type { Freshness } from './freshness.ts';
export { type GestureAsk, leaveGesture, readGestureAsk } from './gesture-page.ts';
export type { Arrival } from './inbox.ts';
export { readInvitation } from './invitations.ts';
export type { Item, Trouble } from './items.ts';
export { type KeptFile, type KeptFiles, keptIdOf, referenceOf } from './kept-files.ts';
export type { Changed } from './links.ts';
export type { Member } from './members.ts';
export type { Attachment, SendInput } from './outbox.ts';
export type { OutboxEntry, OutboxStatus } from './outbox-entry.ts';
export type { Announced, Recovering, RecoveryPlan } from './recovering.ts';
export {
  combineSheets,
  parseSheet,
  type RecoverySheet,
  type SheetFault,
  type SheetVerdict,
  sheetText,
} from './recovery.ts';
export { openByCode } from './second-device.ts';
export type { SignInAgain } from './session.ts';
export {
  foldStatus,
  type RecipientStatus,
  type TransmissionEvent,
  type TransmissionStatus,
  wasSent,
} from './status.ts';
export { readBounded } from './transport.ts';
export type { FileSource, Progress } from './uploads.ts';
export type { Vault } from './vault.ts';
export { type BundleReport, verifyBundleZip } from './verify.ts';
export type { Hint } from './watch.ts';
