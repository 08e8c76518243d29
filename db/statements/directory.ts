// Statements that write the directory (protocol 3).
import { and, eq, isNull } from 'drizzle-orm';
import type { Tables } from '../tables.ts';
import { type Builder, given, insert, matching, taking } from './building.ts';

export function directoryStatements(db: Builder, { chains, directoryObjects, epochKeys, lockboxes }: Tables) {
  return {
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
