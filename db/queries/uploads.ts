// Reads of uploads: how far each is, who may fetch it, what nobody names (protocol 4 and 6).
import { and, asc, eq, isNotNull, lt, or, sql } from 'drizzle-orm';
import { type Builder, given, matching } from '../statements/building.ts';
import { needed } from '../statements/transmissions.ts';
import type { Store } from '../store.ts';
import type { Tables } from '../tables.ts';

type Reads = Pick<
  Store,
  'upload' | 'uploadNeeded' | 'uploadReaders' | 'uploadUsage' | 'staleUploads' | 'expiredUploads'
>;

export function uploadReads(db: Builder, tables: Tables): Reads {
  const { uploads, uploadReferences, envelopes, parties } = tables;
  const one = db
    .select()
    .from(uploads)
    .where(matching(uploads, 'authority', 'uploadId'))
    .prepare();
  const named = db
    .select({ uploadId: uploads.uploadId })
    .from(uploads)
    .where(and(matching(uploads, 'authority', 'uploadId'), needed(tables)))
    .prepare();
  const gone = db
    .select()
    .from(uploads)
    .where(and(eq(uploads.referenced, true), isNotNull(uploads.digest), sql`not ${needed(tables)}`))
    .limit(sql.placeholder('limit'))
    .prepare();
  const readers = db
    .selectDistinct({ authority: parties.authority })
    .from(uploadReferences)
    .innerJoin(envelopes, eq(envelopes.subject, uploadReferences.subject))
    .innerJoin(parties, eq(parties.envelope, envelopes.id))
    .where(matching(uploadReferences, 'authority', 'uploadId'))
    .orderBy(asc(parties.authority))
    .prepare();
  const usage = db
    .select({ bytes: sql<number>`coalesce(sum(${uploads.length}), 0)`.mapWith(Number) })
    .from(uploads)
    .where(and(matching(uploads, 'authority'), or(sql`not ${uploads.referenced}`, isNotNull(uploads.digest))))
    .prepare();
  const stale = db
    .select()
    .from(uploads)
    .where(and(sql`not ${uploads.referenced}`, lt(uploads.updatedAt, given(uploads.updatedAt, 'before'))))
    .orderBy(asc(uploads.updatedAt))
    .limit(sql.placeholder('limit'))
    .prepare();

  return {
    upload: async (authority, uploadId) => (await one.execute({ authority, uploadId }))[0] ?? null,
    uploadReaders: async (authority, uploadId) =>
      (await readers.execute({ authority, uploadId })).map((reader) => reader.authority),
    uploadUsage: async (authority) => (await usage.execute({ authority }))[0]?.bytes ?? 0,
    uploadNeeded: async (authority, uploadId) => (await named.execute({ authority, uploadId })).length > 0,
    expiredUploads: async (limit) => gone.execute({ limit }),
    staleUploads: async (before, limit) => stale.execute({ before, limit }),
  };
}
