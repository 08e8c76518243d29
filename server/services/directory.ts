// The directory: links and the operator's entries, appended through the one queue and read back as clients replay them (protocol.md section 3).
import {
  type AuthorityId,
  acceptedTrustCards,
  type Digest,
  encodeDirectoryObjects,
  encodeList,
  encodeLockboxes,
  type Kid,
  type LinkFrame,
  type TrustCard,
} from '../../crypto/relay.ts';
import type { Effect, SealedCheckpoint } from '../../db/store.ts';
import type { RelayDeps } from '../deps.ts';
import { notFound } from '../refusal.ts';
import { admissionJob } from './admission-job.ts';
import type { RelayKeys } from './keys.ts';
import { type LinkPlace, linkJob } from './link-job.ts';
import type { Anchor, Proofs } from './proofs.ts';
import type { Rosters } from './rosters.ts';
import type { Sequencer } from './sequencer.ts';

export type Directory = {
  /** Enters a link. Throws what the fold throws, EPOCH_*, POLICY_*, ROSTER_KEY_REUSED, RELAY_*. The same link again is answered alike. */
  appendLink(frame: LinkFrame, also?: readonly Effect[]): Promise<LinkPlace>;
  /** The operator admits a founded authority. Throws RELAY_NOT_FOUND, RELAY_CONFLICT, ROSTER_FOUNDING, POLICY_NOT_A_PARTY. */
  admit(authority: AuthorityId): Promise<LinkPlace>;
  checkpoint(): Promise<Anchor>;
  /** The smallest sealed checkpoint of at least `min` leaves, or the newest. RELAY_NOT_FOUND when there is none yet. */
  sealed(min?: number): Promise<SealedCheckpoint>;
  consistency(from: number, to: number): Promise<Uint8Array>;
  /** Frame of [leaf, object] pairs. */
  objects(from: number, limit: number): Promise<Uint8Array>;
  /** List frame of an authority's links. RELAY_NOT_FOUND for an unknown authority. */
  links(authority: AuthorityId, from: number, limit: number): Promise<Uint8Array>;
  epochKey(hash: Digest): Promise<Uint8Array>;
  /** Lockbox frame of one device. */
  lockboxes(kid: Kid, fromEpoch: number): Promise<Uint8Array>;
};

/** The trust card of this relay, as its configuration and keys say it. */
export const trustCardOf = (config: RelayDeps['config'], keys: RelayKeys): TrustCard => ({
  relayOrigin: config.origin,
  relayName: config.relayName,
  directoryKeys: keys.vkeys(keys.directoryOrigin),
  operatorKey: keys.operator.publicKey,
  registrar: config.registrar as AuthorityId | null,
  witnessPolicy: config.witnessPolicy,
  practice: config.practice,
});

export function openDirectory(
  deps: Pick<RelayDeps, 'store' | 'keys' | 'config'>,
  rosters: Rosters,
  sequencer: Sequencer,
  proofs: Proofs,
): Directory {
  const { store, keys, config } = deps;
  const { directoryOrigin } = keys;
  const jobs = {
    store,
    rosters,
    directoryOrigin,
    practice: config.practice,
    trustCards: acceptedTrustCards(trustCardOf(config, keys)),
  };
  return {
    appendLink: (frame, also) => sequencer.submit(linkJob(jobs, frame, also)),
    admit: (authority) => sequencer.submit(admissionJob({ rosters, keys }, authority)),
    checkpoint: () => proofs.newest(directoryOrigin),
    async sealed(min) {
      const sealed = await store.sealed(directoryOrigin, min);
      if (!sealed) throw notFound();
      return sealed;
    },
    consistency: async (from, to) => encodeList(await proofs.consistency(directoryOrigin, from, to)),
    async objects(from, limit) {
      const rows = await store.directoryObjects(from, limit);
      const leaves = await store.leaves(directoryOrigin, from, rows.length);
      return encodeDirectoryObjects(rows.map((row, i) => ({ leaf: leaves[i] as Uint8Array, object: row.bytes })));
    },
    async links(authority, from, limit) {
      if (!rosters.get(authority)) throw notFound();
      const rows = await store.links(authority, from, limit);
      return encodeList(rows.map((row) => row.bytes));
    },
    async epochKey(hash) {
      const key = await store.epochKey(hash);
      if (!key) throw notFound();
      return key;
    },
    lockboxes: async (kid, fromEpoch) => encodeLockboxes(await store.lockboxes(kid, fromEpoch)),
  };
}
