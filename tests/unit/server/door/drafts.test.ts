// Drafts at the door: one version after the other, the newest kept, the authority's own people only (docs/spec/drafts.md).
import type { LightMyRequestResponse } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ROLES } from '../../../../crypto/wire/genesis.ts';
import { DAY, type Person, type TestAuthority } from '../../../testkit/cast.ts';
import { openDoorOf, type TestDoor } from '../../../testkit/door.ts';
import { codeOf } from '../../../testkit/post.ts';

const OCTETS = 'application/octet-stream';
const MIB = 1024 * 1024;
let door: TestDoor;
let norvania: TestAuthority;
let talassa: TestAuthority;
let official: Person;
let auditor: Person;
let count = 0;
beforeAll(async () => {
  door = await openDoorOf({ limits: { draftBytesPerAuthority: 3 * MIB } });
  norvania = await door.enter('Norvania');
  talassa = await door.enter('Talassa');
  official = norvania.admins[0];
  const from = norvania.links().length;
  auditor = await norvania.enrol('auditor', ROLES.auditor);
  await door.catchUp(norvania, from);
});
afterAll(() => door.close());

const freshId = (): string => (++count).toString(16).padStart(32, '0');
async function as(person: Person, method: string, url: string, rest: object = {}): Promise<LightMyRequestResponse> {
  if ((await door.store.session(person.device.kid))?.usedAt !== door.clock.at) await door.login(person);
  return door.as(person, { method, url, ...rest });
}
type Condition = Record<string, string>;
const NEW: Condition = { 'if-none-match': '*' };
const following = (version: number): Condition => ({ 'if-match': `"${version}"` });
const save = (id: string, headers: Condition, body = new Uint8Array([count]), person = official) =>
  as(person, 'PUT', `/v1/drafts/${id}`, { body, media: OCTETS, headers });
const read = (id: string, query = '', person = official) => as(person, 'GET', `/v1/drafts/${id}${query}`);
const listed = async (id: string) =>
  ((await as(official, 'GET', '/v1/drafts')).json() as { drafts: { id: string }[] }).drafts.find((d) => d.id === id);

describe('a draft', () => {
  test('DRF-11 is stored version by version, each after the one it names', async () => {
    const id = freshId();
    const first = await save(id, NEW, new Uint8Array([1, 2]));
    expect([first.statusCode, first.headers.etag]).toEqual([204, '"1"']);
    expect(codeOf(await save(id, NEW))).toBe('RELAY_PRECONDITION');
    expect((await save(id, following(1), new Uint8Array([3]))).headers.etag).toBe('"2"');
    const stale = await save(id, following(1));
    expect([stale.statusCode, codeOf(stale)]).toEqual([412, 'RELAY_PRECONDITION']);
    expect(codeOf(await save(freshId(), following(1)))).toBe('RELAY_PRECONDITION');
    const newest = await read(id);
    expect([newest.headers.etag, [...newest.rawPayload]]).toEqual(['"2"', [3]]);
    expect([...(await read(id, '?version=1')).rawPayload]).toEqual([1, 2]);
    expect(codeOf(await read(id, '?version=3'))).toBe('RELAY_NOT_FOUND');
    expect(await listed(id)).toEqual({ id, version: 2, savedAt: door.clock.at, length: 1, removed: false });
  });

  test('DRF-11 wants one condition in its one spelling', async () => {
    const id = freshId();
    const bad: Condition[] = [
      {},
      { 'if-match': '1' },
      { 'if-match': '"01"' },
      { 'if-match': '*' },
      { ...NEW, ...following(1) },
    ];
    for (const headers of [...bad, { 'if-match': 'W/"1"' }, { 'if-match': '"4294967295"' }])
      expect(codeOf(await save(id, headers))).toBe('RELAY_BAD_REQUEST');
    expect(await listed(id)).toBeUndefined();
  });

  test('DRF-11 two at once: one is the next version, the other is told', async () => {
    const id = freshId();
    await save(id, NEW);
    const both = await Promise.all([
      save(id, following(1), new Uint8Array([5])),
      save(id, following(1), new Uint8Array([6])),
    ]);
    expect(both.map(({ statusCode }) => statusCode).toSorted()).toEqual([204, 412]);
  });

  test('DRF-11 has the newest twenty versions', async () => {
    const id = freshId();
    await save(id, NEW);
    for (let version = 1; version < 22; version++) await save(id, following(version));
    expect(codeOf(await read(id, '?version=2'))).toBe('RELAY_NOT_FOUND');
    expect((await read(id, '?version=3')).statusCode).toBe(200);
  });

  test('DRF-12 removed is its last version alone, and after ninety days nothing', async () => {
    const id = freshId();
    await save(id, NEW);
    await save(id, following(1));
    const remove = (headers: Condition) => as(official, 'DELETE', `/v1/drafts/${id}`, { headers });
    expect(codeOf(await remove(following(1)))).toBe('RELAY_PRECONDITION');
    expect(codeOf(await remove({}))).toBe('RELAY_BAD_REQUEST');
    expect((await remove(following(2))).statusCode).toBe(204);
    expect(codeOf(await read(id, '?version=1'))).toBe('RELAY_NOT_FOUND');
    expect(await listed(id)).toMatchObject({ version: 2, removed: true });
    const { drafts } = door.app.relay;
    await drafts.sweep(door.clock.at + 90 * DAY);
    expect(await listed(id)).toMatchObject({ version: 2 });
    await drafts.sweep(door.clock.at + 90 * DAY + 1);
    expect(await listed(id)).toBeUndefined();
  });
});

describe('DRF-13', () => {
  test('drafts are their authority’s: another finds nothing, nor does an auditor or who is not signed in', async () => {
    const id = freshId();
    await save(id, NEW);
    for (const stranger of [talassa.admins[0], auditor])
      expect(codeOf(await read(id, '', stranger))).toBe('RELAY_NOT_FOUND');
    const remove = (by: Person) => as(by, 'DELETE', `/v1/drafts/${id}`, { headers: following(1) });
    expect(codeOf(await remove(auditor))).toBe('RELAY_NOT_FOUND');
    expect(codeOf(await remove(talassa.admins[0]))).toBe('RELAY_PRECONDITION');
    expect(codeOf(await as(auditor, 'GET', '/v1/drafts'))).toBe('RELAY_NOT_FOUND');
    expect(codeOf(await save(freshId(), NEW, new Uint8Array([1]), auditor))).toBe('RELAY_NOT_FOUND');
    expect((await as(talassa.admins[0], 'GET', '/v1/drafts')).json()).toEqual({ drafts: [] });
    expect((await save(id, NEW, new Uint8Array([9]), talassa.admins[0])).statusCode).toBe(204);
    expect([...(await read(id)).rawPayload]).not.toEqual([9]);
    const signedOut = norvania.admins[1];
    expect(codeOf(await door.as(signedOut, { method: 'GET', url: '/v1/drafts' }))).toBe('RELAY_SIGN_IN');
  });

  test('a version has its limit, an authority its room', async () => {
    expect(codeOf(await save(freshId(), NEW, new Uint8Array(MIB + 1)))).toBe('RELAY_TOO_LARGE');
    expect(codeOf(await as(official, 'PUT', `/v1/drafts/${freshId()}`, { headers: NEW }))).toBe('RELAY_BAD_REQUEST');
    const id = freshId();
    expect((await save(id, NEW, new Uint8Array(MIB))).statusCode).toBe(204);
    expect((await save(id, following(1), new Uint8Array(MIB))).statusCode).toBe(204);
    expect(codeOf(await save(id, following(2), new Uint8Array(MIB)))).toBe('RELAY_STORAGE_FULL');
    expect((await save(freshId(), NEW, new Uint8Array(9), talassa.admins[0])).statusCode).toBe(204);
  });
});
