// Verbs that write, each whole: generators that ask for one step at a time, so that a lane may run them at once (SQLite) or by waiting (house.md, style 5).
import { appendSteps, effectSteps, newLogStep } from './effects.ts';
import type { StatementName, Step } from './statements.ts';
import {
  type Batch,
  type CopyRow,
  type DraftVersionRow,
  type GestureSlotRow,
  type HoldRow,
  type InvitationRow,
  type SealedCheckpoint,
  type SessionRow,
  StoreConflict,
  type UploadRow,
} from './store.ts';

/** Asks for the number of a log, 0 when there is none. */
export type LogOf = { readonly origin: string };

/** A verb under way. Each ask is answered by a number: rows changed, or the log's number. Whatever ends it by throwing leaves nothing stored. */
export type Verb<T> = Generator<Step | LogOf, T, number>;

const step = (statement: StatementName, values: object, changes: Step['changes'] = 'any'): Step => ({
  statement,
  values: values as Record<string, unknown>,
  what: statement,
  changes,
});

/** Throws StaleLog when a log has another size than the batch was built on, StoreConflict for what a guard or a rule of the schema refuses. */
export function* commit({ newLogs, appends, effects }: Batch): Verb<'done'> {
  if (new Set(appends.map((append) => append.origin)).size !== appends.length) throw new StoreConflict('log');
  for (const log of newLogs) yield newLogStep(log);
  for (const append of appends) {
    const number = yield { origin: append.origin };
    if (number === 0) throw new StoreConflict('log');
    for (const one of appendSteps(number, append)) yield one;
  }
  // Plain loops: delegating to each effect's own iterator costs as much as building its steps.
  for (const effect of effects) for (const one of effectSteps(effect)) yield one;
  return 'done';
}

export function* putSealed(origin: string, checkpoint: SealedCheckpoint): Verb<void> {
  yield step('sealed', { origin, ...checkpoint }, 1);
}

export function* putInvitation(row: InvitationRow): Verb<void> {
  yield step('invitation', row, 1);
}

export function* issueNonce(nonce: string, kid: string, purpose: string, expiresAt: number): Verb<void> {
  yield step('nonce', { nonce, kid, purpose, expiresAt, usedAt: null }, 1);
}

export function* putGesture(row: GestureSlotRow): Verb<void> {
  yield step('gestureSlot', row, 1);
}

export function* login(nonce: string, session: SessionRow): Verb<SessionRow | null> {
  const { kid, loginAt } = session;
  if ((yield step('loginNonceUsed', { nonce, kid, purpose: 'login', usedAt: loginAt })) === 0) return null;
  yield step('sessionEnded', { kid });
  yield step('session', session, 1);
  return session;
}

export function* touchSession(kid: string, usedAt: number): Verb<void> {
  yield step('sessionTouched', { kid, usedAt });
}

export function* endSession(kid: string): Verb<void> {
  yield step('sessionEnded', { kid });
}

export function* rememberRequest(kid: string, nonce: string, expiresAt: number): Verb<boolean> {
  return (yield step('requestOnce', { kid, nonce, expiresAt })) === 1;
}

export function* putCopy(row: CopyRow, max: number): Verb<boolean> {
  const { credential, kid } = row;
  yield step('copyDropped', { credential, kid });
  return (yield step('copy', { ...row, max })) === 1;
}

export function* dropCopies(kid: string): Verb<void> {
  yield step('copiesDropped', { kid });
}

export function* dropCopy(kid: string, credential: string): Verb<void> {
  yield step('copyDropped', { credential, kid });
}

export function* putHold(row: HoldRow): Verb<boolean> {
  const { subject } = row;
  if ((yield step('contentThere', { subject })) === 0) return false;
  return (yield step('hold', row)) === 1;
}

export function* dropClosedContent(): Verb<number> {
  return yield step('closedContent', {});
}

export function* putUpload(row: UploadRow): Verb<void> {
  yield step('upload', row, 1);
}

export function* dropUpload(authority: string, uploadId: string): Verb<void> {
  if ((yield step('uploadDropped', { authority, uploadId })) === 1) return;
  if ((yield step('uploadThere', { authority, uploadId })) === 1) throw new StoreConflict('upload');
}

export function* markGone(authority: string, uploadId: string): Verb<void> {
  yield step('uploadGone', { authority, uploadId }, 1);
}

export function* putDraft({ version, ...row }: DraftVersionRow, keep: number): Verb<void> {
  const { authority, draftId } = row;
  if (version === 1) yield step('draft', { authority, draftId, version, removedAt: null }, 1);
  else yield step('draftAdvanced', { authority, draftId, version, expected: version - 1 }, 1);
  yield step('draftVersion', { ...row, version, length: row.sealed.length }, 1);
  yield step('draftVersionsDropped', { authority, draftId, upTo: version - keep });
}

export function* removeDraft(authority: string, draftId: string, version: number, removedAt: number): Verb<void> {
  yield step('draftRemoved', { authority, draftId, expected: version, removedAt }, 1);
  yield step('draftVersionsDropped', { authority, draftId, upTo: version - 1 });
}

export function* sweepDrafts(before: number): Verb<void> {
  yield step('draftVersionsSwept', { before });
  yield step('draftsSwept', { before });
}

export function* sweep(now: number): Verb<void> {
  yield step('noncesSwept', { now });
  yield step('requestsSwept', { now });
  yield step('gestureSlotsSwept', { now });
}

export function* beat(): Verb<void> {
  yield step('pulse', {}, 1);
}
