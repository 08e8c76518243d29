// What the outbox keeps of a transmission until it is proven submitted: enough to go on at any point with the very same bytes (protocol.md sections 4 to 6).
import {
  type AuthorityId,
  type CaseId,
  type Digest,
  type DraftId,
  decodeRegisterLeaf,
  type EnvelopeClass,
  EVENTS,
  type Gesture,
  type MessageId,
  type ProvenLeaf,
} from '../../crypto/index.ts';
import type { Act } from '../casework/act.ts';
import type { AnyCode } from './failure.ts';
import type { UploadRecord } from './uploads.ts';

/**
 * `composed`: kept, not sealed; `sealed`: one statement, waiting for its gesture; `ready`: waiting for the relay; `proposed`: in one's own register,
 * waiting for a second official; `submitted`: the receipt verified; `closed`: a proposal withdrawn or lapsed; `stopped`: waiting for a person.
 */
export type OutboxStatus = 'composed' | 'sealed' | 'ready' | 'proposed' | 'submitted' | 'closed' | 'stopped';

export type OutboxFile = {
  readonly name: string;
  readonly mediaType: string;
  readonly size: number;
  /** Finds the file again after a restart; null: its bytes lie in the vault. */
  readonly reference: string | null;
  readonly record: UploadRecord | null;
  readonly sent: boolean;
};

export type Sealed = {
  readonly subject: Digest;
  readonly statement: Uint8Array;
  readonly wraps: readonly Uint8Array[];
  readonly body: Uint8Array;
  readonly contentKey: Uint8Array;
  readonly createdAt: number;
  readonly keyHashes: readonly Digest[];
  readonly dirSize: number;
};

export type OutboxEntry = {
  /** Names the entry in commands; stays the same when it is sealed again. */
  readonly id: string;
  readonly status: OutboxStatus;
  readonly to: readonly AuthorityId[];
  readonly act: Act;
  readonly class: EnvelopeClass;
  readonly caseId: CaseId;
  readonly answerBy: number | null;
  readonly files: readonly OutboxFile[];
  readonly messageId: MessageId;
  readonly sealed: Sealed | null;
  readonly gestures: readonly Gesture[] | null;
  readonly leaves: readonly ProvenLeaf[];
  /** Unix ms of the register's entry, once proven. */
  readonly submittedAt: number | null;
  readonly createdAt: number;
  /** The draft it was made from. */
  readonly draft?: DraftId;
  /** How often it was sealed. */
  readonly sealings: number;
  /** Why it stopped. */
  readonly code: AnyCode | null;
};

/** Whether nothing more happens to it by itself. */
export const isSettled = ({ status }: OutboxEntry): boolean => ['submitted', 'closed', 'stopped'].includes(status);

/** Whether a leaf is one of those that a receipt consists of. */
export const isReceipt = (leaf: Uint8Array): boolean => {
  const { event } = decodeRegisterLeaf(leaf);
  return event === EVENTS.SubmissionAcceptance || event === EVENTS.ContentConsignment;
};
