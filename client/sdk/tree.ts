// A log as its follower holds it: every leaf, the roots of all its sizes, proofs of one's own (protocol.md section 6).
import {
  append,
  type CompactRange,
  EMPTY_RANGE,
  inclusionProof,
  leafHash,
  type NodeReader,
  root,
  rootFrom,
} from '../../crypto/index.ts';

export type Tree = {
  size(): number;
  /** Root at the present size. */
  root(): Uint8Array;
  /** Root of the first `size` leaves. */
  rootAt(size: number): Uint8Array;
  inclusion(index: number, size: number): Uint8Array[];
  add(leaves: readonly Uint8Array[]): void;
  /** What the root would be with these leaves as well; nothing is added. */
  rootWith(leaves: readonly Uint8Array[]): Uint8Array;
};

export function emptyTree(): Tree {
  const levels: Uint8Array[][] = [];
  let range: CompactRange = EMPTY_RANGE;
  const read: NodeReader = (level, index) => levels[level]?.[index] as Uint8Array;
  return {
    size: () => range.size,
    root: () => root(range),
    rootAt: (size) => rootFrom(size, read),
    inclusion: (index, size) => inclusionProof(index, size, read),
    add(leaves) {
      for (const leaf of leaves) {
        const grown = append(range, leafHash(leaf));
        for (const [level, index, hash] of grown.newNodes) {
          levels[level] ??= [];
          (levels[level] as Uint8Array[])[index] = hash;
        }
        range = grown.range;
      }
    },
    rootWith: (leaves) => root(leaves.reduce((grown, leaf) => append(grown, leafHash(leaf)).range, range)),
  };
}
