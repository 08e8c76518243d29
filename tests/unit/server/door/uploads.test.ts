// Uploads: pieces that are signed and compared before they are written, resumed after any cut, hashed from the disk, shown to parties only (protocol.md section 4).
import { createHash } from 'node:crypto';
import { truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ROLES } from '../../../../crypto/wire/genesis.ts';
import type { AuthorityId, UploadId } from '../../../../crypto/wire/ids.ts';
import { DAY, type Person, type TestAuthority } from '../../../testkit/cast.ts';
import { openDoorOf, type TestDoor } from '../../../testkit/door.ts';
import type { Bent } from '../../../testkit/signed.ts';

const PIECE = 'application/offset+octet-stream';
const TUS = { 'tus-resumable': '1.0.0' };
let door: TestDoor;
let norvania: TestAuthority;
let talassa: TestAuthority;
let official: Person;
let auditor: Person;
let count = 0;

beforeAll(async () => {
  door = await openDoorOf({ quotaBytesPerAuthority: 60_000, limits: { uploadBytes: 40_000, pieceBytes: 16_384 } });
  norvania = await door.enter('Norvania');
  talassa = await door.enter('Talassa');
  official = norvania.admins[0];
  const from = norvania.links().length;
  auditor = await norvania.enrol('auditor', ROLES.auditor);
  await door.catchUp(norvania, from);
});
afterAll(() => door.close());

type Answer = { statusCode: number; json(): unknown };
const codeOf = (answer: Answer): string =>
  answer.statusCode < 300 ? 'accepted' : (answer.json() as { code: string }).code;
const freshId = (): UploadId => (++count).toString(16).padStart(32, '0') as UploadId;
const metadata = (id: string) => `uploadid ${Buffer.from(id).toString('base64')}`;

async function as(person: Person, method: string, url: string, rest: object = {}, bent?: Bent) {
  if ((await door.store.session(person.device.kid))?.usedAt !== door.clock.at) await door.login(person);
  return door.as(person, { method, url, headers: TUS, ...rest }, bent);
}
const begin = (id: string, length: number, person = official) =>
  as(person, 'POST', '/v1/uploads', {
    headers: { ...TUS, 'upload-length': String(length), 'upload-metadata': metadata(id) },
  });
const add = (id: string, offset: number, body: Uint8Array, bent?: Bent, person = official) =>
  as(
    person,
    'PATCH',
    `/v1/uploads/${id}`,
    { body, media: PIECE, headers: { ...TUS, 'upload-offset': String(offset) } },
    bent,
  );
const head = async (id: string) =>
  Number((await as(official, 'HEAD', `/v1/uploads/${id}`)).headers['upload-offset'] ?? -1);
const state = async (id: string) =>
  (await as(official, 'GET', `/v1/uploads/${id}`)).json() as { digest: string | null };
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const fill = (length: number): Uint8Array => new Uint8Array(length).map((_, i) => (i * 7) & 0xff);
const fileOf = (id: UploadId): string => join(door.deps.blobs.directory, door.deps.blobs.nameOf(norvania.id, id));

async function whole(bytes: Uint8Array): Promise<UploadId> {
  const id = freshId();
  await begin(id, bytes.length);
  await add(id, 0, bytes);
  return id;
}
const drop = async (id: UploadId): Promise<void> => door.store.dropUpload(norvania.id, id);

describe('in pieces', () => {
  const bytes = fill(20_000);

  test('begun, cut, resumed where the relay stands, complete with the digest of what lies on the disk', async () => {
    const id = freshId();
    const begun = await begin(id, bytes.length);
    expect([begun.statusCode, begun.headers['location']]).toEqual([201, `/v1/uploads/${id}`]);
    expect((await add(id, 0, bytes.subarray(0, 8000))).headers['upload-offset']).toBe('8000');
    // The connection broke while a piece was written: less is on the disk than was sent.
    await truncate(fileOf(id), 5000);
    expect(await head(id)).toBe(5000);
    expect(codeOf(await add(id, 8000, bytes.subarray(8000)))).toBe('RELAY_CONFLICT');
    expect((await state(id)).digest).toBeNull();
    expect(codeOf(await add(id, 5000, bytes.subarray(5000)))).toBe('accepted');
    expect(await state(id)).toMatchObject({ uploadId: id, length: 20_000, received: 20_000, digest: sha256(bytes) });
    expect(codeOf(await add(id, 20_000, fill(1)))).toBe('RELAY_CONFLICT');
    await drop(id);
  });

  test('a piece that is not the one that was signed is not written', async () => {
    const id = freshId();
    await begin(id, bytes.length);
    const wrong = { digest: `sha-256=:${Buffer.from(sha256(fill(9)), 'hex').toString('base64')}:` };
    expect(codeOf(await add(id, 0, bytes.subarray(0, 100), wrong))).toBe('RELAY_DIGEST');
    expect(await head(id)).toBe(0);
    // The offset is signed too: the same piece put elsewhere is another request.
    const ask = { method: 'PATCH', url: `/v1/uploads/${id}`, body: bytes.subarray(0, 100), media: PIECE } as const;
    const headers = door.headersOf(official, { ...ask, headers: { ...TUS, 'upload-offset': '0' } });
    const moved = await door.app.inject({
      method: 'PATCH',
      url: ask.url,
      headers: { ...headers, 'upload-offset': '50' },
      payload: Buffer.from(ask.body),
    });
    expect(codeOf(moved)).toBe('RELAY_SIGNATURE');
    expect(await head(id)).toBe(0);
    await drop(id);
  });

  test('begun again after a lost answer it is the same upload; with another length it is refused', async () => {
    const id = freshId();
    await begin(id, 500);
    await add(id, 0, fill(100));
    const again = await begin(id, 500);
    expect([again.statusCode, again.headers['upload-offset']]).toEqual([201, '100']);
    expect(codeOf(await begin(id, 501))).toBe('RELAY_CONFLICT');
    expect(await head(id)).toBe(100);
    await drop(id);
  });

  test('two pieces at once for one offset: one is written', async () => {
    const id = freshId();
    await begin(id, 500);
    await door.login(official);
    const outcomes = await Promise.all([add(id, 0, fill(100)), add(id, 0, fill(100))]);
    expect(outcomes.map(codeOf).sort()).toEqual(['RELAY_CONFLICT', 'accepted']);
    expect(await head(id)).toBe(100);
    await drop(id);
  });

  test('complete on the disk but not in the books, as after a crash: the next question completes it', async () => {
    const id = freshId();
    await begin(id, 500);
    const row = await door.store.upload(norvania.id, id);
    const asBefore = door.store.putUpload;
    const crashing = Object.assign(door.store, { putUpload: () => Promise.reject(new Error('ended here')) });
    expect((await add(id, 0, fill(500))).statusCode).toBe(500);
    Object.assign(crashing, { putUpload: asBefore });
    expect((await door.store.upload(norvania.id, id))?.digest).toBe(row?.digest);
    expect(await head(id)).toBe(500);
    expect((await door.store.upload(norvania.id, id))?.digest).toBe(sha256(fill(500)));
    await drop(id);
  });
});

describe('limits', () => {
  test('too long, beyond its length, a piece too large, beyond the quota', async () => {
    expect(codeOf(await begin(freshId(), 40_001))).toBe('RELAY_TOO_LARGE');
    const id = freshId();
    await begin(id, 100);
    expect(codeOf(await add(id, 0, fill(101)))).toBe('RELAY_TOO_LARGE');
    expect(codeOf(await add(id, 0, fill(16_385)))).toBe('RELAY_TOO_LARGE');
    expect(await head(id)).toBe(0);
    const large = freshId();
    expect(codeOf(await begin(large, 40_000))).toBe('accepted');
    expect(codeOf(await begin(freshId(), 20_000))).toBe('RELAY_STORAGE_FULL');
    await drop(large);
    await drop(id);
  });

  test('many begun at once do not pass the quota together', async () => {
    await door.login(official);
    const ids = [freshId(), freshId(), freshId()];
    const outcomes = (await Promise.all(ids.map((id) => begin(id, 30_000)))).map(codeOf);
    expect(outcomes.sort()).toEqual(['RELAY_STORAGE_FULL', 'accepted', 'accepted']);
    for (const id of ids) if (await door.store.upload(norvania.id, id)) await drop(id);
  });

  test('an id that is none, a length that is none, another version of the protocol', async () => {
    for (const id of ['../../etc/passwd', '', 'ab', 'G'.repeat(32), `${'0'.repeat(32)},x eQ==`])
      expect(codeOf(await begin(id, 10))).toBe('RELAY_BAD_REQUEST');
    for (const length of ['', '-1', '1e3', '0', '01', '9'.repeat(16)]) {
      const headers = { ...TUS, 'upload-length': length, 'upload-metadata': metadata(freshId()) };
      expect(codeOf(await as(official, 'POST', '/v1/uploads', { headers }))).toBe('RELAY_BAD_REQUEST');
    }
    expect(codeOf(await as(official, 'POST', '/v1/uploads', { headers: {} }))).toBe('RELAY_BAD_REQUEST');
    expect(codeOf(await as(official, 'GET', '/v1/uploads/..%2f..%2frelay.key'))).toBe('RELAY_BAD_REQUEST');
  });

  test('what no transmission named is gone after a week, what is young stays', async () => {
    const old = await whole(fill(300));
    door.clock.at += 7 * DAY;
    const young = await whole(fill(200));
    door.clock.at += 1;
    expect(await door.app.relay.uploads.sweep(door.clock.at)).toBe(1);
    expect(await door.store.upload(norvania.id, old)).toBeNull();
    expect(await door.deps.blobs.size(norvania.id, old)).toBeNull();
    expect(await door.deps.blobs.size(norvania.id, young)).toBe(200);
    await drop(young);
  });
});

describe('who sees it', () => {
  const bytes = fill(9000);
  const get = (person: Person, owner: AuthorityId, id: string, range?: string) =>
    as(person, 'GET', `/v1/uploads/${owner}/${id}`, { headers: range ? { range } : {} });

  test('its owner, whole or in ranges, once it is complete', async () => {
    const id = await whole(bytes);
    const all = await get(official, norvania.id, id);
    expect([all.statusCode, sha256(all.rawPayload)]).toEqual([200, sha256(bytes)]);
    const part = await get(official, norvania.id, id, 'bytes=100-199');
    expect([part.statusCode, part.headers['content-range']]).toEqual([206, 'bytes 100-199/9000']);
    expect(new Uint8Array(part.rawPayload)).toEqual(bytes.subarray(100, 200));
    const tail = await get(official, norvania.id, id, 'bytes=8990-');
    expect(new Uint8Array(tail.rawPayload)).toEqual(bytes.subarray(8990));
    for (const range of ['bytes=9000-', 'bytes=5-4', 'bytes=0-1,3-4', 'lines=1-2', 'bytes=-5'])
      expect(codeOf(await get(official, norvania.id, id, range))).toBe('RELAY_BAD_REQUEST');
    await drop(id);
  });

  test('nobody else before a transmission names it: the answer is that of what does not exist', async () => {
    const id = await whole(bytes);
    const hidden = await get(talassa.admins[0], norvania.id, id);
    const absent = await get(talassa.admins[0], norvania.id, freshId());
    const told = (a: typeof hidden) => ({
      status: a.statusCode,
      body: { ...(a.json() as object), reference: '' },
      headers: Object.keys(a.headers).sort(),
    });
    expect(hidden.statusCode).toBe(404);
    expect(told(hidden)).toEqual(told(absent));
    const begun = freshId();
    await begin(begun, 10);
    expect(codeOf(await get(official, norvania.id, begun))).toBe('RELAY_NOT_FOUND');
    expect(
      codeOf(
        await as(talassa.admins[0], 'HEAD', `/v1/uploads/${id}`).then((a) => ({
          ...a,
          json: () => ({ code: a.statusCode }),
        })),
      ),
    ).toBe(404);
    await drop(id);
    await drop(begun);
  });

  test('not an auditor', async () => {
    const id = await whole(bytes);
    expect(codeOf(await get(auditor, norvania.id, id))).toBe('RELAY_NOT_FOUND');
    expect(codeOf(await begin(freshId(), 10, auditor))).toBe('RELAY_NOT_FOUND');
    await drop(id);
  });
});
