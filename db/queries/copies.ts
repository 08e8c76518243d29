// Reads of wrapped seeds (protocol 1).
import { asc } from 'drizzle-orm';
import { type Builder, matching } from '../statements/building.ts';
import type { Store } from '../store.ts';
import type { Tables } from '../tables.ts';

export function copyReads(db: Builder, { deviceCopies }: Tables): Pick<Store, 'copies'> {
  const all = db
    .select()
    .from(deviceCopies)
    .where(matching(deviceCopies, 'credential'))
    .orderBy(asc(deviceCopies.keptAt), asc(deviceCopies.kid))
    .prepare();
  return { copies: async (credential) => all.execute({ credential }) };
}
