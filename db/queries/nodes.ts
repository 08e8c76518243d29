// Reads of single hashes of a tree: about forty for each receipt, so they go past the query builder.
import type Database from 'better-sqlite3';
import { type Store, StoreError } from '../store.ts';
import { completingLeaf } from '../tree.ts';

/** Gives the hash at [level, index] of the log that the engine knows as `log`; level 0 are leaf hashes; null when there is none. */
export type NodeAt = (log: number, level: number, index: number) => Uint8Array | null;

export function nodeAt(reader: Database.Database): NodeAt {
  const leaf = reader
    .prepare<[number, number], Uint8Array>('SELECT hash FROM log_leaves WHERE log = ? AND leaf_index = ?')
    .pluck();
  const node = reader
    .prepare<[number, number, number], Uint8Array>(
      'SELECT substr(nodes, ?, 32) FROM log_leaves WHERE log = ? AND leaf_index = ?',
    )
    .pluck();
  return (log, level, index) => {
    const hash = level === 0 ? leaf.get(log, index) : node.get(32 * (level - 1) + 1, log, completingLeaf(level, index));
    return hash?.length === 32 ? new Uint8Array(hash.buffer, hash.byteOffset, 32) : null;
  };
}

export function nodeReads(reader: Database.Database): Pick<Store, 'nodes'> {
  const logOf = reader.prepare<[string], number>('SELECT id FROM logs WHERE origin = ?').pluck();
  const at = nodeAt(reader);
  return {
    nodes: async (origin, wanted) => {
      const log = logOf.get(origin);
      return wanted.map(([level, index]) => {
        const hash = log === undefined ? null : at(log, level, index);
        if (!hash) throw new StoreError('STORE_CORRUPT', `no hash at level ${level}, index ${index} of ${origin}`);
        return hash;
      });
    },
  };
}
