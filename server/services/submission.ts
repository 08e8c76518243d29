// Submission: checked, entered in every register concerned in one transaction, answered with proofs (protocol.md sections 4 to 6).
import {
  type Digest,
  demand,
  EVENTS,
  encodeReceipt,
  gesturesDigest,
  PROPOSAL_LIFE_MS,
  toHex,
} from '../../crypto/relay.ts';
import type { Effect, EnvelopeRow } from '../../db/store.ts';
import type { RelayDeps } from '../deps.ts';
import type { SignedIn } from '../door.ts';
import { RelayRefusal } from '../refusal.ts';
import { acceptanceEntries, acceptanceTimers, type Entry, entered, envelopeEffects } from './acceptance.ts';
import { nonceEffects } from './nonces.ts';
import type { OpenProposals } from './open-proposals.ts';
import type { Proofs } from './proofs.ts';
import { provenLeaves, receiptOf } from './receipts.ts';
import type { Rosters } from './rosters.ts';
import type { Prepared, Sequencer, View } from './sequencer.ts';
import {
  type Consent,
  checkGestures,
  checkParties,
  demandFresh,
  type ReadSubmission,
  readSubmission,
} from './submission-checks.ts';

/** `entered`: in all registers; `proposed`: in the sender's own; `known`: the same bytes came before. `receipt` is a frame of proven leaves. */
export type SubmissionAnswer = { readonly outcome: 'entered' | 'proposed' | 'known'; readonly receipt: Uint8Array };

export type Submissions = {
  /** Throws WIRE_*, SIGNATURE_*, ROSTER_*, EPOCH_*, WRAP_DIGEST, CONTENT_*, POLICY_*, RELAY_CONFLICT (same message id, other bytes), RELAY_SIGN_IN. */
  submit(raw: Uint8Array): Promise<SubmissionAnswer>;
};

export type SubmissionDeps = Pick<RelayDeps, 'store' | 'keys' | 'ed25519' | 'config' | 'clock'> & {
  readonly rosters: Rosters;
  readonly sequencer: Sequencer;
  readonly proofs: Proofs;
  readonly sessions: SignedIn;
  readonly proposals: OpenProposals;
};

export function openSubmissions(deps: SubmissionDeps): Submissions {
  const { store, keys, ed25519, config, clock, rosters, sequencer, proofs, sessions, proposals } = deps;

  /** SUB-11: null when the message id is new to this sender. */
  async function known(read: ReadSubmission): Promise<{ same: EnvelopeRow | null } | null> {
    const { core } = read.envelope;
    const row = await store.envelopeByMessage(core.sender.authority, core.messageId);
    return row && { same: row.subject === read.statement.hash ? row : null };
  }

  /** SUB-10: every attachment lies here whole, uploaded by the sender's authority. */
  async function demandUploads({ envelope }: ReadSubmission): Promise<void> {
    for (const { uploadId, digest, length } of envelope.attachments) {
      const upload = await store.upload(envelope.core.sender.authority, uploadId);
      demand(upload?.digest === digest, 'CONTENT_DIGEST', 'an attachment that is not here, not whole, or another one');
      // REG-22: what expired is gone, also before its row is.
      demand(
        !upload.referenced || (await store.uploadNeeded(upload.authority, uploadId)),
        'CONTENT_DIGEST',
        'an attachment whose content expired',
      );
      demand(upload.length === length, 'CONTENT_LENGTH', 'an attachment of another length');
    }
  }

  async function check(read: ReadSubmission, now: number): Promise<Consent> {
    const device = checkParties(read, rosters, now, ed25519);
    return checkGestures(read, device, rosters);
  }

  function prepare(read: ReadSubmission, consent: Consent, nonces: Effect[], view: View): Prepared<SubmissionAnswer> {
    const { envelope, frame, statement } = read;
    const subject: Digest = statement.hash;
    const evidence = frame.gestures && gesturesDigest(frame.gestures);
    const sender = envelope.core.sender.authority;
    const proposed = consent === 'one more';
    const proposal: Entry = { register: sender, event: EVENTS.Proposed, counterpart: null, evidence };
    const { leaves, parties } = entered(
      keys,
      subject,
      proposed ? [proposal] : acceptanceEntries(envelope, evidence),
      view,
    );
    const timers: Effect[] = proposed
      ? [
          {
            effect: 'timer',
            subject,
            authority: sender,
            event: EVENTS.ProposalClosed,
            dueAt: view.now + PROPOSAL_LIFE_MS,
          },
        ]
      : acceptanceTimers(envelope, subject, config.timers, view.now);
    return {
      leaves,
      effects: (indexes) => [
        ...envelopeEffects(read, proposed ? 'proposed' : 'accepted', view.now),
        ...parties(indexes),
        ...timers,
        ...nonces,
      ],
      answer: (placed) => {
        if (proposed) proposals.opened({ subject, sender, caseId: envelope.core.caseId, receivedAt: view.now });
        return { outcome: proposed ? 'proposed' : 'entered', receipt: encodeReceipt(provenLeaves(placed)) };
      },
    };
  }

  async function submitNew(read: ReadSubmission): Promise<SubmissionAnswer> {
    const now = clock.now();
    const { sender, messageId } = read.envelope.core;
    demandFresh(read, now);
    const checkedAt = rosters.directorySize();
    let consent = await check(read, now);
    await sessions.demandSession(sender.kid, now); // SUB-8
    const nonces = await nonceEffects(store, read.gestures, sender.kid, now);
    await demandUploads(read);
    return sequencer.submit({
      keys: [`message:${sender.authority}:${messageId}`, ...read.gestures.map(({ nonce }) => `nonce:${toHex(nonce)}`)],
      prepare: async (view) => {
        // A link came in between: who was active then may not be now.
        if (view.directorySize !== checkedAt) consent = await check(read, view.now);
        return prepare(read, consent, nonces, view);
      },
    });
  }

  async function repeated(read: ReadSubmission): Promise<SubmissionAnswer | null> {
    const before = await known(read);
    if (before?.same) return { outcome: 'known', receipt: await receiptOf(store, proofs, before.same) };
    if (!before) return null;
    // Only the sender's device may learn that its message id is taken.
    checkParties(read, rosters, clock.now(), ed25519);
    throw new RelayRefusal('RELAY_CONFLICT', 'This message id was used for another envelope.');
  }

  return {
    async submit(raw) {
      const read = readSubmission(raw);
      const answer = await repeated(read);
      if (answer) return answer;
      try {
        return await submitNew(read);
      } catch (error) {
        // Two of the same at once: the later is answered from what the earlier stored.
        if (error instanceof RelayRefusal && error.code === 'RELAY_CONFLICT') {
          const late = await repeated(read);
          if (late) return late;
        }
        throw error;
      }
    },
  };
}
