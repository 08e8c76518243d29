// Tables of the directory: chains, their links, the operator's entries, public epoch keys and the lockboxes of each device (protocol 3).
import { sql } from 'drizzle-orm';
import type { Kit } from '../columns.ts';
import type { ChainRow, DirectoryObjectRow } from '../store.ts';
import { AUTHORITY, DIGEST, KID, oneOf, sized } from './sizes.ts';

export function directoryTables(k: Kit) {
  const chains = k.table(
    'chains',
    {
      authority: k.id('authority', AUTHORITY).primaryKey(),
      state: k.text<ChainRow['state']>('state').notNull(),
      headSeq: k.int('head_seq').notNull(),
      headHash: k.id('head_hash', DIGEST).notNull(),
      createdAt: k.int('created_at').notNull(),
    },
    (t) => [
      k.check('chains_state', oneOf(t.state, 'founding', 'admitted', 'closed')),
      k.check('chains_authority', sized(t.authority, AUTHORITY)),
      k.check('chains_head', sized(t.headHash, DIGEST)),
    ],
  );

  const directoryObjects = k.table(
    'directory_objects',
    {
      hash: k.id('hash', DIGEST).primaryKey(),
      kind: k.text<DirectoryObjectRow['kind']>('kind').notNull(),
      authority: k
        .id('authority', AUTHORITY)
        .notNull()
        .references(() => chains.authority),
      seq: k.int('seq').notNull(),
      bytes: k.bytes('bytes').notNull(),
      dirIndex: k.int('dir_index').unique(),
    },
    (t) => [
      // One link for each place in a chain: a fork cannot be stored.
      k.uniqueIndex('directory_objects_link').on(t.authority, t.seq).where(sql`${t.kind} = 'link'`),
      k.check('directory_objects_kind', oneOf(t.kind, 'link', 'entry')),
      k.check('directory_objects_hash', sized(t.hash, DIGEST)),
    ],
  );

  const epochKeys = k.table(
    'epoch_keys',
    {
      hash: k.id('hash', DIGEST).primaryKey(),
      authority: k
        .id('authority', AUTHORITY)
        .notNull()
        .references(() => chains.authority),
      epoch: k.int('epoch').notNull(),
      publicKey: k.bytes('public_key').notNull(),
    },
    (t) => [k.check('epoch_keys_hash', sized(t.hash, DIGEST))],
  );

  const lockboxes = k.table(
    'lockboxes',
    {
      kid: k.id('kid', KID).notNull(),
      epoch: k.int('epoch').notNull(),
      authority: k
        .id('authority', AUTHORITY)
        .notNull()
        .references(() => chains.authority),
      scope: k.text('scope').notNull(),
      box: k.bytes('box').notNull(),
    },
    (t) => [
      k.primaryKey({ columns: [t.kid, t.epoch, t.authority, t.scope] }),
      k.check('lockboxes_kid', sized(t.kid, KID)),
    ],
  );

  return { chains, directoryObjects, epochKeys, lockboxes };
}
