// Chains of all authorities as one directory lists them: which link at which place, folded when asked for (protocol.md section 3).
import {
  type AuthorityId,
  acceptedTrustCards,
  type ChainView,
  type Digest,
  demand,
  digestOf,
  type ErrorCode,
  extendChain,
  foundChain,
  ProtocolError,
  parseLink,
  type Roster,
  type TrustCard,
} from '../../crypto/index.ts';

/** A link and its place in the directory. */
export type ListedLink = { readonly index: number; readonly bytes: Uint8Array; readonly hash: Digest };

/** A chain as far as its links hold. `stopped`: the first link that breaks a rule; nothing from it on counts. */
export type Chain = {
  readonly authority: AuthorityId;
  readonly roster: Roster;
  readonly links: readonly ListedLink[];
  readonly stopped: { readonly seq: number; readonly code: ErrorCode } | null;
};

export type ChainBook = {
  /** Lists one more link; throws REGISTER_LEAF unless `seq` is the next of that chain. */
  list(authority: AuthorityId, seq: number, index: number, bytes: Uint8Array): void;
  authorities(): AuthorityId[];
  /** Links listed so far. */
  count(authority: AuthorityId): number;
  /** The folded chain, or null for an authority the directory does not have, or whose very genesis does not hold. */
  chain(authority: AuthorityId): Promise<Chain | null>;
  /** The chain at a size of the directory, for everything that happened then; null when it had no link yet. Throws the code at which it stops. */
  viewAt(authority: AuthorityId, dirSize: number): Promise<ChainView | null>;
};

type Folding = { links: ListedLink[]; roster: Roster | null; folded: number; stopped: Chain['stopped'] };

export function openChainBook(trust: TrustCard): ChainBook {
  const cards = acceptedTrustCards(trust);
  const chains = new Map<AuthorityId, Folding>();
  let lane: Promise<unknown> = Promise.resolve();

  async function fold(authority: AuthorityId, chain: Folding): Promise<void> {
    while (chain.folded < chain.links.length && !chain.stopped) {
      const { bytes } = chain.links[chain.folded] as ListedLink;
      try {
        const link = parseLink(bytes);
        const next = chain.roster ? await extendChain(chain.roster, link) : foundChain(link);
        demand(next.authority === authority, 'ROSTER_AUTHORITY', 'listed under another authority');
        // A chain copied from another relay would be served here with registers that its authority never sees.
        demand(cards.includes(next.genesis.trustCard), 'POLICY_TRUST', 'founded at another relay');
        chain.roster = next;
        chain.folded++;
      } catch (error) {
        if (!(error instanceof ProtocolError)) throw error;
        // Going on would hide the rule that stopped it: a chain ends where it stops holding.
        chain.stopped = { seq: chain.folded, code: error.code };
      }
    }
  }

  async function chainOf(authority: AuthorityId): Promise<Chain | null> {
    const found = chains.get(authority);
    if (!found) return null;
    // In turn: two folds of one chain side by side would each extend it.
    const turn = lane.then(() => fold(authority, found));
    lane = turn.catch(() => undefined);
    await turn;
    return found.roster && { authority, roster: found.roster, links: found.links, stopped: found.stopped };
  }

  return {
    list(authority, seq, index, bytes) {
      const chain = chains.get(authority) ?? { links: [], roster: null, folded: 0, stopped: null };
      demand(seq === chain.links.length, 'REGISTER_LEAF', `link ${seq} of a chain that has ${chain.links.length}`);
      chain.links.push({ index, bytes, hash: digestOf(bytes) });
      chains.set(authority, chain);
    },
    authorities: () => [...chains.keys()],
    count: (authority) => chains.get(authority)?.links.length ?? 0,
    chain: chainOf,
    async viewAt(authority, dirSize) {
      const chain = await chainOf(authority);
      if (!chain) return null;
      const count = chain.links.findIndex(({ index }) => index >= dirSize);
      const seq = (count < 0 ? chain.links.length : count) - 1;
      if (seq < 0) return null;
      const { stopped } = chain;
      if (stopped && stopped.seq <= seq)
        throw new ProtocolError(stopped.code, `the chain of ${authority} does not hold from link ${stopped.seq} on`);
      return { roster: chain.roster, seq, hashAt: (at) => (at <= seq ? (chain.links[at]?.hash ?? null) : null) };
    },
  };
}
