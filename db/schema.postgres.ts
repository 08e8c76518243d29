// The schema as PostgreSQL will have it, read by drizzle-kit only so far. Its migrations still lack what migrations/sqlite/0001 adds by hand:
// the append-only triggers. They come with that engine's write lane, and the contract suite asks for them on both.
import { postgresKit } from './columns.ts';
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
} = defineTables(postgresKit);
