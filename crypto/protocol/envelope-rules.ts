// What anyone who knows the rosters holds an envelope to without opening it: the relay at submission, a recipient before it opens, an auditor
// (protocol.md section 4, "Opening").
import { demand } from '../primitives/errors.ts';
import {
  CLASSES,
  decodeWrapList,
  type Envelope,
  type EnvelopeCore,
  encodeWrapList,
  type Recipient,
  SUITE,
} from '../wire/envelope.ts';
import { ROLES } from '../wire/genesis.ts';
import type { Digest } from '../wire/ids.ts';
import { digestOf } from '../wire/statement.ts';
import { activeDevice, type Device, EPOCH_GRACE_MS, type Epoch, policyOf, type Roster, rolesOf } from './roster.ts';

/** A chain as it stood at some size of the directory: `seq` is its last link there; `hashAt` gives SHA-256 of a link of it, or null beyond. */
export type ChainView = { readonly roster: Roster; readonly seq: number; hashAt(seq: number): Digest | null };

/** Until an answer to an urgent envelope is needed: 30 minutes to 72 hours. */
export const ANSWER_MIN_MS = 30 * 60_000;
export const ANSWER_MAX_MS = 72 * 3_600_000;
/** How far a sender's clock may be ahead of the relay's. */
export const CLOCK_AHEAD_MS = 10 * 60_000;
/** How long a proposal waits for its second official. */
export const PROPOSAL_LIFE_MS = 72 * 3_600_000;
/** How long before its entry an envelope may have been made: a day ready to sign, and the life of a proposal. */
export const CLOCK_BEHIND_MS = 24 * 3_600_000 + PROPOSAL_LIFE_MS;
/** The one scope of suite 1. */
export const SCOPE = 'main';

/**
 * ENV-5: the sender's device at the leaf's directory size. Throws ROSTER_AUTHORITY (another chain), ROSTER_SEQUENCE or ROSTER_PREVIOUS
 * (a chain position or head that is not of this chain), ROSTER_CLOSED, ROSTER_UNKNOWN_DEVICE (unknown or no longer active), ROSTER_ROLE.
 */
export function demandSender(core: EnvelopeCore, sender: ChainView): Device {
  const { roster, seq } = sender;
  const claimed = core.sender;
  demand(
    roster.authority === claimed.authority,
    'ROSTER_AUTHORITY',
    'the envelope names another authority as its sender',
  );
  demand(claimed.chainSeq <= seq, 'ROSTER_SEQUENCE', 'the sender names a link that the directory did not have then');
  demand(sender.hashAt(claimed.chainSeq) === claimed.chainHead, 'ROSTER_PREVIOUS', 'not a link of the sender’s chain');
  demand(roster.closedSeq === null || roster.closedSeq > seq, 'ROSTER_CLOSED', 'the sending authority is closed');
  const device = activeDevice(roster, claimed.kid, seq);
  demand(device, 'ROSTER_UNKNOWN_DEVICE', 'the sending device was not active then');
  const writes = rolesOf(roster, device.official, seq).some((role) => role !== ROLES.auditor);
  demand(writes, 'ROSTER_ROLE', 'an auditor sends nothing');
  return device;
}

/** ENV-6: scope and suite. Throws POLICY_SUITE when either side asks for more than suite 1 offers, or a scope is not `main`. */
export function demandSuite(core: EnvelopeCore, roster: Roster, seq: number): void {
  demand(SUITE >= policyOf(roster, seq).minSuite, 'POLICY_SUITE', 'a party asks for a later suite');
  for (const { scope } of core.recipients)
    demand(scope === SCOPE, 'POLICY_SUITE', 'a scope that this suite does not have');
}

/** ENV-7: who may write to whom. Throws POLICY_PRACTICE across practice and earnest, POLICY_NOT_A_PARTY around a domestic authority. */
export function demandParties(
  core: { readonly recipients: readonly Pick<Recipient, 'authority'>[] },
  sender: Roster,
  recipient: Roster,
): void {
  const practice = (roster: Roster): boolean => roster.genesis.policy.practice;
  demand(practice(sender) === practice(recipient), 'POLICY_PRACTICE', 'practice and earnest do not mix');
  if (sender.authority === recipient.authority) return;
  const { parent } = sender.genesis;
  const above = recipient.genesis.parent;
  const admitted = parent === recipient.authority ? recipient.domestic.has(sender.authority) : parent === null;
  const known = above === sender.authority ? sender.domestic.has(recipient.authority) : above === null;
  const outside = core.recipients.some((r) => r.authority !== sender.authority && r.authority !== parent);
  demand(parent === null || !outside, 'POLICY_NOT_A_PARTY', 'a domestic authority writes to its parent only');
  demand(above === null || above === sender.authority, 'POLICY_NOT_A_PARTY', 'addressable by its parent only');
  demand(admitted && known, 'POLICY_NOT_A_PARTY', 'a domestic authority that its parent has not admitted');
}

/** ENV-8: times that can be meant. `at`: the leaf's. Throws POLICY_TIME. */
export function demandTimes(core: EnvelopeCore, at: number): void {
  demand(core.createdAt <= at + CLOCK_AHEAD_MS, 'POLICY_TIME', 'made after it was submitted');
  demand(core.createdAt >= at - CLOCK_BEHIND_MS, 'POLICY_TIME', 'made more than four days before it was submitted');
  if (core.class !== CLASSES.urgent) return;
  demand((core.answerBy as number) > at, 'POLICY_TIME', 'the answer was needed before it was submitted');
  const until = (core.answerBy as number) - core.createdAt;
  demand(
    until >= ANSWER_MIN_MS && until <= ANSWER_MAX_MS,
    'POLICY_TIME',
    'answer_by is not 30 minutes to 72 hours ahead',
  );
}

/**
 * ENV-9: the epoch a recipient is addressed by, at link `seq` of its chain and time `at`. It is current, or was superseded at most seven
 * days ago and no link since removed anybody. Throws EPOCH_UNKNOWN, EPOCH_KEY_MISMATCH (another key than published), EPOCH_STALE.
 */
export function demandEpoch(recipient: Recipient, roster: Roster, seq: number, at: number): Epoch {
  const known = roster.epochs.filter((e) => e.scope === recipient.scope && e.seq <= seq);
  const index = known.findIndex((e) => e.epoch === recipient.epoch);
  const epoch = known[index];
  demand(epoch, 'EPOCH_UNKNOWN', 'the recipient has no such epoch by then');
  demand(epoch.keyHash === recipient.keyHash, 'EPOCH_KEY_MISMATCH', 'not the key the recipient published');
  const later = known.slice(index + 1);
  const superseded = later[0];
  if (!superseded) return epoch;
  // Every later rotation counts: one removal after an innocent rotation shuts out the removed as well.
  demand(
    later.every((e) => !e.afterRemoval),
    'EPOCH_STALE',
    'somebody who can open this epoch has been removed',
  );
  demand(at - superseded.createdAt <= EPOCH_GRACE_MS, 'EPOCH_STALE', 'superseded more than seven days ago');
  return epoch;
}

/** ENV-10: the list of wraps is the one signed; one digest for each recipient, in their order. Throws WRAP_DIGEST, WIRE_*. */
export function demandWrapList(envelope: Envelope, wrapList: Uint8Array): Digest[] {
  demand(digestOf(wrapList) === envelope.wraps, 'WRAP_DIGEST', 'not the list of wraps that was signed');
  const digests = decodeWrapList(wrapList);
  demand(digests.length === envelope.core.recipients.length, 'WRAP_DIGEST', 'not one wrap for each recipient');
  return digests;
}

/** ENV-10 where the wraps themselves are at hand. Returns their list, as the envelope's receivers are given it. Throws WRAP_DIGEST. */
export function demandWraps(envelope: Envelope, wraps: readonly Uint8Array[]): Uint8Array {
  const wrapList = encodeWrapList(wraps.map((wrap) => digestOf(wrap)));
  demand(digestOf(wrapList) === envelope.wraps, 'WRAP_DIGEST', 'not the wraps that were signed');
  demand(wraps.length === envelope.core.recipients.length, 'WRAP_DIGEST', 'not one wrap for each recipient');
  return wrapList;
}

/** ENV-11: the body's ciphertext is the one signed. Throws CONTENT_LENGTH, CONTENT_DIGEST. */
export function demandBodyDigest(envelope: Envelope, ciphertext: Uint8Array): void {
  demand(ciphertext.length === envelope.body.length, 'CONTENT_LENGTH', 'not of the length that was signed');
  demand(digestOf(ciphertext) === envelope.body.digest, 'CONTENT_DIGEST', 'not the body that was signed');
}
