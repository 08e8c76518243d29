// A further device of one's own, by a code and a passkey, between two browsers and a real relay (docs/spec/browser.md, BRW-12; docs/spec/roster.md, device_add and ROS-9).
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fetchCopies } from '../../client/sdk/copies.ts';
import type { RelayCopy } from '../../client/web/worker/unlock.ts';
import { systemRandom } from '../../crypto/primitives/random.ts';
import type { Kid } from '../../crypto/wire/ids.ts';
import { type FoundedAuthority, foundAuthority } from '../testkit/authority.ts';
import { enrolIn, NAMES, openBrowser, type TestBrowser, unlockIn } from '../testkit/browser-seat.ts';
import { pulled, refused, textsOf, write } from '../testkit/mail.ts';
import { startTestRelay, type TestRelay } from '../testkit/relay.ts';

let relay: TestRelay;
let norvania: FoundedAuthority;
let talassa: FoundedAuthority;
beforeAll(async () => {
  relay = await startTestRelay();
  norvania = await foundAuthority(relay, 'Norvania', { jurisdiction: 'QM' });
  talassa = await foundAuthority(relay, 'Talassa', { jurisdiction: 'QN' });
});
afterAll(() => relay.close());

/** Another browser whose person has the same passkeys. */
const beside = ({ page }: TestBrowser): TestBrowser =>
  openBrowser(relay, {}, { places: openBrowser(relay).places, page });
const NAME = NAMES.name;

test('the second device reads what came before, both list each other, its code works once; removed, it is locked out', async () => {
  const here = openBrowser(relay);
  const first = await enrolIn(here, talassa);
  await norvania.admin.client.sync();
  await write(norvania.admin, talassa, 'before there was a second device');
  const read = textsOf(await pulled(first));
  const { code, kid } = await first.client.secondDevices.begin();

  const there = beside(here);
  expect(await refused(there.desk.pair('localhost', 'no code', NAME))).toBe('POLICY_INVITATION');
  const [wrong] = ['AAAA-AAAA-AAAA-AAAA-AAAA'];
  expect(await refused(there.desk.pair('localhost', wrong as string, NAME))).toBe('CLIENT_NOT_FOUND');
  expect(await there.desk.profiles()).toEqual([]);
  const second = await there.desk.pair('localhost', code.toLowerCase().replaceAll('-', ' '), NAME);
  await second.settle(NAMES);
  await second.client.sync();
  expect(second.client.whoami()).toEqual({ ...first.client.whoami(), kid });
  expect(textsOf(await pulled(second))).toEqual(read);
  await first.client.sync();
  const own = async ({ client }: typeof first): Promise<Kid[]> => {
    const me = client.whoami()?.official;
    return (await client.members()).flatMap((one) => (one.official === me ? one.devices.map((d) => d.kid) : []));
  };
  const both = [first.client.whoami()?.kid, kid];
  expect(await own(first)).toEqual(both);
  expect(await own(second)).toEqual(both);

  expect(await refused(beside(here).desk.pair('localhost', code, NAME))).toBe('CLIENT_NOT_FOUND');
  // What the passkey brings back are devices, and this is one of them.
  const recalled = await beside(here).desk.recall('localhost');
  expect(recalled.map((one: RelayCopy) => one.kid).sort()).toEqual([...both].sort());
  await second.close();
  const again = await unlockIn(there);
  expect(again.client.whoami()?.kid).toBe(kid);

  const entered = await first.client.devices.revoke(kid);
  expect(entered.state).toBe('entered');
  expect(await refused(again.client.sync())).toBe('RELAY_SIGNATURE');
  expect(await own(first)).toEqual([first.client.whoami()?.kid]);
  await again.close();
  await first.close();
});

test('whoever has the code and another official’s passkey, or the passkey and no code, has nothing', async () => {
  const here = openBrowser(relay);
  const first = await enrolIn(here, talassa);
  const stranger = openBrowser(relay);
  const other = await enrolIn(stranger, talassa);
  const { code } = await first.client.secondDevices.begin();
  expect(await refused(beside(stranger).desk.pair('localhost', code, NAME))).toBe('CLIENT_NOT_FOUND');
  expect((await beside(here).desk.recall('localhost')).map(({ kid }) => kid)).toEqual([first.client.whoami()?.kid]);
  const { copies } = await fetchCopies({
    origin: relay.card.relayOrigin,
    fetch,
    clock: relay.clock,
    random: systemRandom,
    assert: async (challenge) => {
      const answer = await here.page.assert({ rpId: 'localhost', challenge, allow: [], unlock: false });
      if (!answer.ok) throw new Error(answer.detail);
      const { key: _, ...assertion } = answer.value;
      return assertion;
    },
  });
  expect(copies).toHaveLength(2);
  await first.close();
  await other.close();
});
