// The verbs of what waits for a second signatory: to read it, to sign it, to take it back, to leave it at that (protocol.md section 5, "Two signers").
import type { DraftId } from '../../../crypto/index.ts';
import type { Client } from '../../sdk/index.ts';
import type { Office } from './office.ts';
import { type ProposalView, proposalOf, signProposal } from './proposal.ts';
import { letGo, takeBack } from './taken-back.ts';

/** How far a file is on its way back into this browser, bytes. */
type Fetching = { readonly stage: 'fetching'; readonly name: string; readonly done: number; readonly total: number };
type Hands = { report(progress: Fetching | null): void; share(client: Client, id: DraftId): void };

export function secondSignature(office: Office, { report, share }: Hands) {
  // Whoever asks while one is taken back waits for the same end: two at once would make two drafts of it.
  const taking = new Map<string, Promise<string>>();

  async function takingBack(subject: string, files: boolean): Promise<string> {
    const client = office.client();
    try {
      const id = await takeBack(client, subject, {
        files,
        onFetched: (name, done, total) => report({ stage: 'fetching', name, done, total }),
      });
      share(client, id);
      return id;
    } finally {
      report(null);
      office.announce('drafts');
      office.announce('mail');
    }
  }

  return {
    /** A proposal of one's own authority. Throws CLIENT_NOT_FOUND. */
    proposal: (subject: string): Promise<ProposalView> => proposalOf(office.client(), subject),

    /** Signs a proposal as the second official; resolves once it is proven sent. */
    async cosign(subject: string): Promise<void> {
      await signProposal(office.client(), subject);
      office.announce('mail');
    },

    /** Takes a proposal back, or up again where it came to nothing; resolves to the draft that it is now. `files` false: without those that are not here. Throws as `taken-back`. */
    takeBack(subject: string, files: boolean): Promise<string> {
      const running = taking.get(subject) ?? takingBack(subject, files).finally(() => taking.delete(subject));
      taking.set(subject, running);
      return running;
    },

    /** It came to nothing, and that is known: home names it no more. */
    async letGo(subject: string): Promise<void> {
      await letGo(office.client(), { subject });
      office.announce('mail');
    },
  };
}
