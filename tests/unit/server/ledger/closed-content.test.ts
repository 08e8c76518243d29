// What a closed proposal leaves behind: its body and the files that nothing else names go with the next sweep, whatever the operator keeps (docs/spec/register.md REG-22).
import { afterAll, beforeAll, expect, it } from 'vitest';
import { utf8 } from '../../../../crypto/primitives/bytes.ts';
import { signerOf } from '../../../../crypto/protocol/device.ts';
import type { SealedFile, SealedTransmission } from '../../../../crypto/protocol/seal.ts';
import { encodeWithdrawal } from '../../../../crypto/wire/acknowledgement.ts';
import { CLASSES } from '../../../../crypto/wire/envelope.ts';
import { MEDIA } from '../../../../crypto/wire/frames.ts';
import { encodeHold } from '../../../../crypto/wire/hold.ts';
import { idOf } from '../../../../crypto/wire/ids.ts';
import { signStatement } from '../../../../crypto/wire/statement.ts';
import { fsck } from '../../../../server/services/fsck.ts';
import { codeOf, openPost, type Post } from '../../../testkit/post.ts';
import { seededRandom } from '../../../testkit/seed.ts';
import { sealFiles } from '../../../testkit/transmission.ts';

let post: Post;
beforeAll(async () => {
  post = await openPost({ formalSigners: 2 });
});
afterAll(() => post.close());

const HOUR = 3_600_000;
const TUS = { 'tus-resumable': '1.0.0' };
async function uploaded(...labels: string[]): Promise<readonly SealedFile[]> {
  const [by] = post.norvania.admins;
  const { files, ciphertexts } = sealFiles(post.norvania, labels.map(utf8), labels.join());
  for (const [i, { ref }] of files.entries()) {
    const body = ciphertexts[i] as Uint8Array;
    const named = `uploadid ${Buffer.from(ref.uploadId).toString('base64')}`;
    const headers = { ...TUS, 'upload-length': String(body.length), 'upload-metadata': named };
    await post.as(by, { method: 'POST', url: '/v1/uploads', headers });
    const piece = { body, media: 'application/offset+octet-stream', headers: { ...TUS, 'upload-offset': '0' } };
    expect(codeOf(await post.as(by, { method: 'PATCH', url: `/v1/uploads/${ref.uploadId}`, ...piece }))).toBe('204');
  }
  return files;
}
async function propose(label: string, attachments: readonly SealedFile[]): Promise<SealedTransmission> {
  const core = { caseId: idOf('case', seededRandom(`case ${label}`)(16)) };
  const sealed = post.seal({ label, class: CLASSES.formal, core, input: { attachments } });
  expect(
    codeOf(await post.submit(post.frame(sealed, await post.gesture(post.norvania.admins[0], sealed.subject)))),
  ).toBe('202');
  return sealed;
}
async function complete({ subject }: SealedTransmission): Promise<void> {
  const [, by] = post.norvania.admins;
  const url = `/v1/transmissions/${subject}/gestures`;
  const body = await post.gesture(by, subject);
  expect(codeOf(await post.as(by, { method: 'POST', url, body, media: MEDIA.gesture }))).toBe('200');
}
const stated = (type: 'withdraw' | 'hold', payload: Uint8Array, url: string) =>
  post.plain({
    method: 'POST',
    url,
    media: MEDIA.statement,
    body: signStatement(type, payload, signerOf(post.norvania.admins[0].device)),
  });
const withdraw = async ({ subject }: SealedTransmission) =>
  codeOf(await stated('withdraw', encodeWithdrawal({ subject, createdAt: post.clock.at }), '/v1/withdrawals'));
const bodyOf = async ({ subject }: SealedTransmission) => (await post.store.envelope(subject))?.body ?? null;
const sizeOf = ({ ref }: SealedFile) => post.deps.blobs.size(post.norvania.id, ref.uploadId);
async function findings(): Promise<string[]> {
  const { store, deps } = post;
  const checked = { store, blobs: deps.blobs, keys: deps.keys, secondPlacePath: deps.config.secondPlacePath };
  const found = await store.check();
  for await (const finding of fsck(checked)) found.push(finding);
  return found;
}

it('goes when it was withdrawn or lapsed; what was entered, what is still open and what is held stays', async () => {
  const [shared, own, open, late, kept] = (await uploaded('shared', 'own', 'open', 'late', 'kept')) as [
    SealedFile,
    SealedFile,
    SealedFile,
    SealedFile,
    SealedFile,
  ];
  const withdrawn = await propose('withdrawn', [shared, own]);
  const lapsed = await propose('lapsed', [late]);
  const held = await propose('held', [kept]);
  const entered = await propose('entered', [shared]);
  await complete(entered);
  expect(await withdraw(withdrawn)).toBe('200');
  const hold = encodeHold({ subject: held.subject, held: true, createdAt: post.clock.at });
  expect(codeOf(await stated('hold', hold, '/v1/holds'))).toBe('204');
  expect(await withdraw(held)).toBe('200');
  post.clock.at += 72 * HOUR;
  await post.app.relay.timers.fire();
  for (const { admins } of [post.norvania, post.talassa]) for (const admin of admins) await post.login(admin);
  const waiting = await propose('waiting', [open]);
  expect([(await post.store.envelope(lapsed.subject))?.state, await sizeOf(own)]).toEqual(['lapsed', own.ref.length]);

  expect(await post.app.relay.retention.sweep(post.clock.at)).toBe(0);
  expect([await bodyOf(withdrawn), await bodyOf(lapsed)]).toEqual([null, null]);
  expect([await sizeOf(own), await sizeOf(late)]).toEqual([null, null]);
  for (const sealed of [entered, held, waiting]) expect(await bodyOf(sealed)).not.toBe(null);
  for (const file of [shared, kept, open]) expect(await sizeOf(file)).toBe(file.ref.length);
  expect(await findings()).toEqual([]);
  await complete(waiting);
  expect(await findings()).toEqual([]);
});
