// Proofs of leaves entered earlier, under the newest or a sealed checkpoint, and of one size after another (protocol.md section 6).
import {
  type AuthorityId,
  consistencyNodes,
  consistencyProof,
  formatProof,
  inclusionProof,
  type ProvenLeaf,
  proofNodes,
} from '../../crypto/relay.ts';
import type { Store } from '../../db/store.ts';
import { notFound } from '../refusal.ts';
import type { RelayKeys } from './keys.ts';
import { nodeReader } from './nodes.ts';
import type { Sequencer } from './sequencer.ts';

/** Under which checkpoint to prove: its size and the whole note. */
export type Anchor = { readonly size: number; readonly note: string };

export type Proofs = {
  /** The newest checkpoint of a log, once nothing is owed to the second place. Throws RELAY_NOT_FOUND for an unknown log. */
  newest(origin: string): Promise<Anchor>;
  /** The leaf at `index` of an authority's register, proven under `anchor` (default: the newest checkpoint). */
  leaf(authority: AuthorityId, index: number, anchor?: Anchor): Promise<ProvenLeaf>;
  /** Hashes of the inclusion proof of leaf `index` among `size`. RELAY_NOT_FOUND beyond the log. */
  inclusion(origin: string, index: number, size: number): Promise<Uint8Array[]>;
  /** Hashes of the proof that the tree of `to` leaves begins with that of `from`. RELAY_NOT_FOUND beyond the log. */
  consistency(origin: string, from: number, to: number): Promise<Uint8Array[]>;
};

export function openProofs(store: Store, keys: RelayKeys, sequencer: Sequencer): Proofs {
  const sizeOf = (origin: string): number => sequencer.log(origin)?.range.size ?? 0;

  async function newest(origin: string): Promise<Anchor> {
    await sequencer.settled();
    const log = sequencer.log(origin);
    if (!log) throw notFound();
    return { size: log.range.size, note: log.checkpoint };
  }

  async function inclusion(origin: string, index: number, size: number): Promise<Uint8Array[]> {
    if (index >= size || size > sizeOf(origin)) throw notFound();
    return inclusionProof(index, size, await nodeReader(store, origin, proofNodes(index, size)));
  }

  return {
    newest,
    inclusion,
    async leaf(authority, index, anchor) {
      const origin = keys.registerOrigin(authority);
      const { size, note } = anchor ?? (await newest(origin));
      const [leaf] = await store.leaves(origin, index, 1);
      const hashes = await inclusion(origin, index, size);
      if (!leaf) throw notFound();
      return { authority, index, leaf, proof: formatProof({ index, hashes, checkpointNote: note }) };
    },
    async consistency(origin, from, to) {
      if (from > to || to > sizeOf(origin)) throw notFound();
      return consistencyProof(from, to, await nodeReader(store, origin, consistencyNodes(from, to)));
    },
  };
}
