// Between founding and admission: who sits is named by the chain, the line says that it waits for the operator, and all of it turns by itself (client/web/worker).
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { foundingRoom } from '../../client/web/worker/founding.ts';
import { type Keeper, keepUp } from '../../client/web/worker/keeper.ts';
import { openOffice, type Topic } from '../../client/web/worker/office.ts';
import { nameOfAuthority, seatOf } from '../../client/web/worker/seated.ts';
import { type FoundedAuthority, foundAuthority, ORIGIN, type Someone, someone } from '../testkit/authority.ts';
import { ASK, invitation, openBrowser } from '../testkit/browser-seat.ts';
import { startTestRelay, type TestRelay } from '../testkit/relay.ts';

let relay: TestRelay;
beforeAll(async () => {
  relay = await startTestRelay();
});
afterAll(() => relay.close());

const found = (name: string): Promise<FoundedAuthority> => foundAuthority(relay, name, { admit: false });

/** The keeper as somebody's worker has it, and what it announced. */
function kept({ client }: Someone): Keeper & { readonly announced: Topic[]; readonly away: string[] } {
  const announced: Topic[] = [];
  const away: string[] = [];
  const keeper = keepUp(client, (topic) => announced.push(topic), relay.clock.now, {
    onShutOut: () => away.push('shut out'),
    onCut: () => away.push('cut'),
  });
  return { ...keeper, announced, away };
}

describe('before its admission an authority', () => {
  test('is named on the desk of whoever was invited by what its genesis says, though no directory lists it', async () => {
    const osteria = await found('Osteria');
    const here = openBrowser(relay);
    const opened = await here.desk.begin({ by: 'passkey', passkey: await here.page.register(ASK) }, 'Ben Okoro');
    expect(await seatOf(opened)).toBeNull();
    await opened.client.invitations.accept({ code: await invitation(osteria), name: 'Ben Okoro' });
    expect(await opened.client.authorities.entry(osteria.id)).toBeNull();
    // Also of a profile that was settled when nobody could tell the name.
    await opened.settle({ name: 'Ben Okoro', authorityName: '' });
    expect(await seatOf(opened)).toMatchObject({
      authority: { id: osteria.id, name: 'Osteria' },
      official: { name: 'Ben Okoro' },
      roles: ['officer'],
    });
    await opened.settle({ name: 'Ben Okoro', authorityName: await nameOfAuthority(opened.client) });
    expect(opened.card().authorityName).toBe('Osteria');
    await opened.close();
  });

  test('is told that it waits, on a line that works, and is up to date by itself once the operator admits it', async () => {
    const { id, admin, second } = await found('Ruthen');
    for (const who of [admin, second]) {
      const keeper = kept(who);
      expect(keeper.state()).toMatchObject({ connected: null, admitted: null });
      await keeper.round();
      expect(keeper.state()).toEqual({ connected: true, syncedAt: null, waiting: 0, trouble: null, admitted: false });
      expect(keeper.announced).toContain('connection');
      await keeper.close();
    }

    const keeper = kept(second);
    await keeper.round();
    await relay.admit(id);
    expect(keeper.state().admitted).toBe(false);
    await keeper.round();
    const { syncedAt, ...state } = keeper.state();
    expect(state).toEqual({ connected: true, waiting: 0, trouble: null, admitted: true });
    expect(syncedAt).toBeGreaterThan(0);
    expect(keeper.announced).toContain('directory');
    expect(keeper.away).toEqual([]);
    await keeper.close();
  });

  test('is not called waiting by a device that has not asked: the relay may have admitted it', async () => {
    const { second } = await found('Elbonia');
    await relay.stop();
    const keeper = kept(second);
    await keeper.round();
    expect(keeper.state()).toEqual({ connected: false, syncedAt: null, waiting: 0, trouble: null, admitted: null });
    expect(new Set(keeper.away)).toEqual(new Set(['cut']));
    await relay.start();
    await keeper.round();
    expect(keeper.state()).toMatchObject({ connected: true, admitted: false });
    await keeper.close();
  });

  test('has its page of the founding tell home and bar at once, and once, that it was admitted', async () => {
    const { id, admin } = await found('Norvik');
    const announced: Topic[] = [];
    const office = openOffice({ origin: ORIGIN, announce: (topic) => announced.push(topic) });
    office.seated(admin.client);
    const room = foundingRoom(office);
    expect((await room.state()).step).toBe('wait for admission');
    expect(announced).toEqual([]);
    await relay.admit(id);
    expect((await room.state()).step).toBe('done');
    expect((await room.state()).step).toBe('done');
    expect(announced).toEqual(['connection']);
  });
});

test('a device that belongs to nobody knows no name', async () => {
  const { client } = await someone(relay, 'Nemo');
  expect(await nameOfAuthority(client)).toBe('');
});
