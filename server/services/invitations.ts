// Invitation cards: what an inviter leaves for whoever types the code, opaque here, shown to the invite key alone until it is used (protocol.md section 3).
import { equal, type Kid } from '../../crypto/relay.ts';
import type { RelayDeps } from '../deps.ts';
import type { Principal } from '../door.ts';
import { notFound, RelayRefusal } from '../refusal.ts';
import type { Rosters } from './rosters.ts';

export const MAX_CARD_BYTES = 65_536;

export type Invitations = {
  /** Leaves the card of a pending invitation of the caller's authority. The same card again is fine; another one is RELAY_CONFLICT. */
  leave(principal: Principal, kid: Kid, card: Uint8Array, expiresAt: number): Promise<void>;
  /** The card, for a request signed with the invitation's own key. Anything else is RELAY_NOT_FOUND. */
  take(principal: Principal, kid: Kid): Promise<Uint8Array>;
};

export function createInvitations({ store, clock }: Pick<RelayDeps, 'store' | 'clock'>, rosters: Rosters): Invitations {
  return {
    async leave({ authority }, kid, card, expiresAt) {
      const owner = rosters.byKid(kid);
      if (owner?.key !== 'invite' || owner.chain.roster.authority !== authority) throw notFound();
      const end = owner.official.invite?.expiresAt ?? 0;
      if (card.length === 0) throw new RelayRefusal('RELAY_BAD_REQUEST', 'A card has at least one byte.');
      if (!Number.isSafeInteger(expiresAt) || expiresAt <= clock.now() || expiresAt > end)
        throw new RelayRefusal('RELAY_BAD_REQUEST', 'A card expires in the future, and no later than its invitation.');
      const found = await store.invitation(kid);
      if (found && equal(found.card, card) && found.expiresAt === expiresAt) return;
      if (found) throw new RelayRefusal('RELAY_CONFLICT', 'Another card was left for this invitation.');
      await store.putInvitation({ kid, authority, card, expiresAt, consumedAt: null });
    },
    async take(principal, kid) {
      const found = principal.key === 'invite' && principal.kid === kid ? await store.invitation(kid) : null;
      if (!found || found.consumedAt !== null || found.expiresAt <= clock.now()) throw notFound();
      return found.card;
    },
  };
}
