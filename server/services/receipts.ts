// Receipts: the leaves that an act entered, each proven under a checkpoint (protocol.md section 6).
import { type AuthorityId, EVENTS, encodeReceipt, type ProvenLeaf } from '../../crypto/relay.ts';
import type { EnvelopeRow, Store } from '../../db/store.ts';
import type { Proofs } from './proofs.ts';
import type { Placed } from './sequencer.ts';

const RECEIPT_EVENTS: readonly number[] = [EVENTS.SubmissionAcceptance, EVENTS.ContentConsignment];
const PROPOSAL_EVENTS: readonly number[] = [EVENTS.Proposed, EVENTS.ProposalClosed];

/** The leaves of a batch as a receipt carries them. */
export const provenLeaves = (placed: readonly Placed[]): ProvenLeaf[] =>
  placed.map(({ authority, index, leaf, proof }) => ({
    authority: authority as AuthorityId,
    index,
    leaf,
    proof: proof(),
  }));

/** The receipt of an envelope entered before, proven under the newest checkpoints. */
export async function receiptOf(store: Store, proofs: Proofs, row: EnvelopeRow): Promise<Uint8Array> {
  const wanted = row.state === 'accepted' ? RECEIPT_EVENTS : PROPOSAL_EVENTS;
  const parties = (await store.parties(row.subject)).filter((party) => wanted.includes(party.event));
  // The sender's own first, as in the answer that may have been lost.
  parties.sort((a, b) => Number(b.authority === row.sender) - Number(a.authority === row.sender));
  const leaves: ProvenLeaf[] = [];
  for (const party of parties) leaves.push(await proofs.leaf(party.authority as AuthorityId, party.index));
  return encodeReceipt(leaves);
}
