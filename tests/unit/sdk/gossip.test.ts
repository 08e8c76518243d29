// What a sender says they were shown of the logs: agreed, owed until it can be compared, or an alarm.
import { beforeAll, describe, expect, test } from 'vitest';
import { RelayError } from '../../../client/sdk/failure.ts';
import { ready } from '../../../crypto/primitives/sodium.ts';
import { CLASSES } from '../../../crypto/wire/envelope.ts';
import { type Digest, idOf } from '../../../crypto/wire/ids.ts';
import { EVENTS } from '../../../crypto/wire/leaf.ts';
import { registerOrigin } from '../../../crypto/wire/trust-card.ts';
import { refused } from '../../testkit/mail.ts';
import { readerOf } from '../../testkit/reader.ts';
import { openWorld, RELAY, type World } from '../../testkit/world.ts';

beforeAll(() => ready());
const here = (): Promise<World> => openWorld('world', { here: true });
const subject = (n: number): Digest => idOf('digest', new Uint8Array(32).fill(n));

describe('what a sender says they were shown', () => {
  const statement = new Uint8Array([1]);
  test('agrees, or is beyond what can be compared', async () => {
    const world = await here();
    const reader = await readerOf(world);
    world.send(CLASSES.ordinary);
    await reader.register.sync();
    const gossip = [
      ...(await reader.pins.gossip([world.talassa.id])),
      { origin: `${RELAY}/directory`, size: 10_000, root: subject(1) },
      { origin: 'elsewhere.example/log', size: 1, root: subject(1) },
      { origin: registerOrigin(RELAY, world.talassa.id), size: 5, root: subject(1) },
    ];
    await reader.pins.compare(subject(3), statement, gossip);
    await reader.pins.settle();
    expect(await reader.alarms.list()).toEqual([]);
  });

  test.each([
    ['the directory', () => `${RELAY}/directory`],
    ['one’s own register', (world: World) => registerOrigin(RELAY, world.norvania.id)],
  ])('of %s contradicts: an alarm with the statement that says so', async (_name, originOf) => {
    const world = await here();
    const reader = await readerOf(world);
    world.send(CLASSES.ordinary);
    await reader.register.sync();
    const gossip = [{ origin: originOf(world), size: 1, root: subject(1) }];
    expect(await refused(reader.pins.compare(subject(3), statement, gossip))).toBe('CLIENT_ALARM');
    const [alarm] = await reader.alarms.list();
    expect(alarm).toMatchObject({ kind: 'gossip', origin: originOf(world) });
    expect(alarm?.evidence[0]).toEqual(statement);
  });

  test('of a fork stays owed while the relay refuses the question, and is an alarm once it is answered', async () => {
    const world = await here();
    const reader = await readerOf(world);
    const { entries } = world.send(CLASSES.ordinary);
    await reader.pins.observe(
      entries.filter(({ register }) => register === world.talassa.id).map((entry) => world.prove(entry, {})),
    );
    reader.relay.lies.list = async () => {
      throw new RelayError('RELAY_NOT_FOUND', 404, 'nothing here', false, 'x');
    };
    const gossip = [{ origin: registerOrigin(RELAY, world.talassa.id), size: 2, root: subject(1) }];
    await reader.pins.compare(subject(3), statement, gossip);
    await reader.pins.settle();
    expect(await reader.alarms.list()).toEqual([]);
    world.enter(world.talassa.id, { event: EVENTS.ContentConsignment, subject: subject(9) });
    delete reader.relay.lies.list;
    expect(await refused(reader.pins.settle())).toBe('CLIENT_ALARM');
    expect(await reader.alarms.list()).toMatchObject([
      { kind: 'gossip', evidence: [statement, expect.anything(), expect.anything()] },
    ]);
  });

  test('of one’s own register, further than one has followed it, is compared when one gets there', async () => {
    const world = await here();
    const reader = await readerOf(world);
    const gossip = [{ origin: registerOrigin(RELAY, world.norvania.id), size: 1, root: subject(1) }];
    await reader.pins.compare(subject(3), statement, gossip);
    await reader.pins.settle();
    world.send(CLASSES.ordinary);
    await reader.register.sync();
    expect(await refused(reader.pins.settle())).toBe('CLIENT_ALARM');
  });

  test('fills no vault: inventions beyond a bound are not kept', async () => {
    const world = await here();
    const reader = await readerOf(world);
    const invented = (n: number) => ({ origin: `${RELAY}/directory`, size: 10_000 + n, root: subject(1) });
    for (let n = 0; n < 300; n += 16)
      await reader.pins.compare(
        idOf('digest', new Uint8Array(32).fill(n / 16)),
        statement,
        Array.from({ length: 16 }, (_, i) => invented(n + i)),
      );
    expect(await reader.vault.list('gossip-owed/')).toHaveLength(256);
  });
});
