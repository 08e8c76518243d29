// Reads of the directory (protocol 3).
import { and, asc, gte, sql } from 'drizzle-orm';
import { type Builder, given, matching } from '../statements/building.ts';
import type { Store } from '../store.ts';
import type { Tables } from '../tables.ts';

type Reads = Pick<
  Store,
  'chains' | 'chain' | 'links' | 'directoryObject' | 'directoryObjects' | 'epochKey' | 'lockboxes'
>;

export function directoryReads(db: Builder, { chains, directoryObjects, epochKeys, lockboxes }: Tables): Reads {
  const objects = () => db.select().from(directoryObjects);
  const every = db.select().from(chains).orderBy(asc(chains.createdAt), asc(chains.authority)).prepare();
  const one = db.select().from(chains).where(matching(chains, 'authority')).prepare();
  const links = objects()
    .where(
      and(
        matching(directoryObjects, 'authority'),
        // The literal matters: the engine takes the partial index only for the very condition that it was made with.
        sql`${directoryObjects.kind} = 'link'`,
        gte(directoryObjects.seq, given(directoryObjects.seq, 'from')),
      ),
    )
    .orderBy(asc(directoryObjects.seq))
    .limit(sql.placeholder('limit'))
    .prepare();
  const byHash = objects().where(matching(directoryObjects, 'hash')).prepare();
  const byIndex = objects()
    .where(gte(directoryObjects.dirIndex, given(directoryObjects.dirIndex, 'from')))
    .orderBy(asc(directoryObjects.dirIndex))
    .limit(sql.placeholder('limit'))
    .prepare();
  const key = db
    .select({ publicKey: epochKeys.publicKey })
    .from(epochKeys)
    .where(matching(epochKeys, 'hash'))
    .prepare();
  const boxes = db
    .select({ scope: lockboxes.scope, epoch: lockboxes.epoch, box: lockboxes.box })
    .from(lockboxes)
    .where(and(matching(lockboxes, 'kid'), gte(lockboxes.epoch, given(lockboxes.epoch, 'from'))))
    .orderBy(asc(lockboxes.epoch), asc(lockboxes.scope))
    .prepare();

  return {
    chains: async () => every.execute(),
    chain: async (authority) => (await one.execute({ authority }))[0] ?? null,
    links: async (authority, from, limit) => links.execute({ authority, from, limit }),
    directoryObject: async (hash) => (await byHash.execute({ hash }))[0] ?? null,
    directoryObjects: async (from, limit) => byIndex.execute({ from, limit }),
    epochKey: async (hash) => (await key.execute({ hash }))[0]?.publicKey ?? null,
    lockboxes: async (kid, from) => boxes.execute({ kid, from }),
  };
}
