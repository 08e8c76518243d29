// Entries of registers and acknowledgements inside a bundle (protocol.md sections 6 and 8).
import { demand } from '../primitives/errors.ts';
import { parsePolicy } from '../tlog/policy.ts';
import {
  ACK_EVENTS,
  ACK_KINDS,
  type Acknowledgement,
  decodeAcknowledgement,
  MAX_ACK_BYTES,
} from '../wire/acknowledgement.ts';
import { ROLES } from '../wire/genesis.ts';
import type { AuthorityId, Digest } from '../wire/ids.ts';
import { EVENTS, eventName } from '../wire/leaf.ts';
import { parseStatement, signerOf, verifyStatement } from '../wire/statement.ts';
import { registerOrigin, type TrustCard } from '../wire/trust-card.ts';
import { type Admitted, demandAnchor, type WholeChain, type WholeDirectory } from './bundle-directory.ts';
import type { BundleParts } from './bundle-layout.ts';
import { demandAcknowledged, type VerifiedReceipt } from './receipt.ts';
import { type VerifiedEntry, verifyEntry } from './register-entry.ts';
import { activeDevice, rolesOf } from './roster.ts';

type Admissions = ReadonlyMap<AuthorityId, Admitted>;

/**
 * BND-8: every entry stands in the register of a party, under a sealed checkpoint of it, speaks of this transmission, and neither repeats nor
 * goes back in time. Throws what `verifyEntry` throws, RECEIPT_MISMATCH.
 */
export function verifyEntries(
  parts: BundleParts,
  subject: Digest,
  card: TrustCard,
  admissions: Admissions,
  directory: WholeDirectory,
): VerifiedEntry[] {
  const trust = {
    registerKeys: (authority: AuthorityId) => admissions.get(authority)?.registerKeys ?? null,
    origin: (authority: AuthorityId) => registerOrigin(card.relayName, authority),
    requireSealed: true,
    witnesses: parsePolicy(card.witnessPolicy),
  };
  const entries = parts.evidence.map((proven) => verifyEntry(proven, trust));
  const seen = new Set<string>();
  for (const entry of entries) {
    const { register, index } = entry;
    demand(entry.subject === subject, 'RECEIPT_MISMATCH', `entry ${index} of ${register} is of another transmission`);
    demand(entry.dirSize <= directory.size, 'RECEIPT_MISMATCH', 'an entry made at a later directory than is included');
    const keyed = (admissions.get(register) as Admitted).fromSize <= entry.dirSize;
    demand(keyed, 'ROSTER_FOUNDING', `an entry in the register of ${register} before its admission`);
    const party = entry.counterpart === null || admissions.has(entry.counterpart);
    demand(party, 'RECEIPT_MISMATCH', `entry ${index} of ${register} names somebody who is no party`);
    const name = `${register} ${entry.event} ${entry.counterpart} ${entry.evidence}`;
    demand(
      !seen.has(name),
      'RECEIPT_MISMATCH',
      `${eventName(entry.event)} stands twice in the register of ${register}`,
    );
    seen.add(name);
  }
  demandOrder(entries);
  return entries;
}

function demandOrder(entries: readonly VerifiedEntry[]): void {
  const ordered = [...entries].sort((a, b) =>
    a.register === b.register ? a.index - b.index : a.register < b.register ? -1 : 1,
  );
  for (const [i, entry] of ordered.entries()) {
    const before = ordered[i - 1];
    if (before?.register !== entry.register) continue;
    const onward = before.index < entry.index && before.at <= entry.at && before.dirSize <= entry.dirSize;
    demand(onward, 'RECEIPT_MISMATCH', `the register of ${entry.register} goes back at entry ${entry.index}`);
  }
}

const SUBMITTED: readonly number[] = [EVENTS.SubmissionAcceptance, EVENTS.ContentConsignment];

/** BND-9: nothing but the receipt says that it was submitted; another time beside the proven one would be believed by somebody. Throws RECEIPT_MISMATCH. */
export function demandNoOther(entries: readonly VerifiedEntry[], receipt: VerifiedReceipt): void {
  const proven: readonly VerifiedEntry[] = [receipt.submission, ...receipt.consignments];
  for (const entry of entries) {
    const other = SUBMITTED.includes(entry.event) && !proven.includes(entry);
    demand(!other, 'RECEIPT_MISMATCH', `a second submission, entry ${entry.index} of ${entry.register}`);
  }
}

const ACKNOWLEDGED: readonly number[] = Object.values(ACK_EVENTS);

/**
 * BND-14: each acknowledgement is signed by a device of the recipient that was active then, by an official's where a person must have acted, and
 * stands in both registers; and no entry claims one that is not here. Returns how many there are. Throws RECEIPT_*, ROSTER_*, SIGNATURE_*, WIRE_*.
 */
export function verifyAcknowledgements(
  parts: BundleParts,
  receipt: VerifiedReceipt,
  entries: readonly VerifiedEntry[],
  chains: ReadonlyMap<AuthorityId, WholeChain>,
  directory: WholeDirectory,
): number {
  const recipients = receipt.consignments.map(({ register }) => register);
  const sender = receipt.submission.register;
  const proven = new Set<VerifiedEntry>();
  for (const bytes of parts.acknowledgements) {
    const statement = parseStatement('ack', bytes, MAX_ACK_BYTES);
    const acknowledgement = decodeAcknowledgement(statement.payload);
    const { subject, authority } = acknowledgement;
    demand(subject === receipt.subject, 'RECEIPT_MISMATCH', 'an acknowledgement of another transmission');
    demand(recipients.includes(authority), 'RECEIPT_MISMATCH', `${authority} is no recipient`);
    const expected = { acknowledgement, evidence: statement.hash, sender };
    const { own, sender: theirs } = demandAcknowledged(entries, expected);
    const chain = chains.get(authority) as WholeChain;
    const { roster, seq } = chain.at(own.dirSize);
    const kid = signerOf(statement);
    const device = activeDevice(roster, kid, seq);
    demand(device, 'ROSTER_UNKNOWN_DEVICE', 'acknowledged by a device that was not active then');
    verifyStatement(statement, kid, device.public.sign);
    demandPerson(acknowledgement, rolesOf(roster, device.official, seq));
    demandAnchor(directory, acknowledgement.directory);
    demand(own.at >= receipt.at, 'RECEIPT_MISMATCH', 'acknowledged before it was submitted');
    proven.add(own).add(theirs);
  }
  for (const entry of entries) {
    const claimed = ACKNOWLEDGED.includes(entry.event) && !proven.has(entry);
    demand(
      !claimed,
      'RECEIPT_MISSING',
      `no acknowledgement is here for ${eventName(entry.event)}, entry ${entry.index}`,
    );
  }
  return parts.acknowledgements.length;
}

// Receiving may be automatic; opening, taking, passing on and refusing are acts of an official. An auditor does none of it.
function demandPerson({ kind }: Acknowledgement, roles: readonly number[]): void {
  const may = roles.some((role) => role !== ROLES.auditor && (kind === ACK_KINDS.received || role !== ROLES.service));
  demand(may, 'ROSTER_ROLE', 'acknowledged by a device that may not');
}
