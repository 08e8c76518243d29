// Statements that write the directory (protocol 3).
import { and, eq, isNull, sql } from 'drizzle-orm';
import type { Tables } from '../tables.ts';
import { type Builder, given, insert, matching, taking } from './building.ts';

export function directoryStatements(
  db: Builder,
  { chains, directoryObjects, epochKeys, lockboxes, invitations }: Tables,
) {
  const waiting = and(matching(chains, 'authority', 'headHash'), eq(chains.state, 'founding'));
  return {
    /** Changes nothing; its count says whether the chain waits with this head. */
    foundingThere: db
      .update(chains)
      .set({ state: sql`${chains.state}` })
      .where(waiting),
    epochKeysOf: db.delete(epochKeys).where(matching(epochKeys, 'authority')),
    lockboxesOf: db.delete(lockboxes).where(matching(lockboxes, 'authority')),
    invitationsOf: db.delete(invitations).where(matching(invitations, 'authority')),
    linksOf: db.delete(directoryObjects).where(matching(directoryObjects, 'authority')),
    foundingDropped: db.delete(chains).where(waiting),
    chain: insert(db, chains),
    chainHead: db
      .update(chains)
      .set(taking(chains, 'headSeq', 'headHash', 'state'))
      .where(and(matching(chains, 'authority'), eq(chains.headSeq, given(chains.headSeq, 'expectedSeq')))),
    directoryObject: insert(db, directoryObjects),
    directoryIndex: db
      .update(directoryObjects)
      .set(taking(directoryObjects, 'dirIndex'))
      .where(and(matching(directoryObjects, 'hash'), isNull(directoryObjects.dirIndex))),
    epochKey: insert(db, epochKeys),
    lockbox: insert(db, lockboxes),
  };
}
