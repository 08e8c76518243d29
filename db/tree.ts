// How a log's tree lies in its rows: each leaf's row holds the subtrees that this leaf completes. Places only, no hashing (protocol 6).
import { type LogAppend, StoreError } from './store.ts';

/** The leaf whose row holds the hash of the complete subtree [level, index] at `32 * (level - 1)`: the leaf that completed it. */
export const completingLeaf = (level: number, index: number): number => (index + 1) * 2 ** level - 1;

/** How many subtrees of two leaves or more the leaf at `index` completes: the number of times its successor can be halved. */
function completedBy(index: number): number {
  let levels = 0;
  for (let rest = index + 1; rest % 2 === 0; rest /= 2) levels++;
  return levels;
}

/** The subtrees of an append by the leaf that completes them, level after level. Throws STORE_VALUE when one is missing or too many. */
export function nodesByLeaf({ origin, expectedSize, leaves, nodes }: LogAppend): Map<number, Uint8Array[]> {
  const completed = new Map<number, Uint8Array[]>();
  let due = 0;
  for (let index = expectedSize; index < expectedSize + leaves.length; index++) {
    const levels = completedBy(index);
    if (levels > 0) completed.set(index, new Array(levels));
    due += levels;
  }
  for (const [level, index, hash] of nodes) {
    const places = completed.get(completingLeaf(level, index));
    if (!places || places[level - 1] || level < 1 || level > places.length) due = -1;
    else places[level - 1] = hash;
  }
  if (nodes.length !== due)
    throw new StoreError(
      'STORE_VALUE',
      `append to ${origin}: the subtrees given are not those that its leaves complete`,
    );
  return completed;
}

/** Hashes as one column, one after the other. Throws STORE_VALUE unless each has 32 bytes. */
export function joined(hashes: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(32 * hashes.length);
  for (const [i, hash] of hashes.entries()) {
    if (hash.length !== 32) throw new StoreError('STORE_VALUE', `a hash of ${hash.length} bytes`);
    bytes.set(hash, 32 * i);
  }
  return bytes;
}

/** The opposite of how an edge is stored. */
export const splitEdge = (bytes: Uint8Array): Uint8Array[] =>
  Array.from({ length: bytes.length / 32 }, (_, i) => bytes.slice(32 * i, 32 * i + 32));

/** Where the complete subtrees of a tree of `size` leaves are, largest first: one for each bit of the size. */
export function edgePlaces(size: number): [level: number, index: number][] {
  const places: [number, number][] = [];
  let start = 0;
  for (let level = 52; level >= 0; level--) {
    const width = 2 ** level;
    if (size - start < width) continue;
    places.push([level, start / width]);
    start += width;
  }
  return places;
}
