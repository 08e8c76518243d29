// A relay that lies about registers, most of the time with its own signature under it: section C of docs/threat-model.md.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Lie } from '../../client/cli/practice/middle.ts';
import type { Client } from '../../client/sdk/client.ts';
import { mldsaKeyPair } from '../../crypto/primitives/mldsa.ts';
import { formatCheckpoint } from '../../crypto/tlog/checkpoint.ts';
import { mldsaCosigner } from '../../crypto/tlog/cosignature.ts';
import { addSignatures, signatureLine, signNote } from '../../crypto/tlog/note.ts';
import { formatProof, parseProof } from '../../crypto/tlog/proof.ts';
import { decodeList, encodeList, type ProvenLeaf } from '../../crypto/wire/frames.ts';
import type { Digest } from '../../crypto/wire/ids.ts';
import { decodeRegisterLeaf, EVENTS, encodeRegisterLeaf, type RegisterLeaf } from '../../crypto/wire/leaf.ts';
import { keysFrom } from '../../server/services/keys.ts';
import { type Meeting, meet, pullUnder } from '../testkit/caught.ts';
import {
  changing,
  flipped,
  forgedRegister,
  honestLeaves,
  noting,
  receipting,
  signedOver,
  textOf,
} from '../testkit/evil-relay.ts';
import { type EvilWorld, listening, openEvilWorld, wake, write } from '../testkit/evil-world.ts';
import { itemsOf, pulled } from '../testkit/mail.ts';
import { seededRandom } from '../testkit/seed.ts';

let world: EvilWorld;
let leaves: Uint8Array[];
/** Entries that the victim had seen. */
let seen: number;
beforeAll(async () => {
  world = await openEvilWorld();
  const { client } = await wake(world, world.atTalassa);
  seen = client.register().size();
  leaves = await honestLeaves(client);
});
afterAll(() => world.close());

const syncs = (client: Client) => client.register().sync();
const forged = (content: readonly Uint8Array[]): Lie => forgedRegister(world, world.talassa.id, content);
const atTalassa = (lie: Lie): Promise<Meeting> => meet(world, world.atTalassa, lie, syncs);
const last = (): RegisterLeaf => decodeRegisterLeaf(leaves.at(-1) as Uint8Array);
const appended = (change: Partial<RegisterLeaf>): Lie =>
  forged([...leaves, encodeRegisterLeaf({ ...last(), subject: 'ab'.repeat(32) as Digest, ...change })]);
const alarm = (kind: string) => ({ code: 'CLIENT_ALARM', alarms: [kind], changed: [] });
const refusal = (code: string) => ({ code, alarms: [], changed: [] });

test('what is told truly is believed: no lie, no alarm', async () => {
  expect(seen).toBeGreaterThan(1);
  expect(leaves.length).toBeGreaterThan(seen);
  expect(await atTalassa(forged(leaves))).toMatchObject({ code: null, alarms: [], changed: ['register'] });
});

describe('a receipt', () => {
  async function sent(lie: Lie): Promise<Meeting & { status: string | undefined }> {
    const met = await meet(world, world.atNorvania, lie, (client) => write(client, world.talassa.id, 'a receipt'));
    const [entry] = (await met.victim.client.outbox.list()).slice(-1);
    return { ...met, status: entry?.status };
  }
  const ready = (code: string, alarms: readonly string[] = []) => ({ code, alarms, status: 'ready' });

  test('C1 a receipt without a proof, or with a wrong one, is no receipt', async () => {
    expect(await sent(receipting(() => []))).toMatchObject(ready('RECEIPT_MISSING'));
    expect(await sent(receipting((all) => all.slice(1)))).toMatchObject(ready('RECEIPT_MISSING'));
    const wrong = receipting((all) =>
      all.map((one) => {
        const proof = parseProof(one.proof);
        return { ...one, proof: formatProof({ ...proof, hashes: proof.hashes.map((hash) => flipped(hash)) }) };
      }),
    );
    expect(await sent(wrong)).toMatchObject(ready('REGISTER_PROOF'));
  });

  test('C2 the proof of another entry is no receipt', async () => {
    let earlier: readonly ProvenLeaf[] = [];
    const keep = receipting((all) => {
      earlier = all;
      return all;
    });
    expect(await sent(keep)).toMatchObject({ code: null, status: 'submitted' });
    expect(await sent(receipting(() => earlier))).toMatchObject(ready('RECEIPT_MISMATCH'));
    const borrowed = receipting((all) => all.map((one, i) => ({ ...one, proof: earlier[i]?.proof as string })));
    expect(await sent(borrowed)).toMatchObject(ready('RECEIPT_MISMATCH'));
  });

  test('C8 a counterpart’s register that does not continue what was seen is an alarm', async () => {
    const lie = changing(`/v1/registers/${world.talassa.id}/consistency`, (said) => ({
      ...said,
      body: encodeList(decodeList(said.body).map((hash) => flipped(hash))),
    }));
    expect(await sent(lie)).toMatchObject(ready('CLIENT_ALARM', ['fork']));
  });
});

describe('a checkpoint', () => {
  const origin = (): string => world.keys.registerOrigin(world.talassa.id);

  test('C3 by an unknown key, or by another key under a known name, is none', async () => {
    const stranger = keysFrom(seededRandom('stranger')(32), 'relay.test');
    const note = signedOver(origin(), leaves, stranger.signer(origin()));
    expect(await atTalassa(noting('/v1/register/checkpoint', () => note))).toMatchObject(refusal('REGISTER_UNSIGNED'));
    const elsewhere = 'elsewhere.test/register';
    const unknown = signNote(formatCheckpoint(textOf(note)), [stranger.signer(elsewhere)]);
    expect(await atTalassa(noting('/v1/register/checkpoint', () => unknown))).toMatchObject(
      refusal('REGISTER_UNSIGNED'),
    );
  });

  test('C4 by a known key with a false signature is none', async () => {
    const lie = noting('/v1/register/checkpoint', (note) => {
      const text = formatCheckpoint({ ...textOf(note), size: leaves.length + 1 });
      return `${text}${note.slice(note.lastIndexOf('\n\n') + 1)}`;
    });
    expect(await atTalassa(lie)).toMatchObject(refusal('REGISTER_SIGNATURE'));
  });

  test('C6 of one size and another root is an alarm', async () => {
    const other = leaves.slice(0, seen);
    other[0] = encodeRegisterLeaf({ ...decodeRegisterLeaf(other[0] as Uint8Array), at: 1 });
    expect(await atTalassa(forged(other))).toMatchObject(alarm('fork'));
    expect(await atTalassa(forged([...other, ...leaves.slice(seen)]))).toMatchObject(alarm('fork'));
  });

  test('C7 of a smaller size than was shown is an alarm', async () => {
    expect(await atTalassa(forged(leaves.slice(0, seen - 1)))).toMatchObject(alarm('rollback'));
  });

  test('C14 of another register is none', async () => {
    const text = formatCheckpoint({
      ...textOf(signedOver(origin(), leaves, world.keys.signer(origin()))),
      origin: world.keys.registerOrigin(world.bystander.id),
    });
    const note = signNote(text, [world.keys.signer(origin())]);
    expect(await atTalassa(noting('/v1/register/checkpoint', () => note))).toMatchObject(refusal('REGISTER_ORIGIN'));
  });

  test('C19 by a witness whom the relay brings counts for nothing', async () => {
    const key = mldsaKeyPair(seededRandom('brought witness')(32));
    const seconds = Math.floor(world.relay.clock.now() / 1000);
    const lie = noting('/v1/directory/sealed', (note) =>
      addSignatures(note, [
        signatureLine(formatCheckpoint(textOf(note)), mldsaCosigner('witness.test/brought', key, seconds)),
      ]),
    );
    let witnessed: boolean | null = null;
    const met = await meet(world, world.atNorvania, lie, async (client) => {
      ({ witnessed } = await client.freshness());
    });
    expect(met).toMatchObject({ code: null, alarms: [] });
    expect(witnessed).toBe(false);
  });
});

describe('an entry', () => {
  test('C11 without a transmission is shown as withheld, and kept as an alarm', async () => {
    const lie = appended({ event: EVENTS.ContentConsignment, counterpart: world.norvania.id, evidence: null });
    const met = await pullUnder(world, world.atTalassa, lie);
    expect(met).toMatchObject({ troubles: ['CLIENT_WITHHELD'], alarms: ['withheld'] });
    expect(met.shown).not.toContain('ab'.repeat(32));
  });

  test('C12 is the only way in: what has none is never shown, and its coming too late is an alarm', async () => {
    const without = leaves.filter((leaf) => decodeRegisterLeaf(leaf).subject !== world.request);
    const met = await pullUnder(world, world.atTalassa, forged(without));
    // The next one tells what its sender was shown of this register, which is more.
    expect(met).toMatchObject({ troubles: [], alarms: ['gossip'], shown: [world.question] });
    await expect(met.victim.client.register().sync()).rejects.toMatchObject({ code: 'CLIENT_ALARM' });
    expect((await met.victim.client.alarms.list()).map(({ kind }) => kind)).toEqual(['gossip', 'fork']);
  });

  test('C13 that stands twice is an alarm', async () => {
    const twice = leaves.find((leaf) => decodeRegisterLeaf(leaf).subject === world.known) as Uint8Array;
    const again = encodeRegisterLeaf({ ...decodeRegisterLeaf(twice), at: last().at, dirSize: last().dirSize });
    expect(await atTalassa(forged([...leaves, again]))).toMatchObject(alarm('falseEntry'));
  });

  test('C15 that speaks of a smaller directory than the one before is an alarm', async () => {
    expect(await atTalassa(appended({ dirSize: last().dirSize - 1 }))).toMatchObject(alarm('falseEntry'));
  });

  test('C16 that was damaged, or left out of a page, is not taken', async () => {
    const page = (edit: (page: Uint8Array[]) => Uint8Array[]): Lie =>
      changing('/v1/register/leaves', (said) => ({ ...said, body: encodeList(edit(decodeList(said.body))) }));
    expect(await atTalassa(page(([first, ...rest]) => [flipped(first as Uint8Array, -1), ...rest]))).toMatchObject(
      alarm('fork'),
    );
    expect(await atTalassa(page(() => []))).toMatchObject(refusal('REGISTER_PROOF'));
  });

  test('C17 whose time goes back is an alarm', async () => {
    expect(await atTalassa(appended({ at: last().at - 1 }))).toMatchObject(alarm('falseEntry'));
  });
});

describe('two parties that are shown two registers', () => {
  test('C9 learn it from what each tells the other in the sealed body', async () => {
    const talassa = await wake(world, world.atTalassa);
    const norvania = await wake(world, world.atNorvania);
    const other = await world.fork();
    // Here Norvania's register grows by one entry that Talassa sees proven,
    await write(norvania.client, world.bystander.id, 'on the first relay');
    await pulled(talassa);
    await talassa.client.inbox.opened(world.known);
    const { length: seenOfNorvania } = await honestLeaves(norvania.client);
    // there by another one.
    world.middle.towards(listening(other));
    const elsewhere = await wake(world, world.atNorvania);
    await write(elsewhere.client, world.bystander.id, 'on the second relay');
    const told = await write(elsewhere.client, world.talassa.id, 'what I saw');
    // As long as the first one, so that it can be asked how the two continue each other.
    while (elsewhere.client.register().size() < seenOfNorvania)
      await write(elsewhere.client, world.bystander.id, 'more of it');
    // Talassa is shown its own register as the second relay would have it, and what is sealed says the rest.
    const { client: honest } = await wake(world, world.atTalassa);
    const there = await honestLeaves(honest);
    world.middle.towards(listening(world.relay));
    const here = await honestLeaves(talassa.client);
    const mine = [...here, encodeRegisterLeaf({ ...decodeRegisterLeaf(there.at(-1) as Uint8Array), at: Date.now() })];
    world.middle.towards(listening(other));
    world.middle.tell(forgedRegister(world, world.talassa.id, mine));
    const arrivals = await pulled(talassa);
    world.middle.tell(null);
    world.middle.towards(listening(world.relay));
    expect(itemsOf(arrivals).map(({ subject }) => subject)).toEqual([told.sealed?.subject]);
    expect((await talassa.client.alarms.list()).map(({ kind }) => kind)).toContain('gossip');
    await expect(write(talassa.client, world.norvania.id, 'now')).rejects.toMatchObject({ code: 'CLIENT_ALARM_OPEN' });
  });
});

describe('age', () => {
  test('C10 an old stamp of the directory is not passed off as fresh', async () => {
    const other = await world.fork();
    world.middle.towards(listening(other));
    const { client } = await wake(world, world.atNorvania, { clock: other.clock });
    const { note } = await client.freshness();
    other.wind(25 * 3_600_000);
    const lie = noting('/v1/directory/sealed', () => note);
    const met = await meet(world, world.atNorvania, lie, (one) => write(one, world.talassa.id, 'stale'), {
      clock: other.clock,
    });
    world.middle.towards(listening(world.relay));
    expect(met).toMatchObject({ code: 'CLIENT_DIRECTORY_STALE', alarms: [] });
    const [entry] = (await met.victim.client.outbox.list()).slice(-1);
    expect(entry).toMatchObject({ status: 'composed', sealed: null });
  });
});
