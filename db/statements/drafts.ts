// Statements that write drafts: one version after the other, by compare and swap (docs/spec/drafts.md, DRF-11 and DRF-12).
import { and, eq, isNotNull, lt, lte, sql } from 'drizzle-orm';
import type { Tables } from '../tables.ts';
import { type Builder, given, insert, matching, taking } from './building.ts';

export function draftStatements(db: Builder, { drafts, draftVersions }: Tables) {
  const current = and(matching(drafts, 'authority', 'draftId'), eq(drafts.version, given(drafts.version, 'expected')));
  const over = and(isNotNull(drafts.removedAt), lt(drafts.removedAt, given(drafts.removedAt, 'before')));
  // By both columns: authorities choose ids for themselves, and two may choose the same.
  const swept = db.select({ authority: drafts.authority, draftId: drafts.draftId }).from(drafts).where(over);
  return {
    draft: insert(db, drafts),
    draftAdvanced: db
      .update(drafts)
      .set({ ...taking(drafts, 'version'), removedAt: null })
      .where(current),
    draftRemoved: db.update(drafts).set(taking(drafts, 'removedAt')).where(current),
    draftVersion: insert(db, draftVersions),
    draftVersionsDropped: db
      .delete(draftVersions)
      .where(
        and(
          matching(draftVersions, 'authority', 'draftId'),
          lte(draftVersions.version, given(draftVersions.version, 'upTo')),
        ),
      ),
    draftVersionsSwept: db
      .delete(draftVersions)
      .where(sql`(${draftVersions.authority}, ${draftVersions.draftId}) in ${swept}`),
    draftsSwept: db.delete(drafts).where(over),
  };
}
