// Two signers: the second official's gesture completes a proposal, the sender's withdrawal or 72 hours close it (protocol.md section 5).
import {
  type AuthorityId,
  activeDevice,
  type Digest,
  decodeGestures,
  decodeWithdrawal,
  demand,
  EVENTS,
  encodeGestures,
  encodeReceipt,
  equal,
  gesturesDigest,
  type Kid,
  parseStatement,
  REASONS,
  type ReasonCode,
  ROLES,
  rolesOf,
  signerOf,
  toHex,
  type UnverifiedStatement,
  verifyStatement,
} from '../../crypto/relay.ts';
import type { Effect, EnvelopeRow } from '../../db/store.ts';
import type { Principal } from '../door.ts';
import { notFound, RelayRefusal } from '../refusal.ts';
import { acceptanceEntries, acceptanceTimers, entered } from './acceptance.ts';
import { nonceEffects } from './nonces.ts';
import { provenLeaves, receiptOf } from './receipts.ts';
import type { Job, Prepared, View } from './sequencer.ts';
import type { SubmissionDeps } from './submission.ts';
import { checkGestures, checkParties, type ReadEnvelope, readEnvelope } from './submission-checks.ts';

export type Proposals = {
  /** Adds a gesture to a proposal and enters it everywhere. Throws RELAY_NOT_FOUND, RELAY_CONFLICT (closed, or not the newest), EPOCH_STALE, SIGNATURE_*, POLICY_*. */
  complete(subject: Digest, gestures: Uint8Array, principal: Principal): Promise<Uint8Array>;
  /** Takes a proposal back: a `withdraw` statement of any device of the sender that is no auditor's. Throws as above, SIGNATURE_*, ROSTER_UNKNOWN_DEVICE, ROSTER_ROLE, RELAY_SIGN_IN. */
  withdraw(raw: Uint8Array): Promise<Uint8Array>;
  /** The job of the timer whose 72 hours are over. */
  lapse(subject: Digest): Job<void>;
};

const MAX_WITHDRAWAL_BYTES = 1024;
const CLOCK_MS = 10 * 60_000;
const proposalKey = (subject: string): string => `proposal:${subject}`;
const timerDone = (row: EnvelopeRow, at: number, fired: boolean): Effect => ({
  effect: 'timer-done',
  subject: row.subject,
  authority: row.sender,
  event: EVENTS.ProposalClosed,
  at,
  fired,
});

export function openProposals(deps: SubmissionDeps): Proposals {
  const { store, keys, config, clock, rosters, sequencer, proofs, sessions, proposals } = deps;

  /** The envelope, when it is the asking authority's. */
  async function own(subject: Digest, authority: AuthorityId): Promise<EnvelopeRow> {
    const row = await store.envelope(subject);
    if (row?.sender !== authority) throw notFound();
    return row;
  }
  function demandOpen(row: EnvelopeRow): void {
    if (row.state !== 'proposed') throw new RelayRefusal('RELAY_CONFLICT', 'This proposal is no longer open.');
  }

  function close(
    row: EnvelopeRow,
    reason: ReasonCode,
    statement: UnverifiedStatement<'withdraw'> | null,
    view: View,
  ): Prepared<Uint8Array> {
    const sender = row.sender as AuthorityId;
    const subject = row.subject as Digest;
    const evidence = statement?.hash ?? null;
    const { leaves, parties } = entered(
      keys,
      subject,
      [{ register: sender, event: EVENTS.ProposalClosed, counterpart: null, evidence, reason }],
      view,
    );
    const state = reason === REASONS.withdrawn ? 'withdrawn' : 'lapsed';
    const kept: Effect[] = statement
      ? [{ effect: 'withdrawal', subject, hash: statement.hash, statement: statement.bytes, receivedAt: view.now }]
      : [];
    return {
      leaves,
      effects: (indexes) => [
        { effect: 'envelope-state', subject, expected: 'proposed', state, gestures: null },
        timerDone(row, view.now, statement === null),
        ...kept,
        ...parties(indexes),
      ],
      answer: (placed) => {
        proposals.closed(subject);
        return encodeReceipt(provenLeaves(placed));
      },
    };
  }

  function accept(read: ReadEnvelope, row: EnvelopeRow, gestures: Uint8Array, nonces: Effect[], view: View) {
    const { envelope } = read;
    const subject = row.subject as Digest;
    const { leaves, parties } = entered(keys, subject, acceptanceEntries(envelope, gesturesDigest(gestures)), view);
    const effects = (indexes: readonly number[]): Effect[] => [
      { effect: 'envelope-state', subject, expected: 'proposed', state: 'accepted', gestures },
      timerDone(row, view.now, false),
      ...parties(indexes),
      ...acceptanceTimers(envelope, subject, config.timers, view.now),
      ...nonces,
    ];
    const answer: Prepared<Uint8Array>['answer'] = (placed) => {
      proposals.closed(subject);
      return encodeReceipt(provenLeaves(placed));
    };
    return { leaves, effects, answer };
  }

  return {
    async complete(subject, raw, { authority, kid }) {
      const before = await own(subject, authority);
      const added = decodeGestures(raw);
      demand(added.length === 1, 'WIRE_SHAPE', 'one gesture completes a proposal');
      const given = before.gestures ? decodeGestures(before.gestures) : [];
      // The answer may have been lost: the same gesture again is the same act.
      const repeated = given.some((g) => toHex(g.nonce) === toHex(added[0]?.nonce as Uint8Array));
      if (before.state === 'accepted' && repeated) return receiptOf(store, proofs, before);
      demandOpen(before);
      const same = given.some((g) => equal(g.credentialId, added[0]?.credentialId as Uint8Array));
      demand(!same, 'POLICY_GESTURE_MISSING', 'a second official has to sign');
      const gestures = encodeGestures([...given, ...added]);
      const nonces = await nonceEffects(store, added, kid, clock.now());
      return sequencer.submit({
        keys: [proposalKey(subject), ...added.map(({ nonce }) => `nonce:${toHex(nonce)}`)],
        prepare: async (view) => {
          const row = await own(subject, authority);
          demandOpen(row);
          if (!proposals.isNewest(subject))
            throw new RelayRefusal('RELAY_CONFLICT', 'There is a newer proposal of this case.');
          // Devices, passkeys and epochs as they stand now: hours may have passed.
          const read = readEnvelope(row.statement, gestures);
          const device = checkParties(read, rosters, view.now);
          const consent = await checkGestures(read, device, rosters);
          demand(consent === 'enough', 'POLICY_GESTURE_MISSING', 'a second official has to sign');
          return accept(read, row, gestures, nonces, view);
        },
      });
    },

    async withdraw(raw) {
      const statement = parseStatement('withdraw', raw, MAX_WITHDRAWAL_BYTES);
      const { subject, createdAt } = decodeWithdrawal(statement.payload);
      const kid: Kid = signerOf(statement);
      const owner = rosters.byKid(kid);
      demand(owner?.key === 'device', 'ROSTER_UNKNOWN_DEVICE', 'not an active device');
      verifyStatement(statement, kid, owner.device.public.sign);
      const { authority } = owner.chain.roster;
      const auditor = rolesOf(owner.chain.roster, owner.official.id).includes(ROLES.auditor);
      demand(!auditor, 'ROSTER_ROLE', 'an auditor takes nothing back');
      const row = await own(subject, authority);
      if (row.state === 'withdrawn') return receiptOf(store, proofs, row);
      const now = clock.now();
      demand(Math.abs(now - createdAt) <= CLOCK_MS, 'POLICY_TIME', 'made more than ten minutes from the relay’s time');
      await sessions.demandSession(kid, now);
      return sequencer.submit({
        keys: [proposalKey(subject)],
        prepare: async (view) => {
          const active = activeDevice(owner.chain.roster, kid) && rosters.byKid(kid);
          demand(active, 'ROSTER_UNKNOWN_DEVICE', 'not an active device');
          const current = await own(subject, authority);
          demandOpen(current);
          return close(current, REASONS.withdrawn, statement, view);
        },
      });
    },

    lapse: (subject) => ({
      keys: [proposalKey(subject)],
      prepare: async (view) => {
        const row = await store.envelope(subject);
        if (row?.state !== 'proposed') throw notFound();
        return { ...close(row, REASONS.lapsed, null, view), answer: () => proposals.closed(subject) };
      },
    }),
  };
}
