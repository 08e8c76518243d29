// Two officials under one statement, and sealing again: only for a link that was verified here, or by a person's decision (protocol.md sections 4 and 5).
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Act, composeAct } from '../../client/casework/act.ts';
import { codeOf } from '../../client/sdk/failure.ts';
import { type Trouble, troubleKey } from '../../client/sdk/items.ts';
import { put } from '../../client/sdk/vault.ts';
import { CLASSES } from '../../crypto/wire/envelope.ts';
import { ROLES } from '../../crypto/wire/genesis.ts';
import type { Digest } from '../../crypto/wire/ids.ts';
import { type FoundedAuthority, foundAuthority, join, reopenAll, type Someone, someone } from '../testkit/authority.ts';
import { faultyLine } from '../testkit/faulty-line.ts';
import { eventsOf, itemsOf, pulled } from '../testkit/mail.ts';
import { startTestRelay, type TestRelay } from '../testkit/relay.ts';

let relay: TestRelay;
let norvania: FoundedAuthority;
let talassa: FoundedAuthority;
beforeAll(async () => {
  relay = await startTestRelay();
  norvania = await foundAuthority(relay, 'Norvania', { jurisdiction: 'QM', formalSigners: 2 });
  talassa = await foundAuthority(relay, 'Talassa', { jurisdiction: 'QN' });
});
afterAll(() => relay.close());
// One client at a time over a vault: a test that opened others leaves them behind.
beforeEach(() => reopenAll(relay, norvania, talassa));

const act = (text: string): Act =>
  composeAct({
    kind: 'consultation',
    caseRefs: { ours: 'NV-1' },
    author: { officialName: 'Aurelia Lindt', function: 'Officer', unit: 'MLA' },
    fields: { subject: 'A question', text },
  });
const send = (who: Someone, to: FoundedAuthority, text: string, klass: 0 | 1 = CLASSES.formal) =>
  who.client.outbox.send({ to: [to.id], act: act(text), class: klass });
const refused = (attempt: Promise<unknown>) =>
  attempt.then(
    () => 'accepted',
    (error: unknown) => codeOf(error) ?? String(error),
  );
const textsOf = async (who: Someone): Promise<unknown[]> =>
  itemsOf(await pulled(who))
    .filter(({ direction }) => direction === 'in')
    .map(({ act: opened }) => opened.fields['text']);

describe('two signers', () => {
  test('one alone proposes: nobody outside sees it, and it is not shown as sent', async () => {
    const entry = await send(norvania.admin, talassa, 'needs two');
    expect(entry).toMatchObject({ status: 'proposed', submittedAt: null });
    await pulled(norvania.admin);
    const item = await norvania.admin.client.items.item(entry.sealed?.subject as Digest);
    expect(item).toMatchObject({ status: 'proposed', direction: 'out' });
    expect(item.signedBy).toHaveLength(1);
    expect(await textsOf(talassa.admin)).toEqual([]);
    expect(await refused(norvania.admin.client.proposals.sign(entry.sealed?.subject as Digest))).toBe(
      'POLICY_GESTURE_MISSING',
    );
  });

  test('the second opens it, signs the very same statement, and then it is submitted for both', async () => {
    await norvania.second.client.sync();
    await pulled(norvania.second);
    const [proposal] = await norvania.second.client.proposals.open();
    expect(proposal?.act.fields['text']).toBe('needs two');
    await norvania.second.client.proposals.sign(proposal?.subject as Digest);
    expect(await textsOf(talassa.admin)).toEqual(['needs two']);
    await norvania.admin.client.sync();
    const [entry] = await norvania.admin.client.outbox.list();
    expect(entry?.status).toBe('submitted');
    await pulled(norvania.admin);
    const item = await norvania.admin.client.items.item(proposal?.subject as Digest);
    expect(item.signedBy).toHaveLength(2);
    expect(item.status).toBe('handed over');
    expect((await talassa.admin.client.items.item(proposal?.subject as Digest)).signedBy).toHaveLength(2);
    expect(await norvania.second.client.proposals.open()).toEqual([]);
  });

  test('a lost answer to the second signature is asked for again with the same one', async () => {
    const entry = await send(norvania.admin, talassa, 'lost in between');
    const line = faultyLine();
    const second = await someone(relay, 'Second', norvania.second.vault, { fetch: line.fetch });
    await second.client.sync();
    await pulled(second);
    line.cut(null);
    const subject = entry.sealed?.subject as Digest;
    const [{ length }] = [Array.from({ length: 8 })];
    for (let at = 0; at < length; at++) {
      line.cut({ at, lost: 'answer' });
      if ((await refused(second.client.proposals.sign(subject))) === 'accepted') break;
    }
    line.cut(null);
    await second.client.sync();
    expect((await second.client.items.item(subject)).status).not.toBe('proposed');
    expect(await textsOf(talassa.admin)).toEqual(['lost in between']);
  });

  test('taken back, it is closed for everybody, can be signed no more, and is no trouble to a device that comes later', async () => {
    const entry = await send(norvania.admin, talassa, 'taken back');
    const subject = entry.sealed?.subject as Digest;
    await norvania.second.client.sync();
    await pulled(norvania.second);
    await norvania.admin.client.proposals.withdraw(subject);
    expect((await norvania.admin.client.outbox.entry(entry.id)).status).toBe('closed');
    expect(await refused(norvania.second.client.proposals.sign(subject))).toBe('RELAY_CONFLICT');
    expect(eventsOf(await pulled(norvania.second))).toContain('ProposalClosed (relay)');
    expect((await norvania.second.client.items.item(subject)).status).toBe('withdrawn');
    // Its content goes with it: who comes later is not alarmed about it.
    await relay.app().relay.retention.sweep(relay.clock.now());
    const newcomer = await join(relay, norvania.admin, 'Newcomer', [ROLES.officer], norvania.second);
    await norvania.admin.client.sync();
    await newcomer.client.sync();
    const arrived = await pulled(newcomer);
    const happened = arrived.flatMap((one) => (one.type === 'event' && one.subject === subject ? [one.event] : []));
    expect(happened).toEqual(['Proposed', 'ProposalClosed']);
    expect(await newcomer.client.inbox.troubles()).toEqual([]);
    expect(await refused(newcomer.client.items.item(subject))).toBe('CLIENT_NOT_FOUND');
    expect(await newcomer.client.alarms.list()).toEqual([]);
    // Nor to whom an earlier version listed it as withheld: the next pull strikes it out.
    const index = newcomer.client.register().about(subject)[0] as number;
    const listed: Trouble = { subject, index, code: 'CLIENT_WITHHELD', detail: 'the content expired' };
    await newcomer.vault.write([put(troubleKey(subject), listed)]);
    expect(await newcomer.client.inbox.troubles()).toEqual([listed]);
    expect(eventsOf(await pulled(newcomer))).toEqual(['Proposed (relay)']);
    expect(await newcomer.client.inbox.troubles()).toEqual([]);
    expect(await textsOf(talassa.admin)).toEqual([]);
  });

  test('an urgent act never waits for a second official', async () => {
    const answerBy = relay.clock.now() + 8 * 3_600_000;
    const { client } = norvania.admin;
    const entry = await client.outbox.send({ to: [talassa.id], act: act('now'), class: CLASSES.urgent, answerBy });
    expect(entry.status).toBe('submitted');
    expect(await textsOf(talassa.admin)).toEqual(['now']);
  });
});

/** Lets somebody seal and sign on what they know, and changes the world before it can be handed in. */
async function overtaken(text: string, change: () => Promise<unknown>) {
  let held = true;
  const holding: typeof fetch = async (target, init) => {
    if (held && String(target).endsWith('/v1/transmissions')) throw new TypeError('fetch failed');
    return fetch(target, init);
  };
  const who = await someone(relay, 'Sender', talassa.admin.vault, { fetch: holding });
  await who.client.sync();
  const { id } = await who.client.outbox.compose({ to: [norvania.id], act: act(text), class: CLASSES.formal });
  expect(await refused(who.client.outbox.advance(id))).toBe('CLIENT_RELAY_UNREACHABLE');
  held = false;
  await change();
  return { who, id, before: await who.client.outbox.entry(id) };
}

describe('a recipient whose key changes in between', () => {
  test('by a removal: sealed again for the key verified here, under another number, with another gesture', async () => {
    const clerk = await join(relay, norvania.admin, 'Clerk', [ROLES.officer], norvania.second);
    await norvania.admin.client.sync();
    const { who, id, before } = await overtaken('for the new key', async () => {
      await norvania.admin.client.sync();
      await norvania.admin.client.devices.remove(clerk.client.whoami()?.official as never);
    });
    expect(before.status).toBe('ready');
    const after = await who.client.outbox.advance(id);
    expect(after).toMatchObject({ status: 'submitted', sealings: 2 });
    expect(after.messageId).not.toBe(before.messageId);
    expect(after.sealed?.subject).not.toBe(before.sealed?.subject);
    expect(after.gestures?.[0]?.nonce).not.toEqual(before.gestures?.[0]?.nonce);
    await norvania.admin.client.sync();
    expect(await textsOf(norvania.admin)).toContain('for the new key');
  });

  test('only by the relay’s word: nothing is sealed again, and it stops for a person', async () => {
    const problem = {
      type: 'urn:rogatory:problem:EPOCH_STALE',
      title: 'x',
      status: 409,
      code: 'EPOCH_STALE',
      detail: 'somebody was removed',
      action: 'send it again',
      retry: false,
      reference: 'x',
    };
    const lying: typeof fetch = async (target, init) =>
      String(target).endsWith('/v1/transmissions')
        ? new Response(JSON.stringify(problem), {
            status: 409,
            headers: { 'content-type': 'application/problem+json' },
          })
        : fetch(target, init);
    const who = await someone(relay, 'Sender', talassa.second.vault, { fetch: lying });
    await who.client.sync();
    expect(await refused(send(who, norvania, 'B25'))).toBe('CLIENT_RESEND_REFUSED');
    const [entry] = (await who.client.outbox.list()).slice(-1);
    expect(entry).toMatchObject({ status: 'stopped', code: 'CLIENT_RESEND_REFUSED', sealings: 1 });
    const honest = await someone(relay, 'Sender', talassa.second.vault);
    expect((await honest.client.outbox.renew(entry?.id as string)).status).toBe('submitted');
    await norvania.admin.client.sync();
    expect((await textsOf(norvania.admin)).filter((text) => text === 'B25')).toHaveLength(1);
  });
});

describe('a sealed transmission that waited', () => {
  const HOUR = 3_600_000;

  test('an hour goes out as it was signed, with a gesture of now', async () => {
    const { who, id, before } = await overtaken('an hour', async () => relay.wind(HOUR));
    const after = await who.client.outbox.advance(id);
    expect(after.status).toBe('submitted');
    expect(after.sealed?.subject).toBe(before.sealed?.subject);
    expect(after.gestures?.[0]?.nonce).not.toEqual(before.gestures?.[0]?.nonce);
  });

  test('too long stops for a person, is sealed again when they say so, and arrives once', async () => {
    const { who, id } = await overtaken('too old', async () => relay.wind(25 * HOUR));
    expect(await refused(who.client.outbox.advance(id))).toBe('CLIENT_OUTBOX_STALE');
    expect(await who.client.outbox.entry(id)).toMatchObject({ status: 'stopped', code: 'CLIENT_OUTBOX_STALE' });
    await relay.stop();
    await relay.start(); // and with it a fresh stamp of the directory
    await expect.poll(() => refused(who.client.freshness()), { timeout: 30_000 }).toBe('accepted');
    expect((await who.client.outbox.renew(id)).status).toBe('submitted');
    await norvania.admin.client.sync();
    expect((await textsOf(norvania.admin)).filter((text) => text === 'too old')).toHaveLength(1);
    expect(await refused(who.client.outbox.discard(id))).toBe('CLIENT_ALREADY_SENT');
  });

  test('too long can be given up instead', async () => {
    const { who, id } = await overtaken('given up', async () => relay.wind(25 * HOUR));
    await refused(who.client.outbox.advance(id));
    await who.client.outbox.discard(id);
    expect(await refused(who.client.outbox.entry(id))).toBe('CLIENT_NOT_FOUND');
  });
});
