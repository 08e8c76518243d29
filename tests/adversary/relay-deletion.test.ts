// A relay that deletes early and enters that it was time: rows B12 of docs/threat-model.md, at a real relay and a real client (docs/spec/register.md REG-22).
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Lie } from '../../client/cli/practice/middle.ts';
import { openIdentity } from '../../client/sdk/identity.ts';
import { memoryVault } from '../../client/sdk/vaults/memory.ts';
import { signerOf } from '../../crypto/protocol/device.ts';
import { ACK_KINDS, encodeAcknowledgement } from '../../crypto/wire/acknowledgement.ts';
import { encodeEvidence, MEDIA } from '../../crypto/wire/frames.ts';
import { decodeRegisterLeaf, EVENTS, encodeRegisterLeaf, REASONS, type RegisterLeaf } from '../../crypto/wire/leaf.ts';
import { digestOf, signStatement } from '../../crypto/wire/statement.ts';
import { pullUnder } from '../testkit/caught.ts';
import { all, changing, forgedRegister, honestLeaves, problem, serving } from '../testkit/evil-relay.ts';
import { type EvilWorld, openEvilWorld, wake } from '../testkit/evil-world.ts';
import { seededRandom } from '../testkit/seed.ts';

const DAY = 24 * 3_600_000;

let world: EvilWorld;
beforeAll(async () => {
  world = await openEvilWorld();
  // The question is acknowledged once by the honest register; what the forged ones then differ in is the request alone.
  await pullUnder(
    world,
    world.atTalassa,
    changing(`/v1/transmissions/${world.request}`, () => problem(503, 'RELAY_BUSY')),
  );
});
afterAll(() => world.close());

/** Talassa pulls: the request is not there, with these alarms or because it expired, and the question behind it is shown. */
async function withheld(lie: Lie, alarms: readonly string[] = []): Promise<void> {
  const met = await pullUnder(world, world.atTalassa, lie);
  expect(met.troubles).toEqual([alarms.length > 0 ? 'CLIENT_WITHHELD' : 'CLIENT_EXPIRED']);
  expect(met.shown).toEqual([world.question]);
  expect(met.alarms).toEqual(alarms);
}

const bare = (): Lie => serving(world.request, (stored) => ({ ...stored, body: null }));
const evidencing = (...acknowledgements: readonly Uint8Array[]): Lie =>
  changing(`/v1/transmissions/${world.request}/evidence`, (said) => ({
    ...said,
    status: 200,
    headers: { 'content-type': MEDIA.evidence },
    body: encodeEvidence({ leaves: [], acknowledgements }),
  }));

/** What Talassa's device says it received; the request has two files. */
async function receivedOf(attachments: number, subject = world.request): Promise<Uint8Array> {
  const { entries, id: authority } = world.atTalassa;
  const { device } = await openIdentity(memoryVault(entries), world.relay.card, seededRandom('unused'));
  const { client } = await wake(world, world.atTalassa);
  const payload = encodeAcknowledgement({
    subject,
    authority,
    kind: ACK_KINDS.received,
    attachments,
    reason: REASONS.none,
    createdAt: world.relay.clock.now(),
    directory: client.directory.anchor(),
  });
  return signStatement('ack', payload, signerOf((await device()).device));
}

/** Talassa's register as it is, and then these entries about the request, so many days after its last one. */
async function registering(
  ...after: readonly (Partial<RegisterLeaf> & Pick<RegisterLeaf, 'event'> & { readonly days: number })[]
): Promise<Lie> {
  const { client } = await wake(world, world.atTalassa);
  const leaves = await honestLeaves(client);
  const last = decodeRegisterLeaf(leaves.at(-1) as Uint8Array);
  const entered = leaves.map(decodeRegisterLeaf).find(({ subject }) => subject === world.request) as RegisterLeaf;
  const more = after.map(({ days, ...leaf }) =>
    encodeRegisterLeaf({ ...entered, evidence: null, reason: REASONS.none, ...leaf, at: last.at + days * DAY }),
  );
  return forgedRegister(world, world.talassa.id, [...leaves, ...more]);
}
const handed = (statement: Uint8Array | null, days: number) => ({
  event: EVENTS.ContentHandover,
  counterpart: world.talassa.id,
  evidence: statement && digestOf(statement),
  days,
});
const gone = (days: number) => ({ event: EVENTS.ContentExpired, reason: REASONS.retention, days });

test('B12 a deletion that the register enters before its time is no excuse for what is not served', async () => {
  const whole = await receivedOf(2);
  for (const after of [[gone(0)], [gone(200)], [handed(whole, 0), gone(89)]])
    await withheld(all(await registering(...after), bare(), evidencing(whole)), ['withheld']);
  const due = await registering(handed(whole, 0), gone(90));
  await withheld(all(due, bare(), evidencing(whole)));
});

test('B12 closing as a proposal what another authority sent is no excuse for what is not served', async () => {
  const closed = { event: EVENTS.ProposalClosed, counterpart: null, reason: REASONS.none, days: 0 };
  await withheld(all(await registering(closed), bare()), ['withheld']);
  // In the place of its entry, and not behind it: what others were shown of this register says otherwise too.
  const { client } = await wake(world, world.atTalassa);
  const leaves = (await honestLeaves(client)).map((raw) => {
    const leaf = decodeRegisterLeaf(raw);
    const isRequest = leaf.subject === world.request && leaf.event === EVENTS.ContentConsignment;
    return isRequest ? encodeRegisterLeaf({ ...leaf, event: EVENTS.Proposed, counterpart: null }) : raw;
  });
  const last = decodeRegisterLeaf(leaves.at(-1) as Uint8Array);
  const { days: _, ...close } = closed;
  const behind = encodeRegisterLeaf({ ...last, ...close, subject: world.request, evidence: null });
  const instead = forgedRegister(world, world.talassa.id, [...leaves, behind]);
  await withheld(all(instead, bare()), ['withheld', 'gossip']);
});

test('B12 the time runs from when the last file was verified, which a device must have stated', async () => {
  const [none, both, other] = [await receivedOf(0), await receivedOf(2), await receivedOf(2, world.question)];
  const cases: [Lie, Lie][] = [
    // Received, and its files never; or only later.
    [await registering(handed(none, 0), gone(120)), evidencing(none, both)],
    [await registering(handed(none, 0), handed(both, 60), gone(149)), evidencing(none, both)],
    // The relay's entry alone; with what was stated of something else; with nothing given.
    [await registering(handed(null, 0), gone(120)), evidencing(both)],
    [await registering(handed(other, 0), gone(120)), evidencing(other)],
    [await registering(handed(both, 0), gone(120)), evidencing()],
  ];
  for (const [register, evidence] of cases) await withheld(all(register, bare(), evidence), ['withheld']);
  const due = await registering(handed(none, 0), handed(both, 60), gone(150));
  await withheld(all(due, bare(), evidencing(none, both)));
  // The statement never goes, whatever expired.
  const nothing = changing(`/v1/transmissions/${world.request}`, () => problem(404, 'RELAY_NOT_FOUND'));
  await withheld(all(due, nothing), ['withheld']);
});
