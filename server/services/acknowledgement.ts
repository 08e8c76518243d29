// Acknowledgements: what a recipient's device states is entered in its own register and in the sender's, in one transaction (protocol.md section 6).
import {
  ACK_EVENTS,
  ACK_KINDS,
  type Acknowledgement,
  type AuthorityId,
  type Digest,
  decodeAcknowledgement,
  decodeEnvelope,
  demand,
  EVENTS,
  encodeReceipt,
  type Kid,
  MAX_ACK_BYTES,
  MAX_STATEMENT_BYTES,
  type ProvenLeaf,
  parseStatement,
  REASONS,
  ROLES,
  rolesOf,
  signerOf,
  type UnverifiedStatement,
  verifyStatement,
} from '../../crypto/relay.ts';
import type { AcknowledgementRow, Effect, EnvelopeRow } from '../../db/store.ts';
import { notFound, RelayRefusal } from '../refusal.ts';
import { entered } from './acceptance.ts';
import { provenLeaves } from './receipts.ts';
import type { Prepared, View } from './sequencer.ts';
import type { SubmissionDeps } from './submission.ts';

export type Acknowledgements = {
  /** Throws WIRE_*, SIGNATURE_*, ROSTER_*, POLICY_TIME, CONTENT_ATTACHMENTS, RELAY_NOT_FOUND (no party), RELAY_CONFLICT (stated already), RELAY_SIGN_IN. */
  acknowledge(raw: Uint8Array): Promise<Uint8Array>;
};

/** COSE around the payload. */
export const MAX_ACK_STATEMENT = MAX_ACK_BYTES + 512;
const AHEAD_MS = 10 * 60_000;
/** Which of the timers an acknowledgement settles. */
const SETTLES: { readonly [K in Acknowledgement['kind']]: readonly number[] } = {
  1: [EVENTS.ContentHandoverFailure],
  2: [],
  3: [EVENTS.AcceptanceRejectionExpiry],
  4: [EVENTS.AcceptanceRejectionExpiry],
  5: [EVENTS.AcceptanceRejectionExpiry],
};

type Read = { readonly statement: UnverifiedStatement<'ack'>; readonly ack: Acknowledgement; readonly kid: Kid };

export function openAcknowledgements(deps: Omit<SubmissionDeps, 'proposals'>): Acknowledgements {
  const { store, keys, ed25519, clock, rosters, sequencer, proofs, sessions } = deps;

  /** ACK-1, ACK-2: signed by an active device of that authority, which reads. Returns whether an official holds it. */
  function checkSigner({ statement, ack, kid }: Read, now: number): { official: boolean } {
    const owner = rosters.byKid(kid);
    demand(owner?.key === 'device', 'ROSTER_UNKNOWN_DEVICE', 'not an active device');
    const { roster, authority } = { roster: owner.chain.roster, authority: owner.chain.roster.authority };
    demand(authority === ack.authority, 'ROSTER_AUTHORITY', 'a device of another authority');
    verifyStatement(statement, kid, owner.device.public.sign, ed25519.verify);
    demand(ack.createdAt <= now + AHEAD_MS, 'POLICY_TIME', 'made after it was received');
    demand(
      ack.directory.size <= rosters.directorySize(),
      'ROSTER_STALE',
      'made on a directory that this relay does not have',
    );
    const roles = rolesOf(roster, owner.official.id);
    demand(!roles.includes(ROLES.auditor), 'ROSTER_ROLE', 'an auditor acknowledges nothing');
    return { official: !roles.includes(ROLES.service) };
  }

  /** ACK-3: about a transmission that was entered, by one of its recipients; others learn nothing. */
  async function envelopeFor({ ack }: Read): Promise<EnvelopeRow> {
    const row = await store.envelope(ack.subject);
    if (row?.state !== 'accepted') throw notFound();
    const recipient = row.sender !== ack.authority && (await store.wrap(ack.subject, ack.authority)) !== null;
    if (!recipient) throw notFound();
    return row;
  }

  /** ACK-5: one of each kind; `received` once more when more attachments were verified. */
  async function roundOf({ ack }: Read): Promise<number> {
    const stated = (await store.acknowledgements(ack.subject)).filter(
      (row) => row.authority === ack.authority && row.kind === ack.kind,
    );
    const [first, second] = stated;
    if (!first) return 0;
    if (ack.kind !== ACK_KINDS.received || second) throw new RelayRefusal('RELAY_CONFLICT', 'This was stated already.');
    const before = parseStatement('ack', first.statement, MAX_ACK_STATEMENT);
    if (ack.attachments <= decodeAcknowledgement(before.payload).attachments)
      throw new RelayRefusal('RELAY_CONFLICT', 'This was stated already, of as many attachments.');
    return 1;
  }

  function prepare(read: Read, row: EnvelopeRow, round: number, view: View): Prepared<Uint8Array> {
    const { statement, ack } = read;
    const { subject, authority, kind, reason } = ack;
    const event = ACK_EVENTS[kind];
    const one = { event, counterpart: authority, evidence: statement.hash, reason };
    const { leaves, parties } = entered(
      keys,
      subject,
      [
        { register: authority, ...one },
        { register: row.sender as AuthorityId, ...one },
      ],
      view,
    );
    const stored: AcknowledgementRow = {
      hash: statement.hash,
      subject,
      authority,
      kind,
      round,
      statement: statement.bytes,
      receivedAt: view.now,
    };
    return {
      leaves,
      effects: (indexes) => [
        { effect: 'acknowledgement', ...stored },
        ...parties(indexes),
        ...SETTLES[kind].map((due): Effect => ({ effect: 'timer-done', subject, authority, event: due, at: view.now })),
      ],
      answer: (placed) => encodeReceipt(provenLeaves(placed)),
    };
  }

  /** The leaves of an acknowledgement entered before, the acknowledger's own first. */
  async function receiptAgain(row: AcknowledgementRow, sender: string): Promise<Uint8Array> {
    const event = ACK_EVENTS[row.kind as Acknowledgement['kind']];
    const parties = await store.parties(row.subject);
    const leaves: ProvenLeaf[] = [];
    for (const register of [row.authority, sender]) {
      const own = parties.filter(
        (p) => p.authority === register && p.event === event && p.counterpart === row.authority,
      );
      const place = own[row.round];
      if (place) leaves.push(await proofs.leaf(register as AuthorityId, place.index));
    }
    return encodeReceipt(leaves);
  }

  return {
    async acknowledge(raw) {
      const statement = parseStatement('ack', raw, MAX_ACK_STATEMENT);
      const ack = decodeAcknowledgement(statement.payload);
      const read: Read = { statement, ack, kid: signerOf(statement) };
      const now = clock.now();
      const { official } = checkSigner(read, now);
      const row = await envelopeFor(read);
      const again = await store.acknowledgement(statement.hash);
      if (again) return receiptAgain(again, row.sender);
      demandKind(ack);
      if (ack.kind !== ACK_KINDS.received) {
        // ACK-4: a machine can receive; opening, taking and refusing are acts of people.
        demand(official, 'ROSTER_ROLE', 'a service only receives');
        await sessions.demandSession(read.kid, now);
      }
      demandCount(ack, row);
      const checkedAt = rosters.directorySize();
      return sequencer.submit({
        keys: [settlementKey(ack.subject, ack.authority), `statement:${statement.hash}`],
        prepare: async (view) => {
          if (view.directorySize !== checkedAt) checkSigner(read, view.now);
          return prepare(read, row, await roundOf(read), view);
        },
      });
    },
  };
}

/** Acknowledgements and timers of one recipient never stand in one batch: the second has to see the first. */
export const settlementKey = (subject: Digest, authority: AuthorityId): string => `settle:${subject}:${authority}`;

/** ACK-4: a reason belongs to refusing and passing on; a count belongs to receiving. */
function demandKind(ack: Acknowledgement): void {
  const negative = ack.kind === ACK_KINDS.refused || ack.kind === ACK_KINDS.passed;
  demand(negative || ack.reason === REASONS.none, 'WIRE_SHAPE', 'a reason where none is given');
  demand(
    ack.kind === ACK_KINDS.received || ack.attachments === 0,
    'WIRE_SHAPE',
    'a count of attachments where none is',
  );
}

function demandCount(ack: Acknowledgement, row: EnvelopeRow): void {
  if (ack.attachments === 0) return;
  const { attachments } = decodeEnvelope(parseStatement('envelope', row.statement, MAX_STATEMENT_BYTES).payload);
  demand(ack.attachments <= attachments.length, 'CONTENT_ATTACHMENTS', 'more attachments than were sent');
}
