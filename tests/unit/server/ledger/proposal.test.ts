// Two signers: what a proposal enters, what completes it, what closes it (protocol.md section 5).
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signerOf } from '../../../../crypto/protocol/device.ts';
import type { SealedTransmission } from '../../../../crypto/protocol/seal.ts';
import { decodeWithdrawal, encodeWithdrawal } from '../../../../crypto/wire/acknowledgement.ts';
import { CLASSES } from '../../../../crypto/wire/envelope.ts';
import { MEDIA } from '../../../../crypto/wire/frames.ts';
import { ROLES } from '../../../../crypto/wire/genesis.ts';
import { idOf } from '../../../../crypto/wire/ids.ts';
import { EVENTS, REASONS } from '../../../../crypto/wire/leaf.ts';
import { digestOf, parseStatement, signStatement } from '../../../../crypto/wire/statement.ts';
import type { Person } from '../../../testkit/cast.ts';
import { codeOf, leavesIn, openPost, type Post } from '../../../testkit/post.ts';
import { seededRandom } from '../../../testkit/seed.ts';

const HOUR = 3_600_000;
let post: Post;
beforeAll(async () => {
  post = await openPost({ formalSigners: 2 });
});
afterAll(() => post.close());

const caseOf = (name: string) => idOf('case', seededRandom(`case ${name}`)(16));
async function propose(label: string, caseName = label): Promise<SealedTransmission> {
  const sealed = post.seal({ label, class: CLASSES.formal, core: { caseId: caseOf(caseName) } });
  const answer = await post.submit(post.frame(sealed, await post.gesture(post.norvania.admins[0], sealed.subject)));
  expect(codeOf(answer)).toBe('202');
  return sealed;
}
const complete = async ({ subject }: SealedTransmission, by: Person, gesture?: Uint8Array) =>
  post.as(by, {
    method: 'POST',
    url: `/v1/transmissions/${subject}/gestures`,
    body: gesture ?? (await post.gesture(by, subject)),
    media: MEDIA.gesture,
  });
const withdraw = ({ subject }: SealedTransmission, by: Person) =>
  post.plain({
    method: 'POST',
    url: '/v1/withdrawals',
    media: MEDIA.statement,
    body: signStatement('withdraw', encodeWithdrawal({ subject, createdAt: post.clock.at }), signerOf(by.device)),
  });
const fetched = ({ subject }: SealedTransmission, by: Person) =>
  post.as(by, { method: 'GET', url: `/v1/transmissions/${subject}` });

describe('a formal act where two officials sign', () => {
  it('is proposed in the sender’s own register, seen by nobody else, and entered everywhere by the second gesture', async () => {
    const [first, second] = post.norvania.admins;
    const sealed = post.seal({ label: 'whole', class: CLASSES.formal });
    const raw = post.frame(sealed, await post.gesture(first, sealed.subject));
    const proposed = await post.submit(raw);
    expect(codeOf(proposed)).toBe('202');
    expect(leavesIn(proposed)).toMatchObject([{ authority: post.norvania.id, event: EVENTS.Proposed }]);
    expect(codeOf(await fetched(sealed, second))).toBe('200');
    expect(codeOf(await fetched(sealed, post.talassa.admins[0]))).toBe('RELAY_NOT_FOUND');
    expect(codeOf(await post.submit(raw))).toBe('200');

    expect(codeOf(await complete(sealed, post.talassa.admins[0]))).toBe('RELAY_NOT_FOUND');
    const gesture = await post.gesture(second, sealed.subject);
    const done = await complete(sealed, second, gesture);
    expect(codeOf(done)).toBe('200');
    expect(leavesIn(done)).toMatchObject([
      { authority: post.norvania.id, event: EVENTS.SubmissionAcceptance },
      { authority: post.talassa.id, event: EVENTS.ContentConsignment },
    ]);
    const row = await post.store.envelope(sealed.subject);
    expect(row?.state).toBe('accepted');
    expect(leavesIn(done)[0]?.evidence).toBe(digestOf(row?.gestures as Uint8Array));
    expect(leavesIn(await complete(sealed, second, gesture))).toEqual(leavesIn(done));
    expect(codeOf(await fetched(sealed, post.talassa.admins[0]))).toBe('200');
  });

  it('is not completed by the same official twice', async () => {
    const sealed = await propose('alone');
    expect(codeOf(await complete(sealed, post.norvania.admins[0]))).toBe('POLICY_GESTURE_MISSING');
  });

  it('completes only as the newest proposal of its case', async () => {
    const [, second] = post.norvania.admins;
    const older = await propose('older', 'shared');
    const newer = await propose('newer', 'shared');
    expect(codeOf(await complete(older, second))).toBe('RELAY_CONFLICT');
    expect(codeOf(await complete(newer, second))).toBe('200');
  });

  it('withdrawn by its sender is closed for good', async () => {
    const [first, second] = post.norvania.admins;
    const sealed = await propose('withdrawn');
    expect(codeOf(await withdraw(sealed, post.talassa.admins[0]))).toBe('RELAY_NOT_FOUND');
    const auditor = await post.norvania.enrol('auditor', ROLES.auditor);
    await post.catchUp(post.norvania, post.norvania.links().length - 2);
    await post.login(auditor);
    expect(codeOf(await withdraw(sealed, auditor))).toBe('ROSTER_ROLE');
    const answer = await withdraw(sealed, first);
    expect(leavesIn(answer)).toMatchObject([{ event: EVENTS.ProposalClosed, reason: REASONS.withdrawn }]);
    const kept = await post.store.withdrawal(sealed.subject);
    expect(leavesIn(answer)[0]?.evidence).toBe(kept?.hash);
    const { hash, payload } = parseStatement('withdraw', kept?.statement as Uint8Array, 1024);
    expect(hash).toBe(kept?.hash);
    expect(decodeWithdrawal(payload)).toEqual({ subject: sealed.subject, createdAt: post.clock.at });
    expect(codeOf(await withdraw(sealed, first))).toBe('200');
    expect(codeOf(await complete(sealed, second))).toBe('RELAY_CONFLICT');
  });

  it('lapses after 72 hours, not before', async () => {
    const [, second] = post.norvania.admins;
    const sealed = await propose('lapsing');
    const began = post.clock.at;
    post.clock.at = began + 72 * HOUR - 1;
    await post.app.relay.timers.fire();
    expect((await post.store.envelope(sealed.subject))?.state).toBe('proposed');
    post.clock.at = began + 72 * HOUR;
    await post.app.relay.timers.fire();
    expect((await post.store.envelope(sealed.subject))?.state).toBe('lapsed');
    const [register] = await post.store.parties(sealed.subject).then((rows) => rows.slice(-1));
    expect(register).toMatchObject({ authority: post.norvania.id, event: EVENTS.ProposalClosed });
    await post.login(second);
    expect(codeOf(await complete(sealed, second))).toBe('RELAY_CONFLICT');
    post.clock.at = began;
    await post.login(second);
  });

  it('is checked again at completion: a rotation that removed somebody makes it stale', async () => {
    const [, second] = post.norvania.admins;
    const person = await post.talassa.enrol('leaver', ROLES.officer);
    await post.catchUp(post.talassa, post.talassa.links().length - 2);
    const sealed = await propose('stale');
    await post.talassa.remove(person);
    for (const answer of await post.catchUp(post.talassa, post.talassa.links().length - 1))
      expect(codeOf(answer)).toBe('200');
    expect(codeOf(await complete(sealed, second))).toBe('EPOCH_STALE');
    expect((await post.store.envelope(sealed.subject))?.state).toBe('proposed');
  });

  it('goes out with one gesture when it is urgent', async () => {
    const sealed = post.seal({ label: 'urgent', class: CLASSES.urgent });
    const gesture = await post.gesture(post.norvania.admins[0], sealed.subject);
    expect(codeOf(await post.submit(post.frame(sealed, gesture)))).toBe('201');
  });
});

describe('a service', () => {
  it('sends ordinary items, and proposes formal ones that an official completes', async () => {
    const service = await post.norvania.enrol('machine', ROLES.service);
    await post.catchUp(post.norvania, post.norvania.links().length - 2);
    const ordinary = post.seal({ label: 'machine ordinary', by: service });
    expect(codeOf(await post.submit(post.frame(ordinary)))).toBe('201');
    const urgent = post.seal({ label: 'machine urgent', class: CLASSES.urgent, by: service });
    const answer = await post.submit(post.frame(urgent));
    expect(leavesIn(answer)).toMatchObject([{ event: EVENTS.Proposed, evidence: null }]);
    await post.login(post.norvania.admins[0]);
    expect(codeOf(await complete(urgent, post.norvania.admins[0]))).toBe('200');
  });
});
