// What a party fetches of one transmission: the sealed thing itself, and the evidence about it (protocol.md sections 4 and 6).
import {
  ACK_EVENTS,
  type AckKind,
  type AuthorityId,
  type Digest,
  decodeRegisterLeaf,
  EVENTS,
  encodeEvidence,
  encodeStored,
  type ProvenLeaf,
} from '../../crypto/relay.ts';
import type { AcknowledgementRow, EnvelopeRow, PartyRow, Store } from '../../db/store.ts';
import { notFound } from '../refusal.ts';
import type { RelayKeys } from './keys.ts';
import type { Anchor, Proofs } from './proofs.ts';
import type { Sealer } from './sealer.ts';

export type Mailbox = {
  /** Transmission frame for a party. `sealedToo` false (auditors): neither wrap nor body. RELAY_NOT_FOUND for all others. */
  fetch(subject: Digest, reader: AuthorityId, sealedToo: boolean): Promise<Uint8Array>;
  /** Evidence frame for a party: under the newest checkpoints, or under sealed ones made for it. */
  evidence(subject: Digest, reader: AuthorityId, sealed: boolean): Promise<Uint8Array>;
};

const COMMON: readonly number[] = [EVENTS.SubmissionAcceptance, EVENTS.ContentConsignment, EVENTS.ContentExpired];
const PROPOSAL: readonly number[] = [EVENTS.Proposed, EVENTS.ProposalClosed];

/**
 * MBX-2: that it was sent and consigned is known to every party; what a recipient did, to that recipient and the sender; proposals, to the sender.
 */
function visible(party: PartyRow, reader: string, sender: string): boolean {
  if (reader === sender || COMMON.includes(party.event)) return true;
  return party.counterpart === reader && !PROPOSAL.includes(party.event);
}

/** Acknowledgements that stand behind one of these leaves. */
const standing = (row: AcknowledgementRow, leaves: readonly PartyRow[]): boolean =>
  leaves.some((leaf) => leaf.counterpart === row.authority && leaf.event === ACK_EVENTS[row.kind as AckKind]);

export function openMailbox(store: Store, keys: RelayKeys, proofs: Proofs, sealer: Sealer): Mailbox {
  /** MBX-1: a party is who has a leaf about it. */
  async function forParty(
    subject: Digest,
    reader: AuthorityId,
  ): Promise<{ row: EnvelopeRow; parties: readonly PartyRow[] }> {
    const parties = await store.parties(subject);
    if (!parties.some((party) => party.authority === reader)) throw notFound();
    const row = await store.envelope(subject);
    if (!row) throw notFound();
    return { row, parties };
  }

  /** Who exports evidence needs the directory as it was when the entries were made, under a seal as well. */
  async function sealDirectory(leaves: readonly ProvenLeaf[]): Promise<void> {
    const least = Math.max(0, ...leaves.map(({ leaf }) => decodeRegisterLeaf(leaf).dirSize));
    if (!(await store.sealed(keys.directoryOrigin, least))) await sealer.sealNow(keys.directoryOrigin);
  }

  return {
    async fetch(subject, reader, sealedToo) {
      const { row } = await forParty(subject, reader);
      return encodeStored({
        statement: row.statement,
        wrapList: row.wrapList,
        wrap: sealedToo ? await store.wrap(subject, reader) : null,
        body: sealedToo ? row.body : null,
        gestures: row.gestures,
      });
    },

    async evidence(subject, reader, sealed) {
      const { row, parties } = await forParty(subject, reader);
      const shown = parties.filter((party) => visible(party, reader, row.sender));
      const anchors = new Map<string, Anchor>();
      for (const authority of new Set(shown.map((party) => party.authority))) {
        const origin = keys.registerOrigin(authority as AuthorityId);
        anchors.set(authority, sealed ? await sealer.sealNow(origin) : await proofs.newest(origin));
      }
      const leaves: ProvenLeaf[] = [];
      for (const { authority, index } of shown)
        leaves.push(await proofs.leaf(authority as AuthorityId, index, anchors.get(authority) as Anchor));
      if (sealed) await sealDirectory(leaves);
      const acknowledgements = await store.acknowledgements(subject);
      return encodeEvidence({
        leaves,
        acknowledgements: acknowledgements.filter((ack) => standing(ack, shown)).map((ack) => ack.statement),
      });
    },
  };
}
