// A member of the cast who calls a relay with the client's own transport, over a line.
import type { Enrolled, IdentityRoom } from '../../client/sdk/identity.ts';
import { openDoor, type RelayDoor } from '../../client/sdk/relay-door.ts';
import { openTransport } from '../../client/sdk/transport.ts';
import { PROTECTIONS } from '../../crypto/wire/roster-link.ts';
import type { Person, TestAuthority } from './cast.ts';
import { RELAY_ORIGIN, type TestDoor } from './door.ts';
import type { Line } from './line.ts';
import { seededRandom } from './seed.ts';

export type Caller = { readonly door: RelayDoor; readonly identity: IdentityRoom };

export function callerOf(relay: TestDoor, authority: TestAuthority, person: Person, line: Line): Caller {
  const { device, official } = person;
  const enrolled: Enrolled = { device, official, authority: authority.id, protection: PROTECTIONS.passphrase };
  const identity: IdentityRoom = {
    device: async () => enrolled,
    current: () => enrolled,
    enrolled: () => enrolled,
    enrol: () => Promise.reject(new Error('is enrolled')),
  };
  const transport = openTransport({
    origin: RELAY_ORIGIN,
    // What is signed is the relay's name; where it listens in a test is another matter.
    fetch: (uri, init) => fetch(String(uri).replace(RELAY_ORIGIN, `http://127.0.0.1:${line.port}`), init),
    clock: { now: () => relay.clock.at },
    random: seededRandom(`caller ${device.kid}`),
  });
  const session = { count: () => 0, renew: async () => void (await relay.login(person)) };
  return { door: openDoor({ transport, identity, session: () => session }), identity };
}
