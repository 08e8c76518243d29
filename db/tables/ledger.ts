// Tables of the logs: the directory and one register for each authority (protocol 3 and 6). Leaves and sealed checkpoints are never changed.
import { sql } from 'drizzle-orm';
import type { Kit } from '../columns.ts';
import { AUTHORITY, DIGEST, oneOf, sized } from './sizes.ts';

export function ledgerTables(k: Kit) {
  const logs = k.table(
    'logs',
    {
      id: k.serial('id'),
      origin: k.text('origin').notNull().unique(),
      kind: k.text<'directory' | 'register'>('kind').notNull(),
      authority: k.id('authority', AUTHORITY).unique(),
      size: k.int('size').notNull(),
      root: k.bytes('root').notNull(),
      edge: k.bytes('edge').notNull(),
      checkpoint: k.text('checkpoint').notNull(),
    },
    (t) => [
      k.check('logs_kind', oneOf(t.kind, 'directory', 'register')),
      k.check('logs_owner', sql`(${t.kind} = 'register') = (${t.authority} is not null)`),
      k.check('logs_size', sql`${t.size} >= 0`),
      k.check('logs_root', sized(t.root, DIGEST)),
      k.check('logs_edge', sql`length(${t.edge}) % 32 = 0`),
    ],
  );

  const logLeaves = k.table(
    'log_leaves',
    {
      log: k
        .int('log')
        .notNull()
        .references(() => logs.id),
      index: k.int('leaf_index').notNull(),
      data: k.bytes('data').notNull(),
      hash: k.bytes('hash').notNull(),
      // The subtrees that this leaf completes, smallest first: a tree in one table, one row touched for each leaf.
      nodes: k.bytes('nodes').notNull(),
    },
    (t) => [
      k.primaryKey({ columns: [t.log, t.index] }),
      k.check('log_leaves_index', sql`${t.index} >= 0`),
      k.check('log_leaves_hash', sized(t.hash, DIGEST)),
      k.check('log_leaves_nodes', sql`length(${t.nodes}) % 32 = 0`),
    ],
  );

  // The time belongs to the key: the directory is stamped again every hour at the same size.
  const sealedCheckpoints = k.table(
    'sealed_checkpoints',
    {
      log: k
        .int('log')
        .notNull()
        .references(() => logs.id),
      size: k.int('size').notNull(),
      sealedAt: k.int('sealed_at').notNull(),
      note: k.text('note').notNull(),
    },
    (t) => [k.primaryKey({ columns: [t.log, t.size, t.sealedAt] })],
  );

  return { logs, logLeaves, sealedCheckpoints };
}
