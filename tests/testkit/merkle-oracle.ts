// Trees by the definition (RFC 6962 section 2.1, word for word): slow, and sharing nothing with the code it judges but the hash.
import { utf8 } from '../../crypto/primitives/bytes.ts';
import { sha256 } from '../../crypto/primitives/hash.ts';
import { append, type CompactRange, EMPTY_RANGE, type NodePlace, type NodeReader } from '../../crypto/tlog/merkle.ts';

/** The largest tree there are leaves for. */
export const LARGEST = 600;

export const leafData = (index: number): Uint8Array => utf8(`leaf ${index}`);
export const leaves: readonly Uint8Array[] = Array.from({ length: LARGEST }, (_, i) =>
  sha256(Uint8Array.of(0), leafData(i)),
);

function halves(d: readonly Uint8Array[]): { k: number; left: readonly Uint8Array[]; right: readonly Uint8Array[] } {
  let k = 1;
  while (k * 2 < d.length) k *= 2;
  return { k, left: d.slice(0, k), right: d.slice(k) };
}

/** MTH(D[n]). */
export function mth(d: readonly Uint8Array[]): Uint8Array {
  if (d.length === 0) return sha256();
  if (d.length === 1) return d[0] as Uint8Array;
  const { left, right } = halves(d);
  return sha256(Uint8Array.of(1), mth(left), mth(right));
}

/** PATH(m, D[n]). */
export function path(m: number, d: readonly Uint8Array[]): Uint8Array[] {
  if (d.length <= 1) return [];
  const { k, left, right } = halves(d);
  return m < k ? [...path(m, left), mth(right)] : [...path(m - k, right), mth(left)];
}

/** SUBPROOF(m, D[n], b); PROOF(m, D[n]) is SUBPROOF(m, D[n], true). */
export function subproof(m: number, d: readonly Uint8Array[], whole: boolean): Uint8Array[] {
  if (m === d.length) return whole ? [] : [mth(d)];
  const { k, left, right } = halves(d);
  return m <= k ? [...subproof(m, left, whole), mth(right)] : [...subproof(m - k, right, false), mth(left)];
}

/** Root over the first `size` leaves. */
export const treeOf = (size: number): Uint8Array => mth(leaves.slice(0, size));

/** Every right edge from 0 to LARGEST, as appending produced it, and the nodes as a database would keep them: each once, when completed. */
export const ranges: CompactRange[] = [EMPTY_RANGE];
const stored = new Map<string, Uint8Array>();
for (const [size, leaf] of leaves.entries()) {
  const { range, newNodes } = append(ranges[size] as CompactRange, leaf);
  for (const [level, index, hash] of newNodes) stored.set(`${level}/${index}`, hash);
  ranges.push(range);
}

/** Reads any node that the largest tree completed. */
export const read: NodeReader = (level, index) => {
  const hash = stored.get(`${level}/${index}`);
  if (!hash) throw new RangeError(`node ${level}/${index} was never completed`);
  return hash;
};

/** Reads nothing but `places`, as a store that fetched them in one query does. */
export function only(places: readonly NodePlace[]): NodeReader {
  const fetched = new Set(places.map(([level, index]) => `${level}/${index}`));
  return (level, index) => {
    if (!fetched.has(`${level}/${index}`)) throw new RangeError(`node ${level}/${index} was not fetched`);
    return read(level, index);
  };
}
