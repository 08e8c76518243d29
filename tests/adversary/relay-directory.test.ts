// A relay that lies about who is who: section A of docs/threat-model.md, and what of section D a relay could do to those who sign in.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Lie } from '../../client/cli/practice/middle.ts';
import { practiceAuthenticator } from '../../client/sdk/authenticators/practice.ts';
import type { Client } from '../../client/sdk/client.ts';
import { pendingFrame, readPending } from '../../client/sdk/pending-link.ts';
import { memoryVault } from '../../client/sdk/vaults/memory.ts';
import { fromUtf8, toHex, utf8 } from '../../crypto/primitives/bytes.ts';
import { mldsaKeyPair } from '../../crypto/primitives/mldsa.ts';
import { systemRandom } from '../../crypto/primitives/random.ts';
import { loginChallenge } from '../../crypto/protocol/gesture.ts';
import { sealLockbox } from '../../crypto/protocol/lockbox.ts';
import { currentEpoch } from '../../crypto/protocol/roster.ts';
import { formatCheckpoint } from '../../crypto/tlog/checkpoint.ts';
import { mldsaCosigner } from '../../crypto/tlog/cosignature.ts';
import { signNote } from '../../crypto/tlog/note.ts';
import { type CborKey, type CborValue, decode, encode } from '../../crypto/wire/codec.ts';
import { decodeLinkFrame, encodeLockboxes } from '../../crypto/wire/frames.ts';
import { encodeGestures, gesturesDigest } from '../../crypto/wire/gesture.ts';
import type { Digest, Kid } from '../../crypto/wire/ids.ts';
import { decodeRegisterLeaf, encodeRegisterLeaf } from '../../crypto/wire/leaf.ts';
import { encodeJoint, parseJoint } from '../../crypto/wire/statement.ts';
import { keysFrom } from '../../server/services/keys.ts';
import { meet, pullUnder } from '../testkit/caught.ts';
import {
  all,
  changing,
  flipped,
  forgedDirectory,
  forgedRegister,
  honestDirectory,
  honestLeaves,
  type Listed,
  listed,
  noting,
  problem,
  serving,
  textOf,
} from '../testkit/evil-relay.ts';
import { type EvilWorld, type Frozen, listening, openEvilWorld, under, wake, write } from '../testkit/evil-world.ts';
import { PARTICULARS } from '../testkit/particulars.ts';
import { newPasskey, transmitGesture } from '../testkit/passkey.ts';
import { seededRandom } from '../testkit/seed.ts';

let world: EvilWorld;
let honest: Listed[];
/** A link of Talassa's, signed and never entered. */
let next: Uint8Array;
let seq: number;

/** What a device would hand in, kept from the relay. */
async function caughtLink(who: Frozen, act: (client: Client) => Promise<unknown>): Promise<Uint8Array> {
  let link: Uint8Array | null = null;
  const lie: Lie = async (asked, carry) => {
    if (asked.method !== 'POST' || asked.path !== '/v1/links') return carry();
    ({ link } = decodeLinkFrame(asked.body));
    return problem(403, 'RELAY_FORBIDDEN');
  };
  await meet(world, who, lie, act);
  return link as unknown as Uint8Array;
}

beforeAll(async () => {
  world = await openEvilWorld();
  const { client } = await wake(world, world.atTalassa);
  honest = await honestDirectory(client);
  next = await caughtLink(world.atTalassa, (one) => one.devices.verifyPeer(world.norvania.id, 0));
  seq = (await client.directory.chain(world.talassa.id))?.links.length as number;
});
afterAll(() => world.close());

const syncs = (client: Client) => client.directory.sync();
const withMore = (...more: readonly Listed[]): Lie => forgedDirectory(world, [...honest, ...more]);
const listedNext = (object: Uint8Array, at = seq): Listed => listed(world.talassa.id, at, object);

/** The chain of Talassa stops where it breaks: an alarm is kept, nothing of the link counts, and nothing is sent to anybody. */
async function chainStops(lie: Lie, code: string): Promise<void> {
  const met = await meet(world, world.atNorvania, lie, syncs);
  expect(met).toMatchObject({ code: null, alarms: ['chain'] });
  const { client } = met.victim;
  const chain = await client.directory.chain(world.talassa.id);
  expect(chain?.stopped).toMatchObject({ code });
  expect(chain?.roster.headSeq).toBeLessThanOrEqual(seq);
  expect([...(chain?.roster.peers.keys() ?? [])]).not.toContain(world.bystander.id);
  const after = under(world, lie, () => write(client, world.bystander.id, 'after it'));
  await expect(after).rejects.toMatchObject({ code: 'CLIENT_ALARM_OPEN' });
}

test('what is told truly is believed: a true link, signed into the directory, is no alarm', async () => {
  const met = await meet(world, world.atNorvania, withMore(listedNext(next)), syncs);
  expect(met).toMatchObject({ code: null, alarms: [], changed: ['directory'] });
  expect((await met.victim.client.directory.chain(world.talassa.id))?.roster.peers.has(world.norvania.id)).toBe(true);
});

describe('the directory', () => {
  test('A1 another directory, or another authority in a known one’s place, is refused at first contact', async () => {
    const stranger = keysFrom(seededRandom('another relay')(32), world.relay.card.relayName);
    const newcomer: Frozen = { id: world.norvania.id, entries: new Map() };
    const newVault = await wake(world, newcomer);
    world.middle.tell(forgedDirectory({ ...world, keys: stranger }, honest));
    await expect(newVault.client.directory.sync()).rejects.toMatchObject({ code: 'REGISTER_UNSIGNED' });
    const [first] = honest as [Listed, ...Listed[]];
    const exchanged = forgedDirectory(world, [
      { ...first, object: honest[1]?.object as Uint8Array },
      ...honest.slice(1),
    ]);
    world.middle.tell(exchanged);
    await expect(newVault.client.directory.sync()).rejects.toMatchObject({ code: 'CLIENT_ALARM' });
    world.middle.tell(null);
    expect(newVault.client.directory.authorities()).toEqual([]);
  });

  test('A2 one that differs from what was shown to another, or before, is an alarm', async () => {
    const mine = await meet(world, world.atNorvania, withMore(listedNext(next)), syncs);
    const other = await caughtLink(world.atTalassa, (client) => client.devices.verifyPeer(world.bystander.id, 0));
    world.middle.tell(withMore(listedNext(other)));
    await expect(mine.victim.client.directory.sync()).rejects.toMatchObject({ code: 'CLIENT_ALARM' });
    world.middle.tell(null);
    const [alarm] = await mine.victim.client.alarms.list();
    expect(alarm?.kind).toBe('fork');
    // Two notes of one log, both signed by it, with two roots at one size: that is the whole proof.
    const notes = (alarm?.evidence.slice(0, 2) ?? []).map((note) => fromUtf8(note));
    const opened = notes.map((note) => mine.victim.client.directory.openNote(note).checkpoint);
    expect(opened[0]?.size).toBe(opened[1]?.size);
    expect(toHex(opened[0]?.root as Uint8Array)).not.toBe(toHex(opened[1]?.root as Uint8Array));
  });

  test('A3 one served shorter than an entry names holds the transmission back', async () => {
    const { client } = await wake(world, world.atTalassa);
    const leaves = (await honestLeaves(client)).map((raw) => {
      const leaf = decodeRegisterLeaf(raw);
      return leaf.subject === world.question ? encodeRegisterLeaf({ ...leaf, dirSize: honest.length + 1 }) : raw;
    });
    const met = await pullUnder(world, world.atTalassa, forgedRegister(world, world.talassa.id, leaves));
    expect(met).toMatchObject({ troubles: ['REGISTER_LEAF'], shown: [world.request] });
  });

  test('A4 one smaller than was shown is an alarm', async () => {
    const met = await meet(world, world.atNorvania, forgedDirectory(world, honest.slice(0, -1)), syncs);
    expect(met).toMatchObject({ code: 'CLIENT_ALARM', alarms: ['rollback'], changed: [] });
  });
});

describe('a link', () => {
  test('A5 with a false signature stops its chain', () =>
    chainStops(withMore(listedNext(flipped(next, -1))), 'SIGNATURE_INVALID'));

  test('A6 signed by nobody, or by one official twice, stops its chain', async () => {
    const { payload, signatures } = parseJoint('link', next, next.length);
    const [part] = signatures;
    await chainStops(withMore(listedNext(encodeJoint(payload, []))), 'WIRE_SHAPE');
    await chainStops(withMore(listedNext(encodeJoint(payload, [part as never, part as never]))), 'WIRE_SHAPE');
  });

  test('A8 repeated, out of its order, or with a gap before it is an alarm', async () => {
    await chainStops(withMore(listedNext(next), listedNext(next, seq + 1)), 'ROSTER_SEQUENCE');
    const gap = await meet(world, world.atNorvania, withMore(listedNext(next, seq + 1)), syncs);
    expect(gap).toMatchObject({ code: 'CLIENT_ALARM', alarms: ['falseEntry'], changed: [] });
  });

  test('A22 a telephone that one administrator alone stated stops its chain, and is shown to nobody', async () => {
    const { client } = await wake(world, world.atTalassa);
    const changed = await client.devices.setParticulars(PARTICULARS);
    const alone = pendingFrame(readPending((changed as { file: Uint8Array }).file)).link;
    await chainStops(withMore(listedNext(alone)), 'ROSTER_THRESHOLD');
    const met = await meet(world, world.atNorvania, withMore(listedNext(alone)), syncs);
    const entry = await met.victim.client.authorities.entry(world.talassa.id);
    expect(entry).toMatchObject({ state: 'broken', particulars: null });
  });

  test('A9 of another authority stops the chain it is put into', async () => {
    const other = await caughtLink(world.atNorvania, (client) => client.devices.verifyPeer(world.bystander.id, 0));
    await chainStops(withMore(listedNext(other)), 'ROSTER_AUTHORITY');
  });

  test('A20 of an unknown type or version stops its chain, and is not skipped', async () => {
    const { payload, signatures } = parseJoint('link', next, next.length);
    const changed = (key: number, value: CborValue): Uint8Array => {
      const fields = new Map(decode(payload, payload.length) as ReadonlyMap<CborKey, CborValue>);
      fields.set(key, value);
      return encodeJoint(encode(fields), signatures as never);
    };
    await chainStops(withMore(listedNext(changed(1, 9))), 'WIRE_VERSION');
    await chainStops(withMore(listedNext(changed(5, 'grant_all'))), 'WIRE_TYPE');
  });
});

describe('keys', () => {
  test('A14 a lockbox with another seed than the chain announces is not taken', async () => {
    const entries = new Map([...world.atTalassa.entries].filter(([key]) => !key.startsWith('seed/')));
    const who = { ...world.atTalassa, entries };
    const { client } = await wake(world, who);
    const roster = await client.roster();
    const { epoch, keyHash, scope } = currentEpoch(roster) as NonNullable<ReturnType<typeof currentEpoch>>;
    const kid = client.whoami()?.kid as Kid;
    const kem = roster.devices.get(kid)?.public.kem as Uint8Array;
    const name = { authority: world.talassa.id, scope, epoch, kid, keyHash };
    const box = sealLockbox({ ...name, kem, seed: systemRandom(32), random: systemRandom });
    const lie = changing('/v1/lockboxes', (said) => ({ ...said, body: encodeLockboxes([{ scope, epoch, box }]) }));
    const met = await meet(world, who, lie, (one) => one.sync());
    expect([...met.victim.snapshot().keys()].filter((key) => key.startsWith('seed/'))).toEqual([]);
    const opened = await pullUnder(world, { ...who, entries: met.victim.snapshot() }, lie);
    expect(opened).toMatchObject({ troubles: ['EPOCH_UNKNOWN', 'EPOCH_UNKNOWN'], shown: [] });
  });

  test('A17 a passkey that only the relay knows signs nothing, whatever the register says', async () => {
    const passkey = newPasskey(systemRandom);
    const gestures = encodeGestures([transmitGesture(passkey, world.request, systemRandom(32))]);
    const { client } = await wake(world, world.atTalassa);
    const leaves = (await honestLeaves(client)).map((raw) => {
      const leaf = decodeRegisterLeaf(raw);
      return leaf.subject === world.request ? encodeRegisterLeaf({ ...leaf, evidence: gesturesDigest(gestures) }) : raw;
    });
    const lie = all(
      forgedRegister(world, world.talassa.id, leaves),
      serving(world.request, (stored) => ({ ...stored, gestures })),
    );
    const met = await pullUnder(world, world.atTalassa, lie);
    expect(met).toMatchObject({ troubles: ['POLICY_GESTURE_ROLE'], shown: [world.question] });
  });

  test('B21 what a device sent that was revoked before it was entered is refused', async () => {
    const fork = await world.fork();
    world.middle.towards(listening(fork));
    const sender = await wake(world, world.atNorvaniaSecond);
    const sent = await write(sender.client, world.talassa.id, 'from a device about to be lost');
    const admin = await wake(world, world.atNorvania);
    await admin.client.sync();
    await admin.client.devices.revoke(sender.client.whoami()?.kid as Kid);
    const { client } = await wake(world, world.atTalassa);
    await client.directory.sync();
    const { size } = client.directory.anchor();
    const leaves = (await honestLeaves(client)).map((raw) => {
      const leaf = decodeRegisterLeaf(raw);
      const late = leaf.subject === (sent.sealed?.subject as Digest);
      return late ? encodeRegisterLeaf({ ...leaf, dirSize: size }) : raw;
    });
    const met = await pullUnder(world, world.atTalassa, forgedRegister(world, world.talassa.id, leaves));
    world.middle.towards(listening(world.relay));
    expect(met.troubles).toEqual(['ROSTER_UNKNOWN_DEVICE']);
    expect(met.shown).not.toContain(sent.sealed?.subject);
  });
});

describe('signing in', () => {
  test('D6 a challenge of the relay’s choice is never what a passkey signs', async () => {
    const vault = memoryVault(world.atNorvania.entries);
    const honestly = practiceAuthenticator(vault, systemRandom);
    const asked: string[] = [];
    const chosen = systemRandom(32);
    const lie = changing(
      '/v1/session/nonces',
      (said) => ({
        ...said,
        body: utf8(JSON.stringify({ ...JSON.parse(fromUtf8(said.body)), nonce: toHex(chosen) })),
      }),
      'POST',
    );
    const authenticator = {
      ...honestly,
      assert: (request: Parameters<typeof honestly.assert>[0]) => {
        asked.push(toHex(request.challenge));
        return honestly.assert(request);
      },
    };
    const met = await meet(world, world.atNorvania, lie, (client) => client.session.signIn(), { authenticator });
    const kid = met.victim.client.whoami()?.kid as Kid;
    expect(asked).toEqual([toHex(loginChallenge(chosen, kid))]);
    expect(asked).not.toContain(toHex(chosen));
    expect(met.code).not.toBeNull();
  });

  test('D12 switches, salts or parameters that a relay adds to an answer are an answer refused', async () => {
    const lie = changing(
      '/v1/session/nonces',
      (said) => ({
        ...said,
        body: utf8(JSON.stringify({ ...JSON.parse(fromUtf8(said.body)), salt: 'aa', iterations: 1, formalSigners: 0 })),
      }),
      'POST',
    );
    const met = await meet(world, world.atNorvania, lie, (client) => client.session.signIn());
    expect(met).toMatchObject({ code: 'CLIENT_RELAY_ANSWER', changed: [], alarms: [] });
  });

  test('D13 a directory stamped in the future of the client’s own clock is not believed', async () => {
    const origin = world.keys.directoryOrigin;
    const key = mldsaKeyPair(world.keys.mldsaSeed(origin));
    const lie = noting('/v1/directory/sealed', (note) => {
      const ahead = Math.floor((world.relay.clock.now() + 3_600_000) / 1000);
      return signNote(formatCheckpoint(textOf(note)), [world.keys.signer(origin), mldsaCosigner(origin, key, ahead)]);
    });
    const met = await meet(world, world.atNorvania, lie, (client) => client.freshness());
    expect(met).toMatchObject({ code: 'CLIENT_CLOCK', changed: [], alarms: [] });
  });
});
