// Statements that write wrapped seeds (protocol 1).
import { sql } from 'drizzle-orm';
import type { Tables } from '../tables.ts';
import { type Builder, given, matching } from './building.ts';

export function copyStatements(db: Builder, { deviceCopies }: Tables) {
  const { credential, kid, sealed, keptAt } = deviceCopies;
  const row = [given(credential, 'credential'), given(kid, 'kid'), given(sealed, 'sealed'), given(keptAt, 'keptAt')];
  return {
    copyDropped: db.delete(deviceCopies).where(matching(deviceCopies, 'credential', 'kid')),
    copiesDropped: db.delete(deviceCopies).where(matching(deviceCopies, 'kid')),
    // Beyond the device's own limit it selects nothing and so keeps nothing.
    copy: db.insert(deviceCopies).select(sql`
      select ${sql.join(row, sql`, `)}
      where (select count(*) from ${deviceCopies} where ${matching(deviceCopies, 'kid')}) < ${sql.placeholder('max')}`),
  };
}
