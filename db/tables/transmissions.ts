// Tables of the transmissions: envelopes, wraps, who has which leaf, acknowledgements, timers (protocol 4 to 6).
import { sql } from 'drizzle-orm';
import type { Kit } from '../columns.ts';
import type { EnvelopeState } from '../store.ts';
import { AUTHORITY, DIGEST, KID, oneOf, RANDOM_ID, sized } from './sizes.ts';

export function transmissionTables(k: Kit) {
  const envelopes = k.table(
    'envelopes',
    {
      // Rows that belong to an envelope name it by this number: they then lie in the order of arrival, not scattered by hash.
      id: k.serial('id'),
      subject: k.id('subject', DIGEST).notNull().unique(),
      sender: k.id('sender', AUTHORITY).notNull(),
      messageId: k.id('message_id', RANDOM_ID).notNull(),
      kid: k.id('kid', KID).notNull(),
      caseId: k.id('case_id', RANDOM_ID).notNull(),
      class: k.int('class').notNull(),
      answerBy: k.int('answer_by'),
      state: k.text<EnvelopeState>('state').notNull(),
      receivedAt: k.int('received_at').notNull(),
      statement: k.bytes('statement').notNull(),
      wrapList: k.bytes('wrap_list').notNull(),
      gestures: k.bytes('gestures'),
      // Last, because it is long: the other columns are then read without its overflow pages.
      body: k.bytes('body'),
    },
    (t) => [
      k.uniqueIndex('envelopes_message').on(t.sender, t.messageId),
      k.check('envelopes_state', oneOf(t.state, 'proposed', 'accepted', 'withdrawn', 'lapsed')),
      k.check('envelopes_class', sql`${t.class} in (0, 1, 2)`),
      k.check('envelopes_subject', sized(t.subject, DIGEST)),
    ],
  );

  const wraps = k.table(
    'wraps',
    {
      envelope: k
        .int('envelope')
        .notNull()
        .references(() => envelopes.id),
      authority: k.id('authority', AUTHORITY).notNull(),
      wrap: k.bytes('wrap').notNull(),
    },
    (t) => [k.primaryKey({ columns: [t.envelope, t.authority] })],
  );

  // One row for each leaf of a register.
  const parties = k.table(
    'parties',
    {
      authority: k.id('authority', AUTHORITY).notNull(),
      index: k.int('leaf_index').notNull(),
      envelope: k
        .int('envelope')
        .notNull()
        .references(() => envelopes.id),
      event: k.int('event').notNull(),
      counterpart: k.id('counterpart', AUTHORITY),
    },
    (t) => [k.primaryKey({ columns: [t.envelope, t.authority, t.index] })],
  );

  const acknowledgements = k.table(
    'acknowledgements',
    {
      hash: k.id('hash', DIGEST).primaryKey(),
      subject: k
        .id('subject', DIGEST)
        .notNull()
        .references(() => envelopes.subject),
      authority: k.id('authority', AUTHORITY).notNull(),
      kind: k.int('kind').notNull(),
      round: k.int('round').notNull(),
      statement: k.bytes('statement').notNull(),
      receivedAt: k.int('received_at').notNull(),
    },
    (t) => [
      // "One per (subject, authority, kind)", counted by round: protocol 6.
      k.uniqueIndex('acknowledgements_once').on(t.subject, t.authority, t.kind, t.round),
      k.check('acknowledgements_hash', sized(t.hash, DIGEST)),
    ],
  );

  // What took a proposal back, under its signature: the leaf names its hash.
  const withdrawals = k.table(
    'withdrawals',
    {
      subject: k
        .id('subject', DIGEST)
        .primaryKey()
        .references(() => envelopes.subject),
      hash: k.id('hash', DIGEST).notNull(),
      statement: k.bytes('statement').notNull(),
      receivedAt: k.int('received_at').notNull(),
    },
    (t) => [k.check('withdrawals_hash', sized(t.hash, DIGEST))],
  );

  // A party's newest word on whether the content may go.
  const holds = k.table(
    'holds',
    {
      subject: k
        .id('subject', DIGEST)
        .notNull()
        .references(() => envelopes.subject),
      authority: k.id('authority', AUTHORITY).notNull(),
      held: k.flag('held').notNull(),
      statement: k.bytes('statement').notNull(),
      createdAt: k.int('created_at').notNull(),
      receivedAt: k.int('received_at').notNull(),
    },
    (t) => [k.primaryKey({ columns: [t.subject, t.authority] })],
  );

  const timers = k.table(
    'timers',
    {
      envelope: k
        .int('envelope')
        .notNull()
        .references(() => envelopes.id),
      authority: k.id('authority', AUTHORITY).notNull(),
      event: k.int('event').notNull(),
      dueAt: k.int('due_at').notNull(),
      doneAt: k.int('done_at'),
    },
    (t) => [
      k.primaryKey({ columns: [t.envelope, t.authority, t.event] }),
      k.index('timers_due').on(t.dueAt).where(sql`${t.doneAt} is null`),
    ],
  );

  return { envelopes, wraps, parties, acknowledgements, withdrawals, holds, timers };
}

/** Tables of the uploads: how far each ciphertext is, and which transmissions name it. The bytes lie in files. */
export function uploadTables(k: Kit, { envelopes }: Pick<ReturnType<typeof transmissionTables>, 'envelopes'>) {
  const uploads = k.table(
    'uploads',
    {
      authority: k.id('authority', AUTHORITY).notNull(),
      uploadId: k.id('upload_id', RANDOM_ID).notNull(),
      length: k.int('length').notNull(),
      received: k.int('received').notNull(),
      digest: k.id('digest', DIGEST),
      referenced: k.flag('referenced').notNull(),
      updatedAt: k.int('updated_at').notNull(),
    },
    (t) => [
      k.primaryKey({ columns: [t.authority, t.uploadId] }),
      k.index('uploads_stale').on(t.updatedAt).where(sql`not ${t.referenced}`),
      k.check('uploads_received', sql`${t.received} between 0 and ${t.length}`),
      k.check('uploads_complete', sql`${t.digest} is null or ${t.received} = ${t.length}`),
    ],
  );

  const uploadReferences = k.table(
    'upload_references',
    {
      authority: k.id('authority', AUTHORITY).notNull(),
      uploadId: k.id('upload_id', RANDOM_ID).notNull(),
      subject: k
        .id('subject', DIGEST)
        .notNull()
        .references(() => envelopes.subject),
    },
    (t) => [
      k.primaryKey({ columns: [t.authority, t.uploadId, t.subject] }),
      k.foreignKey({ columns: [t.authority, t.uploadId], foreignColumns: [uploads.authority, uploads.uploadId] }),
    ],
  );

  return { uploads, uploadReferences };
}
