// A client's eyes on the logs: directory, own register, counterparts' registers, over logs made by hand.
import { type Alarms, openAlarms } from '../../client/sdk/alarms.ts';
import { type Directory, openDirectory } from '../../client/sdk/directory.ts';
import { openIdentity } from '../../client/sdk/identity.ts';
import { openPins, type Pins } from '../../client/sdk/pins.ts';
import { openRegister, type Register } from '../../client/sdk/register.ts';
import { memoryVault } from '../../client/sdk/vaults/memory.ts';
import { DAY, START } from './cast.ts';
import { type LogDoor, logDoor } from './log-door.ts';
import { seededRandom } from './seed.ts';
import type { World } from './world.ts';

export type Reader = {
  register: Register;
  pins: Pins;
  directory: Directory;
  alarms: Alarms;
  relay: LogDoor;
  vault: ReturnType<typeof memoryVault>;
};
export const clock = { now: () => START + DAY };
/** Somebody of Norvania, following its register and the directory through a door of ours. */
export async function readerOf(world: World, vault = memoryVault()): Promise<Reader> {
  const relay = logDoor(world);
  const { door } = relay;
  const trust = world.card;
  const identity = await openIdentity(vault, trust, seededRandom('reader'));
  const alarms = openAlarms(vault, identity, clock);
  const directory = await openDirectory({ vault, door, alarms, trust });
  await directory.sync();
  const authority = world.norvania.id;
  const register = await openRegister({ vault, door, alarms, directory, trust, authority, clock });
  const pins = openPins({ vault, door, alarms, directory, trust, own: () => register });
  return { register, pins, directory, alarms, relay, vault };
}
