// The directory replayed from logs made by hand: what holds is kept and only grows; each contradiction is refused, changes nothing, and leaves an alarm.
import { beforeAll, describe, expect, test } from 'vitest';
import { type Alarm, readAlarm } from '../../../client/sdk/alarm.ts';
import { type Alarms, openAlarms } from '../../../client/sdk/alarms.ts';
import { type Directory, openDirectory } from '../../../client/sdk/directory.ts';
import { codeOf } from '../../../client/sdk/failure.ts';
import { FRESH_MS, openFreshness } from '../../../client/sdk/freshness.ts';
import { openIdentity } from '../../../client/sdk/identity.ts';
import { memoryVault } from '../../../client/sdk/vaults/memory.ts';
import { ready } from '../../../crypto/primitives/sodium.ts';
import { currentEpoch } from '../../../crypto/protocol/roster.ts';
import { encodeAdmission } from '../../../crypto/wire/directory-entry.ts';
import { idOf } from '../../../crypto/wire/ids.ts';
import { encodeDirectoryLeaf, OPERATOR_ID } from '../../../crypto/wire/leaf.ts';
import { digestOf, signStatement } from '../../../crypto/wire/statement.ts';
import { DAY, START } from '../../testkit/cast.ts';
import { openLog } from '../../testkit/log.ts';
import { type LogDoor, logDoor } from '../../testkit/log-door.ts';
import { seededRandom } from '../../testkit/seed.ts';
import { openWorld, RELAY, type World } from '../../testkit/world.ts';

beforeAll(() => ready());

type Reader = { directory: Directory; alarms: Alarms; vault: ReturnType<typeof memoryVault>; relay: LogDoor };
const clock = { now: () => START + DAY };

async function readerOf(world: World, relay = logDoor(world), vault = memoryVault()): Promise<Reader> {
  const identity = await openIdentity(vault, world.card, seededRandom('reader'));
  const alarms = openAlarms(vault, identity, clock);
  const directory = await openDirectory({ vault, door: relay.door, alarms, trust: world.card });
  return { directory, alarms, vault, relay };
}
const refused = (attempt: Promise<unknown>) =>
  attempt.then(
    () => 'accepted',
    (error: unknown) => codeOf(error),
  );
const kinds = async ({ alarms }: Reader): Promise<string[]> =>
  (await alarms.list()).map((a: Alarm) => `${a.kind} ${a.code}`);

describe('an honest directory', () => {
  test('is replayed whole, then by what is new, and survives a restart without asking', async () => {
    const world = await openWorld('world', { here: true });
    const reader = await readerOf(world);
    await reader.directory.sync();
    expect(reader.directory.anchor()).toEqual(world.anchor());
    expect(reader.directory.admissions()).toHaveLength(3);
    expect(reader.directory.admitted(world.registrar.id)).toBeNull();
    await world.norvania.rotate();
    world.publish(world.norvania);
    await reader.directory.sync();
    const chain = await reader.directory.chain(world.norvania.id);
    expect(chain?.roster).toEqual(world.norvania.roster());
    expect(reader.relay.asked.filter((path) => path.startsWith('objects'))).toHaveLength(2);
    const again = await readerOf(world, logDoor(world), memoryVault(reader.vault.snapshot()));
    expect(again.directory.anchor()).toEqual(world.anchor());
    expect((await again.directory.chain(world.norvania.id))?.roster).toEqual(world.norvania.roster());
    expect(again.relay.asked).toEqual([]);
    expect(await kinds(again)).toEqual([]);
  });

  test('answers for every size it ever had', async () => {
    const world = await openWorld('world', { here: true });
    const before = world.anchor();
    const epoch = currentEpoch(world.talassa.roster())?.epoch as number;
    await world.talassa.rotate();
    world.publish(world.talassa);
    const { directory } = await readerOf(world);
    await directory.sync();
    expect(idOf('digest', directory.rootAt(before.size))).toBe(before.root);
    const then = await directory.viewAt(world.talassa.id, before.size);
    const now = await directory.viewAt(world.talassa.id, directory.anchor().size);
    expect([then?.seq, now?.seq]).toEqual([world.talassa.roster().headSeq - 1, world.talassa.roster().headSeq]);
    expect(then?.hashAt(then.seq + 1)).toBeNull();
    expect(now?.roster.epochs.filter(({ seq }) => seq <= (then?.seq ?? 0)).at(-1)?.epoch).toBe(epoch);
    expect(await directory.viewAt(world.talassa.id, 0)).toBeNull();
  });
});

describe('a directory that lies', () => {
  test('by becoming smaller is an alarm with both notes, once', async () => {
    const world = await openWorld('world', { here: true });
    const small = world.directory.note();
    await world.norvania.rotate();
    world.publish(world.norvania);
    const reader = await readerOf(world);
    await reader.directory.sync();
    const kept = reader.directory.anchor();
    reader.relay.lies.note = () => small;
    expect(await refused(reader.directory.sync())).toBe('CLIENT_ALARM');
    expect(await refused(reader.directory.sync())).toBe('CLIENT_ALARM');
    expect(reader.directory.anchor()).toEqual(kept);
    expect(await kinds(reader)).toEqual(['rollback REGISTER_ROLLBACK']);
    const [alarm] = await reader.alarms.list();
    const file = await reader.alarms.file(alarm?.id as string);
    const { alarm: read } = readAlarm(file);
    const notes = read.evidence.map((piece) => new TextDecoder().decode(piece));
    expect(notes).toEqual([world.directory.note(), small]);
    expect(await refused(reader.alarms.demandQuiet())).toBe('CLIENT_ALARM_OPEN');
    await reader.alarms.acknowledge(alarm?.id as string);
    expect(await refused(reader.alarms.demandQuiet())).toBe('accepted');
  });

  test('by another content at the same size, or at a larger one', async () => {
    const world = await openWorld('world', { here: true });
    const reader = await readerOf(world);
    await reader.directory.sync();
    const fork = openLog(world.directory.origin);
    for (const leaf of world.directory.leaves.slice(0, -1)) fork.append(leaf);
    fork.append(encodeDirectoryLeaf({ authority: world.norvania.id, seq: 99, hash: world.anchor().root }));
    reader.relay.lies.note = () => fork.note();
    expect(await refused(reader.directory.sync())).toBe('CLIENT_ALARM');
    fork.append(fork.leaves[0] as Uint8Array);
    expect(await refused(reader.directory.sync())).not.toBe('accepted');
    expect((await kinds(reader))[0]).toBe('fork REGISTER_INCONSISTENT');
    expect(reader.directory.anchor()).toEqual(world.anchor());
  });

  test('by honest new entries under a root that forgets an old one', async () => {
    const world = await openWorld('world', { here: true });
    const reader = await readerOf(world);
    await reader.directory.sync();
    const kept = reader.directory.anchor();
    await world.talassa.rotate();
    world.publish(world.talassa);
    const fork = openLog(world.directory.origin);
    fork.append(world.directory.leaves[1] as Uint8Array);
    for (const leaf of world.directory.leaves.slice(1)) fork.append(leaf);
    reader.relay.lies.note = () => fork.note();
    expect(await refused(reader.directory.sync())).toBe('CLIENT_ALARM');
    expect(await kinds(reader)).toEqual(['fork REGISTER_INCONSISTENT']);
    expect(reader.directory.anchor()).toEqual(kept);
  });

  test('by an object that is not the one in its leaf', async () => {
    const world = await openWorld('world', { here: true });
    const reader = await readerOf(world);
    reader.relay.lies.objects = async () =>
      world.directory.leaves.map((leaf) => ({ leaf, object: world.talassa.links()[0] as Uint8Array }));
    expect(await refused(reader.directory.sync())).toBe('CLIENT_ALARM');
    expect(await kinds(reader)).toEqual(['falseEntry REGISTER_LEAF']);
    expect(reader.directory.anchor().size).toBe(0);
  });

  test('by fewer objects than it signed for', async () => {
    const world = await openWorld('world', { here: true });
    const reader = await readerOf(world);
    reader.relay.lies.objects = async () => [];
    expect(await refused(reader.directory.sync())).toBe('REGISTER_PROOF');
    expect(reader.directory.anchor().size).toBe(0);
  });

  test.each([
    ['no key of the trust card', (note: string) => note.replace(/\n\u2014 .*\n$/s, '\n'), 'REGISTER_NOTE'],
    ['another log’s key', () => openLog(`${RELAY}/directory`, 'stranger').note(), 'REGISTER_UNSIGNED'],
    ['another log’s name', () => openLog(`${RELAY}/register/00`).note(), 'REGISTER_UNSIGNED'],
  ])('by a checkpoint with %s', async (_name, bend, code) => {
    const world = await openWorld('world', { here: true });
    const reader = await readerOf(world);
    reader.relay.lies.note = () => bend(world.directory.note());
    expect(await refused(reader.directory.sync())).toBe(code);
    expect(reader.directory.anchor().size).toBe(0);
  });

  const admission = (world: World, change: object = {}) => {
    const keys = world.register(world.registrar.id).keys;
    const entry = { seq: 3, authority: world.registrar.id, registerKeys: keys, createdAt: START, ...change };
    return signStatement('entry', encodeAdmission(entry), world.operator);
  };
  test.each<[string, (world: World) => Uint8Array, string]>([
    [
      'signed by somebody else',
      (world) => {
        const { device } = world.norvania.admins[0];
        return signStatement(
          'entry',
          encodeAdmission({
            seq: 3,
            authority: world.registrar.id,
            registerKeys: world.register(world.registrar.id).keys,
            createdAt: START,
          }),
          { kid: device.kid, sign: device.sign.sign },
        );
      },
      'SIGNATURE_UNKNOWN_KEY',
    ],
    ['that is not the next', (world) => admission(world, { seq: 4 }), 'REGISTER_LEAF'],
    [
      'a second time for one authority',
      (world) =>
        admission(world, { authority: world.norvania.id, registerKeys: world.register(world.norvania.id).keys }),
      'REGISTER_LEAF',
    ],
    [
      'with the keys of another register',
      (world) => admission(world, { registerKeys: world.register(world.norvania.id).keys }),
      'REGISTER_KEY',
    ],
  ])('by an admission %s', async (_name, make, code) => {
    const world = await openWorld('world', { here: true });
    const reader = await readerOf(world);
    await reader.directory.sync();
    const kept = reader.directory.anchor();
    const object = make(world);
    const leaf = encodeDirectoryLeaf({ authority: OPERATOR_ID, seq: 3, hash: digestOf(object) });
    world.directory.append(leaf);
    reader.relay.lies.objects = async () => [{ leaf, object }];
    expect(await refused(reader.directory.sync())).toBe('CLIENT_ALARM');
    expect(await kinds(reader)).toEqual([`falseEntry ${code}`]);
    expect(reader.directory.anchor()).toEqual(kept);
    // Nothing of it was kept: the vault opens, and the next honest state is taken.
    const again = await readerOf(world, logDoor(world), memoryVault(reader.vault.snapshot()));
    expect(again.directory.anchor()).toEqual(kept);
  });

  test('by a link out of its order', async () => {
    const world = await openWorld('world', { here: true });
    const reader = await readerOf(world);
    await reader.directory.sync();
    await world.norvania.rotate();
    await world.norvania.rotate();
    const [, last] = world.norvania.links().slice(-2);
    const seq = world.norvania.links().length - 1;
    world.directory.append(
      encodeDirectoryLeaf({ authority: world.norvania.id, seq, hash: digestOf(last as Uint8Array) }),
    );
    expect(await refused(reader.directory.sync())).toBe('CLIENT_ALARM');
    expect(await kinds(reader)).toEqual(['falseEntry REGISTER_LEAF']);
  });

  test('by a link that breaks a rule: that chain ends there, an alarm is kept, the others go on', async () => {
    const world = await openWorld('world', { here: true });
    const reader = await readerOf(world);
    await reader.directory.sync();
    await world.talassa.rotate();
    const [link] = world.talassa.links().slice(-1);
    const seq = world.norvania.links().length;
    const leaf = encodeDirectoryLeaf({ authority: world.norvania.id, seq, hash: digestOf(link as Uint8Array) });
    world.directory.append(leaf);
    world.publish(world.talassa);
    await reader.directory.sync();
    const chain = await reader.directory.chain(world.norvania.id);
    expect(chain?.stopped).toEqual({ seq, code: 'ROSTER_AUTHORITY' });
    expect(await kinds(reader)).toEqual(['chain ROSTER_AUTHORITY']);
    const { size } = reader.directory.anchor();
    expect(await refused(reader.directory.viewAt(world.norvania.id, size))).toBe('ROSTER_AUTHORITY');
    expect((await reader.directory.viewAt(world.norvania.id, size - 2))?.seq).toBe(seq - 1);
    expect((await reader.directory.viewAt(world.talassa.id, size))?.seq).toBe(world.talassa.roster().headSeq);
  });
});

describe('the age of the directory', () => {
  async function stamped(sealedAt: number, now: number) {
    const world = await openWorld('world', { here: true });
    const reader = await readerOf(world);
    await reader.directory.sync();
    reader.relay.lies.note = (path) => (path.endsWith('/sealed') ? world.directory.note({ sealedAt }) : undefined);
    const { vault, relay, directory } = reader;
    const freshness = openFreshness({
      vault,
      door: relay.door,
      directory,
      trust: world.card,
      clock: { now: () => now },
    });
    return { world, relay, freshness };
  }
  test.each([
    ['is fine within a day', START, START + FRESH_MS, 'accepted'],
    ['is too much after it', START, START + FRESH_MS + 1000, 'CLIENT_DIRECTORY_STALE'],
    ['from the future is a wrong clock', START + DAY, START, 'CLIENT_CLOCK'],
  ])('%s', async (_name, sealedAt, now, code) => {
    const { freshness } = await stamped(sealedAt, now);
    expect(await refused(freshness.demand())).toBe(code);
  });

  test('is not taken from a note without the seal, and not made younger by an older stamp', async () => {
    const { freshness, relay, world } = await stamped(START, START + 1000);
    await freshness.demand();
    relay.lies.note = () => world.directory.note({ sealedAt: START - DAY / 2 });
    expect((await freshness.demand()).at).toBe(START);
    relay.lies.note = () => world.directory.note();
    expect(await refused(freshness.demand())).toBe('RECEIPT_UNSEALED');
  });
});
