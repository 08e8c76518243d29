// Who may fetch what: sealed content everybody of the authority but auditors, who have no key and no right to it; a founding chain its own people only.
import { type AuthorityId, ROLES, rolesOf } from '../../crypto/relay.ts';
import type { Principal } from '../door.ts';
import { notFound } from '../refusal.ts';
import type { KidOwner, Rosters } from './rosters.ts';

export type Readers = {
  /** True for a device of an auditor. */
  isAuditor(principal: Principal): boolean;
  /** The principal itself, unless it is an auditor's: then RELAY_NOT_FOUND, as for what does not exist. */
  demandContent(principal: Principal): Principal;
  /** Throws RELAY_NOT_FOUND unless the authority is admitted, or the principal's own. */
  demandChain(principal: Principal, authority: AuthorityId): void;
};

const auditor = ({ chain, official }: KidOwner): boolean => rolesOf(chain.roster, official.id).includes(ROLES.auditor);

export function createReaders(rosters: Rosters): Readers {
  const isAuditor = ({ kid }: Principal): boolean => {
    const owner = rosters.byKid(kid);
    return owner === null || auditor(owner);
  };
  return {
    isAuditor,
    demandContent(principal) {
      if (isAuditor(principal)) throw notFound();
      return principal;
    },
    demandChain(principal, authority) {
      const chain = rosters.get(authority);
      if (!chain || (chain.state === 'founding' && principal.authority !== authority)) throw notFound();
    },
  };
}
