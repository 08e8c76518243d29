// What an engine's failure means: a refusal by the batch's own rules, or a fault with a code that the relay can answer (507, 503).
import { StoreConflict, StoreError, type StoreErrorCode } from '../store.ts';

const SQLITE: readonly (readonly [prefix: string, code: StoreErrorCode, sentence: string])[] = [
  ['SQLITE_FULL', 'STORE_FULL', 'the disk is full: nothing of this was stored'],
  ['SQLITE_BUSY', 'STORE_BUSY', 'another program holds the database'],
  ['SQLITE_LOCKED', 'STORE_BUSY', 'another program holds the database'],
  ['SQLITE_CORRUPT', 'STORE_CORRUPT', 'the database file is damaged: restore a back-up'],
  ['SQLITE_NOTADB', 'STORE_CORRUPT', 'the file is not a database of the relay'],
  ['SQLITE_IOERR', 'STORE_IO', 'the disk refused to read or write'],
  ['SQLITE_CANTOPEN', 'STORE_IO', 'the database file cannot be opened'],
  ['SQLITE_READONLY', 'STORE_IO', 'the database file cannot be written'],
  ['SQLITE_PERM', 'STORE_IO', 'the database file may not be opened'],
  ['SQLITE_MISMATCH', 'STORE_VALUE', 'a value that its column cannot hold'],
];

/** The store's own error for a failure of better-sqlite3; anything it does not know comes back as it was. */
export function sqliteFault(error: unknown): unknown {
  if (error instanceof StoreError || error instanceof StoreConflict || !(error instanceof Error)) return error;
  if (error instanceof TypeError || error instanceof RangeError)
    return new StoreError('STORE_VALUE', error.message, { cause: error });
  const reported = 'code' in error ? String(error.code) : '';
  const known = SQLITE.find(([prefix]) => reported.startsWith(prefix));
  return known ? new StoreError(known[1], `${known[2]} (${reported})`, { cause: error }) : error;
}

/** True for a broken CHECK, UNIQUE, foreign key or append-only rule. */
export const isConstraint = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_CONSTRAINT');
