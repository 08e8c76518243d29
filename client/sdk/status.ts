// Where a transmission stands, folded from the entries of one's own register about it (product.md, "Two layers of status"; protocol.md section 6).
import {
  type AuthorityId,
  type Digest,
  EVENTS,
  type EventName,
  eventName,
  REASONS,
  type RegisterLeaf,
} from '../../crypto/index.ts';

/** One recipient's side of it. */
export type RecipientStatus = 'consigned' | 'handed over' | 'opened' | 'taken' | 'passed' | 'refused' | 'overdue';
export type TransmissionStatus = 'proposed' | 'withdrawn' | 'lapsed' | 'submitted' | RecipientStatus;

/** Whether anybody was sent it: what waits for a second signatory, and what came to nothing, is no act of its case. */
export const wasSent = (status: TransmissionStatus): boolean => !['proposed', 'withdrawn', 'lapsed'].includes(status);

/** One entry about a transmission. `proved`: a device of `by` signed it; otherwise it is the relay's word. */
export type TransmissionEvent = {
  readonly index: number;
  readonly event: EventName;
  readonly at: number;
  readonly by: AuthorityId | null;
  readonly reason: number;
  readonly evidence: Digest | null;
  readonly proved: boolean;
};

export type TransmissionState = {
  readonly status: TransmissionStatus;
  readonly recipients: ReadonlyMap<AuthorityId, RecipientStatus>;
  readonly events: readonly TransmissionEvent[];
};

/** Further along is later; what people did outweighs what a timer noticed. */
const ORDER: readonly RecipientStatus[] = [
  'overdue',
  'consigned',
  'handed over',
  'opened',
  'refused',
  'passed',
  'taken',
];
const BY_EVENT: { readonly [event: number]: RecipientStatus } = {
  [EVENTS.ContentHandover]: 'handed over',
  [EVENTS.ContentAccessTracking]: 'opened',
  [EVENTS.ConsignmentAcceptance]: 'taken',
  [EVENTS.Relayed]: 'passed',
  [EVENTS.ConsignmentRejection]: 'refused',
};

/** Whether a device of a party must stand behind such an entry. */
export const isDeviceEvent = (event: number): boolean => event in BY_EVENT;

/**
 * The fold. `recipients`: of the envelope, the sender not counted. A handover failure by timer ends with a later handover, an expiry with a later answer.
 */
export function foldStatus(
  leaves: readonly { readonly index: number; readonly leaf: RegisterLeaf }[],
  recipients: readonly AuthorityId[],
  proved: (evidence: Digest | null) => boolean,
): TransmissionState {
  const events = leaves.map(({ index, leaf }) => ({
    index,
    event: eventName(leaf.event),
    at: leaf.at,
    by: leaf.counterpart,
    reason: leaf.reason,
    evidence: leaf.evidence,
    proved: isDeviceEvent(leaf.event) && proved(leaf.evidence),
  }));
  const has = (event: number) => leaves.some(({ leaf }) => leaf.event === event);
  const entered = has(EVENTS.SubmissionAcceptance) || has(EVENTS.ContentConsignment);
  const standing = new Map<AuthorityId, RecipientStatus>();
  for (const recipient of recipients) standing.set(recipient, recipientStatus(leaves, recipient));
  if (!entered) {
    const closed = leaves.find(({ leaf }) => leaf.event === EVENTS.ProposalClosed)?.leaf;
    const status = closed ? (closed.reason === REASONS.withdrawn ? 'withdrawn' : 'lapsed') : 'proposed';
    return { status, recipients: new Map(), events };
  }
  // The slowest recipient is the one somebody has to look after.
  const slowest = [...standing.values()].sort((a, b) => ORDER.indexOf(a) - ORDER.indexOf(b))[0];
  return { status: slowest ?? 'submitted', recipients: standing, events };
}

function recipientStatus(leaves: readonly { readonly leaf: RegisterLeaf }[], recipient: AuthorityId): RecipientStatus {
  const theirs = leaves.filter(({ leaf }) => leaf.counterpart === recipient).map(({ leaf }) => leaf.event);
  const reached = theirs.map((event) => BY_EVENT[event]).filter((status) => status !== undefined);
  const furthest = reached.sort((a, b) => ORDER.indexOf(b) - ORDER.indexOf(a))[0];
  const answered = furthest !== undefined && ORDER.indexOf(furthest) >= ORDER.indexOf('refused');
  const late =
    (theirs.includes(EVENTS.ContentHandoverFailure) && furthest === undefined) ||
    (theirs.includes(EVENTS.AcceptanceRejectionExpiry) && !answered);
  return late ? 'overdue' : (furthest ?? 'consigned');
}
