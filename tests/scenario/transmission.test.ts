// The way of one transmission through a real relay: sealed, entered, opened, acknowledged, answered, and proven from one file (protocol.md sections 4 to 8).
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { composeAct } from '../../client/casework/act.ts';
import { exampleMlaRequest, examplePreservation } from '../../client/casework/example.ts';
import type { FileSink } from '../../client/sdk/downloads.ts';
import type { Item } from '../../client/sdk/items.ts';
import { verifyBundleZip } from '../../client/sdk/verify.ts';
import { CLASSES } from '../../crypto/wire/envelope.ts';
import { ROLES } from '../../crypto/wire/genesis.ts';
import type { Digest } from '../../crypto/wire/ids.ts';
import { REASONS } from '../../crypto/wire/leaf.ts';
import { type FoundedAuthority, foundAuthority, join, type Someone } from '../testkit/authority.ts';
import { consult, eventsOf, itemsOf, pulled, troublesOf } from '../testkit/mail.ts';
import { startTestRelay, type TestRelay } from '../testkit/relay.ts';
import { seededRandom } from '../testkit/seed.ts';

let relay: TestRelay;
let norvania: FoundedAuthority;
let talassa: FoundedAuthority;
let bystander: FoundedAuthority;
beforeAll(async () => {
  relay = await startTestRelay();
  [norvania, talassa, bystander] = await Promise.all([
    foundAuthority(relay, 'Norvania', { jurisdiction: 'QM' }),
    foundAuthority(relay, 'Talassa', { jurisdiction: 'QN' }),
    foundAuthority(relay, 'Bystander', { jurisdiction: 'QO' }),
  ]);
});
afterAll(() => relay.close());

const memorySink = (): FileSink & { content(): Uint8Array | null } => {
  const pieces: Uint8Array[] = [];
  let finished = false;
  return {
    write: async (bytes) => void pieces.push(bytes.slice()),
    finish: async () => {
      finished = true;
    },
    discard: async () => void pieces.splice(0),
    content: () => (finished ? new Uint8Array(pieces.flatMap((piece) => [...piece])) : null),
  };
};
const bytesOf = (name: string, content: Uint8Array) => ({
  name,
  mediaType: 'application/pdf',
  size: content.length,
  read: async (offset: number, length: number) => content.subarray(offset, offset + length),
});

describe('a formal request with files', () => {
  const exhibit = seededRandom('exhibit')(300_000);
  let subject: Digest;
  let received: Item;

  test('is shown as submitted only with its entries proven, and nobody else sees it', async () => {
    const act = exampleMlaRequest({ now: relay.clock.now() });
    const files = [bytesOf('exhibit 1.pdf', exhibit), bytesOf('exhibit 2.pdf', new Uint8Array(0))];
    const sent = await norvania.admin.client.outbox.send({ to: [talassa.id], act, class: CLASSES.formal, files });
    expect(sent.status).toBe('submitted');
    expect(sent.leaves.map(({ authority }) => authority).sort()).toEqual([norvania.id, talassa.id].sort());
    subject = sent.sealed?.subject as Digest;
    await bystander.admin.client.sync();
    expect(await pulled(bystander.admin)).toEqual([]);
    await expect(bystander.admin.client.bundle(subject)).rejects.toMatchObject({ code: 'RELAY_NOT_FOUND' });
  });

  test('arrives whole, once, and is acknowledged by the pull itself', async () => {
    const arrivals = await pulled(talassa.admin);
    expect(arrivals.map(({ type }) => type)).toEqual(['item', 'event']);
    expect(eventsOf(arrivals)).toEqual(['ContentHandover']);
    received = itemsOf(arrivals)[0] as Item;
    expect(received).toMatchObject({ subject, direction: 'in', class: CLASSES.formal, status: 'handed over' });
    expect(received.sender.authority).toBe(norvania.id);
    expect(received.signedBy).toHaveLength(1);
    expect(received.act).toEqual(exampleMlaRequest({ now: received.createdAt }));
    expect(received.attachments.map(({ name, size }) => [name, size])).toEqual([
      ['exhibit 1.pdf', 300_000],
      ['exhibit 2.pdf', 0],
    ]);
    expect(await pulled(talassa.admin)).toEqual([]);
  });

  test('its files are given out verified, and that all of them were is stated', async () => {
    for (const { ref, size } of received.attachments) {
      const sink = memorySink();
      await talassa.admin.client.files.save({ subject, uploadId: ref.uploadId, sink });
      expect(sink.content()).toEqual(size === 0 ? new Uint8Array(0) : exhibit);
    }
    const item = await talassa.admin.client.items.item(subject);
    expect(item.attachments.every(({ verified }) => verified)).toBe(true);
    expect(eventsOf(await pulled(talassa.admin))).toEqual(['ContentHandover']);
  });

  test('opened and taken by an official are told to the sender with their signatures', async () => {
    await talassa.admin.client.inbox.opened(subject);
    await talassa.admin.client.inbox.opened(subject); // once for the authority
    await talassa.second.client.sync();
    await pulled(talassa.second);
    await talassa.second.client.inbox.taken(subject);
    const events = eventsOf(await pulled(norvania.admin));
    expect(events).toEqual(['ContentHandover', 'ContentHandover', 'ContentAccessTracking', 'ConsignmentAcceptance']);
    const item = await norvania.admin.client.items.item(subject);
    expect(item).toMatchObject({ direction: 'out', status: 'taken' });
    expect(item.recipients.get(talassa.id)).toBe('taken');
    expect(item.events.filter(({ proved }) => proved)).toHaveLength(4);
  });

  test('an answer travels back in the same case and names what it answers', async () => {
    const { outbox } = talassa.admin.client;
    const reply = composeAct({ ...consult('When would the hearing be?'), inReplyTo: subject } as never);
    const sent = await outbox.send({
      to: [norvania.id],
      act: reply,
      class: CLASSES.ordinary,
      caseId: received.caseId,
    });
    expect(sent.status).toBe('submitted');
    const [item] = itemsOf(await pulled(norvania.admin));
    expect(item).toMatchObject({ caseId: received.caseId, previous: [subject], direction: 'in' });
    expect(item?.act.inReplyTo).toBe(subject);
  });

  test('is proven from one file by a stranger who has the trust card', async () => {
    const { contentKey, attachments } = await norvania.admin.client.items.stored(subject);
    const attachmentKeys = new Map(attachments.map(({ uploadId, key }) => [uploadId, key]));
    const { zip } = await norvania.admin.client.bundle(subject, { contentKey, attachmentKeys });
    const anchored = await verifyBundleZip(zip, relay.card);
    expect(anchored.verdict.checks.filter(({ outcome }) => outcome === 'failed')).toEqual([]);
    expect(anchored.verdict.outcome).toBe('verified');
    expect(anchored.wasSent(exhibit).answer).toBe('sent');
    const alone = await verifyBundleZip(zip, null);
    expect(anchored.wasSent(exhibit.slice(1)).answer).not.toBe('sent');
    expect(alone.verdict.outcome).toBe('consistent, not anchored');
    const theirs = await talassa.admin.client.bundle(subject);
    expect(theirs.verdict.outcome).toBe('verified');
  });
});

describe('other ways', () => {
  test('an urgent preservation with an answer-by time', async () => {
    const act = examplePreservation({ now: relay.clock.now() });
    const answerBy = relay.clock.now() + 8 * 3_600_000;
    const sent = await norvania.admin.client.outbox.send({ to: [talassa.id], act, class: CLASSES.urgent, answerBy });
    const item = itemsOf(await pulled(talassa.admin)).find(({ direction }) => direction === 'in');
    expect(item).toMatchObject({ subject: sent.sealed?.subject, class: CLASSES.urgent, answerBy });
  });

  test('to several authorities at once, each with its own status', async () => {
    const input = { to: [talassa.id, bystander.id], act: consult('To both of you'), class: CLASSES.ordinary };
    const { sealed } = await norvania.second.client.outbox.send(input);
    const subject = sealed?.subject as Digest;
    expect(itemsOf(await pulled(bystander.admin)).map((item) => item.subject)).toEqual([subject]);
    await bystander.admin.client.inbox.refuse(subject, REASONS.notCompetent);
    await pulled(norvania.second);
    const item = await norvania.second.client.items.item(subject);
    expect(item.recipients.get(bystander.id)).toBe('refused');
    expect(item.recipients.get(talassa.id)).toBe('consigned');
    expect(item.status).toBe('consigned');
    expect(item.events.find(({ event }) => event === 'ConsignmentRejection')?.reason).toBe(REASONS.notCompetent);
  });

  test('a timer that runs out is the relay’s word, and ends with the handover', async () => {
    await pulled(talassa.admin);
    const { sealed } = await norvania.admin.client.outbox.send({
      to: [talassa.id],
      act: consult('Left lying'),
      class: CLASSES.ordinary,
    });
    const subject = sealed?.subject as Digest;
    await pulled(norvania.admin);
    relay.wind(7 * 24 * 3_600_000 + 60_000);
    await relay.stop();
    await relay.start(); // a relay that comes back enters what fell due
    await expect
      .poll(async () => {
        await pulled(norvania.admin);
        return (await norvania.admin.client.items.item(subject)).status;
      })
      .toBe('overdue');
    const failure = (await norvania.admin.client.items.item(subject)).events.find(
      (e) => e.event === 'ContentHandoverFailure',
    );
    expect(failure).toMatchObject({ proved: false, reason: REASONS.noAnswerInTime });
    await pulled(talassa.admin);
    await pulled(norvania.admin);
    expect((await norvania.admin.client.items.item(subject)).status).toBe('overdue'); // nobody has taken it yet
    await talassa.admin.client.inbox.taken(subject);
    await pulled(norvania.admin);
    expect((await norvania.admin.client.items.item(subject)).status).toBe('taken');
  });

  test('an auditor sees every entry and opens none', async () => {
    const auditor: Someone = await join(relay, norvania.admin, 'Auditor', [ROLES.auditor], norvania.second);
    await auditor.client.sync();
    const arrivals = await pulled(auditor);
    expect(arrivals.length).toBe(auditor.client.register().size());
    expect(itemsOf(arrivals)).toEqual([]);
    expect(troublesOf(arrivals)).toEqual([]);
    const subject = auditor.client.register().leaf(0).subject;
    expect((await auditor.client.bundle(subject)).verdict.outcome).toBe('verified');
  });
});
