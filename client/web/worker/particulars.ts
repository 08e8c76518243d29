// The room `particulars`: what others see of one's own office, as it stands and as administrators state it (docs/spec/roster.md ROS-17).
import type { Particulars } from '../../../crypto/index.ts';
import type { AuthorityEntry } from '../../sdk/index.ts';
import { type Outcome, outcomeOf } from './decisions.ts';
import type { Office } from './office.ts';

export type { Particulars };
/** With when it was stated, unix ms. */
export type Stated = NonNullable<AuthorityEntry['particulars']>;

export function particularsRoom(office: Office) {
  return {
    /** Null: nothing was stated yet. */
    async own(): Promise<Stated | null> {
      const { particulars } = await office.client().roster();
      return particulars && { ...particulars.value, statedAt: particulars.statedAt };
    },

    /** States the whole of it; waits for another administrator where two decide. Throws WIRE_SHAPE, CLIENT_RELAY_*. */
    async state(particulars: Particulars): Promise<Outcome> {
      const client = office.client();
      const outcome = await outcomeOf(client, await client.devices.setParticulars(particulars));
      if (outcome.is === 'entered') await client.sync();
      for (const topic of ['authority', 'directory'] as const) office.announce(topic);
      return outcome;
    },
  };
}
