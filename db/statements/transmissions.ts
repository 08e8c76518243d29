// Statements that write transmissions and uploads (protocol 4 to 6).
import { and, eq, inArray, isNotNull, isNull, lt, or, type SQL, sql } from 'drizzle-orm';
import type { Tables } from '../tables.ts';
import { type Builder, given, insert, matching, taking, wholeRow } from './building.ts';

export function transmissionStatements(db: Builder, t: Tables) {
  const { envelopes, holds, timers } = t;
  const { id: _, ...newEnvelope } = wholeRow(envelopes);
  return {
    envelope: db.insert(envelopes).values(newEnvelope as never),
    envelopeState: db
      .update(envelopes)
      .set({
        ...taking(envelopes, 'state'),
        gestures: sql`coalesce(${given(envelopes.gestures, 'gestures')}, ${envelopes.gestures})`,
      })
      .where(and(matching(envelopes, 'subject'), eq(envelopes.state, given(envelopes.state, 'expected')))),
    wrap: insert(db, t.wraps),
    party: insert(db, t.parties),
    acknowledgement: insert(db, t.acknowledgements),
    withdrawal: insert(db, t.withdrawals),
    contentExpired: db
      .update(envelopes)
      .set({ body: null })
      .where(
        and(
          matching(envelopes, 'subject'),
          eq(envelopes.state, 'accepted'),
          isNotNull(envelopes.body),
          sql`not exists (select 1 from ${holds} where ${holds.subject} = ${envelopes.subject} and ${holds.held})`,
        ),
      ),
    closedContent: db
      .update(envelopes)
      .set({ body: null })
      .where(
        and(
          inArray(envelopes.state, ['withdrawn', 'lapsed']),
          isNotNull(envelopes.body),
          sql`not exists (select 1 from ${holds} where ${holds.subject} = ${envelopes.subject} and ${holds.held})`,
        ),
      ),
    /** Changes nothing; its count says whether the body is there. */
    contentThere: db
      .update(envelopes)
      .set({ state: sql`${envelopes.state}` })
      .where(and(matching(envelopes, 'subject'), isNotNull(envelopes.body))),
    hold: db
      .insert(holds)
      .values(wholeRow(holds) as never)
      .onConflictDoUpdate({
        target: [holds.subject, holds.authority],
        set: taking(holds, 'held', 'statement', 'createdAt', 'receivedAt'),
        setWhere: or(
          lt(holds.createdAt, given(holds.createdAt, 'createdAt')),
          eq(holds.statement, given(holds.statement, 'statement')),
        ) as SQL,
      }),
    timer: db.insert(timers).values({ ...wholeRow(timers), doneAt: null } as never),
    timerDone: db
      .update(timers)
      .set(taking(timers, 'doneAt'))
      .where(and(matching(timers, 'envelope', 'authority', 'event'), isNull(timers.doneAt))),
  };
}

/** Whether a transmission whose content is there names the upload of the row at hand. */
export const needed = ({ uploads, uploadReferences, envelopes }: Tables): SQL =>
  sql`exists (select 1 from ${uploadReferences} join ${envelopes} on ${envelopes.subject} = ${uploadReferences.subject}
    where ${uploadReferences.authority} = ${uploads.authority} and ${uploadReferences.uploadId} = ${uploads.uploadId}
    and ${envelopes.body} is not null)`;

export function uploadStatements(db: Builder, tables: Tables) {
  const { uploads, uploadReferences } = tables;
  return {
    // Bytes may fall back after a crash, but only until their digest is known.
    upload: db
      .insert(uploads)
      .values(wholeRow(uploads) as never)
      .onConflictDoUpdate({
        target: [uploads.authority, uploads.uploadId],
        set: {
          ...taking(uploads, 'received', 'digest', 'updatedAt'),
          referenced: sql`${uploads.referenced} or ${given(uploads.referenced, 'referenced')}`,
        },
        setWhere: and(
          eq(uploads.length, given(uploads.length, 'length')),
          or(isNull(uploads.digest), eq(uploads.digest, given(uploads.digest, 'digest'))),
        ) as SQL,
      }),
    uploadReferenced: db
      .update(uploads)
      .set({ referenced: true })
      .where(
        and(
          matching(uploads, 'authority', 'uploadId'),
          isNotNull(uploads.digest),
          // Named before, and by nobody now whose content is there: its file went or is about to go.
          or(sql`not ${uploads.referenced}`, needed(tables)),
        ),
      ),
    /** Changes nothing; its count says whether the upload is there. */
    uploadThere: db
      .update(uploads)
      .set({ referenced: sql`${uploads.referenced}` })
      .where(matching(uploads, 'authority', 'uploadId')),
    uploadReference: insert(db, uploadReferences),
    /** Its row says for ever that it was named and is here no more: what named it is never deleted. */
    uploadGone: db
      .update(uploads)
      .set({ received: 0, digest: null })
      .where(
        and(
          matching(uploads, 'authority', 'uploadId'),
          eq(uploads.referenced, true),
          isNotNull(uploads.digest),
          sql`not ${needed(tables)}`,
        ),
      ),
    uploadDropped: db
      .delete(uploads)
      .where(and(matching(uploads, 'authority', 'uploadId'), sql`not ${uploads.referenced}`)),
  };
}
