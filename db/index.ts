// Opens the store that a URL names (house.md, R4). Only the relay's main and its tools come here; services see the port.
import { drizzle } from 'drizzle-orm/better-sqlite3';
import { check } from './check.ts';
import { connect } from './lanes/connection.ts';
import { sqliteFault } from './lanes/faults.ts';
import { sqliteLane } from './lanes/sqlite.ts';
import { accessReads } from './queries/access.ts';
import { copyReads } from './queries/copies.ts';
import { directoryReads } from './queries/directory.ts';
import { draftReads } from './queries/drafts.ts';
import { ledgerReads } from './queries/ledger.ts';
import { messageReads } from './queries/messages.ts';
import { nodeReads } from './queries/nodes.ts';
import { transmissionReads } from './queries/transmissions.ts';
import { uploadReads } from './queries/uploads.ts';
import { StaleLog } from './refusals.ts';
import * as tables from './schema.sqlite.ts';
import type { Builder } from './statements/building.ts';
import { type Store, StoreError } from './store.ts';
import * as verbs from './verbs.ts';

/**
 * Opens `sqlite:/path/to/file`, founding or migrating it. Resolves to the store; the caller closes it.
 * Throws StoreError: STORE_ENGINE for any other URL, STORE_VERSION for a later version's file, STORE_CORRUPT, STORE_IO, STORE_BUSY.
 */
export async function openStore(url: string): Promise<Store> {
  const [, scheme, rest] = /^([a-z]+):(.+)$/s.exec(url) ?? [];
  if (scheme === 'postgres' || scheme === 'postgresql')
    throw new StoreError('STORE_ENGINE', 'PostgreSQL is not served by this version: give sqlite:/path/to/file');
  if (scheme !== 'sqlite' || !rest)
    throw new StoreError('STORE_ENGINE', `not a database URL: ${JSON.stringify(url)}; give sqlite:/path/to/file`);
  return sqliteStore(rest);
}

function sqliteStore(file: string): Store {
  const connections = connect(file);
  const { writer, reader } = connections;
  const read = drizzle({ client: reader }) as unknown as Builder;
  // Each commit empties the reader's page cache; what every submission asks for is read where the pages are warm.
  const warm = drizzle({ client: writer }) as unknown as Builder;
  const lane = sqliteLane(writer, read, tables);
  let closed = false;

  const writes = {
    commit: (batch) =>
      lane
        .run(() => verbs.commit(batch))
        .catch((error) => {
          if (error instanceof StaleLog) return 'stale';
          throw error;
        }),
    putSealed: (origin, checkpoint) => lane.run(() => verbs.putSealed(origin, checkpoint)),
    putInvitation: (row) => lane.run(() => verbs.putInvitation(row)),
    issueNonce: (...nonce) => lane.run(() => verbs.issueNonce(...nonce)),
    putGesture: (row) => lane.run(() => verbs.putGesture(row)),
    login: (nonce, session) => lane.run(() => verbs.login(nonce, session)),
    putHold: (row) => lane.run(() => verbs.putHold(row)),
    dropClosedContent: () => lane.run(() => verbs.dropClosedContent()),
    putCopy: (row, max) => lane.run(() => verbs.putCopy(row, max)),
    dropCopies: (kid) => lane.run(() => verbs.dropCopies(kid)),
    dropCopy: (kid, credential) => lane.run(() => verbs.dropCopy(kid, credential)),
    touchSession: (kid, usedAt) => lane.run(() => verbs.touchSession(kid, usedAt)),
    endSession: (kid) => lane.run(() => verbs.endSession(kid)),
    rememberRequest: (...request) => lane.run(() => verbs.rememberRequest(...request)),
    putUpload: (row) => lane.run(() => verbs.putUpload(row)),
    dropUpload: (authority, uploadId) => lane.run(() => verbs.dropUpload(authority, uploadId)),
    markGone: (authority, uploadId) => lane.run(() => verbs.markGone(authority, uploadId)),
    putDraft: (row, keep) => lane.run(() => verbs.putDraft(row, keep)),
    removeDraft: (...draft) => lane.run(() => verbs.removeDraft(...draft)),
    sweepDrafts: (before) => lane.run(() => verbs.sweepDrafts(before)),
    sweep: (now) => lane.run(() => verbs.sweep(now)),
    healthy: () =>
      lane
        .run(() => verbs.beat())
        .then(
          () => true,
          () => false,
        ),
  } satisfies Partial<Store>;

  const reads = {
    ...ledgerReads(read, tables),
    ...nodeReads(reader),
    ...directoryReads(read, tables),
    ...transmissionReads(read, tables),
    ...uploadReads(read, tables),
    ...accessReads(read, tables),
    ...draftReads(read, tables),
    ...copyReads(read, tables),
    ...messageReads(writer, tables, transmissionReads(warm, tables).envelopeByMessage),
    session: accessReads(warm, tables).session,
    check: async () => check(reader),
  };

  return {
    engine: 'sqlite',
    ...writes,
    ...coded(reads),
    async close() {
      if (closed) return;
      closed = true;
      lane.close();
      connections.close();
    },
  };
}

/** The same functions, with the engine's failures turned into StoreErrors. */
function coded<T extends Record<string, (...args: never[]) => Promise<unknown>>>(reads: T): T {
  const wrap =
    (read: (...args: never[]) => Promise<unknown>) =>
    async (...args: never[]) => {
      try {
        return await read(...args);
      } catch (error) {
        throw sqliteFault(error);
      }
    };
  return Object.fromEntries(Object.entries(reads).map(([name, read]) => [name, wrap(read)])) as T;
}
