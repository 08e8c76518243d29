// The way of one transmission through a real relay: founded, sealed, entered, opened, acknowledged, answered, proven from one file (issue of the first transmission).
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { exampleMlaRequest } from '../../client/casework/example.ts';
import type { Arrival } from '../../client/sdk/inbox.ts';
import { CLASSES } from '../../crypto/wire/envelope.ts';
import { type FoundedAuthority, foundAuthority } from '../testkit/authority.ts';
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

async function pullAll(someone: { client: FoundedAuthority['admin']['client'] }): Promise<Arrival[]> {
  const arrivals: Arrival[] = [];
  for await (const arrival of someone.client.inbox.pull()) arrivals.push(arrival);
  return arrivals;
}

describe('a formal request with nobody in the way', () => {
  test('is submitted, handed over, opened, taken, and proven', async () => {
    const act = exampleMlaRequest({ now: relay.clock.now() });
    const sent = await norvania.admin.client.outbox.send({ to: [talassa.id], act, class: CLASSES.formal });
    expect(sent.status).toBe('submitted');
    const [arrival] = await pullAll(talassa.admin);
    expect(arrival?.type).toBe('item');
  });
});
