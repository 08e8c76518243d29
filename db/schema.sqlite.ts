// The schema as SQLite has it: what drizzle-kit reads and what the store's queries are built on.
import { sqliteKit } from './columns.ts';
import { defineTables } from './tables.ts';

export const {
  acknowledgements,
  chains,
  deviceCopies,
  directoryObjects,
  drafts,
  draftVersions,
  envelopes,
  epochKeys,
  gestureSlots,
  holds,
  invitations,
  lockboxes,
  logLeaves,
  logs,
  nonces,
  parties,
  pulse,
  requests,
  sealedCheckpoints,
  sessions,
  timers,
  uploadReferences,
  uploads,
  withdrawals,
  wraps,
} = defineTables(sqliteKit);
