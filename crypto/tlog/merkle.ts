// Trees of RFC 6962 section 2.1 over SHA-256: hashing, verifying proofs, making proofs from stored nodes (protocol.md section 6).
import { equal } from '../primitives/bytes.ts';
import { demand, type ErrorCode, ProtocolError } from '../primitives/errors.ts';
import { sha256 } from '../primitives/hash.ts';

const LEAF = Uint8Array.of(0);
const NODE = Uint8Array.of(1);

/** Root of the tree without leaves: SHA-256 of nothing. */
export const EMPTY_ROOT: Uint8Array = sha256();

/** Hash of a leaf from its data (32 bytes). */
export const leafHash = (data: Uint8Array): Uint8Array => sha256(LEAF, data);

/** Hash of an inner node from the hashes of its children (32 bytes each). */
export const nodeHash = (left: Uint8Array, right: Uint8Array): Uint8Array => sha256(NODE, left, right);

/** Place of a complete subtree of 2^level leaves: the `index`-th of its level, from the left. */
export type NodePlace = readonly [level: number, index: number];

/** Hash of the complete subtree at (level, index). Asked only for subtrees that the tree's size contains. */
export type NodeReader = (level: number, index: number) => Uint8Array;

type Span = readonly [begin: number, end: number];

// Sizes exceed 32 bits, so halving is arithmetic: JavaScript's shifts would silently cut them.
const half = (n: number): number => Math.floor(n / 2);
const odd = (n: number): boolean => n % 2 === 1;

function checkSize(size: number, code: ErrorCode): void {
  if (!Number.isSafeInteger(size) || size < 0) throw new ProtocolError(code, `${size} is not a size of a tree`);
}

function checkHashes(hashes: readonly Uint8Array[], code: ErrorCode): void {
  for (const hash of hashes) if (hash.length !== 32) throw new ProtocolError(code, `a hash of ${hash.length} bytes`);
}

/**
 * Checks that the leaf with hash `leaf` stands at `index` in the tree of `size` leaves with root `root`.
 * Throws REGISTER_PROOF. RFC 9162 section 2.1.3.2.
 */
export function verifyInclusion(
  index: number,
  size: number,
  leaf: Uint8Array,
  proof: readonly Uint8Array[],
  root: Uint8Array,
): void {
  checkSize(size, 'REGISTER_PROOF');
  demand(Number.isSafeInteger(index) && index >= 0 && index < size, 'REGISTER_PROOF', `no leaf ${index} among ${size}`);
  checkHashes([leaf, root, ...proof], 'REGISTER_PROOF');
  let at = index;
  let last = size - 1;
  let hash = leaf;
  for (const sibling of proof) {
    demand(last > 0, 'REGISTER_PROOF', 'inclusion proof too long');
    if (odd(at) || at === last) {
      hash = nodeHash(sibling, hash);
      while (!odd(at) && at !== 0) [at, last] = [half(at), half(last)];
    } else {
      hash = nodeHash(hash, sibling);
    }
    [at, last] = [half(at), half(last)];
  }
  demand(last === 0, 'REGISTER_PROOF', 'inclusion proof too short');
  demand(equal(hash, root), 'REGISTER_PROOF', 'inclusion proof leads to another root');
}

/**
 * Checks that the tree (size2, root2) begins with the tree (size1, root1).
 * Throws REGISTER_INCONSISTENT. RFC 9162 section 2.1.4.2; from an empty tree, and between equal ones, the proof is empty.
 */
export function verifyConsistency(
  size1: number,
  size2: number,
  proof: readonly Uint8Array[],
  root1: Uint8Array,
  root2: Uint8Array,
): void {
  const code = 'REGISTER_INCONSISTENT';
  checkSize(size1, code);
  checkSize(size2, code);
  demand(size1 <= size2, code, `a tree of ${size1} cannot be the beginning of one of ${size2}`);
  checkHashes([root1, root2, ...proof], code);
  if (size1 === 0) demand(equal(root1, EMPTY_ROOT), code, 'an empty tree with another root');
  if (size1 === size2) demand(equal(root1, root2), code, 'two roots at one size');
  if (size1 === 0 || size1 === size2) {
    demand(proof.length === 0, code, 'a proof where none is due');
    return;
  }
  let at = size1 - 1;
  let last = size2 - 1;
  while (odd(at)) [at, last] = [half(at), half(last)];
  // A first tree that is one complete subtree is its own first node, and the proof leaves it out.
  const path = at === 0 ? [root1, ...proof] : proof;
  const [first, ...rest] = path;
  demand(first, code, 'consistency proof missing');
  let hash1 = first;
  let hash2 = first;
  for (const sibling of rest) {
    demand(last > 0, code, 'consistency proof too long');
    if (odd(at) || at === last) {
      hash1 = nodeHash(sibling, hash1);
      hash2 = nodeHash(sibling, hash2);
      while (!odd(at) && at !== 0) [at, last] = [half(at), half(last)];
    } else {
      hash2 = nodeHash(hash2, sibling);
    }
    [at, last] = [half(at), half(last)];
  }
  demand(last === 0, code, 'consistency proof too short');
  demand(equal(hash1, root1), code, 'consistency proof does not contain the first root');
  demand(equal(hash2, root2), code, 'consistency proof leads to another second root');
}

// The largest power of two smaller than n (n >= 2): where RFC 6962 splits a tree.
function splitOf(n: number): number {
  let k = 1;
  while (k * 2 < n) k *= 2;
  return k;
}

// The complete subtrees that make up [begin, end), left to right. `begin` is a multiple of every one of them by construction.
function cover([begin, end]: Span): NodePlace[] {
  const places: NodePlace[] = [];
  for (let at = begin; at < end; ) {
    let level = 0;
    let width = 1;
    while (width * 2 <= end - at) {
      width *= 2;
      level += 1;
    }
    places.push([level, at / width]);
    at += width;
  }
  return places;
}

function inclusionSpans(index: number, size: number): Span[] {
  checkSize(size, 'REGISTER_PROOF');
  if (!Number.isSafeInteger(index) || index < 0 || index >= size)
    throw new ProtocolError('REGISTER_PROOF', `no leaf ${index} among ${size}`);
  const spans: Span[] = [];
  let [begin, end] = [0, size];
  while (end - begin > 1) {
    const middle = begin + splitOf(end - begin);
    if (index < middle) {
      spans.push([middle, end]);
      end = middle;
    } else {
      spans.push([begin, middle]);
      begin = middle;
    }
  }
  return spans.reverse();
}

function consistencySpans(size1: number, size2: number): Span[] {
  checkSize(size1, 'REGISTER_INCONSISTENT');
  checkSize(size2, 'REGISTER_INCONSISTENT');
  demand(size1 <= size2, 'REGISTER_INCONSISTENT', `no proof from ${size1} back to ${size2}`);
  if (size1 === 0 || size1 === size2) return [];
  const spans: Span[] = [];
  let [begin, end] = [0, size2];
  while (end !== size1) {
    const middle = begin + splitOf(end - begin);
    if (size1 <= middle) {
      spans.push([middle, end]);
      end = middle;
    } else {
      spans.push([begin, middle]);
      begin = middle;
    }
  }
  if (begin !== 0) spans.push([begin, end]);
  return spans.reverse();
}

const fold = (hashes: readonly Uint8Array[]): Uint8Array => hashes.reduceRight((right, left) => nodeHash(left, right));
const spanHash = (span: Span, read: NodeReader): Uint8Array => fold(cover(span).map(([l, i]) => read(l, i)));

/** The stored nodes that `rootFrom(size)` and `rangeFrom(size)` read. */
export function rootNodes(size: number): NodePlace[] {
  checkSize(size, 'REGISTER_PROOF');
  return cover([0, size]);
}
/** The stored nodes that `inclusionProof(index, size)` reads. Throws REGISTER_PROOF when there is no such leaf. */
export const proofNodes = (index: number, size: number): NodePlace[] => inclusionSpans(index, size).flatMap(cover);
/** The stored nodes that `consistencyProof(size1, size2)` reads. Throws REGISTER_INCONSISTENT when size1 > size2. */
export const consistencyNodes = (size1: number, size2: number): NodePlace[] =>
  consistencySpans(size1, size2).flatMap(cover);

/** Root of the first `size` leaves. */
export const rootFrom = (size: number, read: NodeReader): Uint8Array => root(rangeFrom(size, read));
/** Proof of leaf `index` in the tree of `size` leaves, sibling of the leaf first. Throws REGISTER_PROOF when there is no such leaf. */
export const inclusionProof = (index: number, size: number, read: NodeReader): Uint8Array[] =>
  inclusionSpans(index, size).map((span) => spanHash(span, read));
/** Proof that the tree of `size2` leaves begins with that of `size1`. Throws REGISTER_INCONSISTENT when size1 > size2. */
export const consistencyProof = (size1: number, size2: number, read: NodeReader): Uint8Array[] =>
  consistencySpans(size1, size2).map((span) => spanHash(span, read));

/** The right edge of a tree: the hashes of its complete subtrees, largest first. All that appending needs to know. */
export type CompactRange = { readonly size: number; readonly hashes: readonly Uint8Array[] };
/** A node that an append completed, to be stored. */
export type NewNode = readonly [level: number, index: number, hash: Uint8Array];

export const EMPTY_RANGE: CompactRange = { size: 0, hashes: [] };

/** The right edge of the first `size` leaves, read from stored nodes. */
export const rangeFrom = (size: number, read: NodeReader): CompactRange => ({
  size,
  hashes: rootNodes(size).map(([level, index]) => read(level, index)),
});

/** The range with one more leaf, and every node this completes (the leaf itself first). Changes nothing it was given. */
export function append(range: CompactRange, leaf: Uint8Array): { range: CompactRange; newNodes: NewNode[] } {
  const hashes = [...range.hashes];
  const newNodes: NewNode[] = [[0, range.size, leaf]];
  let hash = leaf;
  let index = range.size;
  for (let level = 1; odd(index); level++) {
    index = half(index);
    hash = nodeHash(hashes.pop() as Uint8Array, hash);
    newNodes.push([level, index, hash]);
  }
  hashes.push(hash);
  return { range: { size: range.size + 1, hashes }, newNodes };
}

/** Root of the tree whose right edge this is. */
export const root = (range: CompactRange): Uint8Array => (range.size === 0 ? EMPTY_ROOT : fold(range.hashes));
