// Leaves: what one line of a register or of the directory commits to (protocol.md sections 3 and 6).
import { type CborValue, decode, encode } from './codec.ts';
import { type AuthorityId, type Digest, idBytes, idOf } from './ids.ts';
import { bytes, nullable, oneOf, tuple, uint } from './read.ts';

/**
 * Events of a register. Names are those of ETSI EN 319 522 (`http://uri.etsi.org/19522/Event/<Name>`), and three of ours
 * (Proposed, ProposalClosed, ContentExpired). Numbers are wire bytes: never reused.
 */
export const EVENTS = {
  SubmissionAcceptance: 1,
  ContentConsignment: 2,
  ContentHandover: 3,
  ContentAccessTracking: 4,
  ConsignmentAcceptance: 5,
  ConsignmentRejection: 6,
  ContentHandoverFailure: 7,
  AcceptanceRejectionExpiry: 8,
  Relayed: 9,
  Proposed: 64,
  ProposalClosed: 65,
  ContentExpired: 66,
} as const;
export type EventName = keyof typeof EVENTS;
export type EventCode = (typeof EVENTS)[EventName];

export const eventName = (code: EventCode): EventName =>
  (Object.keys(EVENTS) as EventName[]).find((name) => EVENTS[name] === code) as EventName;

const OURS: readonly EventName[] = ['Proposed', 'ProposalClosed', 'ContentExpired'];
/** The public identifier of an event, for exports. */
export const eventUri = (name: EventName): string =>
  OURS.includes(name) ? `urn:rogatory:event:${name}` : `http://uri.etsi.org/19522/Event/${name}`;

/** Public reasons of negative and closing events. 0: none. */
export const REASONS = {
  none: 0,
  notCompetent: 1,
  malformed: 2,
  unreadable: 3,
  cannotTake: 4,
  noAnswerInTime: 5,
  withdrawn: 6,
  lapsed: 7,
  retention: 8,
} as const;
export type ReasonCode = (typeof REASONS)[keyof typeof REASONS];

export type RegisterLeaf = {
  readonly event: EventCode;
  /** SHA-256 of the envelope statement. */
  readonly subject: Digest;
  /** Digest of the gestures, or SHA-256 of the acknowledgement. */
  readonly evidence: Digest | null;
  readonly counterpart: AuthorityId | null;
  readonly reason: ReasonCode;
  /** The relay's clock, unix ms. */
  readonly at: number;
  /** Size of the directory in the same transaction; never decreases along a register. */
  readonly dirSize: number;
};

const optional = (id: Digest | AuthorityId | null): CborValue => (id === null ? null : idBytes(id));

export const encodeRegisterLeaf = (leaf: RegisterLeaf): Uint8Array =>
  encode([
    1,
    leaf.event,
    idBytes(leaf.subject),
    optional(leaf.evidence),
    optional(leaf.counterpart),
    leaf.reason,
    leaf.at,
    leaf.dirSize,
  ]);

/** Throws WIRE_* for anything but one canonical leaf of version 1. */
export function decodeRegisterLeaf(raw: Uint8Array): RegisterLeaf {
  const [version, event, subject, evidence, counterpart, reason, at, dirSize] = tuple(decode(raw, 256), 8, 'leaf');
  uint(1, 1)(version, 'leaf.version');
  const evidenceBytes = nullable(bytes(32))(evidence, 'leaf.evidence');
  const counterpartBytes = nullable(bytes(32))(counterpart, 'leaf.counterpart');
  return {
    event: oneOf(Object.values(EVENTS))(event, 'leaf.event'),
    subject: idOf('digest', bytes(32)(subject, 'leaf.subject')),
    evidence: evidenceBytes && idOf('digest', evidenceBytes),
    counterpart: counterpartBytes && idOf('authority', counterpartBytes),
    reason: oneOf(Object.values(REASONS))(reason, 'leaf.reason'),
    at: uint()(at, 'leaf.at'),
    dirSize: uint()(dirSize, 'leaf.dirSize'),
  };
}

/** One line of the directory: a link of an authority's chain, or an operator's entry (the operator's own sequence under the zero id). */
export type DirectoryLeaf = { readonly authority: AuthorityId; readonly seq: number; readonly hash: Digest };

/** Under this id the operator's entries are counted. */
export const OPERATOR_ID = '0'.repeat(64) as AuthorityId;

export const encodeDirectoryLeaf = (leaf: DirectoryLeaf): Uint8Array =>
  encode([1, idBytes(leaf.authority), leaf.seq, idBytes(leaf.hash)]);

export function decodeDirectoryLeaf(raw: Uint8Array): DirectoryLeaf {
  const [version, authority, seq, hash] = tuple(decode(raw, 128), 4, 'directory leaf');
  uint(1, 1)(version, 'directory leaf.version');
  return {
    authority: idOf('authority', bytes(32)(authority, 'directory leaf.authority')),
    seq: uint()(seq, 'directory leaf.seq'),
    hash: idOf('digest', bytes(32)(hash, 'directory leaf.hash')),
  };
}
