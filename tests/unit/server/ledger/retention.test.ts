// Deletion of content: only where the operator asks for it, ninety days after everybody received, never under a party's hold (docs/spec/register.md REG-22, REG-24).
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { utf8 } from '../../../../crypto/primitives/bytes.ts';
import { signerOf } from '../../../../crypto/protocol/device.ts';
import type { SealedFile, SealedTransmission } from '../../../../crypto/protocol/seal.ts';
import { decodeStored, MEDIA } from '../../../../crypto/wire/frames.ts';
import { ROLES } from '../../../../crypto/wire/genesis.ts';
import { decodeHold, encodeHold } from '../../../../crypto/wire/hold.ts';
import { decodeRegisterLeaf, EVENTS, REASONS } from '../../../../crypto/wire/leaf.ts';
import { parseStatement, signStatement } from '../../../../crypto/wire/statement.ts';
import type { Effect } from '../../../../db/store.ts';
import { parseConfig } from '../../../../server/config.ts';
import { fsck } from '../../../../server/services/fsck.ts';
import { DAY, MINUTE, type Person, type TestAuthority } from '../../../testkit/cast.ts';
import { codeOf, openPost, type Post } from '../../../testkit/post.ts';
import { sealFiles } from '../../../testkit/transmission.ts';

let post: Post;
let parties: TestAuthority[];
beforeEach(async () => {
  post = await openPost({}, { retentionDays: 90 });
  parties = [post.norvania, post.talassa];
});
afterEach(() => post.close());

const retention = () => post.app.relay.retention;
async function received(label: string): Promise<SealedTransmission> {
  const sealed = post.seal({ label });
  expect(codeOf(await post.submit(post.frame(sealed)))).toBe('201');
  await acknowledge(sealed);
  return sealed;
}
const acknowledge = async ({ subject }: SealedTransmission, attachments = 0) =>
  expect(codeOf(await post.acknowledge(post.talassa.admins[0], { subject, attachments }))).toBe('200');
const bodyOf = async ({ subject }: SealedTransmission) => (await post.store.envelope(subject))?.body ?? null;
async function hold(by: Person, { subject }: SealedTransmission, held = true, createdAt = post.clock.at) {
  const body = signStatement('hold', encodeHold({ subject, held, createdAt }), signerOf(by.device));
  return codeOf(await post.plain({ method: 'POST', url: '/v1/holds', body, media: MEDIA.statement }));
}
const TUS = { 'tus-resumable': '1.0.0' };
const begin = ({ ref: { uploadId } }: SealedFile, length: number) => {
  const metadata = `uploadid ${Buffer.from(uploadId).toString('base64')}`;
  const headers = { ...TUS, 'upload-length': String(length), 'upload-metadata': metadata };
  return post.as(post.norvania.admins[0], { method: 'POST', url: '/v1/uploads', headers });
};
/** Files of Norvania's, uploaded whole. */
async function uploaded(...labels: string[]): Promise<readonly SealedFile[]> {
  const contents = labels.map((label) => utf8(label));
  const { files, ciphertexts } = sealFiles(post.norvania, contents, labels.join());
  for (const [i, file] of files.entries()) {
    const body = ciphertexts[i] as Uint8Array;
    await begin(file, body.length);
    const url = `/v1/uploads/${file.ref.uploadId}`;
    const piece = { body, media: 'application/offset+octet-stream', headers: { ...TUS, 'upload-offset': '0' } };
    expect(codeOf(await post.as(post.norvania.admins[0], { method: 'PATCH', url, ...piece }))).toBe('204');
  }
  return files;
}
const sizeOf = ({ ref }: SealedFile) => post.deps.blobs.size(post.norvania.id, ref.uploadId);
const naming = (label: string, attachments: readonly SealedFile[]) => post.seal({ label, input: { attachments } });
/** Time passes, and everybody signs in again. */
async function pass(ms: number): Promise<number> {
  post.clock.at += ms;
  for (const { admins } of parties) for (const admin of admins) await post.login(admin);
  return post.clock.at;
}
const lastLeaf = async ({ id }: TestAuthority) => {
  const origin = post.deps.keys.registerOrigin(id);
  const size = (await post.store.log(origin))?.size as number;
  return decodeRegisterLeaf((await post.store.leaves(origin, size - 1, 1))[0] as Uint8Array);
};

describe('content', () => {
  it('goes ninety days after the last received, and the register of every party says so', async () => {
    const sealed = await received('due');
    const waiting = post.seal({ label: 'never received' });
    await post.submit(post.frame(waiting));
    expect(await retention().sweep(await pass(90 * DAY - 1))).toBe(0);
    expect(await bodyOf(sealed)).not.toBe(null);
    expect(await retention().sweep(await pass(1))).toBe(1);
    expect(await bodyOf(sealed)).toBe(null);
    expect(await bodyOf(waiting)).not.toBe(null);
    const gone = { event: EVENTS.ContentExpired, subject: sealed.subject, reason: REASONS.retention, evidence: null };
    expect(await lastLeaf(post.norvania)).toMatchObject({ ...gone, counterpart: null });
    expect(await lastLeaf(post.talassa)).toMatchObject({ ...gone, counterpart: post.norvania.id });
    const read = { method: 'GET', url: `/v1/transmissions/${sealed.subject}` };
    const stored = decodeStored((await post.as(post.talassa.admins[0], read)).rawPayload);
    expect(stored.body).toBe(null);
    expect(stored.statement).toEqual(sealed.statement);
    expect(await retention().sweep(await pass(DAY))).toBe(0);
    const { store, deps } = post;
    const findings: string[] = [];
    const checked = { store, blobs: deps.blobs, keys: deps.keys, secondPlacePath: deps.config.secondPlacePath };
    for await (const finding of fsck(checked)) findings.push(finding);
    expect(findings).toEqual([]);
    expect(codeOf(await post.submit(post.frame(sealed)))).toBe('200');
  });

  it('stays for ever where nobody set a time, and no operator can set a shorter one', async () => {
    const settings = { version: 1, relayName: 'r', origin: 'http://r', listen: { host: 'h', port: 1 }, practice: true };
    expect(parseConfig(JSON.stringify(settings), '/data').retentionMs).toBe(null);
    expect(parseConfig(JSON.stringify({ ...settings, retentionDays: 90 }), '/data').retentionMs).toBe(90 * DAY);
    expect(() => parseConfig(JSON.stringify({ ...settings, retentionDays: 89 }), '/data')).toThrow(/retentionDays/);
    const other = await openPost();
    const sealed = other.seal({ label: 'kept' });
    await other.submit(other.frame(sealed));
    await other.acknowledge(other.talassa.admins[0], { subject: sealed.subject });
    expect(await other.app.relay.retention.sweep(other.clock.at + 10_000 * DAY)).toBe(0);
    await other.close();
  });
});

describe('a file', () => {
  it('goes with the last content that names it, is then unknown, and makes room', async () => {
    const [shared, alone] = (await uploaded('shared', 'alone')) as readonly [SealedFile, SealedFile];
    const first = naming('first', [shared, alone]);
    expect(codeOf(await post.submit(post.frame(first)))).toBe('201');
    await acknowledge(first, 2);
    await pass(DAY);
    const second = naming('second', [shared]);
    expect(codeOf(await post.submit(post.frame(second)))).toBe('201');
    await acknowledge(second, 1);
    expect(await retention().sweep(await pass(89 * DAY))).toBe(1);
    expect([await sizeOf(shared), await sizeOf(alone)]).toEqual([shared.ref.length, null]);
    expect(await post.store.uploadUsage(post.norvania.id)).toBe(shared.ref.length);
    const [by] = post.norvania.admins;
    const url = `/v1/uploads/${alone.ref.uploadId}`;
    expect(codeOf(await post.as(by, { method: 'GET', url }))).toBe('RELAY_NOT_FOUND');
    expect(codeOf(await begin(alone, alone.ref.length))).toBe('RELAY_CONFLICT');
    expect(codeOf(await post.submit(post.frame(naming('too late', [alone]))))).toBe('CONTENT_DIGEST');
    expect(codeOf(await post.submit(post.frame(naming('in time', [shared]))))).toBe('201');
    expect(await retention().sweep(await pass(DAY))).toBe(1);
    expect(await sizeOf(shared)).toBe(shared.ref.length);
    expect(await post.store.check()).toEqual([]);
  });

  it('that no recipient verified yet keeps its content: the time counts from the received that counts all files', async () => {
    const files = await uploaded('one', 'two');
    const sealed = naming('partly', files);
    await post.submit(post.frame(sealed));
    await acknowledge(sealed);
    const behind = await received('behind it, without files');
    expect(await retention().sweep(await pass(89 * DAY))).toBe(0);
    await acknowledge(sealed, 2);
    expect(await retention().sweep(await pass(DAY))).toBe(1);
    expect([await bodyOf(behind), (await bodyOf(sealed)) !== null]).toEqual([null, true]);
    const unread = naming('never all', files);
    await post.submit(post.frame(unread));
    await acknowledge(unread, 1);
    expect(await retention().sweep(await pass(88 * DAY))).toBe(0);
    expect(await retention().sweep(await pass(DAY))).toBe(1);
    expect(await bodyOf(sealed)).toBe(null);
    expect(await retention().sweep(await pass(1000 * DAY))).toBe(0);
    expect(await bodyOf(unread)).not.toBe(null);
  });

  it('that a crash left behind the entry is named by nobody again, and goes at the next sweep', async () => {
    const [file] = (await uploaded('left behind')) as readonly [SealedFile];
    const sealed = naming('ended', [file]);
    await post.submit(post.frame(sealed));
    const expired: Effect = { effect: 'content-expired', subject: sealed.subject };
    await post.store.commit({ newLogs: [], appends: [], effects: [expired] });
    expect(await sizeOf(file)).toBe(file.ref.length);
    expect(codeOf(await post.submit(post.frame(naming('again', [file]))))).toBe('CONTENT_DIGEST');
    expect(await retention().sweep(post.clock.at)).toBe(0);
    expect(await sizeOf(file)).toBe(null);
    expect(await post.store.expiredUploads(9)).toEqual([]);
    expect(codeOf(await post.submit(post.frame(naming('later', [file]))))).toBe('CONTENT_DIGEST');
  });
});

describe('a hold', () => {
  it('of any party keeps it until that party takes it back; the newest word counts', async () => {
    const sealed = await received('held');
    const [holder] = post.talassa.admins;
    expect(await hold(holder, sealed)).toBe('204');
    await pass(91 * DAY);
    expect(await hold(post.norvania.admins[0], sealed)).toBe('204');
    expect(await hold(post.norvania.admins[0], sealed, false, post.clock.at + 1)).toBe('204');
    expect(await retention().sweep(post.clock.at)).toBe(0);
    const releasedAt = post.clock.at;
    expect(await hold(holder, sealed, false)).toBe('204');
    expect(await hold(holder, sealed, true, releasedAt - MINUTE)).toBe('RELAY_CONFLICT');
    expect(await retention().sweep(post.clock.at)).toBe(1);
    expect(await hold(holder, sealed, true, post.clock.at + MINUTE)).toBe('RELAY_CONFLICT');
  });

  it('that comes between the look and the deletion stops it in the same transaction', async () => {
    const sealed = await received('raced');
    const expire = () =>
      post.store.commit({
        newLogs: [],
        appends: [],
        effects: [{ effect: 'content-expired', subject: sealed.subject }],
      });
    expect(await hold(post.talassa.admins[0], sealed)).toBe('204');
    await expect(expire()).rejects.toMatchObject({ what: 'content-expired' });
    expect(await bodyOf(sealed)).not.toBe(null);
  });

  it('is a party’s, of a device that reads, signed in and of now', async () => {
    const sealed = await received('whose');
    const stranger = await post.join('Stranger');
    expect(await hold(stranger.admins[0], sealed)).toBe('RELAY_NOT_FOUND');
    const from = post.talassa.links().length;
    const auditor = await post.talassa.enrol('Auditor', ROLES.auditor);
    await post.catchUp(post.talassa, from);
    expect(await hold(auditor, sealed)).toBe('ROSTER_ROLE');
    const [talassan] = post.talassa.admins;
    expect(await hold(talassan, sealed, true, post.clock.at - 11 * MINUTE)).toBe('POLICY_TIME');
    post.clock.at += DAY;
    expect(await hold(talassan, sealed)).toBe('RELAY_SIGN_IN');
    await post.login(talassan);
    expect(await hold(talassan, sealed)).toBe('204');
    const statement = signStatement(
      'hold',
      encodeHold({ subject: sealed.subject, held: true, createdAt: 5 }),
      signerOf(talassan.device),
    );
    const read = decodeHold(parseStatement('hold', statement, 1024).payload);
    expect(read).toEqual({ subject: sealed.subject, held: true, createdAt: 5 });
    expect(() => decodeHold(new Uint8Array([0xa0]))).toThrow(expect.objectContaining({ code: 'WIRE_SHAPE' }));
  });
});
