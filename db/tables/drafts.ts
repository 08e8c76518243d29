// Tables of drafts: what an authority prepares, the newest versions of each, all of it ciphertext (docs/spec/drafts.md).
import { sql } from 'drizzle-orm';
import type { Kit } from '../columns.ts';
import { AUTHORITY, RANDOM_ID, sized } from './sizes.ts';

export function draftTables(k: Kit) {
  const drafts = k.table(
    'drafts',
    {
      authority: k.id('authority', AUTHORITY).notNull(),
      draftId: k.id('draft_id', RANDOM_ID).notNull(),
      version: k.int('version').notNull(),
      removedAt: k.int('removed_at'),
    },
    (t) => [
      k.primaryKey({ columns: [t.authority, t.draftId] }),
      k.index('drafts_removed').on(t.removedAt).where(sql`${t.removedAt} is not null`),
      k.check('drafts_authority', sized(t.authority, AUTHORITY)),
      k.check('drafts_id', sized(t.draftId, RANDOM_ID)),
      k.check('drafts_version', sql`${t.version} >= 1`),
    ],
  );

  const draftVersions = k.table(
    'draft_versions',
    {
      authority: k.id('authority', AUTHORITY).notNull(),
      draftId: k.id('draft_id', RANDOM_ID).notNull(),
      version: k.int('version').notNull(),
      savedAt: k.int('saved_at').notNull(),
      // Beside the bytes, so that a list and a quota are read without them.
      length: k.int('length').notNull(),
      sealed: k.bytes('sealed').notNull(),
    },
    (t) => [
      k.primaryKey({ columns: [t.authority, t.draftId, t.version] }),
      k.foreignKey({ columns: [t.authority, t.draftId], foreignColumns: [drafts.authority, drafts.draftId] }),
      k.check('draft_versions_length', sql`length(${t.sealed}) = ${t.length}`),
    ],
  );

  return { drafts, draftVersions };
}
