// Acknowledgements in both registers, who may state what, and the timers they settle (protocol.md section 6).
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signerOf } from '../../../../crypto/protocol/device.ts';
import { ACK_KINDS, encodeAcknowledgement } from '../../../../crypto/wire/acknowledgement.ts';
import { CLASSES } from '../../../../crypto/wire/envelope.ts';
import { decodeEvidence, MEDIA } from '../../../../crypto/wire/frames.ts';
import { ROLES } from '../../../../crypto/wire/genesis.ts';
import type { Digest } from '../../../../crypto/wire/ids.ts';
import { decodeRegisterLeaf, EVENTS, REASONS } from '../../../../crypto/wire/leaf.ts';
import { signStatement } from '../../../../crypto/wire/statement.ts';
import type { Person } from '../../../testkit/cast.ts';
import { codeOf, leavesIn, openPost, type Post } from '../../../testkit/post.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
let post: Post;
beforeAll(async () => {
  post = await openPost();
});
afterAll(() => post.close());

async function sent(label: string, klass: 0 | 2 = CLASSES.ordinary): Promise<Digest> {
  const sealed = post.seal({ label, class: klass });
  const gesture = klass === 0 ? null : await post.gesture(post.norvania.admins[0], sealed.subject);
  expect(codeOf(await post.submit(post.frame(sealed, gesture)))).toBe('201');
  return sealed.subject;
}
const events = async (subject: Digest): Promise<[string, number][]> =>
  (await post.store.parties(subject))
    .filter(({ event }) => event > 2)
    .map(({ authority, event }) => [authority === post.norvania.id ? 'norvania' : 'talassa', event]);
const evidence = async (subject: Digest, by: Person) => {
  const answer = await post.as(by, { method: 'GET', url: `/v1/transmissions/${subject}/evidence` });
  const { leaves, acknowledgements } = decodeEvidence(new Uint8Array(answer.rawPayload));
  return { events: leaves.map(({ leaf }) => decodeRegisterLeaf(leaf).event).sort(), acknowledgements };
};

describe('an acknowledgement', () => {
  it('enters the same leaf in both registers, and again nothing when sent again', async () => {
    const subject = await sent('twice');
    const payload = encodeAcknowledgement({
      subject,
      authority: post.talassa.id,
      kind: ACK_KINDS.received,
      attachments: 0,
      reason: REASONS.none,
      createdAt: post.clock.at,
      directory: { size: 1, root: subject },
    });
    const body = signStatement('ack', payload, signerOf(post.talassa.admins[0].device));
    const ask = { method: 'POST', url: '/v1/acknowledgements', body, media: MEDIA.statement };
    const first = await post.plain(ask);
    expect(leavesIn(first)).toMatchObject([
      { authority: post.talassa.id, event: EVENTS.ContentHandover, counterpart: post.talassa.id },
      { authority: post.norvania.id, event: EVENTS.ContentHandover, counterpart: post.talassa.id },
    ]);
    expect(leavesIn(await post.plain(ask))).toEqual(leavesIn(first));
    expect(await events(subject)).toHaveLength(2);
  });

  it('of one kind is stated once; received again only with more attachments, and not more than were sent', async () => {
    const subject = await sent('once');
    const [by] = post.talassa.admins;
    const received = { subject, kind: ACK_KINDS.received };
    expect(codeOf(await post.acknowledge(by, received))).toBe('200');
    post.clock.at += 1;
    expect(codeOf(await post.acknowledge(by, received))).toBe('RELAY_CONFLICT');
    expect(codeOf(await post.acknowledge(by, { ...received, attachments: 1 }))).toBe('CONTENT_ATTACHMENTS');
    expect(codeOf(await post.acknowledge(by, { subject, kind: ACK_KINDS.taken }))).toBe('200');
    const both = await Promise.all(
      [1, 2].map((ms) => post.acknowledge(by, { subject, kind: ACK_KINDS.opened, createdAt: post.clock.at - ms })),
    );
    expect(both.map(codeOf).sort()).toEqual(['200', 'RELAY_CONFLICT']);
  });

  it('by the sender, by a stranger, of nothing, and by an auditor is refused', async () => {
    const subject = await sent('strangers');
    const third = await post.join('Bystander');
    const auditor = await post.talassa.enrol('auditor', ROLES.auditor);
    await post.catchUp(post.talassa, post.talassa.links().length - 2);
    const ack = { subject, kind: ACK_KINDS.received };
    expect(codeOf(await post.acknowledge(post.norvania.admins[0], ack))).toBe('RELAY_NOT_FOUND');
    expect(codeOf(await post.acknowledge(third.admins[0], { ...ack, authority: third.id }))).toBe('RELAY_NOT_FOUND');
    expect(codeOf(await post.acknowledge(third.admins[0], ack))).toBe('ROSTER_AUTHORITY');
    const nothing = post.seal({ label: 'never sent' }).subject;
    expect(codeOf(await post.acknowledge(post.talassa.admins[0], { subject: nothing, kind: 1 }))).toBe(
      'RELAY_NOT_FOUND',
    );
    expect(codeOf(await post.acknowledge(auditor, ack))).toBe('ROSTER_ROLE');
    expect(await events(subject)).toEqual([]);
  });

  it('of opening and taking is for signed-in people; a service receives', async () => {
    const subject = await sent('people');
    const service = await post.talassa.enrol('machine', ROLES.service);
    await post.catchUp(post.talassa, post.talassa.links().length - 2);
    expect(codeOf(await post.acknowledge(service, { subject, kind: ACK_KINDS.received }))).toBe('200');
    expect(codeOf(await post.acknowledge(service, { subject, kind: ACK_KINDS.taken }))).toBe('ROSTER_ROLE');
    const [, second] = post.talassa.admins;
    await post.as(second, { method: 'DELETE', url: '/v1/session' });
    expect(codeOf(await post.acknowledge(second, { subject, kind: ACK_KINDS.taken }))).toBe('RELAY_SIGN_IN');
    const reason = { subject, kind: ACK_KINDS.taken, reason: REASONS.notCompetent };
    expect(codeOf(await post.acknowledge(post.talassa.admins[0], reason))).toBe('WIRE_SHAPE');
  });

  it('is evidence for its two parties and for no other recipient', async () => {
    const third = await post.join('Third');
    const sealed = post.seal({ label: 'three' }, [post.talassa, third]);
    expect(codeOf(await post.submit(post.frame(sealed)))).toBe('201');
    const { subject } = sealed;
    await post.acknowledge(post.talassa.admins[0], { subject, kind: ACK_KINDS.received });
    expect(await evidence(subject, post.norvania.admins[0])).toMatchObject({ events: [1, 2, 2, 3, 3] });
    expect(await evidence(subject, post.talassa.admins[0])).toMatchObject({ events: [1, 2, 2, 3, 3] });
    expect(await evidence(subject, third.admins[0])).toEqual({ events: [1, 2, 2], acknowledgements: [] });
  });
});

describe('timers', () => {
  it('report an ordinary item neither received nor taken after seven days, in both registers, once', async () => {
    const subject = await sent('ordinary');
    const began = post.clock.at;
    post.clock.at = began + 7 * DAY - 1;
    await post.app.relay.timers.fire();
    expect(await events(subject)).toEqual([]);
    post.clock.at = began + 7 * DAY;
    await post.app.relay.timers.fire();
    await post.app.relay.timers.fire();
    const { ContentHandoverFailure, AcceptanceRejectionExpiry } = EVENTS;
    const expected = ['norvania', 'talassa'].flatMap((who) => [
      [who, ContentHandoverFailure],
      [who, AcceptanceRejectionExpiry],
    ]);
    expect((await events(subject)).sort()).toEqual(expected.sort());
    post.clock.at = began;
  });

  it('report an urgent item not taken by its time, though it was received', async () => {
    const subject = await sent('urgent', CLASSES.urgent);
    const began = post.clock.at;
    await post.acknowledge(post.talassa.admins[0], { subject, kind: ACK_KINDS.received });
    post.clock.at = began + 2 * HOUR;
    await post.app.relay.timers.fire();
    post.clock.at = began + 8 * HOUR;
    await post.app.relay.timers.fire();
    expect((await events(subject)).map(([, event]) => event).sort()).toEqual([
      EVENTS.ContentHandover,
      EVENTS.ContentHandover,
      EVENTS.AcceptanceRejectionExpiry,
      EVENTS.AcceptanceRejectionExpiry,
    ]);
    post.clock.at = began;
  });

  it('stay silent where it was received and taken', async () => {
    const subject = await sent('settled');
    const began = post.clock.at;
    for (const kind of [ACK_KINDS.received, ACK_KINDS.taken])
      await post.acknowledge(post.talassa.admins[0], { subject, kind });
    post.clock.at = began + 8 * DAY;
    await post.app.relay.timers.fire();
    expect(await events(subject)).toHaveLength(4);
    post.clock.at = began;
  });
});
