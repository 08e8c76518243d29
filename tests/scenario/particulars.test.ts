// What an authority says of its office, through a real relay: two administrators state it, the others see it in their directory (docs/spec/roster.md ROS-17).
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Particulars } from '../../crypto/wire/particulars.ts';
import { type FoundedAuthority, foundAuthority } from '../testkit/authority.ts';
import { refused } from '../testkit/mail.ts';
import { PARTICULARS } from '../testkit/particulars.ts';
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

const seenByNorvania = async () => {
  const { client } = norvania.admin;
  await client.sync();
  return (await client.authorities.entry(talassa.id))?.particulars ?? null;
};

async function state(particulars: Particulars): Promise<void> {
  const [author, other] = [talassa.admin.client, talassa.second.client];
  await author.sync();
  const changed = await author.devices.setParticulars(particulars);
  expect(changed.state).toBe('pending');
  const id = await author.decisions.leave(changed, null);
  await other.sync();
  expect((await other.decisions.list())[0]?.body).toEqual({ type: 'particulars_set', ...particulars });
  expect((await other.decisions.sign(id as never)).state).toBe('entered');
}

test('nothing is stated until two administrators signed it; then the other authority sees all of it', async () => {
  expect(await seenByNorvania()).toBeNull();
  const changed = await talassa.admin.client.devices.setParticulars(PARTICULARS);
  expect(changed.state).toBe('pending');
  expect(await seenByNorvania()).toBeNull();
  await state(PARTICULARS);
  expect(await seenByNorvania()).toEqual({ ...PARTICULARS, statedAt: expect.any(Number) });
  const listed = (await norvania.admin.client.authorities.list()).find(({ authority }) => authority === talassa.id);
  expect(listed?.particulars?.languages).toEqual(['en', 'fr']);
});

test('a later statement takes the place of the whole', async () => {
  const bare: Particulars = { languages: ['ar'], forms: [], channels: [], hours: [], zone: 'UTC' };
  await state(bare);
  expect(await seenByNorvania()).toEqual({ ...bare, statedAt: expect.any(Number) });
});

test('what the chain would not take is refused before anybody is asked to sign it', async () => {
  const { client } = talassa.admin;
  await client.sync();
  const telephone = { kind: 'telephone', text: 'call me' } as const;
  expect(await refused(client.devices.setParticulars({ ...PARTICULARS, channels: [telephone] }))).toBe('WIRE_SHAPE');
  expect(await client.decisions.list()).toEqual([]);
});
