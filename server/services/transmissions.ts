// The services that carry transmissions, each over the ones it needs: from submission to acknowledgement, timers and seals (docs/architecture.md).
import type { RelayDeps } from '../deps.ts';
import type { SignedIn } from '../door.ts';
import { type Acknowledgements, openAcknowledgements } from './acknowledgement.ts';
import { type Mailbox, openMailbox } from './mailbox.ts';
import { loadOpenProposals } from './open-proposals.ts';
import type { Proofs } from './proofs.ts';
import { openProposals, type Proposals } from './proposals.ts';
import { openRegisters, type Registers } from './register.ts';
import type { Rosters } from './rosters.ts';
import { threadSigner } from './seal-signer.ts';
import { openSealer, type Sealer } from './sealer.ts';
import type { Sequencer } from './sequencer.ts';
import { openSubmissions, type Submissions } from './submission.ts';
import { openTimers, type Timers } from './timers.ts';

export type Transmissions = {
  readonly submissions: Submissions;
  readonly proposals: Proposals;
  readonly acknowledgements: Acknowledgements;
  readonly mailbox: Mailbox;
  readonly registers: Registers;
  readonly sealer: Sealer;
  readonly timers: Timers;
  /** Stops timers and sealer: before the sequencer, whose jobs they make. */
  close(): Promise<void>;
};

export type TransmissionDeps = RelayDeps & {
  readonly rosters: Rosters;
  readonly sequencer: Sequencer;
  readonly proofs: Proofs;
  readonly sessions: SignedIn;
};

/** Opens them: reads what proposals are open, which logs want a seal, which timers are due. */
export async function openTransmissions(deps: TransmissionDeps): Promise<Transmissions> {
  const { store, keys, sequencer, proofs } = deps;
  const shared = { ...deps, proposals: await loadOpenProposals(store) };
  const proposals = openProposals(shared);
  const sealer = await openSealer({ ...deps, signer: threadSigner() });
  const timers = openTimers({ ...deps, proposals });
  return {
    submissions: openSubmissions(shared),
    proposals,
    acknowledgements: openAcknowledgements(shared),
    mailbox: openMailbox(store, keys, proofs, sealer),
    registers: openRegisters(store, keys, sequencer, proofs),
    sealer,
    timers,
    async close() {
      await timers.close();
      await sealer.close();
    },
  };
}
