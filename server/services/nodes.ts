// Stored nodes of a tree, fetched in one read and handed to the functions that make proofs and roots (protocol.md section 6).
import type { NodePlace, NodeReader } from '../../crypto/relay.ts';
import type { Store } from '../../db/store.ts';

/** The nodes at `places`, as a proof wants to read them. */
export async function nodeReader(store: Store, origin: string, places: readonly NodePlace[]): Promise<NodeReader> {
  const hashes = await store.nodes(origin, places);
  const known = new Map(places.map(([level, index], i) => [`${level}/${index}`, hashes[i] as Uint8Array]));
  return (level, index) => known.get(`${level}/${index}`) as Uint8Array;
}
