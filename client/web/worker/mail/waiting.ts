// What waits for this official's signature: transmissions that need a second signatory, decisions that need another administrator. One answer for home and for the approvals.
import { hasRole, ROLES } from '../../../../crypto/index.ts';
import type { Client, Item, WaitingDecision } from '../../../sdk/index.ts';

const URGENT = 2;

export type Waiting = {
  /** Every transmission of one's own authority that waits for a second signatory. */
  readonly proposals: readonly Item[];
  /** Every decision that waits for another administrator. */
  readonly decisions: readonly WaitingDecision[];
  /** Whether it is this official's turn (docs/spec/envelope.md, GES-4; docs/spec/roster.md, ROS-4). */
  mine(one: Item | WaitingDecision): boolean;
};

/** Throws CLIENT_NOT_ENROLLED. */
export async function waitingOf(client: Client): Promise<Waiting> {
  const me = client.whoami();
  const roster = await client.roster();
  const has = (role: (typeof ROLES)[keyof typeof ROLES]): boolean => me !== null && hasRole(roster, me.official, role);
  const signed = (by: readonly string[]): boolean => by.some((one) => one === me?.official);
  return {
    proposals: (await client.proposals.open()).filter(({ sender }) => sender.authority === me?.authority),
    decisions: await client.decisions.list(),
    mine(one) {
      if ('signedBy' in one) {
        const may = has(ROLES.signatory) || (one.class === URGENT && has(ROLES.duty));
        return may && !signed(one.signedBy);
      }
      return has(ROLES.admin) && !one.overtaken && !signed(one.signed);
    },
  };
}
