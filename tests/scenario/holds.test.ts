// What was deleted after its time is told, not alarmed about; what a party holds stays (docs/spec/register.md REG-22, REG-24; docs/spec/envelope.md OPN-0).
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ROLES } from '../../crypto/wire/genesis.ts';
import type { Digest } from '../../crypto/wire/ids.ts';
import { type FoundedAuthority, foundAuthority, join } from '../testkit/authority.ts';
import { eventsOf, pulled, refused, textsOf, write } from '../testkit/mail.ts';
import { startTestRelay, type TestRelay } from '../testkit/relay.ts';

let relay: TestRelay;
let norvania: FoundedAuthority;
let talassa: FoundedAuthority;
beforeAll(async () => {
  relay = await startTestRelay({ file: { retentionDays: 90 } });
  norvania = await foundAuthority(relay, 'Norvania', { jurisdiction: 'QM' });
  talassa = await foundAuthority(relay, 'Talassa', { jurisdiction: 'QN' });
  await norvania.admin.client.sync();
});
afterAll(() => relay.close());

test('a newcomer reads what is held, and is told that the rest was deleted', async () => {
  const [held, gone] = [
    await write(norvania.admin, talassa, 'to be kept'),
    await write(norvania.admin, talassa, 'to be deleted'),
  ];
  expect(textsOf(await pulled(talassa.admin))).toEqual(['to be kept', 'to be deleted']);
  const subject = held.sealed?.subject as Digest;
  await talassa.admin.client.holds.set(subject, true);
  relay.wind(91 * 24 * 3_600_000);
  for (const { client } of [norvania.admin, talassa.admin, talassa.second]) await client.session.signIn();
  expect(await relay.app().relay.retention.sweep(relay.clock.now())).toBe(1);
  expect(await refused(norvania.admin.client.holds.set(gone.sealed?.subject as Digest, true))).toBe('RELAY_CONFLICT');
  const newcomer = await join(relay, talassa.admin, 'Newcomer', [ROLES.officer], talassa.second);
  await talassa.admin.client.sync();
  await newcomer.client.sync();
  const arrivals = await pulled(newcomer);
  expect(textsOf(arrivals)).toEqual(['to be kept']);
  expect(eventsOf(arrivals)).toContain('ContentExpired (relay)');
  expect(await newcomer.client.alarms.list()).toEqual([]);
  await talassa.admin.client.holds.set(subject, false);
  expect(await relay.app().relay.retention.sweep(relay.clock.now())).toBe(1);
});
