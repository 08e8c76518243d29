// Proposals that wait for their second official, kept in memory: only the newest of a case can complete (protocol.md section 5).
import { EVENTS } from '../../crypto/relay.ts';
import type { Store } from '../../db/store.ts';

export type OpenProposal = {
  readonly subject: string;
  readonly sender: string;
  readonly caseId: string;
  readonly receivedAt: number;
};

export type OpenProposals = {
  opened(proposal: OpenProposal): void;
  closed(subject: string): void;
  /** Whether no other open proposal of the same case came later. */
  isNewest(subject: string): boolean;
};

/** Reads the open proposals from the store: each has its timer until it is closed. */
export async function loadOpenProposals(store: Store): Promise<OpenProposals> {
  // In order of arrival, so that the last of a case is the newest even within one millisecond.
  const open = new Map<string, OpenProposal>();
  const caseOf = ({ sender, caseId }: OpenProposal): string => `${sender}/${caseId}`;
  const found: OpenProposal[] = [];
  for (const timer of await store.timersDue(Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER)) {
    if (timer.event !== EVENTS.ProposalClosed) continue;
    const row = await store.envelope(timer.subject);
    if (row?.state === 'proposed') found.push(row);
  }
  for (const { subject, sender, caseId, receivedAt } of found.sort((a, b) => a.receivedAt - b.receivedAt))
    open.set(subject, { subject, sender, caseId, receivedAt });
  return {
    opened: (proposal) => void open.set(proposal.subject, proposal),
    closed: (subject) => void open.delete(subject),
    isNewest(subject) {
      const asked = open.get(subject);
      if (!asked) return false;
      const last = [...open.values()].findLast((other) => caseOf(other) === caseOf(asked));
      return last?.subject === subject;
    },
  };
}
