// Reads of drafts: which there are, one version's bytes, how much room they take (docs/spec/drafts.md).
import { and, asc, eq, sql } from 'drizzle-orm';
import { type Builder, matching } from '../statements/building.ts';
import type { Store } from '../store.ts';
import type { Tables } from '../tables.ts';

type Reads = Pick<Store, 'drafts' | 'draft' | 'draftVersion' | 'draftUsage'>;

export function draftReads(db: Builder, { drafts, draftVersions }: Tables): Reads {
  const newest = {
    draftId: drafts.draftId,
    version: drafts.version,
    removedAt: drafts.removedAt,
    savedAt: draftVersions.savedAt,
    length: draftVersions.length,
  };
  const joined = () =>
    db
      .select(newest)
      .from(drafts)
      .innerJoin(
        draftVersions,
        and(
          eq(draftVersions.authority, drafts.authority),
          eq(draftVersions.draftId, drafts.draftId),
          eq(draftVersions.version, drafts.version),
        ),
      );
  const all = joined().where(matching(drafts, 'authority')).orderBy(asc(drafts.draftId)).prepare();
  const one = joined()
    .where(matching(drafts, 'authority', 'draftId'))
    .prepare();
  const sealed = db
    .select({ sealed: draftVersions.sealed })
    .from(draftVersions)
    .where(matching(draftVersions, 'authority', 'draftId', 'version'))
    .prepare();
  const usage = db
    .select({
      bytes: sql<number>`coalesce(sum(${draftVersions.length}), 0)`.mapWith(Number),
      drafts: sql<number>`count(distinct ${draftVersions.draftId})`.mapWith(Number),
    })
    .from(draftVersions)
    .where(matching(draftVersions, 'authority'))
    .prepare();

  return {
    drafts: (authority) => all.execute({ authority }),
    draft: async (authority, draftId) => (await one.execute({ authority, draftId }))[0] ?? null,
    draftVersion: async (authority, draftId, version) =>
      (await sealed.execute({ authority, draftId, version }))[0]?.sealed ?? null,
    draftUsage: async (authority) => (await usage.execute({ authority }))[0] ?? { bytes: 0, drafts: 0 },
  };
}
