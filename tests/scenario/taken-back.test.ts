// A transmission that came to nothing: taken back by either signatory, or signed by no second in time. Its official is told, and what was written is a draft again (docs/spec/drafts.md, DRF-9).
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type DraftedAct, emptyDraft } from '../../client/casework/draft.ts';
import { exampleMlaRequest } from '../../client/casework/example.ts';
import type { DraftContent } from '../../client/sdk/index.ts';
import { composeRoom } from '../../client/web/worker/compose.ts';
import { itemsOfCase } from '../../client/web/worker/known.ts';
import { mailRoom } from '../../client/web/worker/mail.ts';
import { openOffice } from '../../client/web/worker/office.ts';
import type { DraftId } from '../../crypto/wire/ids.ts';
import { type FoundedAuthority, foundAuthority, reopened, type Someone } from '../testkit/authority.ts';
import { honestly, type OwnLine, ownLine } from '../testkit/drafting.ts';
import { pulled, refused } from '../testkit/mail.ts';
import { startTestRelay, type TestRelay } from '../testkit/relay.ts';

const BYTES = new Uint8Array(40_000).map((_, i) => i % 251);
const HOUR = 3_600_000;
const ANSWERED = { 'content-type': 'application/vnd.rogatory.receipt+cbor' };

let relay: TestRelay;
let norvania: FoundedAuthority;
let talassa: FoundedAuthority;
let lindt: Someone;
let maro: Someone;
let line: OwnLine;
beforeAll(async () => {
  relay = await startTestRelay();
  norvania = await foundAuthority(relay, 'Norvania', { jurisdiction: 'QM', formalSigners: 2 });
  talassa = await foundAuthority(relay, 'Talassa', { jurisdiction: 'QN' });
});
afterAll(() => relay.close());
beforeEach(async () => {
  line = ownLine();
  lindt = await reopened(relay, norvania.admin, { fetch: line.via });
  maro = await reopened(relay, norvania.second);
  await brought();
});

/** What a browser does by itself, for both. */
async function brought(): Promise<void> {
  for (const who of [lindt, maro]) {
    await who.client.sync();
    await pulled(who);
  }
}

function deskOf({ client }: Someone) {
  const office = openOffice({ origin: 'http://localhost:8788', announce: () => undefined });
  office.seated(client);
  const mail = mailRoom(office, relay.clock.now);
  return { compose: composeRoom(office), mail, needs: async () => (await mail.today('en')).map(({ need }) => need) };
}

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

/** What a draft says, its files by their bytes. */
async function saidIn({ client }: Someone, id: string) {
  const content = (await client.drafts.get(id as DraftId)).content as unknown as DraftedAct;
  const files = await Promise.all(
    content.files.map(async ({ id: kept, name, digest }) => {
      const found = await client.keptFiles.find(kept);
      return { name, digest, bytes: await found?.read(0, BYTES.length) };
    }),
  );
  return { fields: content.fields, to: content.to, caseRefs: content.caseRefs, files };
}

test('the second signatory takes it back: a draft of the same words with its files is there for both, and the first is told until they say so', async () => {
  const { draft, subject, act } = await proposed('NV-7');
  expect(await deskOf(maro).needs()).toEqual(['signature']);
  expect(await deskOf(lindt).needs()).toEqual([]);
  const again = await deskOf(maro).compose.takeBack(subject, true);
  const [file] = act.files;
  expect(await saidIn(maro, again)).toEqual({
    fields: act.fields,
    to: [talassa.id],
    caseRefs: { ours: 'NV-7' },
    files: [{ name: 'log.bin', digest: file?.digest, bytes: BYTES }],
  });
  expect(await deskOf(maro).compose.proposal(subject)).toMatchObject({ state: 'withdrawn', draft: again, told: false });
  await brought();

  const first = deskOf(lindt);
  expect(await first.needs()).toEqual(['returned', 'draft']);
  expect(await first.compose.proposal(subject)).toMatchObject({ state: 'withdrawn', draft: again, told: true });
  // The address of the draft that was signed leads there too.
  expect((await first.compose.draft(draft)).went).toMatchObject({ subject, own: true });
  const [row] = (await first.mail.sent('en')).rows;
  expect(row).toMatchObject({ subject, status: 'withdrawn', sent: false, ours: 'NV-7' });
  expect(await itemsOfCase(lindt.client, row?.caseId as string)).toEqual([]);
  // Whoever takes it up too finds the same draft, and it is not made twice.
  expect(await first.compose.takeBack(subject, true)).toBe(again);
  expect(await first.needs()).toEqual(['draft']);
  await lindt.client.drafts.remove(again as DraftId);
  expect((await pulled(talassa.admin)).length).toBe(0);
});

test('it can be left at that: home names it no more', async () => {
  const { subject } = await proposed('NV-9');
  await maro.client.outbox.withdraw(subject as never);
  await brought();
  expect(await deskOf(lindt).needs()).toEqual(['returned']);
  await deskOf(lindt).compose.letGo(subject);
  expect(await deskOf(lindt).needs()).toEqual([]);
});

test('what a colleague signed meanwhile is sent and not taken back: nothing is made of it, no file of it stays', async () => {
  const { subject } = await proposed('NV-10');
  await maro.client.proposals.sign(subject as never);
  const kept = (await lindt.vault.list('kept/')).length;
  const drafts = (await lindt.client.drafts.list()).length;
  expect(await refused(deskOf(lindt).compose.takeBack(subject, true))).toBe('RELAY_CONFLICT');
  await brought();
  expect(await refused(deskOf(lindt).compose.takeBack(subject, true))).toBe('CLIENT_ALREADY_SENT');
  expect((await lindt.vault.list('kept/')).length).toBe(kept);
  expect((await lindt.client.drafts.list()).length).toBe(drafts);
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
  await lindt.client.outbox.withdraw(subject as never);
  await deskOf(lindt).compose.letGo(subject);
});

test('signed by nobody in time it is told to whoever signed first; the relay has let its files go, and it is taken up without them', async () => {
  const { subject, act } = await proposed('NV-8');
  const { lapsesAt } = await deskOf(lindt).compose.proposal(subject);
  expect(Math.abs(lapsesAt - (relay.clock.now() + 72 * HOUR))).toBeLessThan(HOUR);
  relay.wind(72 * HOUR + 1);
  await relay.app().relay.timers.fire();
  await relay.app().relay.retention.sweep(relay.clock.now());
  await brought();
  const desk = deskOf(lindt);
  expect(await desk.needs()).toEqual(['returned']);
  expect(await desk.compose.proposal(subject)).toMatchObject({ state: 'lapsed', draft: null, told: true });
  const drafts = (await lindt.client.drafts.list()).length;
  expect(await refused(desk.compose.takeBack(subject, true))).toBe('RELAY_NOT_FOUND');
  expect((await lindt.client.drafts.list()).length).toBe(drafts);
  expect(await desk.needs()).toEqual(['returned']);
  const again = await desk.compose.takeBack(subject, false);
  expect(await saidIn(lindt, again)).toMatchObject({ fields: act.fields, files: [] });
  await lindt.client.drafts.remove(again as DraftId);
});
