// The logs' right edges in memory, and what a batch adds to them: new nodes, root, signed checkpoint (protocol.md section 6).
import {
  type AuthorityId,
  append,
  type CompactRange,
  EMPTY_RANGE,
  EMPTY_ROOT,
  formatCheckpoint,
  formatProof,
  inclusionProof,
  leafHash,
  type NewNode,
  type NodeReader,
  type NoteSigner,
  root,
  signNote,
} from '../../crypto/relay.ts';
import type { LogAppend, LogRow, NewLog } from '../../db/store.ts';

export type LogState = {
  readonly origin: string;
  readonly kind: LogRow['kind'];
  readonly authority: AuthorityId | null;
  readonly range: CompactRange;
  readonly root: Uint8Array;
  /** The newest checkpoint with its plain signature. */
  readonly checkpoint: string;
};

/** A log with more leaves, not yet stored: what to store, the log afterwards, and proofs of the new leaves. */
export type Growth = {
  readonly append: LogAppend;
  readonly next: LogState;
  /** tlog-proof of a leaf that this growth added. */
  prove(index: number): string;
};

export const logState = (row: LogRow): LogState => ({
  origin: row.origin,
  kind: row.kind,
  authority: row.authority as AuthorityId | null,
  range: { size: row.size, hashes: row.edge },
  root: row.root,
  checkpoint: row.checkpoint,
});

/** A log without leaves, its empty tree signed. */
export function emptyLog(
  kind: LogRow['kind'],
  authority: AuthorityId | null,
  signer: NoteSigner,
): { state: LogState; row: NewLog } {
  const origin = signer.vkey.name;
  const checkpoint = signNote(formatCheckpoint({ origin, size: 0, root: EMPTY_ROOT }), [signer]);
  return {
    state: { origin, kind, authority, range: EMPTY_RANGE, root: EMPTY_ROOT, checkpoint },
    row: { origin, kind, authority, root: EMPTY_ROOT, checkpoint },
  };
}

// One number for a place: levels stay below 64 and indexes below 2^47, so that the product is exact.
const placeKey = (level: number, index: number): number => level * 2 ** 47 + index;

/** What proofs of leaves beyond the old size need is the old edge and the new nodes: nothing is read back from the store. */
function edgeReader(before: CompactRange, added: readonly NewNode[]): NodeReader {
  const known = new Map<number, Uint8Array>();
  let begin = 0;
  for (const hash of before.hashes) {
    const left = before.size - begin;
    let level = 0;
    let width = 1;
    while (width * 2 <= left) {
      width *= 2;
      level += 1;
    }
    known.set(placeKey(level, begin / width), hash);
    begin += width;
  }
  for (const [level, index, hash] of added) known.set(placeKey(level, index), hash);
  return (level, index) => known.get(placeKey(level, index)) as Uint8Array;
}

/** The log with these leaves at its end, its new checkpoint signed. */
export function grow(state: LogState, leaves: readonly Uint8Array[], signer: NoteSigner): Growth {
  let range = state.range;
  const added: NewNode[] = [];
  const hashed = leaves.map((data) => {
    const hash = leafHash(data);
    const step = append(range, hash);
    range = step.range;
    added.push(...step.newNodes);
    return { data, hash };
  });
  const { origin } = state;
  const newRoot = root(range);
  const checkpoint = signNote(formatCheckpoint({ origin, size: range.size, root: newRoot }), [signer]);
  const read = edgeReader(state.range, added);
  return {
    append: {
      origin,
      expectedSize: state.range.size,
      leaves: hashed,
      nodes: added.filter(([level]) => level > 0),
      root: newRoot,
      edge: range.hashes,
      checkpoint,
    },
    next: { ...state, range, root: newRoot, checkpoint },
    prove: (index) =>
      formatProof({ index, hashes: inclusionProof(index, range.size, read), checkpointNote: checkpoint }),
  };
}
