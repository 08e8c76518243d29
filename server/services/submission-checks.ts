// What a submission is held to before it is entered, numbered as in the specification; everything but opening it (protocol.md section 4).
import {
  activePasskey,
  CLASSES,
  type Device,
  type Digest,
  decodeEnvelope,
  decodeGestures,
  decodeSubmission,
  demand,
  demandBodyDigest,
  demandEpoch,
  demandParties,
  demandSender,
  demandSuite,
  demandTimes,
  demandWraps,
  type Ed25519,
  type Envelope,
  type Gesture,
  MAX_STATEMENT_BYTES,
  ProtocolError,
  parseStatement,
  policyOf,
  portableEd25519,
  ROLES,
  rolesOf,
  type Submission,
  signerOf,
  toHex,
  transmitChallenge,
  type UnverifiedStatement,
  verifyOneGesture,
  verifyStatement,
} from '../../crypto/relay.ts';
import { verifyByLibrary } from './assertion.ts';
import type { KnownChain, Rosters } from './rosters.ts';

/** An envelope as it came or lies in the store: its form is known, its right to be entered is not. */
export type ReadEnvelope = {
  readonly statement: UnverifiedStatement<'envelope'>;
  readonly envelope: Envelope;
  readonly gestures: readonly Gesture[];
};
export type ReadSubmission = ReadEnvelope & { readonly frame: Submission; readonly wrapList: Uint8Array };

/** How long an envelope may have lain sealed, ready to send: what waits over a night without the relay still goes out as it was signed. */
const AGE_MS = 24 * 3_600_000;

/** SUB-1: a stored or submitted statement and its gestures. Throws WIRE_*, POLICY_SUITE. */
export function readEnvelope(bytes: Uint8Array, gestures: Uint8Array | null): ReadEnvelope {
  const statement = parseStatement('envelope', bytes, MAX_STATEMENT_BYTES);
  const envelope = decodeEnvelope(statement.payload);
  // The signer is said twice, and both must say the same: one is checked against the roster, the other against the signature.
  demand(
    signerOf(statement) === envelope.core.sender.kid,
    'SIGNATURE_UNKNOWN_KEY',
    'signed by another device than it names',
  );
  return { statement, envelope, gestures: gestures === null ? [] : decodeGestures(gestures) };
}

/** SUB-1 to SUB-3: form, wraps and body. Throws WIRE_*, POLICY_SUITE, WRAP_DIGEST, CONTENT_LENGTH, CONTENT_DIGEST. */
export function readSubmission(raw: Uint8Array): ReadSubmission {
  const frame = decodeSubmission(raw);
  const read = readEnvelope(frame.statement, frame.gestures);
  const wrapList = demandWraps(read.envelope, frame.wraps); // SUB-2
  demandBodyDigest(read.envelope, frame.body); // SUB-3
  demand(
    read.envelope.core.class !== CLASSES.ordinary || frame.gestures === null,
    'WIRE_SHAPE',
    'an ordinary envelope has no gestures',
  );
  return { ...read, frame, wrapList };
}

/** SUB-4: an authority that takes part. Throws ROSTER_AUTHORITY (unknown), ROSTER_FOUNDING, ROSTER_CLOSED. */
function demandAdmitted(chain: KnownChain | null): KnownChain {
  demand(chain, 'ROSTER_AUTHORITY', 'an authority that this directory does not have');
  demand(chain.state !== 'founding', 'ROSTER_FOUNDING', 'an authority that was not admitted yet');
  demand(chain.state !== 'closed', 'ROSTER_CLOSED', 'an authority that is closed');
  return chain;
}

/** SUB-6: made just now. Throws POLICY_TIME. A proposal completed later is not asked again. */
export function demandFresh({ envelope }: ReadEnvelope, now: number): void {
  demand(envelope.core.createdAt >= now - AGE_MS, 'POLICY_TIME', 'made more than a day ago');
}

/** SUB-4 to SUB-7: sender, signature, times, recipients, against the rosters as they stand. Returns the sending device. */
export function checkParties(
  { statement, envelope }: ReadEnvelope,
  rosters: Rosters,
  now: number,
  { verify }: Pick<Ed25519, 'verify'> = portableEd25519,
): Device {
  const { core } = envelope;
  const sender = demandAdmitted(rosters.get(core.sender.authority));
  const device = demandSender(core, sender.view); // SUB-4
  verifyStatement(statement, device.kid, device.public.sign, verify); // SUB-5
  demandTimes(core, now); // SUB-6
  demand(
    core.directory.size <= rosters.directorySize(),
    'ROSTER_STALE',
    'made on a directory that this relay does not have',
  );
  for (const recipient of core.recipients) {
    const { roster, view } = demandAdmitted(rosters.get(recipient.authority)); // SUB-7
    demandSuite(core, roster, view.seq);
    demandParties(core, sender.roster, roster);
    demandEpoch(recipient, roster, view.seq, now);
  }
  return device;
}

/** What the gestures given so far amount to. */
export type Consent = 'enough' | 'one more';

/**
 * SUB-9: every gesture is by an official who may, over this statement; two verifiers agree. Throws SIGNATURE_GESTURE, POLICY_GESTURE_ROLE,
 * POLICY_GESTURE_MISSING (none at all, by a device that is not a service's).
 */
export async function checkGestures(read: ReadEnvelope, device: Device, rosters: Rosters): Promise<Consent> {
  const { core } = read.envelope;
  if (core.class === CLASSES.ordinary) return 'enough';
  const { roster } = rosters.get(core.sender.authority) as KnownChain;
  const subject = read.statement.hash;
  const seq = roster.headSeq;
  const officials = new Set<string>();
  for (const gesture of read.gestures) {
    officials.add(await verifyOneGesture({ subject, class: core.class, roster, seq }, gesture));
    await secondOpinion(roster, subject, gesture);
  }
  const policy = policyOf(roster);
  const needed = core.class === CLASSES.formal ? policy.formalSigners : 1;
  if (officials.size >= needed) return 'enough';
  const service = rolesOf(roster, device.official).includes(ROLES.service);
  demand(service || officials.size > 0, 'POLICY_GESTURE_MISSING', 'a formal or urgent envelope needs a gesture');
  return 'one more';
}

async function secondOpinion(roster: KnownChain['roster'], subject: Digest, gesture: Gesture): Promise<void> {
  const found = activePasskey(roster, toHex(gesture.credentialId));
  demand(found, 'POLICY_GESTURE_ROLE', 'not a passkey of the sending authority');
  try {
    await verifyByLibrary(gesture, transmitChallenge(subject, gesture.nonce), found.passkey, policyOf(roster));
  } catch (cause) {
    throw new ProtocolError('SIGNATURE_GESTURE', 'the passkey’s answer does not verify', { cause });
  }
}
