// Two connections to one SQLite file, one that writes and one that cannot, and the migrations that bring the file to this version's schema.
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import { migrate } from 'drizzle-orm/better-sqlite3/migrator';
import { StoreError } from '../store.ts';
import { sqliteFault } from './faults.ts';

const MIGRATIONS = fileURLToPath(new URL('../migrations/sqlite', import.meta.url));
/** How long a call may wait for another program's write, in milliseconds; the whole process waits with it. */
const PATIENCE = 1_000;

export type Connections = {
  readonly writer: Database.Database;
  /** Sees what is committed; refuses every write. */
  readonly reader: Database.Database;
  close(): void;
};

/** Opens `file` (made when absent, for its owner only) and migrates it. Throws StoreError. */
export function connect(file: string): Connections {
  const opened: Database.Database[] = [];
  const close = () => {
    // The writer goes last: the last connection out folds the write-ahead log into the file.
    for (const one of opened.toReversed()) one.close();
  };
  const open = (...pragmas: string[]) => {
    const connection = new Database(file, { timeout: PATIENCE });
    opened.push(connection);
    for (const pragma of pragmas) connection.pragma(pragma);
    return connection;
  };
  try {
    closeSync(openSync(file, 'a', 0o600));
    const writer = open(
      // Of a file that is new: a sealed request with its wraps then lies on one page instead of on four with their chains.
      'page_size = 16384',
      'journal_mode = WAL',
      'synchronous = FULL',
      'foreign_keys = ON',
      // INSERT OR REPLACE would otherwise slip past the triggers that refuse a DELETE.
      'recursive_triggers = ON',
      'trusted_schema = OFF',
      'cache_size = -65536',
      // 32 MB: pages that every batch touches are then written back seldom (a fifth less work for each submission).
      'wal_autocheckpoint = 2000',
    );
    refuseNewer(writer);
    migrate(drizzle({ client: writer }), { migrationsFolder: MIGRATIONS });
    const reader = open('query_only = ON', 'trusted_schema = OFF', 'cache_size = -65536');
    return { writer, reader, close };
  } catch (error) {
    close();
    if (error instanceof Error && 'syscall' in error)
      throw new StoreError('STORE_IO', `the database file cannot be opened: ${error.message}`, { cause: error });
    throw sqliteFault(error);
  }
}

/** A file written by a later version may hold what this one would not keep whole. */
function refuseNewer(writer: Database.Database): void {
  const journal = JSON.parse(readFileSync(join(MIGRATIONS, 'meta/_journal.json'), 'utf8')) as {
    entries: { when: number }[];
  };
  const known = Math.max(...journal.entries.map((entry) => entry.when));
  const table = writer.prepare("SELECT 1 FROM sqlite_schema WHERE name = '__drizzle_migrations'").get();
  const last = table ? writer.prepare('SELECT max(created_at) FROM __drizzle_migrations').pluck().get() : null;
  if (typeof last === 'number' && last > known)
    throw new StoreError('STORE_VERSION', 'this database belongs to a later version of the relay: start that version');
}
