// A proposal as the second signatory reads it, and their signature over the very same statement (protocol.md section 5, "Two signers").
import type { AuthorityId, Digest } from '../../../crypto/index.ts';
import type { Act } from '../../casework/act.ts';
import type { ActClass } from '../../casework/form.ts';
import { type Client, ClientError } from '../../sdk/index.ts';
import { type Signing, signingOf } from './recipients.ts';

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
  /** False once it was completed, withdrawn or lapsed. */
  readonly open: boolean;
  readonly signing: Signing;
};

/** Throws CLIENT_NOT_FOUND. */
export async function proposalOf(client: Client, subject: string): Promise<ProposalView> {
  const item = (await client.items.list()).find((one) => one.subject === subject);
  const me = client.whoami();
  if (!item || item.sender.authority !== me?.authority)
    throw new ClientError('CLIENT_NOT_FOUND', 'no proposal of one’s own authority');
  const members = await client.members();
  return {
    act: item.act,
    class: item.class,
    to: item.to,
    createdAt: item.createdAt,
    files: item.attachments.map(({ name, size }) => ({ name, size })),
    signedBy: item.signedBy.map((one) => members.find(({ official }) => official === one)?.name ?? null),
    signedByMe: item.signedBy.includes(me.official),
    open: item.status === 'proposed',
    signing: await signingOf(client, item.to as readonly AuthorityId[], item.class),
  };
}

/** Throws what `proposals.sign` throws. */
export const signProposal = (client: Client, subject: string): Promise<void> =>
  client.proposals.sign(subject as Digest);
