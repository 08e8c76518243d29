// What an auditor sees of the transmissions of an authority: number, other side, state and entries, and nothing of what they say (client/web/worker/register.ts).
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openOffice } from '../../client/web/worker/office.ts';
import { registerRoom } from '../../client/web/worker/register.ts';
import { ROLES } from '../../crypto/wire/genesis.ts';
import { type FoundedAuthority, foundAuthority, join, type Someone } from '../testkit/authority.ts';
import { refused, write } from '../testkit/mail.ts';
import { startTestRelay, type TestRelay } from '../testkit/relay.ts';

let relay: TestRelay;
let norvania: FoundedAuthority;
let talassa: FoundedAuthority;
let auditor: Someone;
const sent: string[] = [];
beforeAll(async () => {
  relay = await startTestRelay();
  norvania = await foundAuthority(relay, 'Norvania', { jurisdiction: 'QM' });
  talassa = await foundAuthority(relay, 'Talassa', { jurisdiction: 'QN' });
  auditor = await join(relay, norvania.admin, 'Auditor', [ROLES.auditor], norvania.second);
  for (const { admin } of [norvania, talassa]) await admin.client.sync();
  sent.push((await write(norvania.admin, talassa, 'to Talassa')).sealed?.subject as string);
  sent.push((await write(talassa.admin, norvania, 'to Norvania')).sealed?.subject as string);
});
afterAll(() => relay.close());

async function roomOf({ client }: Someone) {
  await client.sync();
  await client.register().sync();
  const office = openOffice({ origin: relay.card.relayOrigin, announce: () => undefined });
  office.seated(client);
  return registerRoom(office);
}
async function received({ client }: Someone): Promise<void> {
  for await (const _ of client.inbox.pull());
}

describe('an auditor’s list', () => {
  test('has what was sent and what was received, newest first, with the other side once an entry names it', async () => {
    const [out, into] = sent as [string, string];
    expect(await (await roomOf(auditor)).list('en')).toEqual([
      expect.objectContaining({ subject: into, direction: 'in', status: 'consigned' }),
      expect.objectContaining({ subject: out, direction: 'out', status: 'submitted', others: [] }),
    ]);
    await received(talassa.admin);
    const [first, second] = await (await roomOf(auditor)).list('en');
    expect(first?.others.map(({ name }) => name)).toEqual(['Talassa']);
    expect(second).toMatchObject({ subject: out, status: 'handed over', others: [{ name: 'Talassa' }] });
    await received(norvania.admin);
    const [mine] = await (await roomOf(auditor)).list('en');
    expect(mine).toMatchObject({ subject: into, status: 'handed over' });
  });

  test('is searched by the beginning of a number, in fours or not, and by the other side’s name', async () => {
    const room = await roomOf(auditor);
    const [out] = sent as [string, string];
    const found = async (text: string) => (await room.list('en', text)).map(({ subject }) => subject);
    expect(await found(out.slice(0, 8))).toEqual([out]);
    expect(await found(`${out.slice(0, 4)} ${out.slice(4, 8)}`)).toEqual([out]);
    expect((await found('tálassa')).length).toBe(2);
    expect(await found('Nowhere')).toEqual([]);
  });
});

describe('one transmission', () => {
  test('has its entries in order, each with who stands behind it', async () => {
    const [out] = sent as [string, string];
    const room = await roomOf(auditor);
    await received(auditor);
    const { entries } = await room.record(out, 'en');
    expect(entries.map(({ event, who, standing }) => [event, who?.name ?? null, standing])).toEqual([
      ['SubmissionAcceptance', null, 'register'],
      ['ContentHandover', 'Talassa', 'signed'],
    ]);
    expect(entries.map(({ index }) => index)).toEqual(entries.map(({ index }) => index).sort((a, b) => a - b));
  });

  test('of which the register says nothing is not there', async () => {
    expect(await refused((await roomOf(auditor)).record('0'.repeat(64), 'en'))).toBe('CLIENT_NOT_FOUND');
  });
});
