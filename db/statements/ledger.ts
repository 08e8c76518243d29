// Statements that write the logs (protocol 6).
import { and, eq, sql } from 'drizzle-orm';
import type { Tables } from '../tables.ts';
import { type Builder, given, insert, matching, taking, wholeRow } from './building.ts';

export function ledgerStatements(db: Builder, { logs, logLeaves, sealedCheckpoints }: Tables) {
  const { id: _, ...newLog } = wholeRow(logs);
  return {
    log: db
      .insert(logs)
      .values({ ...newLog, size: 0, edge: new Uint8Array(0) } as never)
      .onConflictDoNothing({ target: logs.origin }),
    // The size is compared and swapped: the register is the mailbox, and two writers at one index would lose one letter.
    logGrown: db
      .update(logs)
      .set(taking(logs, 'size', 'root', 'edge', 'checkpoint'))
      .where(and(matching(logs, 'id'), eq(logs.size, given(logs.size, 'expectedSize')))),
    leaf: insert(db, logLeaves),
    // A checkpoint beyond the log, or of no log, selects nothing and so changes nothing.
    sealed: db.insert(sealedCheckpoints).select(sql`
      select ${logs.id}, ${given(sealedCheckpoints.size, 'size')}, ${given(sealedCheckpoints.sealedAt, 'sealedAt')},
        ${given(sealedCheckpoints.note, 'note')}
      from ${logs} where ${matching(logs, 'origin')} and ${logs.size} >= ${given(sealedCheckpoints.size, 'size')}`),
  };
}
