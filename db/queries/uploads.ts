// Reads of uploads: how far each is, who may fetch it, what nobody names (protocol 4 and 6).
import { and, asc, eq, lt, sql } from 'drizzle-orm';
import { type Builder, given, matching } from '../statements/building.ts';
import type { Store } from '../store.ts';
import type { Tables } from '../tables.ts';

type Reads = Pick<Store, 'upload' | 'uploadReaders' | 'uploadUsage' | 'staleUploads'>;

export function uploadReads(db: Builder, { uploads, uploadReferences, envelopes, parties }: Tables): Reads {
  const one = db
    .select()
    .from(uploads)
    .where(matching(uploads, 'authority', 'uploadId'))
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
    .where(matching(uploads, 'authority'))
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
    staleUploads: async (before, limit) => stale.execute({ before, limit }),
  };
}
