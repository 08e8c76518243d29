// The room `own`: an official's own passkeys (docs/spec/roster.md, ROS-7; docs/spec/browser.md).
import { activePasskeysOf, equal, fromHex, policyOf, practiceAaguid, toHex } from '../../../crypto/index.ts';
import { ClientError } from '../../sdk/index.ts';
import { type DeviceView, membersView } from './members.ts';
import type { Office } from './office.ts';

export type PasskeyView = {
  /** Its credential id, hex. */
  readonly id: string;
  /** Kept by a service that gives it to the official's other computers too. */
  readonly synced: boolean;
  readonly practice: boolean;
  /** Host name where it works. */
  readonly place: string;
};

export type PasskeyState = {
  readonly passkeys: readonly PasskeyView[];
  /** How many an official has before anything is sent, by the rules of the authority. */
  readonly wanted: number;
};

const BACKED_UP = 2;

export function ownRoom(office: Office) {
  async function changed(): Promise<void> {
    await office.client().sync();
    for (const topic of ['seat', 'authority', 'directory'] as const) office.announce(topic);
  }

  return {
    async passkeys(): Promise<PasskeyState> {
      const client = office.client();
      const me = client.whoami();
      if (!me) throw new ClientError('CLIENT_NOT_ENROLLED', 'no official in this vault');
      const roster = await client.roster();
      return {
        wanted: policyOf(roster).passkeysBeforeSending,
        passkeys: activePasskeysOf(roster, me.official).map(({ credentialId, rpId, aaguid, flags }) => ({
          id: toHex(credentialId),
          synced: (flags & BACKED_UP) !== 0,
          practice: equal(aaguid, practiceAaguid()),
          place: rpId,
        })),
      };
    },

    /** This official's devices, this browser's first. */
    async devices(): Promise<readonly DeviceView[]> {
      const client = office.client();
      const me = client.whoami();
      const mine = (await membersView(client)).find(({ official }) => official === me?.official);
      return [...(mine?.devices ?? [])].sort((a, b) => Number(b.here) - Number(a.here));
    },

    /** The code that makes another browser a device of this official, shown once. Throws CLIENT_PASSKEY, CLIENT_NO_EPOCH_SEED, CLIENT_RELAY_*. */
    async addDevice(): Promise<{ readonly code: string; readonly kid: string }> {
      const begun = await office.client().secondDevices.begin();
      await changed();
      return begun;
    },

    /** Two touches: the new one, then one the official has. Throws CLIENT_PASSKEY_KNOWN (the same authenticator), CLIENT_PASSKEY_*. */
    async addPasskey(name: string): Promise<void> {
      await office.client().devices.addPasskey(name);
      await changed();
    },

    /** Confirmed with another one. Throws CLIENT_PASSKEY where there is no other. */
    async revokePasskey(id: string): Promise<void> {
      await office.client().devices.revokePasskey(fromHex(id) as Uint8Array);
      await changed();
    },
  };
}
