// Receipts: what proves that a transmission, a proposal or an acknowledgement was entered, and where (protocol.md section 6).
import { demand } from '../primitives/errors.ts';
import { ACK_EVENTS, type Acknowledgement } from '../wire/acknowledgement.ts';
import type { ProvenLeaf } from '../wire/frames.ts';
import type { AuthorityId, Digest } from '../wire/ids.ts';
import { EVENTS, eventName, REASONS, type RegisterLeaf } from '../wire/leaf.ts';
import { type RegisterTrust, type VerifiedEntry, verifyEntry } from './register-entry.ts';

/** What an honest relay must have entered for a transmission. */
export type ExpectedSubmission = {
  readonly subject: Digest;
  /** Digest of the gestures; null where none were made. */
  readonly evidence: Digest | null;
  readonly sender: AuthorityId;
  /** As the envelope lists them; the sender's own authority among them is not counted. */
  readonly recipients: readonly AuthorityId[];
  /** Size of the directory that the sender had verified. */
  readonly dirSizeAtLeast: number;
};

declare const verified: unique symbol;

/** Proof that a transmission is submitted: in the sender's register and in every recipient's. Only this file makes one. */
export type VerifiedReceipt = {
  readonly [verified]: true;
  readonly subject: Digest;
  /** The relay's clock, unix ms; one transaction, so the same everywhere. */
  readonly at: number;
  readonly submission: VerifiedEntry;
  /** In the order of `recipients`. */
  readonly consignments: readonly VerifiedEntry[];
};

type Place = Pick<RegisterLeaf, 'event' | 'subject' | 'evidence' | 'counterpart' | 'reason'> & {
  readonly register: AuthorityId;
};

// An entry is exactly what we computed it must be, or it is none.
function take(entries: readonly VerifiedEntry[], place: Place): VerifiedEntry {
  const here = entries.filter((e) => e.register === place.register && e.event === place.event);
  const name = eventName(place.event);
  demand(here.length > 0, 'RECEIPT_MISSING', `${name} is not proven in the register of ${place.register}`);
  const fitting = here.filter(
    (e) =>
      e.subject === place.subject &&
      e.evidence === place.evidence &&
      e.counterpart === place.counterpart &&
      e.reason === place.reason,
  );
  const where = `${name} in the register of ${place.register}`;
  demand(fitting.length === 1, 'RECEIPT_MISMATCH', `${where} says something else, or says it twice`);
  return fitting[0] as VerifiedEntry;
}

// REC-3: entries of one transaction share its clock and its directory.
function demandTogether(entries: readonly VerifiedEntry[], dirSizeAtLeast: number): void {
  const [first] = entries;
  for (const entry of entries) {
    const together = entry.at === first?.at && entry.dirSize === first.dirSize;
    demand(together, 'RECEIPT_MISMATCH', 'entries of one transaction differ in time or directory');
    demand(
      entry.dirSize >= dirSizeAtLeast,
      'RECEIPT_MISMATCH',
      `entered at a directory of ${entry.dirSize}, after one of ${dirSizeAtLeast} was seen`,
    );
  }
}

/** REC-2: the submission among entries that are proven already. Throws RECEIPT_MISSING, RECEIPT_MISMATCH. */
export function demandSubmission(entries: readonly VerifiedEntry[], expected: ExpectedSubmission): VerifiedReceipt {
  const { subject, evidence, sender } = expected;
  const common = { subject, evidence, reason: REASONS.none };
  const submission = take(entries, {
    ...common,
    register: sender,
    event: EVENTS.SubmissionAcceptance,
    counterpart: null,
  });
  const consignments = expected.recipients
    .filter((recipient) => recipient !== sender)
    .map((register) => take(entries, { ...common, register, event: EVENTS.ContentConsignment, counterpart: sender }));
  demandTogether([submission, ...consignments], expected.dirSizeAtLeast);
  const receipt: Omit<VerifiedReceipt, typeof verified> = { subject, at: submission.at, submission, consignments };
  return receipt as VerifiedReceipt;
}

/** The two entries of an acknowledgement, at the acknowledger and at the sender. Only this file makes one. */
export type VerifiedAcknowledgement = {
  readonly [verified]: true;
  readonly at: number;
  readonly own: VerifiedEntry;
  readonly sender: VerifiedEntry;
};

export type ExpectedAcknowledgement = {
  readonly acknowledgement: Acknowledgement;
  /** SHA-256 of its statement. */
  readonly evidence: Digest;
  /** Who sent the transmission that is acknowledged. */
  readonly sender: AuthorityId;
};

/** REC-4: an acknowledgement among entries that are proven already. Throws RECEIPT_MISSING, RECEIPT_MISMATCH. */
export function demandAcknowledged(
  entries: readonly VerifiedEntry[],
  { acknowledgement, evidence, sender }: ExpectedAcknowledgement,
): VerifiedAcknowledgement {
  const { subject, authority, kind, reason, directory } = acknowledgement;
  const place = { subject, evidence, reason, event: ACK_EVENTS[kind], counterpart: authority };
  // A second statement of the same kind, over more attachments, is another entry: it is told apart by its evidence.
  const among = entries.filter((e) => e.evidence === evidence);
  const own = take(among, { ...place, register: authority });
  const theirs = take(among, { ...place, register: sender });
  demandTogether([own, theirs], directory.size);
  const receipt: Omit<VerifiedAcknowledgement, typeof verified> = { at: own.at, own, sender: theirs };
  return receipt as VerifiedAcknowledgement;
}

type Leaves = { readonly leaves: readonly ProvenLeaf[] };

// A receipt answers one request: an entry beside those expected is an answer to something else.
function demandOnly(entries: readonly VerifiedEntry[], count: number): void {
  demand(entries.length === count, 'RECEIPT_MISMATCH', `${entries.length} entries where ${count} were expected`);
}

/**
 * Verifies the answer to a submission. Only with what this returns may anything be shown as submitted. Throws what `verifyEntry` throws,
 * RECEIPT_MISSING (sender's or a recipient's entry is not there), RECEIPT_MISMATCH (it is not the entry that this transmission gives).
 */
export function verifyReceipt(
  input: Leaves & RegisterTrust & { readonly expected: ExpectedSubmission },
): VerifiedReceipt {
  const entries = input.leaves.map((leaf) => verifyEntry(leaf, input));
  const receipt = demandSubmission(entries, input.expected);
  demandOnly(entries, 1 + receipt.consignments.length);
  return receipt;
}

/** Verifies the answer to a first submission that still lacks a second official: one entry `Proposed`, at the sender. Errors as `verifyReceipt`. */
export function verifyProposalReceipt(
  input: Leaves & RegisterTrust & { readonly expected: Omit<ExpectedSubmission, 'recipients'> },
): VerifiedEntry {
  const { subject, evidence, sender, dirSizeAtLeast } = input.expected;
  const entries = input.leaves.map((leaf) => verifyEntry(leaf, input));
  const place = { register: sender, event: EVENTS.Proposed, counterpart: null, reason: REASONS.none };
  const proposed = take(entries, { ...place, subject, evidence });
  demandTogether([proposed], dirSizeAtLeast);
  demandOnly(entries, 1);
  return proposed;
}

/** Verifies the answer to an acknowledgement. Errors as `verifyReceipt`. */
export function verifyAcknowledgementReceipt(
  input: Leaves & RegisterTrust & { readonly expected: ExpectedAcknowledgement },
): VerifiedAcknowledgement {
  const entries = input.leaves.map((leaf) => verifyEntry(leaf, input));
  const receipt = demandAcknowledged(entries, input.expected);
  demandOnly(entries, 2);
  return receipt;
}
