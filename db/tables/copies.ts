// Table of wrapped seeds: what a browser keeps of its own device beside its storage, sealed before it comes here (protocol 1).
import { sql } from 'drizzle-orm';
import type { Kit } from '../columns.ts';
import { DIGEST, KID, sized } from './sizes.ts';

export function copyTables(k: Kit) {
  const deviceCopies = k.table(
    'device_copies',
    {
      credential: k.id('credential', DIGEST).notNull(),
      kid: k.id('kid', KID).notNull(),
      sealed: k.bytes('sealed').notNull(),
      keptAt: k.int('kept_at').notNull(),
    },
    (t) => [
      k.primaryKey({ columns: [t.credential, t.kid] }),
      k.index('device_copies_kid').on(t.kid),
      k.check('device_copies_credential', sized(t.credential, DIGEST)),
      k.check('device_copies_sealed', sql`length(${t.sealed}) between 1 and 4096`),
    ],
  );
  return { deviceCopies };
}
