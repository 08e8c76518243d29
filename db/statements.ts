// Every statement that writes, built once from the schema and by name: a lane compiles them for its engine (house.md, R4).
import { accessStatements } from './statements/access.ts';
import type { Builder, Statement } from './statements/building.ts';
import { copyStatements } from './statements/copies.ts';
import { directoryStatements } from './statements/directory.ts';
import { draftStatements } from './statements/drafts.ts';
import { ledgerStatements } from './statements/ledger.ts';
import { transmissionStatements, uploadStatements } from './statements/transmissions.ts';
import type { Tables } from './tables.ts';

export function writeStatements(db: Builder, tables: Tables) {
  return {
    ...ledgerStatements(db, tables),
    ...directoryStatements(db, tables),
    ...transmissionStatements(db, tables),
    ...uploadStatements(db, tables),
    ...accessStatements(db, tables),
    ...draftStatements(db, tables),
    ...copyStatements(db, tables),
  } satisfies Record<string, Statement>;
}

export type StatementName = keyof ReturnType<typeof writeStatements>;

/**
 * One statement to run. `changes: 1` is a guard: when no row was changed, the verb is refused as StoreConflict(`what`); 'swap' is one too, refused as StaleLog.
 * `envelope`: the subject of the envelope whose number the lane adds to the values under that name.
 */
export type Step = {
  readonly statement: StatementName;
  readonly values: Readonly<Record<string, unknown>>;
  readonly what: string;
  readonly changes: 1 | 'any' | 'swap';
  readonly envelope?: string | undefined;
};
