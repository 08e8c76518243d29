// One's own register, read whole; of a foreign one its checkpoint and that it only grows, for those who share a transmission (protocol.md section 6).
import {
  type AuthorityId,
  encodeBundle,
  encodeList,
  encodeTile,
  type NodePlace,
  parseTilePath,
  TILE_WIDTH,
} from '../../crypto/relay.ts';
import type { SealedCheckpoint, Store } from '../../db/store.ts';
import { notFound } from '../refusal.ts';
import type { RelayKeys } from './keys.ts';
import type { Anchor, Proofs } from './proofs.ts';
import type { Sequencer } from './sequencer.ts';

export type Registers = {
  /** Throws RELAY_NOT_FOUND before admission, as all below. */
  checkpoint(authority: AuthorityId): Promise<Anchor>;
  /** The smallest sealed checkpoint of at least `min` leaves, or the newest. */
  sealed(authority: AuthorityId, min?: number): Promise<SealedCheckpoint>;
  /** List frame of leaves. */
  leaves(authority: AuthorityId, from: number, limit: number): Promise<Uint8Array>;
  /** List frames of hashes. */
  inclusion(authority: AuthorityId, index: number, size: number): Promise<Uint8Array>;
  consistency(authority: AuthorityId, from: number, to: number): Promise<Uint8Array>;
  /** The tile or entry bundle that `path` names (`tile/...`), in any width that the register has. */
  tile(authority: AuthorityId, path: string): Promise<Uint8Array>;
  /** Throws RELAY_NOT_FOUND unless the two authorities share a transmission. */
  demandShared(own: AuthorityId, other: AuthorityId): Promise<void>;
};

export function openRegisters(store: Store, keys: RelayKeys, sequencer: Sequencer, proofs: Proofs): Registers {
  const originOf = keys.registerOrigin;
  // Once shared, always shared: transmissions are not taken back.
  const shared = new Set<string>();

  return {
    checkpoint: (authority) => proofs.newest(originOf(authority)),
    async sealed(authority, min) {
      const sealed = await store.sealed(originOf(authority), min);
      if (!sealed) throw notFound();
      return sealed;
    },
    async leaves(authority, from, limit) {
      if (!sequencer.log(originOf(authority))) throw notFound();
      // Leaves are as binding as the checkpoint over them: none leaves before that may.
      await sequencer.settled();
      return encodeList(await store.leaves(originOf(authority), from, limit));
    },
    inclusion: async (authority, index, size) => encodeList(await proofs.inclusion(originOf(authority), index, size)),
    consistency: async (authority, from, to) => encodeList(await proofs.consistency(originOf(authority), from, to)),
    async tile(authority, path) {
      const origin = originOf(authority);
      const tile = parseTilePath(path);
      const size = sequencer.log(origin)?.range.size ?? 0;
      if (!tile || (tile.index * TILE_WIDTH + tile.width) * TILE_WIDTH ** tile.level > size) throw notFound();
      const first = tile.index * TILE_WIDTH;
      if (tile.kind === 'entries') return encodeBundle(await store.leaves(origin, first, tile.width));
      // A hash of tile level n is a node of tree level 8n.
      const places = Array.from({ length: tile.width }, (_, i): NodePlace => [8 * tile.level, first + i]);
      return encodeTile(await store.nodes(origin, places));
    },
    async demandShared(own, other) {
      const pair = `${own}/${other}`;
      if (shared.has(pair)) return;
      if (!(await store.sharesTransmission(own, other))) throw notFound();
      shared.add(pair);
    },
  };
}
