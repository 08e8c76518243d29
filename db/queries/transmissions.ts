// Reads of transmissions (protocol 4 to 6).
import { and, asc, eq, getTableColumns, isNotNull, isNull, lte, min, sql } from 'drizzle-orm';
import { type Builder, given, matching } from '../statements/building.ts';
import type { Store } from '../store.ts';
import type { Tables } from '../tables.ts';

type Reads = Pick<
  Store,
  | 'envelope'
  | 'envelopeByMessage'
  | 'wrap'
  | 'parties'
  | 'sharesTransmission'
  | 'acknowledgements'
  | 'acknowledgement'
  | 'withdrawal'
  | 'expirable'
  | 'timersDue'
  | 'nextTimer'
>;

/** The acknowledgement that says "received". */
const RECEIVED = 1;

export function transmissionReads(db: Builder, t: Tables): Reads {
  const { id: _, ...shown } = getTableColumns(t.envelopes);
  const { envelopes, wraps, parties, acknowledgements, timers } = t;
  const bySubject = db.select(shown).from(envelopes).where(matching(envelopes, 'subject')).prepare();
  const byMessage = db
    .select(shown)
    .from(envelopes)
    .where(matching(envelopes, 'sender', 'messageId'))
    .prepare();
  const wrap = db
    .select({ wrap: wraps.wrap })
    .from(wraps)
    .innerJoin(envelopes, eq(envelopes.id, wraps.envelope))
    .where(and(matching(envelopes, 'subject'), matching(wraps, 'authority')))
    .prepare();
  const { envelope: __, ...leaf } = getTableColumns(parties);
  const leaves = db
    .select({ ...leaf, subject: envelopes.subject })
    .from(parties)
    .innerJoin(envelopes, eq(envelopes.id, parties.envelope))
    .where(matching(envelopes, 'subject'))
    .orderBy(asc(parties.authority), asc(parties.index))
    .prepare();
  const shared = db
    .select({ envelope: parties.envelope })
    .from(parties)
    .where(
      and(
        matching(parties, 'authority'),
        sql`exists (select 1 from ${parties} as other where other.envelope = ${parties.envelope} and other.authority = ${given(parties.authority, 'other')})`,
      ),
    )
    .limit(1)
    .prepare();
  const acknowledged = db
    .select()
    .from(acknowledgements)
    .where(matching(acknowledgements, 'subject'))
    .orderBy(asc(acknowledgements.receivedAt), asc(acknowledgements.hash))
    .prepare();
  const byHash = db.select().from(acknowledgements).where(matching(acknowledgements, 'hash')).prepare();
  const withdrawn = db.select().from(t.withdrawals).where(matching(t.withdrawals, 'subject')).prepare();
  const { holds } = t;
  const expirable = db
    .select({ subject: envelopes.subject })
    .from(envelopes)
    .innerJoin(
      acknowledgements,
      and(eq(acknowledgements.subject, envelopes.subject), eq(acknowledgements.kind, RECEIVED)),
    )
    .where(
      and(
        eq(envelopes.state, 'accepted'),
        isNotNull(envelopes.body),
        sql`not exists (select 1 from ${holds} where ${holds.subject} = ${envelopes.subject} and ${holds.held})`,
      ),
    )
    .groupBy(envelopes.id, envelopes.subject)
    .having(
      and(
        sql`count(distinct ${acknowledgements.authority}) >= (select count(*) - 1 from ${wraps} where ${wraps.envelope} = ${envelopes.id})`,
        sql`max(${acknowledgements.receivedAt}) <= ${given(acknowledgements.receivedAt, 'receivedBy')}`,
      ),
    )
    .orderBy(asc(envelopes.id))
    .limit(sql.placeholder('limit'))
    .offset(sql.placeholder('skip'))
    .prepare();
  const due = db
    .select({ subject: envelopes.subject, authority: timers.authority, event: timers.event, dueAt: timers.dueAt })
    .from(timers)
    .innerJoin(envelopes, eq(envelopes.id, timers.envelope))
    .where(and(isNull(timers.doneAt), lte(timers.dueAt, given(timers.dueAt, 'now'))))
    .orderBy(asc(timers.dueAt), asc(timers.envelope), asc(timers.authority), asc(timers.event))
    .limit(sql.placeholder('limit'))
    .prepare();
  const next = db
    .select({ dueAt: min(timers.dueAt) })
    .from(timers)
    .where(isNull(timers.doneAt))
    .prepare();

  return {
    envelope: async (subject) => (await bySubject.execute({ subject }))[0] ?? null,
    envelopeByMessage: async (sender, messageId) => (await byMessage.execute({ sender, messageId }))[0] ?? null,
    wrap: async (subject, authority) => (await wrap.execute({ subject, authority }))[0]?.wrap ?? null,
    parties: async (subject) => leaves.execute({ subject }),
    sharesTransmission: async (authority, other) => (await shared.execute({ authority, other })).length > 0,
    acknowledgements: async (subject) => acknowledged.execute({ subject }),
    acknowledgement: async (hash) => (await byHash.execute({ hash }))[0] ?? null,
    withdrawal: async (subject) => (await withdrawn.execute({ subject }))[0] ?? null,
    expirable: async (receivedBy, limit, skip) =>
      (await expirable.execute({ receivedBy, limit, skip })).map((row) => row.subject),
    timersDue: async (now, limit) => due.execute({ now, limit }),
    nextTimer: async () => (await next.execute())[0]?.dueAt ?? null,
  };
}
