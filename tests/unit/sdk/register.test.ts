// Registers followed from logs made by hand: one's own leaf by leaf, a counterpart's by its checkpoints.
import { beforeAll, describe, expect, test } from 'vitest';
import { openAcknowledgements } from '../../../client/sdk/acknowledgements.ts';
import { RelayError } from '../../../client/sdk/failure.ts';
import { openIdentity } from '../../../client/sdk/identity.ts';
import { memoryVault } from '../../../client/sdk/vaults/memory.ts';
import { ready } from '../../../crypto/primitives/sodium.ts';
import { deviceFromSeed, signerOf } from '../../../crypto/protocol/device.ts';
import { parseVkey } from '../../../crypto/tlog/note.ts';
import { parseProof, verifyProof } from '../../../crypto/tlog/proof.ts';
import type { AckKind } from '../../../crypto/wire/acknowledgement.ts';
import { CLASSES } from '../../../crypto/wire/envelope.ts';
import { type Digest, idOf } from '../../../crypto/wire/ids.ts';
import { EVENTS, type RegisterLeaf } from '../../../crypto/wire/leaf.ts';
import { digestOf, parseStatement, type StatementSigner, signStatement } from '../../../crypto/wire/statement.ts';
import { registerOrigin } from '../../../crypto/wire/trust-card.ts';
import { START } from '../../testkit/cast.ts';
import { openLog } from '../../testkit/log.ts';
import { refused } from '../../testkit/mail.ts';
import { clock, type Reader, readerOf } from '../../testkit/reader.ts';
import { seededRandom } from '../../testkit/seed.ts';
import { openWorld, RELAY, type World } from '../../testkit/world.ts';

beforeAll(() => ready());
const here = (): Promise<World> => openWorld('world', { here: true });
const alarmsOf = async ({ alarms }: Reader): Promise<string[]> =>
  (await alarms.list()).map(({ kind, code, detail }) => `${kind} ${code}: ${detail}`);
const subject = (n: number): Digest => idOf('digest', new Uint8Array(32).fill(n));
const leaf = (n: number, change: Partial<RegisterLeaf> = {}) => ({
  event: EVENTS.SubmissionAcceptance,
  subject: subject(n),
  ...change,
});
describe('one’s own register', () => {
  test('is followed without a gap, and again after a restart', async () => {
    const world = await here();
    const reader = await readerOf(world);
    world.send(CLASSES.ordinary);
    await reader.register.sync();
    world.acknowledge(world.send(CLASSES.ordinary), 1);
    await reader.register.sync();
    expect(reader.register.size()).toBe(3);
    expect([0, 1, 2].map((i) => reader.register.leaf(i).event)).toEqual([1, 1, 3]);
    const again = await readerOf(world, memoryVault(reader.vault.snapshot()));
    expect(again.register.size()).toBe(3);
    expect(again.relay.asked.filter((path) => path.includes('/register/'))).toEqual([]);
    expect(again.register.about(reader.register.leaf(1).subject)).toEqual([1, 2]);
    const log = world.register(world.norvania.id);
    verifyProof(parseProof(again.register.proof(1)), again.register.raw(1), log.origin, log.keys.map(parseVkey));
  });
  test.each<[string, (world: World) => void, string]>([
    [
      'an entry twice',
      (world) => [1, 1].map((n) => world.enter(world.norvania.id, leaf(n))),
      'a transmission is entered twice',
    ],
    [
      'time that goes back',
      (world) => [START, START - 1].map((at, n) => world.enter(world.norvania.id, leaf(n, { at }))),
      'the time goes back',
    ],
    [
      'a directory that goes back',
      (world) => [9, 8].map((dirSize, n) => world.enter(world.norvania.id, leaf(n, { dirSize }))),
      'the directory goes back',
    ],
  ])('refuses %s, keeps nothing of it, and raises an alarm', async (_name, bend, detail) => {
    const world = await here();
    const reader = await readerOf(world);
    bend(world);
    expect(await refused(reader.register.sync())).toBe('CLIENT_ALARM');
    expect(reader.register.size()).toBe(0);
    expect(await alarmsOf(reader)).toEqual([`falseEntry REGISTER_LEAF: ${detail}`]);
  });

  test('refuses what claims to be older than the directory this client had seen before its last pull', async () => {
    const world = await here();
    const reader = await readerOf(world);
    world.enter(world.norvania.id, leaf(1, { dirSize: 3 }));
    await reader.register.sync(); // entered before anything was seen: nothing contradicts it
    world.enter(world.norvania.id, leaf(2, { dirSize: reader.directory.anchor().size - 1 }));
    expect(await refused(reader.register.sync())).toBe('CLIENT_ALARM');
    expect(await alarmsOf(reader)).toEqual(['falseEntry REGISTER_LEAF: the directory goes back']);
    expect(reader.register.size()).toBe(1);
  });

  test('becoming smaller, or another, is an alarm with both notes', async () => {
    const world = await here();
    const reader = await readerOf(world);
    world.send(CLASSES.ordinary);
    const small = world.register(world.norvania.id).note();
    world.send(CLASSES.ordinary);
    await reader.register.sync();
    reader.relay.lies.note = () => small;
    expect(await refused(reader.register.sync())).toBe('CLIENT_ALARM');
    const fork = openLog(registerOrigin(RELAY, world.norvania.id));
    fork.append(world.register(world.norvania.id).leaves[0] as Uint8Array);
    fork.append(world.register(world.norvania.id).leaves[0] as Uint8Array);
    reader.relay.lies.note = () => fork.note();
    expect(await refused(reader.register.sync())).toBe('CLIENT_ALARM');
    const kinds = (await reader.alarms.list()).map(({ kind, evidence }) => [kind, evidence.length]);
    expect(kinds.sort()).toEqual([
      ['fork', 2],
      ['rollback', 2],
    ]);
    expect(reader.register.size()).toBe(2);
  });

  test('a checkpoint from elsewhere is held to it too, at any size it had', async () => {
    const world = await here();
    const reader = await readerOf(world);
    world.send(CLASSES.ordinary);
    const small = world.register(world.norvania.id).note();
    world.send(CLASSES.ordinary);
    await reader.register.sync();
    await reader.register.agree(small);
    await reader.register.agree(world.register(world.norvania.id).note());
    const fork = openLog(registerOrigin(RELAY, world.norvania.id));
    fork.append(world.register(world.norvania.id).leaves[1] as Uint8Array);
    expect(await refused(reader.register.agree(fork.note()))).toBe('CLIENT_ALARM');
    expect(await refused(reader.register.agree(openLog(registerOrigin(RELAY, world.talassa.id)).note()))).toBe(
      'REGISTER_UNSIGNED',
    );
  });

  test('entries that do not lead to the signed root are not kept', async () => {
    const world = await here();
    const reader = await readerOf(world);
    world.send(CLASSES.ordinary);
    world.send(CLASSES.ordinary);
    const real = world.register(world.norvania.id).leaves;
    reader.relay.lies.list = async () => [real[1], real[0]] as Uint8Array[];
    expect(await refused(reader.register.sync())).toBe('CLIENT_ALARM');
    reader.relay.lies.list = async () => [];
    expect(await refused(reader.register.sync())).toBe('REGISTER_PROOF');
    expect(reader.register.size()).toBe(0);
  });
});

describe('a counterpart’s register', () => {
  const proven = (world: World) => {
    const { entries } = world.send(CLASSES.ordinary);
    return entries.filter(({ register }) => register === world.talassa.id).map((entry) => world.prove(entry, {}));
  };

  test('grows from checkpoint to checkpoint, in whatever order they are met', async () => {
    const world = await here();
    const reader = await readerOf(world);
    const [one, two, three] = [proven(world), proven(world), proven(world)];
    await reader.pins.observe(two);
    await reader.pins.observe(three);
    await reader.pins.observe(one);
    await reader.pins.observe(two);
    const [, theirs] = (await reader.pins.gossip([world.talassa.id])).filter(
      ({ origin }) => !origin.endsWith(world.norvania.id),
    );
    expect(theirs).toMatchObject({ size: 3 });
    expect(await alarmsOf(reader)).toEqual([]);
  });

  test('that was another one before is an alarm', async () => {
    const world = await here();
    const reader = await readerOf(world);
    await reader.pins.observe(proven(world));
    const other = await here();
    other.enter(other.talassa.id, leaf(9, { event: EVENTS.ContentConsignment }));
    const entry = other.enter(other.talassa.id, leaf(10, { event: EVENTS.ContentConsignment }));
    reader.relay.lies.list = async () => [new Uint8Array(32)];
    expect(await refused(reader.pins.observe([other.prove(entry, {})]))).toBe('CLIENT_ALARM');
    expect((await alarmsOf(reader))[0]).toMatch(/^fork REGISTER_INCONSISTENT: size 2 does not continue size 1/);
  });

  test('that cannot be compared now is compared later, not forgotten', async () => {
    const world = await here();
    const reader = await readerOf(world);
    await reader.pins.observe(proven(world));
    reader.relay.lies.list = async () => {
      throw new RelayError('RELAY_BUSY', 503, 'busy', true, 'x');
    };
    await reader.pins.observe(proven(world));
    expect(await refused(reader.pins.settle())).toBe('RELAY_BUSY');
    reader.relay.lies.list = async () => [new Uint8Array(32)];
    expect(await refused(reader.pins.settle())).toBe('CLIENT_ALARM');
  });
});

describe('an acknowledgement behind an entry', () => {
  async function judged(
    kind: AckKind,
    forge: (statement: Uint8Array, world: World) => Uint8Array,
    change: Partial<RegisterLeaf> = {},
  ) {
    const world = await here();
    const { directory, pins, register, vault, relay } = await readerOf(world);
    const identity = await openIdentity(memoryVault(), world.card, seededRandom('judge'));
    const trust = world.card;
    const book = openAcknowledgements({
      vault,
      door: relay.door,
      identity,
      directory,
      pins,
      trust,
      clock,
      register: () => register,
    });
    const [entry] = world.acknowledge(world.send(CLASSES.ordinary), kind);
    const statement = forge(world.acknowledgements.at(-1) as Uint8Array, world);
    const claimed = { ...entry.leaf, evidence: digestOf(statement), ...change };
    return (await book.verified([claimed], { leaves: [], acknowledgements: [statement] })).size;
  }
  const resigned = (by: (world: World) => StatementSigner) => (statement: Uint8Array, world: World) =>
    signStatement('ack', parseStatement('ack', statement, 2048).payload, by(world));
  const device = (world: World) => world.talassa.admins[0].device;

  test.each<[string, number, AckKind, Parameters<typeof judged>[1], Partial<RegisterLeaf>]>([
    ['an honest one proves it', 1, 1, (statement) => statement, {}],
    ['an honest “taken” proves it', 1, 3, (statement) => statement, {}],
    [
      'another signature under the device’s name',
      0,
      1,
      resigned((world) => ({ kid: device(world).kid, sign: world.norvania.admins[0].device.sign.sign })),
      {},
    ],
    ['a device of another authority', 0, 1, resigned((world) => signerOf(world.norvania.admins[0].device)), {}],
    ['a device nobody knows', 0, 1, resigned(() => signerOf(deviceFromSeed(new Uint8Array(32)))), {}],
    ['of another transmission', 0, 1, (statement) => statement, { subject: subject(7) }],
    ['of another kind', 0, 1, (statement) => statement, { event: EVENTS.ConsignmentAcceptance }],
    ['by another authority', 0, 1, (statement) => statement, { counterpart: subject(8) as never }],
    ['with another reason', 0, 1, (statement) => statement, { reason: 1 }],
    ['before that authority was there', 0, 1, (statement) => statement, { dirSize: 0 }],
  ])('%s', async (_name, proved, kind, forge, change) => {
    expect(await judged(kind, forge, change)).toBe(proved);
  });
});
