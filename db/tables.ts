// Every table, written once for both engines (house.md, R4). What each column holds and why: docs/what-the-relay-holds.md, which a test reads.
import type { Kit } from './columns.ts';
import { accessTables } from './tables/access.ts';
import { copyTables } from './tables/copies.ts';
import { directoryTables } from './tables/directory.ts';
import { draftTables } from './tables/drafts.ts';
import { ledgerTables } from './tables/ledger.ts';
import { transmissionTables, uploadTables } from './tables/transmissions.ts';

export function defineTables(kit: Kit) {
  const transmissions = transmissionTables(kit);
  return {
    ...ledgerTables(kit),
    ...directoryTables(kit),
    ...transmissions,
    ...uploadTables(kit, transmissions),
    ...accessTables(kit),
    ...draftTables(kit),
    ...copyTables(kit),
  };
}

export type Tables = ReturnType<typeof defineTables>;
