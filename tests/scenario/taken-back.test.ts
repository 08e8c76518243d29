// A transmission that came to nothing: taken back by either signatory, or signed by no second in time. Its official is told, and what was written is a draft again (docs/spec/drafts.md, DRF-9).
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type DraftedAct, emptyDraft } from '../../client/casework/draft.ts';
import { exampleMlaRequest } from '../../client/casework/example.ts';
import type { DraftContent } from '../../client/sdk/index.ts';
import { itemsOfCase } from '../../client/web/worker/known.ts';
import type { DraftId } from '../../crypto/wire/ids.ts';
import { type FoundedAuthority, foundAuthority, reopened, type Someone } from '../testkit/authority.ts';
import { honestly, type OwnLine, ownLine } from '../testkit/drafting.ts';
import { pulled, refused } from '../testkit/mail.ts';
import { freePort, startTestRelay, type TestRelay } from '../testkit/relay.ts';
import { BYTES, roomsOf, roundsOf, saidIn } from '../testkit/rooms.ts';

const HOUR = 3_600_000;
const MASTER = new Uint8Array(32).fill(9);
const ANSWERED = { 'content-type': 'application/vnd.rogatory.receipt+cbor' };

let relay: TestRelay;
let norvania: FoundedAuthority;
let talassa: FoundedAuthority;
let lindt: Someone;
let maro: Someone;
let line: OwnLine;
beforeAll(async () => {
  relay = await startTestRelay({ master: MASTER, port: await freePort() });
  norvania = await foundAuthority(relay, 'Norvania', { jurisdiction: 'QM', formalSigners: 2 });
  talassa = await foundAuthority(relay, 'Talassa', { jurisdiction: 'QN' });
});
afterAll(() => relay.close());
beforeEach(async () => {
  line = ownLine();
  lindt = await reopened(relay, norvania.admin, { fetch: line.via });
  maro = await reopened(relay, norvania.second);
  await brought();
  // What a test left behind is not the next one's.
  for (const { client } of [lindt, maro]) {
    for (const { id, status } of await client.outbox.list()) if (status === 'closed') await client.outbox.discard(id);
    for (const { id } of await client.drafts.list()) await client.drafts.remove(id);
    await client.drafts.sync();
  }
});

const brought = () => roundsOf(lindt, maro);
const deskOf = (who: Someone) => roomsOf(who, relay.clock);

/** Signed first by Lindt, from a draft with a file; the other knows of it. */
async function proposed(ours: string): Promise<{ draft: string; subject: string; act: DraftedAct }> {
  const { id: file, digest } = await lindt.client.keptFiles.keep({
    size: BYTES.length,
    read: async (offset, length) => BYTES.slice(offset, offset + length),
  });
  const { kind, fields, author } = exampleMlaRequest({ now: relay.clock.now() });
  const act: DraftedAct = {
    ...emptyDraft(kind, [talassa.id]),
    author,
    caseRefs: { ours },
    fields,
    files: [{ id: file, name: 'log.bin', mediaType: 'application/octet-stream', size: BYTES.length, digest }],
  };
  const { id } = await lindt.client.drafts.save(null, act as unknown as DraftContent);
  const { status, subject } = await deskOf(lindt).compose.send(id);
  expect(status).toBe('proposed');
  await brought();
  return { draft: id, subject: subject as string, act };
}

test('the second signatory takes it back: what it was made from is a draft again for both, with its files for whoever takes it up, and the first is told until they do', async () => {
  const { draft, subject, act } = await proposed('NV-7');
  const second = deskOf(maro);
  expect(await second.needs()).toEqual(['signature']);
  expect(await deskOf(lindt).needs()).toEqual([]);
  for (const desk of [second, deskOf(lindt)]) expect(await desk.compose.drafts()).toEqual([]);
  // Pressed twice, it is one.
  const [again, once] = await Promise.all([
    second.compose.takeBack(subject, true),
    second.compose.takeBack(subject, true),
  ]);
  expect([again, once]).toEqual([draft, draft]);
  const said = {
    fields: act.fields,
    to: [talassa.id],
    caseRefs: { ours: 'NV-7' },
    files: [{ name: 'log.bin', digest: act.files[0]?.digest, bytes: BYTES }],
  };
  expect(await saidIn(maro, draft)).toEqual(said);
  expect(await second.compose.proposal(subject)).toMatchObject({ state: 'withdrawn', draft, told: false });
  await maro.client.drafts.sync();
  await brought();

  const first = deskOf(lindt);
  expect(await first.needs()).toEqual(['returned', 'draft']);
  expect(await first.compose.proposal(subject)).toMatchObject({ state: 'withdrawn', draft, told: true });
  const [row] = (await first.mail.sent('en', 'NV-7')).rows;
  expect(row).toMatchObject({ subject, status: 'withdrawn', sent: false, ours: 'NV-7' });
  expect(await itemsOfCase(lindt.client, row?.caseId as string)).toEqual([]);
  // The draft names its files as before: whoever goes on with it has them.
  expect(await saidIn(lindt, draft)).toEqual(said);
  expect(await first.compose.takeBack(subject, true)).toBe(draft);
  expect(await saidIn(lindt, draft)).toEqual(said);
  expect(await first.needs()).toEqual(['draft']);
  expect(await pulled(talassa.admin)).toEqual([]);

  // Signed anew and by both, it arrives, and names nothing that was never sent.
  const { subject: anew } = await first.compose.send(draft);
  await brought();
  await maro.client.proposals.sign(anew as never);
  await pulled(talassa.admin);
  expect(await talassa.admin.client.items.item(anew as never)).toMatchObject({ previous: [] });
  await brought();
  expect(await lindt.client.drafts.list()).toEqual([]);
  expect(await lindt.vault.list('kept/')).toEqual([]);
});

test('a colleague whose page still shows the draft does not send it a second time', async () => {
  const { draft, subject } = await proposed('NV-16');
  await maro.client.drafts.sync();
  const outbox = (await maro.client.outbox.list()).length;
  expect(await refused(deskOf(maro).compose.send(draft))).toBe('CLIENT_ALREADY_SENT');
  expect((await maro.client.outbox.list()).length).toBe(outbox);
  // Pressed twice by whoever signed, it is the one that waits.
  expect(await deskOf(lindt).compose.send(draft)).toMatchObject({ status: 'proposed', subject });
  await maro.client.proposals.sign(subject as never);
  await brought();
  expect(await refused(deskOf(maro).compose.send(draft))).toBe('CLIENT_NOT_FOUND');
  expect(await lindt.client.drafts.list()).toEqual([]);
});

test.each([
  ['the words', (act: DraftedAct): DraftedAct => ({ ...act, caseRefs: { ours: 'NV-12 bis' } })],
  ['the files', (act: DraftedAct): DraftedAct => ({ ...act, files: [] })],
  ['the recipients', (act: DraftedAct): DraftedAct => ({ ...act, to: [] })],
])('what a colleague changed of %s while it waited is another draft, and goes with neither', async (_, change) => {
  const { draft, subject, act } = await proposed('NV-12');
  await maro.client.drafts.sync();
  await maro.client.drafts.save(draft as DraftId, change(act) as unknown as DraftContent);
  await brought();
  expect(await deskOf(lindt).compose.drafts()).toHaveLength(1);
  // Its file is needed while the other may come to nothing, whatever becomes of this one.
  await deskOf(lindt).compose.forgetFile(act.files[0]?.id as string);
  expect(await lindt.client.keptFiles.find(act.files[0]?.id as string)).not.toBeNull();
  await maro.client.proposals.sign(subject as never);
  await brought();
  const [left, ...more] = await deskOf(lindt).compose.drafts();
  expect(more).toEqual([]);
  expect(left?.act).toEqual(change(act));
  expect((await deskOf(lindt).compose.draft(draft)).went).toBeNull();
  await lindt.client.drafts.remove(draft as DraftId);
});

test('a line cut on the answer loses nothing: the next try finds the same draft, its files, and what the relay did', async () => {
  const { draft, subject } = await proposed('NV-13');
  let cut = true;
  line.becomes(async (url, init, honest) => {
    const answer = await honestly(url, init, honest);
    if (!cut || !url.endsWith('/v1/withdrawals')) return answer;
    cut = false;
    throw new TypeError('fetch failed');
  });
  const desk = deskOf(lindt);
  const outcome = await refused(desk.compose.takeBack(subject, true));
  // Its register says so already, or will.
  expect(['accepted', 'CLIENT_RELAY_UNREACHABLE']).toContain(outcome);
  await relay.app().relay.retention.sweep(relay.clock.now());
  expect(await desk.compose.takeBack(subject, true)).toBe(draft);
  expect((await saidIn(lindt, draft)).files).toMatchObject([{ name: 'log.bin', bytes: BYTES }]);
  expect((await desk.compose.proposal(subject)).state).toBe('withdrawn');
  await lindt.client.drafts.remove(draft as DraftId);
});

test('whoever signed and closed the lid finds all of it on Monday, though this device never opened what it sent', async () => {
  const { kind, fields, author } = exampleMlaRequest({ now: relay.clock.now() });
  const act: DraftedAct = { ...emptyDraft(kind, [talassa.id]), author, caseRefs: { ours: 'NV-14' }, fields };
  const { id } = await lindt.client.drafts.save(null, act as unknown as DraftContent);
  const { subject } = await deskOf(lindt).compose.send(id);
  const { authority } = lindt.client.register();
  await maro.client.sync();
  await maro.client.proposals.withdraw(subject as never);
  await relay.app().relay.retention.sweep(relay.clock.now());
  await brought();
  expect(authority).toBe(norvania.id);
  expect(await refused(lindt.client.items.item(subject as never))).toBe('CLIENT_NOT_FOUND');
  const desk = deskOf(lindt);
  expect(await desk.needs()).toEqual(['returned', 'draft']);
  expect(await desk.compose.proposal(subject as string)).toMatchObject({ state: 'withdrawn', draft: id, told: true });
  await lindt.client.drafts.remove(id);
  const again = await desk.compose.takeBack(subject as string, true);
  expect(await saidIn(lindt, again)).toMatchObject({ fields, to: [talassa.id] });
  expect(await desk.needs()).toEqual(['draft']);
  await lindt.client.drafts.remove(again as DraftId);
});

test('it can be left at that: home names it no more', async () => {
  const { subject } = await proposed('NV-9');
  await maro.client.proposals.withdraw(subject as never);
  await brought();
  expect(await deskOf(lindt).needs()).toEqual(['returned', 'draft']);
  await deskOf(lindt).compose.letGo(subject);
  expect(await deskOf(lindt).needs()).toEqual(['draft']);
});

test('what a colleague signed meanwhile is sent and not taken back: nothing is made of it, no file of it stays', async () => {
  const { draft, subject, act } = await proposed('NV-10');
  await maro.client.proposals.sign(subject as never);
  expect(await refused(deskOf(lindt).compose.takeBack(subject, true))).toBe('RELAY_CONFLICT');
  expect((await lindt.client.drafts.list()).map(({ id }) => id)).toEqual([draft]);
  await brought();
  expect(await refused(deskOf(lindt).compose.takeBack(subject, true))).toBe('CLIENT_ALREADY_SENT');
  expect(await lindt.client.keptFiles.find(act.files[0]?.id as string)).toBeNull();
  expect(await lindt.client.drafts.list()).toEqual([]);
  expect((await lindt.client.items.item(subject as never)).status).not.toBe('withdrawn');
});

test('a relay that proves something else has taken nothing back', async () => {
  let receipt: Uint8Array | null = null;
  line.becomes(async (url, init, honest) => {
    if (url.endsWith('/v1/withdrawals')) return new Response(receipt?.slice(), { headers: ANSWERED });
    const answer = await honestly(url, init, honest);
    if (url.endsWith('/v1/transmissions') && init.method === 'POST')
      receipt = new Uint8Array(await answer.clone().arrayBuffer());
    return answer;
  });
  const { subject } = await proposed('NV-11');
  expect(receipt).not.toBeNull();
  expect(await refused(deskOf(lindt).compose.takeBack(subject, true))).toBe('CLIENT_RELAY_ANSWER');
  expect((await lindt.client.items.item(subject as never)).status).toBe('proposed');
  expect(await deskOf(lindt).needs()).toEqual([]);
  line.becomes(honestly);
  await lindt.client.proposals.withdraw(subject as never);
  await deskOf(lindt).compose.letGo(subject);
});

test('a book kept for one alone, in which it was taken back, proves nothing: it still waits for everybody', async () => {
  const { subject } = await proposed('NV-15');
  await relay.stop();
  const { relayOrigin: origin } = relay.card;
  const port = await freePort();
  const other = await startTestRelay({ master: MASTER, from: relay.dataDir, port, file: { origin } });
  await relay.start();
  try {
    line.becomes((url, init, honest) =>
      url.endsWith('/v1/withdrawals') ? fetch(url.replace(origin, `http://127.0.0.1:${port}`), init) : honest(),
    );
    expect(await refused(deskOf(lindt).compose.takeBack(subject, true))).toBe('CLIENT_RELAY_ANSWER');
    line.becomes(honestly);
    expect(await deskOf(lindt).compose.proposal(subject)).toMatchObject({ state: 'open' });
    await brought();
    expect(await deskOf(lindt).needs()).toEqual([]);
    await maro.client.proposals.sign(subject as never);
    await brought();
    expect((await deskOf(lindt).compose.proposal(subject)).state).toBe('sent');
  } finally {
    await other.close();
  }
});

test('signed by nobody in time it is told to whoever signed first, who has its files; a colleague, for whom the relay has none, takes it up without them', async () => {
  const { draft, subject, act } = await proposed('NV-8');
  const { lapsesAt } = await deskOf(lindt).compose.proposal(subject);
  expect(Math.abs((lapsesAt ?? 0) - (relay.clock.now() + 72 * HOUR))).toBeLessThan(HOUR);
  relay.wind(72 * HOUR + 1);
  await relay.app().relay.timers.fire();
  await relay.app().relay.retention.sweep(relay.clock.now());
  await brought();
  const [first, second] = [deskOf(lindt), deskOf(maro)];
  expect(await first.needs()).toEqual(['returned', 'draft']);
  expect(await first.compose.proposal(subject)).toMatchObject({ state: 'lapsed', draft, told: true });
  const named = { fields: act.fields, files: [{ name: 'log.bin', digest: act.files[0]?.digest }] };
  expect(await refused(second.compose.takeBack(subject, true))).toBe('RELAY_NOT_FOUND');
  expect(await saidIn(maro, draft)).toMatchObject(named);
  expect(await first.compose.takeBack(subject, true)).toBe(draft);
  expect(await saidIn(lindt, draft)).toMatchObject({ fields: act.fields, files: [{ bytes: BYTES }] });
  expect(await first.needs()).toEqual(['draft']);
  await brought();
  expect(await second.compose.takeBack(subject, false)).toBe(draft);
  // What is left is the same for everybody, and whoever has the file sends it.
  expect(await saidIn(maro, draft)).toMatchObject(named);
});
