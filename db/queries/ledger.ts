// Reads of the logs (protocol 6).
import { and, asc, desc, eq, getTableColumns, gte, lt } from 'drizzle-orm';
import { type Builder, given } from '../statements/building.ts';
import type { LogRow, SealedCheckpoint, Store } from '../store.ts';
import type { Tables } from '../tables.ts';
import { splitEdge } from '../tree.ts';

type Reads = Pick<Store, 'logs' | 'log' | 'leaves' | 'sealed'>;

export function ledgerReads(db: Builder, { logs, logLeaves, sealedCheckpoints }: Tables): Reads {
  const { id: _, ...shown } = getTableColumns(logs);
  const origin = eq(logs.origin, given(logs.origin, 'origin'));
  const every = db.select(shown).from(logs).orderBy(asc(logs.id)).prepare();
  const one = db.select(shown).from(logs).where(origin).prepare();
  const leafRange = db
    .select({ data: logLeaves.data })
    .from(logLeaves)
    .innerJoin(logs, eq(logs.id, logLeaves.log))
    .where(
      and(
        origin,
        gte(logLeaves.index, given(logLeaves.index, 'from')),
        lt(logLeaves.index, given(logLeaves.index, 'end')),
      ),
    )
    .orderBy(asc(logLeaves.index))
    .prepare();
  const sealedColumns = {
    size: sealedCheckpoints.size,
    note: sealedCheckpoints.note,
    sealedAt: sealedCheckpoints.sealedAt,
  };
  const newest = db
    .select(sealedColumns)
    .from(sealedCheckpoints)
    .innerJoin(logs, eq(logs.id, sealedCheckpoints.log))
    .where(origin)
    .orderBy(desc(sealedCheckpoints.size), desc(sealedCheckpoints.sealedAt))
    .limit(1)
    .prepare();
  const smallest = db
    .select(sealedColumns)
    .from(sealedCheckpoints)
    .innerJoin(logs, eq(logs.id, sealedCheckpoints.log))
    .where(and(origin, gte(sealedCheckpoints.size, given(sealedCheckpoints.size, 'minSize'))))
    .orderBy(asc(sealedCheckpoints.size), asc(sealedCheckpoints.sealedAt))
    .limit(1)
    .prepare();

  const whole = (row: Omit<LogRow, 'edge'> & { edge: Uint8Array }): LogRow => ({ ...row, edge: splitEdge(row.edge) });
  return {
    logs: async () => (await every.execute()).map(whole),
    log: async (name) => (await one.execute({ origin: name })).map(whole)[0] ?? null,
    leaves: async (name, from, limit) =>
      (await leafRange.execute({ origin: name, from, end: from + limit })).map((leaf) => leaf.data),
    sealed: async (name, minSize): Promise<SealedCheckpoint | null> => {
      const rows =
        minSize === undefined
          ? await newest.execute({ origin: name })
          : await smallest.execute({ origin: name, minSize });
      return rows[0] ?? null;
    },
  };
}
