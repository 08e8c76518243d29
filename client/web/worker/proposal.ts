// A proposal as the second signatory reads it, and their signature over the very same statement (protocol.md section 5, "Two signers").
import { type AuthorityId, type Digest, PROPOSAL_LIFE_MS } from '../../../crypto/index.ts';
import type { Act } from '../../casework/act.ts';
import type { ActClass } from '../../casework/form.ts';
import { type Client, type Item, wasSent } from '../../sdk/index.ts';
import { draftsAfter, proposedOf } from './proposed.ts';
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
  /** `sent`: it was completed. */
  readonly state: 'open' | 'sent' | 'withdrawn' | 'lapsed';
  readonly caseId: string;
  /** Unix ms: when nobody can sign it any more; null before this device opened it. */
  readonly lapsesAt: number | null;
  /** Once it came to nothing: the draft that says the same; null where there is none. */
  readonly draft: string | null;
  /** Another draft on its matter: somebody changed it since, perhaps. */
  readonly other: string | null;
  /** This device proposed it, and still tells its official that it came to nothing. */
  readonly told: boolean;
  readonly signing: Signing;
};

/** When the relay closes a proposal that nobody signed. */
export const lapsesAt = ({ events, registeredAt }: Pick<Item, 'events' | 'registeredAt'>): number =>
  (events.find(({ event }) => event === 'Proposed')?.at ?? registeredAt) + PROPOSAL_LIFE_MS;

/** Throws CLIENT_NOT_FOUND. */
export async function proposalOf(client: Client, subject: string): Promise<ProposalView> {
  const me = client.whoami();
  const of = await proposedOf(client, subject);
  const item = (await client.items.list()).find((one) => one.subject === subject);
  // Not opened here yet: this device signed it alone.
  const signedBy = item?.signedBy ?? (me ? [me.official] : []);
  const members = await client.members();
  const { status, act, to, files, caseId, entry } = of;
  const open = status === 'proposed';
  const after = open ? null : await draftsAfter(client, of);
  return {
    act,
    class: of.class,
    to,
    createdAt: item?.createdAt ?? entry?.sealed?.createdAt ?? 0,
    files: files.map(({ name, size }) => ({ name, size })),
    signedBy: signedBy.map((one) => members.find(({ official }) => official === one)?.name ?? null),
    signedByMe: me !== null && signedBy.includes(me.official),
    state: open ? 'open' : wasSent(status) ? 'sent' : (status as 'withdrawn' | 'lapsed'),
    caseId,
    lapsesAt: item ? lapsesAt(item) : null,
    draft: after?.same?.id ?? null,
    other: after?.other ?? null,
    told: entry?.status === 'closed',
    signing: await signingOf(client, to as readonly AuthorityId[], of.class),
  };
}

/** Throws what `proposals.sign` throws. */
export const signProposal = (client: Client, subject: string): Promise<void> =>
  client.proposals.sign(subject as Digest);
