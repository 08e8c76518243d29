// What entering an envelope writes: leaves of the sender and of each recipient, who has which, and the timers that start (protocol.md section 6).
import {
  type AuthorityId,
  CLASSES,
  type Digest,
  type Envelope,
  EVENTS,
  type EventCode,
  encodeRegisterLeaf,
  REASONS,
  type ReasonCode,
} from '../../crypto/relay.ts';
import type { Effect, EnvelopeRow, EnvelopeState } from '../../db/store.ts';
import type { RelayConfig } from '../config.ts';
import type { RelayKeys } from './keys.ts';
import type { Prepared, View } from './sequencer.ts';
import type { ReadSubmission } from './submission-checks.ts';

/** One leaf in one register. */
export type Entry = {
  readonly register: AuthorityId;
  readonly event: EventCode;
  readonly counterpart: AuthorityId | null;
  readonly evidence: Digest | null;
  readonly reason?: ReasonCode;
};

/** The leaves of `entries` about one subject, and the rows that let parties find them. */
export function entered(
  keys: RelayKeys,
  subject: Digest,
  entries: readonly Entry[],
  view: View,
): Pick<Prepared<never>, 'leaves'> & { parties(indexes: readonly number[]): Effect[] } {
  return {
    leaves: entries.map(({ register, event, counterpart, evidence, reason = REASONS.none }) => ({
      origin: keys.registerOrigin(register),
      data: encodeRegisterLeaf({
        event,
        subject,
        evidence,
        counterpart,
        reason,
        at: view.now,
        dirSize: view.directorySize,
      }),
    })),
    parties: (indexes) =>
      entries.map(({ register, event, counterpart }, i) => ({
        effect: 'party',
        subject,
        authority: register,
        event,
        index: indexes[i] as number,
        counterpart,
      })),
  };
}

/** REG-4: SubmissionAcceptance with the sender, then ContentConsignment with every other recipient. */
export function acceptanceEntries({ core }: Envelope, evidence: Digest | null): Entry[] {
  const sender = core.sender.authority;
  const entries: Entry[] = [{ register: sender, event: EVENTS.SubmissionAcceptance, counterpart: null, evidence }];
  for (const { authority } of core.recipients)
    if (authority !== sender)
      entries.push({ register: authority, event: EVENTS.ContentConsignment, counterpart: sender, evidence });
  return entries;
}

/** TIM-1: for every other recipient one timer until it is received, one until it is taken, passed on or refused. */
export function acceptanceTimers(
  { core }: Envelope,
  subject: Digest,
  { urgentMs, ordinaryMs }: RelayConfig['timers'],
  now: number,
): Effect[] {
  const due = now + (core.class === CLASSES.urgent ? urgentMs : ordinaryMs);
  const answer = core.answerBy === null ? due : Math.min(due, core.answerBy);
  return core.recipients
    .filter(({ authority }) => authority !== core.sender.authority)
    .flatMap(({ authority }): Effect[] => [
      { effect: 'timer', subject, authority, event: EVENTS.ContentHandoverFailure, dueAt: due },
      { effect: 'timer', subject, authority, event: EVENTS.AcceptanceRejectionExpiry, dueAt: answer },
    ]);
}

/** The rows of an envelope that is new to the store: itself, its wraps, the uploads it names. */
export function envelopeEffects(read: ReadSubmission, state: EnvelopeState, now: number): Effect[] {
  const { envelope, frame, statement, wrapList } = read;
  const { core } = envelope;
  const subject = statement.hash;
  const row: EnvelopeRow = {
    subject,
    sender: core.sender.authority,
    messageId: core.messageId,
    kid: core.sender.kid,
    caseId: core.caseId,
    class: core.class,
    answerBy: core.answerBy,
    state,
    statement: frame.statement,
    wrapList,
    gestures: frame.gestures,
    body: frame.body,
    receivedAt: now,
  };
  return [
    { effect: 'envelope', ...row },
    ...core.recipients.map(
      ({ authority }, i): Effect => ({ effect: 'wrap', subject, authority, wrap: frame.wraps[i] as Uint8Array }),
    ),
    ...envelope.attachments.map(
      ({ uploadId }): Effect => ({ effect: 'upload-referenced', authority: core.sender.authority, uploadId, subject }),
    ),
  ];
}
