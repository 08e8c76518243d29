// A proposal as the second signatory reads it, and their signature over the very same statement (protocol.md section 5, "Two signers").
import { type AuthorityId, type Digest, PROPOSAL_LIFE_MS } from '../../../crypto/index.ts';
import type { Act } from '../../casework/act.ts';
import type { ActClass } from '../../casework/form.ts';
import { type Client, ClientError, type Item, wasSent } from '../../sdk/index.ts';
import { type Signing, signingOf } from './recipients.ts';
import { draftAfter } from './taken-back.ts';

export type ProposalView = {
  readonly act: Act;
  readonly class: ActClass;
  /** Ids of the authorities it goes to. */
  readonly to: readonly string[];
  readonly createdAt: number;
  readonly files: readonly { readonly name: string; readonly size: number }[];
  /** Who signed first; null: a colleague whose name this browser was not told. */
  readonly signedBy: readonly (string | null)[];
  /** Whether this official is one of them. */
  readonly signedByMe: boolean;
  /** `sent`: it was completed. */
  readonly state: 'open' | 'sent' | 'withdrawn' | 'lapsed';
  readonly caseId: string;
  /** Unix ms: when nobody can sign it any more. */
  readonly lapsesAt: number;
  /** The newest draft on its matter, which may take up what came to nothing; null where there is none. */
  readonly draft: string | null;
  /** This device proposed it, and still tells its official that it came to nothing. */
  readonly told: boolean;
  readonly signing: Signing;
};

/** When the relay closes a proposal that nobody signed. */
export const lapsesAt = ({ events, registeredAt }: Pick<Item, 'events' | 'registeredAt'>): number =>
  (events.find(({ event }) => event === 'Proposed')?.at ?? registeredAt) + PROPOSAL_LIFE_MS;

/** Throws CLIENT_NOT_FOUND. */
export async function proposalOf(client: Client, subject: string): Promise<ProposalView> {
  const item = (await client.items.list()).find((one) => one.subject === subject);
  const me = client.whoami();
  if (!item || item.sender.authority !== me?.authority)
    throw new ClientError('CLIENT_NOT_FOUND', 'no proposal of one’s own authority');
  const members = await client.members();
  const entries = await client.outbox.list();
  return {
    act: item.act,
    class: item.class,
    to: item.to,
    createdAt: item.createdAt,
    files: item.attachments.map(({ name, size }) => ({ name, size })),
    signedBy: item.signedBy.map((one) => members.find(({ official }) => official === one)?.name ?? null),
    signedByMe: item.signedBy.includes(me.official),
    state:
      item.status === 'proposed' ? 'open' : wasSent(item.status) ? 'sent' : (item.status as 'withdrawn' | 'lapsed'),
    caseId: item.caseId,
    lapsesAt: lapsesAt(item),
    draft: (await draftAfter(client, item))?.id ?? null,
    told: entries.some(({ sealed, status }) => sealed?.subject === subject && status === 'closed'),
    signing: await signingOf(client, item.to as readonly AuthorityId[], item.class),
  };
}

/** Throws what `proposals.sign` throws. */
export const signProposal = (client: Client, subject: string): Promise<void> =>
  client.proposals.sign(subject as Digest);
