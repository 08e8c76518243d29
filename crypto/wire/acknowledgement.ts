// Acknowledgements: what a device of a party states about a transmission it got (protocol.md section 6), and the sender's withdrawal of a proposal.
import { demand } from '../primitives/errors.ts';
import { type CborKey, type CborValue, decode, encode } from './codec.ts';
import { type AuthorityId, type Digest, idBytes, idOf } from './ids.ts';
import { EVENTS, type EventCode, REASONS, type ReasonCode } from './leaf.ts';
import { bytes, oneOf, record, uint } from './read.ts';

/** What a device can state. Numbers are wire bytes. */
export const ACK_KINDS = { received: 1, opened: 2, taken: 3, passed: 4, refused: 5 } as const;
export type AckKind = (typeof ACK_KINDS)[keyof typeof ACK_KINDS];

/** The event each statement enters in both registers. */
export const ACK_EVENTS: { readonly [K in AckKind]: EventCode } = {
  1: EVENTS.ContentHandover,
  2: EVENTS.ContentAccessTracking,
  3: EVENTS.ConsignmentAcceptance,
  4: EVENTS.Relayed,
  5: EVENTS.ConsignmentRejection,
};

/** Reasons a device may give; the others are the relay's own. */
export const ACK_REASONS = [REASONS.notCompetent, REASONS.malformed, REASONS.unreadable, REASONS.cannotTake] as const;

export type Acknowledgement = {
  readonly subject: Digest;
  /** The authority that acknowledges; the signing device belongs to it. */
  readonly authority: AuthorityId;
  readonly kind: AckKind;
  /** Attachments decrypted and verified so far (received only, else 0; a second statement counts them all). */
  readonly attachments: number;
  /** One of ACK_REASONS when passed or refused, else none. */
  readonly reason: ReasonCode;
  readonly createdAt: number;
  readonly directory: { readonly size: number; readonly root: Digest };
};

export const MAX_ACK_BYTES = 1024;

export const encodeAcknowledgement = (ack: Acknowledgement): Uint8Array =>
  encode(
    new Map<CborKey, CborValue>([
      [1, 1],
      [2, idBytes(ack.subject)],
      [3, idBytes(ack.authority)],
      [4, ack.kind],
      [5, ack.attachments],
      [6, ack.reason],
      [7, ack.createdAt],
      [8, [ack.directory.size, idBytes(ack.directory.root)]],
    ]),
  );

export function decodeAcknowledgement(payload: Uint8Array): Acknowledgement {
  const fields = record(decode(payload, MAX_ACK_BYTES), [1, 2, 3, 4, 5, 6, 7, 8], 'acknowledgement');
  uint(1, 1)(fields.get(1), 'version');
  const ack = {
    subject: idOf('digest', bytes(32)(fields.get(2), 'subject')),
    authority: idOf('authority', bytes(32)(fields.get(3), 'authority')),
    kind: oneOf(Object.values(ACK_KINDS))(fields.get(4), 'kind'),
    attachments: uint(256)(fields.get(5), 'attachments'),
    reason: oneOf(Object.values(REASONS))(fields.get(6), 'reason'),
    createdAt: uint()(fields.get(7), 'createdAt'),
    directory: readAnchor(fields.get(8), 'directory'),
  };
  const received = ack.kind === ACK_KINDS.received;
  demand(received || ack.attachments === 0, 'WIRE_SHAPE', 'attachments are counted on receipt only');
  const turnedAway = ack.kind === ACK_KINDS.passed || ack.kind === ACK_KINDS.refused;
  const given: readonly number[] = turnedAway ? ACK_REASONS : [REASONS.none];
  demand(given.includes(ack.reason), 'WIRE_SHAPE', 'a reason belongs to passed and refused, and one of a device');
  return ack;
}

/** `[size, root]` of the directory as the author had verified it. */
export function readAnchor(value: CborValue | undefined, what: string): { size: number; root: Digest } {
  const [size, root] = Array.isArray(value) && value.length === 2 ? (value as CborValue[]) : [];
  return { size: uint()(size, `${what}.size`), root: idOf('digest', bytes(32)(root, `${what}.root`)) };
}

/** The sender takes a proposal back before the second official signed. */
export type Withdrawal = { readonly subject: Digest; readonly createdAt: number };

export const encodeWithdrawal = (w: Withdrawal): Uint8Array =>
  encode(
    new Map<CborKey, CborValue>([
      [1, 1],
      [2, idBytes(w.subject)],
      [3, w.createdAt],
    ]),
  );

export function decodeWithdrawal(payload: Uint8Array): Withdrawal {
  const fields = record(decode(payload, 256), [1, 2, 3], 'withdrawal');
  uint(1, 1)(fields.get(1), 'version');
  return {
    subject: idOf('digest', bytes(32)(fields.get(2), 'subject')),
    createdAt: uint()(fields.get(3), 'createdAt'),
  };
}
