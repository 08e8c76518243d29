// One log recomputed from its leaves: every node, the edge, the root, the newest and the sealed checkpoint (docs/operations.md).
import {
  append,
  EMPTY_RANGE,
  equal,
  leafHash,
  type NewNode,
  openCheckpoint,
  ProtocolError,
  parseVkey,
  root,
} from '../../crypto/relay.ts';
import type { LogRow, Store } from '../../db/store.ts';
import type { RelayKeys } from './keys.ts';

const PAGE = 512;

/** The leaves of a log with their places. */
export async function* leavesOf(store: Store, origin: string, size: number): AsyncGenerator<[number, Uint8Array]> {
  for (let from = 0; from < size; from += PAGE) {
    const leaves = await store.leaves(origin, from, Math.min(PAGE, size - from));
    for (const [i, leaf] of leaves.entries()) yield [from + i, leaf];
    if (leaves.length === 0) return;
  }
}

async function* checkNodes(store: Store, origin: string, nodes: readonly NewNode[]): AsyncGenerator<string> {
  try {
    const stored = await store.nodes(
      origin,
      nodes.map(([level, index]) => [level, index]),
    );
    for (const [i, [level, index, hash]] of nodes.entries())
      if (!equal(stored[i] as Uint8Array, hash))
        yield `${origin}: node ${level}/${index} is not the hash of its leaves`;
  } catch (error) {
    yield `${origin}: ${error instanceof Error ? error.message : String(error)}`;
  }
}

function* checkNote(keys: RelayKeys, origin: string, note: string, size: number, found: Uint8Array): Generator<string> {
  try {
    const { checkpoint } = openCheckpoint(note, origin, keys.vkeys(origin).map(parseVkey));
    if (checkpoint.size !== size || !equal(checkpoint.root, found))
      yield `${origin}: the checkpoint of ${size} leaves says another size or root`;
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error;
    yield `${origin}: the checkpoint of ${size} leaves does not open (${error.code})`;
  }
}

export async function* checkTree(store: Store, keys: RelayKeys, log: LogRow): AsyncGenerator<string> {
  const { origin, size } = log;
  const sealed = await store.sealed(origin);
  let range = EMPTY_RANGE;
  let nodes: NewNode[] = [];
  for await (const [, leaf] of leavesOf(store, origin, size)) {
    const step = append(range, leafHash(leaf));
    range = step.range;
    nodes.push(...step.newNodes);
    if (nodes.length >= PAGE) {
      yield* checkNodes(store, origin, nodes);
      nodes = [];
    }
    if (sealed?.size === range.size) yield* checkNote(keys, origin, sealed.note, sealed.size, root(range));
  }
  yield* checkNodes(store, origin, nodes);
  if (range.size !== size) yield `${origin}: ${range.size} leaves where ${size} were counted`;
  if (!equal(root(range), log.root)) yield `${origin}: the root is not that of the leaves`;
  const edge =
    log.edge.length === range.hashes.length && log.edge.every((h, i) => equal(h, range.hashes[i] as Uint8Array));
  if (!edge) yield `${origin}: the edge is not that of the leaves`;
  yield* checkNote(keys, origin, log.checkpoint, size, root(range));
}
