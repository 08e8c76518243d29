// The door's manners: sizes, media types, rates, the form of every refusal, and what is never written down (docs/spec/http.md).

import type { AddressInfo } from 'node:net';
import { connect } from 'node:net';
import { Value } from 'typebox/value';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { utf8 } from '../../../../crypto/primitives/bytes.ts';
import { Problem, RELAY_CODES } from '../../../../crypto/wire/api.ts';
import { MEDIA } from '../../../../crypto/wire/frames.ts';
import { sheds } from '../../../../server/plugins/limits.ts';
import { LOGGED_FIELDS } from '../../../../server/plugins/logging.ts';
import type { Person, TestAuthority } from '../../../testkit/cast.ts';
import { openDoorOf, type TestDoor } from '../../../testkit/door.ts';

let door: TestDoor;
let norvania: TestAuthority;
let official: Person;
beforeAll(async () => {
  door = await openDoorOf({ limits: { headerBytes: 8192, headersTimeoutMs: 400 } });
  norvania = await door.enter('Norvania');
  official = norvania.admins[0];
  await door.app.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(() => door.close());
type Answer = { statusCode: number; headers: Record<string, unknown>; json(): unknown };
const codeOf = (answer: Answer): string => (answer.statusCode < 300 ? 'accepted' : (answer.json() as Problem).code);
const founding = (media: string | undefined, body = utf8('x'), headers: Record<string, string> = {}) =>
  door.app.inject({
    method: 'POST',
    url: '/v1/founding',
    headers: { ...headers, ...(media === undefined ? {} : { 'content-type': media }) },
    payload: Buffer.from(body),
  });
const raw = (text: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const socket = connect((door.app.server.address() as AddressInfo).port, '127.0.0.1', () => socket.write(text));
    let got = '';
    socket.on('data', (chunk) => (got += String(chunk)));
    socket.on('close', () => resolve(got));
    socket.on('error', reject);
  });
describe('media types and sizes', () => {
  test('of five hundred content types exactly the one of the route is read', async () => {
    const types = ['application', 'text', 'image', 'multipart', 'font'].flatMap((kind) =>
      [
        'json',
        'plain',
        'cbor',
        'octet-stream',
        'form-data',
        'xml',
        'html',
        'x-www-form-urlencoded',
        'png',
        '*',
      ].flatMap((sub) =>
        ['', ';charset=utf-8', '; boundary=x', ';', ' ', '+zip', '/x', ',text/plain', '\t', '; q=1'].map(
          (tail) => `${kind}/${sub}${tail}`,
        ),
      ),
    );
    expect(types.length).toBe(500);
    const close = [MEDIA.link.toUpperCase(), `${MEDIA.link}; v=1`, `x${MEDIA.link}`, MEDIA.gesture, ''];
    for (const type of [...types, ...close])
      expect([type, codeOf(await founding(type))]).toEqual([type, 'RELAY_MEDIA_TYPE']);
    expect(codeOf(await founding(undefined))).toBe('RELAY_MEDIA_TYPE');
    expect(codeOf(await founding(MEDIA.link))).toMatch(/^WIRE_/);
  });
  test('compression is refused, whatever it says', async () => {
    for (const coding of ['gzip', 'br', 'deflate', 'zstd', 'identity', 'gzip, gzip'])
      expect(codeOf(await founding(MEDIA.link, utf8('x'), { 'content-encoding': coding }))).toBe('RELAY_MEDIA_TYPE');
  });
  test('a body over the limit of its route, announced or not, is refused', async () => {
    expect(codeOf(await founding(MEDIA.link, new Uint8Array(65_537)))).toBe('RELAY_TOO_LARGE');
    const head = `POST /v1/founding HTTP/1.1\r\nhost: x\r\ncontent-type: ${MEDIA.link}\r\nconnection: close\r\n`;
    const chunk = `8000\r\n${'x'.repeat(0x8000)}\r\n`;
    expect(await raw(`${head}transfer-encoding: chunked\r\n\r\n${chunk.repeat(3)}0\r\n\r\n`)).toContain(
      'RELAY_TOO_LARGE',
    );
  });
  test('a body where none belongs is refused', async () => {
    const answer = await door.app.inject({
      method: 'GET',
      url: '/healthz',
      payload: 'x',
      headers: { 'content-type': 'text/plain' },
    });
    expect(codeOf(answer)).toBe('RELAY_BAD_REQUEST');
  });
  test('unknown fields, and fields of another type, are refused and not repaired', async () => {
    for (const body of [
      '{"purpose":"login","x":1}',
      '{"purpose":["login"]}',
      '{}',
      '[]',
      '"login"',
      '{"purpose":"login","__proto__":{}}',
      '{',
    ])
      expect([
        body,
        codeOf(await door.as(official, { method: 'POST', url: '/v1/session/nonces', body: utf8(body) })),
      ]).toEqual([body, 'RELAY_BAD_REQUEST']);
    for (const query of ['from=1&from=2', 'from=-1', 'from=01', 'from=1.0', 'x=1', 'limit=513', 'limit=0'])
      expect([
        query,
        codeOf(await door.as(official, { method: 'GET', url: `/v1/directory/objects?${query}` })),
      ]).toEqual([query, 'RELAY_BAD_REQUEST']);
  });
});
describe('what is no request', () => {
  test('broken syntax, headers too large, headers too slow, two lengths: one answer and the line closes', async () => {
    expect(await raw('GET / HTTP/1.1\r\nhost: x\r\n')).toMatch(/^HTTP\/1\.1 408 /);
    expect(await raw('hello\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 [\s\S]*RELAY_BAD_REQUEST/);
    expect(await raw(`GET / HTTP/1.1\r\nhost: x\r\nx: ${'y'.repeat(9000)}\r\n\r\n`)).toMatch(/^HTTP\/1\.1 431 /);
    expect(await raw('POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\ntransfer-encoding: chunked\r\n\r\n')).toMatch(
      /^HTTP\/1\.1 400 /,
    );
    expect(await raw('POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\n')).toMatch(
      /^HTTP\/1\.1 400 /,
    );
  });

  test('a path through us to elsewhere is refused', async () => {
    const answer = await raw(
      'GET http://evil.example/healthz HTTP/1.1\r\nhost: evil.example\r\nconnection: close\r\n\r\n',
    );
    expect(answer).toMatch(/^HTTP\/1\.1 (400|404) /);
  });
});

describe('every refusal', () => {
  test('is problem details of one schema, with a code, a reason and what to do', async () => {
    const answers = [
      await door.plain({ method: 'GET', url: '/nowhere' }),
      await door.plain({ method: 'PUT', url: '/healthz' }),
      await door.plain({ method: 'GET', url: '/v1/session' }),
      await founding('text/plain'),
      await founding(MEDIA.link),
      await founding(MEDIA.link, new Uint8Array(65_537)),
      await door.as(official, { method: 'GET', url: `/v1/epoch-keys/${'00'.repeat(32)}` }),
    ];
    for (const answer of answers) {
      const problem = answer.json() as Problem;
      expect(Value.Check(Problem, problem)).toBe(true);
      expect(answer.headers['content-type']).toBe('application/problem+json');
      expect(problem.status).toBe(answer.statusCode);
      expect(problem.code.startsWith('RELAY_') ? RELAY_CODES.includes(problem.code as never) : true).toBe(true);
      expect(answer.headers['cache-control']).toBe('no-store');
    }
  });

  test('a path that is none and a thing that is none of mine are answered alike', async () => {
    const told = (a: Answer) => ({ ...(a.json() as object), reference: '' });
    const missing = await door.as(official, { method: 'GET', url: `/v1/epoch-keys/${'00'.repeat(32)}` });
    expect(told(await door.plain({ method: 'GET', url: '/v1/epoch-keys' }))).toEqual(told(missing));
  });

  test('too many requests: 429 for an address, 429 for a device, and when to come back', async () => {
    const strict = await openDoorOf({ limits: { requestsPerMinutePerKid: 20 } });
    const authority = await strict.enter('Norvania');
    const ask = { method: 'GET', url: '/v1/directory/checkpoint' };
    const answers = [];
    for (let i = 0; i < 21; i++) answers.push(await strict.as(authority.admins[0], ask));
    const last = answers.at(-1) as Answer;
    expect([last.statusCode, codeOf(last), (last.json() as Problem).retry]).toEqual([429, 'RELAY_BUSY', true]);
    expect(Number(last.headers['retry-after'])).toBeGreaterThan(0);
    await strict.close();
    const narrow = await openDoorOf({ limits: { requestsPerMinutePerAddress: 3 } });
    const statuses = [];
    for (let i = 0; i < 5; i++) statuses.push((await narrow.plain({ method: 'GET', url: '/healthz' })).statusCode);
    expect(statuses).toEqual([200, 200, 200, 429, 429]);
    await narrow.close();
  });

  test('overload: 503 and when to come back, but health is answered; a measure that is missing is no overload', async () => {
    const slow = await openDoorOf({ limits: { heapBytes: 1 } });
    await vi.waitFor(async () => {
      const busy = await slow.plain({ method: 'GET', url: '/v1/session' });
      expect([busy.statusCode, codeOf(busy), busy.headers['retry-after']]).toEqual([503, 'RELAY_BUSY', '5']);
    }, 5000);
    expect((await slow.plain({ method: 'GET', url: '/healthz' })).statusCode).toBe(200);
    await slow.close();
    expect(sheds('/v1/links', Number.POSITIVE_INFINITY)).toBe(false);
    expect(sheds('/v1/links', 5000)).toBe(true);
  });

  test('a full disk: 507, nothing kept, and the same request passes when there is room again', async () => {
    const full = Object.assign(new Error('disk full'), { name: 'StoreError', code: 'STORE_FULL' });
    const before = door.store.issueNonce;
    Object.assign(door.store, { issueNonce: () => Promise.reject(full) });
    const ask = { method: 'POST', url: '/v1/session/nonces', body: utf8('{"purpose":"login"}') };
    const refused = await door.as(official, ask);
    Object.assign(door.store, { issueNonce: before });
    expect([refused.statusCode, codeOf(refused), (refused.json() as Problem).retry]).toEqual([
      507,
      'RELAY_STORAGE_FULL',
      true,
    ]);
    expect((await door.as(official, ask)).statusCode).toBe(200);
  });
});

describe('what is written down', () => {
  test('the allow-list and nothing else: a planted word is in no line', async () => {
    const word = 'CANARYq7x';
    const before = door.store.issueNonce;
    Object.assign(door.store, { issueNonce: () => Promise.reject(new Error(word)) });
    const body = utf8('{"purpose":"login"}');
    const failed = await door.as(official, { method: 'POST', url: '/v1/session/nonces', body });
    Object.assign(door.store, { issueNonce: before });
    expect([failed.statusCode, failed.body.includes(word)]).toEqual([500, false]);
    await door.plain({
      method: 'GET',
      url: `/${word}?${word}=${word}`,
      headers: { 'user-agent': word, 'x-request-id': word, referer: word },
    });
    await founding(MEDIA.link, utf8(word));
    await founding(word);
    await door.as(official, { method: 'POST', url: '/v1/session/nonces', body: utf8(`{"${word}":1}`) });
    await raw(`${word}\r\n\r\n`);
    door.deps.log.info({ err: new Error(word), url: word, [word]: word }, 'a message of ours');
    door.deps.log.error(new Error(word));
    expect(door.logged()).not.toContain(word);
  });

  test('at the usual level a refused request is a line and an answered one is not', async () => {
    door.deps.log.level = 'info';
    const before = door.logged().length;
    expect((await door.plain({ method: 'GET', url: '/healthz' })).statusCode).toBe(200);
    expect(door.logged()).toHaveLength(before);
    expect((await door.plain({ method: 'GET', url: '/v1/nowhere' })).statusCode).toBe(404);
    expect(door.logged().slice(before)).toContain('"status":404');
    door.deps.log.level = 'debug';
  });

  test('each line is one request: method, declared route, status, time, id, kid', async () => {
    await door.as(official, { method: 'GET', url: `/v1/chains/${norvania.id}/links?from=0` });
    const lines = door
      .logged()
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines.at(-1)).toMatchObject({
      method: 'GET',
      route: '/v1/chains/:authority/links',
      status: 200,
      kid: official.device.kid,
    });
    const allowed = [...LOGGED_FIELDS, 'level', 'time', 'msg'] as string[];
    expect(lines.flatMap((line) => Object.keys(line)).filter((name) => !allowed.includes(name))).toEqual([]);
    expect(door.logged()).not.toContain(norvania.id);
  });
});
