// The door: each way in which a signed request can be wrong is refused with its code, and leaves nothing behind (protocol.md section 7).
import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { utf8 } from '../../../../crypto/primitives/bytes.ts';
import { signingKey } from '../../../../crypto/primitives/sign.ts';
import type { Kid } from '../../../../crypto/wire/ids.ts';
import type { Person, TestAuthority } from '../../../testkit/cast.ts';
import { openDoorOf, RELAY_ORIGIN, type TestDoor } from '../../../testkit/door.ts';
import type { Ask, Bent } from '../../../testkit/signed.ts';

let door: TestDoor;
let norvania: TestAuthority;
let official: Person;

beforeAll(async () => {
  door = await openDoorOf();
  norvania = await door.enter('Norvania');
  official = norvania.admins[0];
});
afterAll(() => door.close());

const body = utf8('{"purpose":"login"}');
const nonces: Ask = { method: 'POST', url: '/v1/session/nonces', body };
const codeOf = async (ask: Ask, bent?: Bent): Promise<string> => {
  const answer = await door.as(official, ask, bent);
  return answer.statusCode === 200 ? 'accepted' : (answer.json() as { code: string }).code;
};
const send = (headers: Record<string, string>, payload: Uint8Array = body, url = nonces.url) =>
  door.app.inject({ method: 'POST', url, headers, payload: Buffer.from(payload) });
const code = (answer: { json(): unknown }): string => (answer.json() as { code: string }).code;

describe('HTTP-1: what a signature has to be', () => {
  test('a request as the profile says is accepted', async () => {
    expect(await codeOf(nonces)).toBe('accepted');
    expect(await codeOf({ method: 'GET', url: '/v1/directory/checkpoint' })).toBe('accepted');
  });

  test('without a signature there is no way in', async () => {
    expect(code(await door.plain({ ...nonces, media: 'application/json' }))).toBe('RELAY_UNSIGNED');
    const { signature: _, ...half } = door.headersOf(official, nonces);
    expect(code(await send(half))).toBe('RELAY_UNSIGNED');
  });

  const bends: [string, Bent, string][] = [
    ['for another host', { origin: 'https://other.example' }, 'RELAY_SIGNATURE'],
    ['for the same host under another scheme', { origin: RELAY_ORIGIN.replace('http', 'https') }, 'RELAY_SIGNATURE'],
    ['under another label', { label: 'sig2' }, 'RELAY_SIGNATURE'],
    ['with another tag', { parameters: { tag: 'other' } }, 'RELAY_SIGNATURE'],
    ['with a parameter more', { parameters: { extra: 'x' } }, 'RELAY_SIGNATURE'],
    ...['created', 'expires', 'nonce', 'keyid', 'alg', 'tag'].map((without): [string, Bent, string] => [
      `without ${without}`,
      { without },
      'RELAY_SIGNATURE',
    ]),
    ['with a nonce too short', { nonce: 'AAAA' }, 'RELAY_SIGNATURE'],
    ['over fewer components', { components: ['@method', '@target-uri', 'content-type'] }, 'RELAY_SIGNATURE'],
    [
      'over the components in another order',
      { components: ['@target-uri', '@method', 'content-digest', 'content-type'] },
      'RELAY_SIGNATURE',
    ],
    ['made 61 s ago', { at: -61_000 }, 'RELAY_CLOCK'],
    ['made 61 s ahead', { at: 61_000 }, 'RELAY_CLOCK'],
    ['for longer than a minute', { lifetime: 61 }, 'RELAY_SIGNATURE'],
    ['ending before it begins', { lifetime: -1 }, 'RELAY_SIGNATURE'],
    ['with a digest of something else', { digest: `sha-256=:${'A'.repeat(43)}=:` }, 'RELAY_DIGEST'],
    ['with a digest of another kind', { digest: `sha-512=:${'A'.repeat(86)}==:` }, 'RELAY_DIGEST'],
  ];
  test.each(bends)('a signature %s is refused', async (_what, bent, expected) => {
    const at = bent.at === undefined ? {} : { at: door.clock.at + bent.at };
    expect(await codeOf(nonces, { ...bent, ...at })).toBe(expected);
  });

  test('a signature 59 s old is accepted', async () => {
    expect(await codeOf(nonces, { at: door.clock.at - 59_000 })).toBe('accepted');
  });
});

describe('HTTP-2: what was signed is what is served', () => {
  test('another path or query under the same signature is refused', async () => {
    const headers = door.headersOf(official, nonces);
    expect(code(await send(headers, body, '/v1/session/nonces?x=1'))).toBe('RELAY_SIGNATURE');
    const read = door.headersOf(official, { method: 'GET', url: '/v1/directory/objects?from=0' });
    const other = await door.app.inject({ method: 'GET', url: '/v1/directory/objects?from=1', headers: read });
    expect(code(other)).toBe('RELAY_SIGNATURE');
  });

  test('another method is refused', async () => {
    const headers = door.headersOf(official, { method: 'GET', url: '/v1/session' });
    expect(code(await door.app.inject({ method: 'DELETE', url: '/v1/session', headers }))).toBe('RELAY_SIGNATURE');
  });

  test('a swapped body is refused, and the true one then still passes', async () => {
    const headers = door.headersOf(official, nonces);
    expect(code(await send(headers, utf8('{"purpose":"gesture"}')))).toBe('RELAY_DIGEST');
    expect((await send(headers)).statusCode).toBe(200);
  });

  test('a body where none was signed is refused', async () => {
    const headers = door.headersOf(official, { method: 'POST', url: '/v1/session/nonces' });
    const answer = await send({ ...headers, 'content-type': 'application/json' });
    expect(code(answer)).toBe('RELAY_SIGNATURE');
  });

  test('the host header says nothing', async () => {
    const headers = { ...door.headersOf(official, nonces), host: 'evil.example', 'x-forwarded-host': 'evil.example' };
    expect((await send(headers)).statusCode).toBe(200);
  });
});

describe('HTTP-3: one signature, each header once', () => {
  const double = async (change: (headers: Record<string, string>) => Record<string, string | string[]>) =>
    door.app.inject({
      method: 'POST',
      url: nonces.url,
      headers: change(door.headersOf(official, nonces)),
      payload: Buffer.from(body),
    });

  test('an invalid signature beside a valid one refuses the request, in either order', async () => {
    const junk = `:${'A'.repeat(86)}==:`;
    for (const order of [0, 1]) {
      const answer = await double((h) => {
        const inputs = [h['signature-input'], (h['signature-input'] as string).replace('sig1', 'sig0')];
        const signatures = [h['signature'], `sig0=${junk}`];
        if (order === 1) for (const pair of [inputs, signatures]) pair.reverse();
        return { ...h, 'signature-input': inputs.join(', '), signature: signatures.join(', ') };
      });
      expect(code(answer)).toBe('RELAY_SIGNATURE');
    }
  });

  test('the same label twice is refused', async () => {
    const answer = await double((h) => ({ ...h, signature: `${h['signature']}, ${h['signature']}` }));
    expect(code(answer)).toBe('RELAY_SIGNATURE');
  });

  test('a covered header that stands twice is refused, even where the signature is over both', async () => {
    const twice = 'application/json, application/json';
    const { 'content-type': _, ...headers } = door.headersOf(official, { ...nonces, media: twice });
    await door.app.listen({ host: '127.0.0.1', port: 0 });
    const { port } = door.app.server.address() as AddressInfo;
    const status = await new Promise<string>((resolve, reject) => {
      const asking = request({ port, host: '127.0.0.1', method: 'POST', path: nonces.url }, (answer) => {
        let text = '';
        answer.on('data', (chunk) => (text += String(chunk))).on('end', () => resolve(text));
      });
      for (const [name, value] of Object.entries(headers)) asking.setHeader(name, value);
      // Node keeps the first of these and would serve the request.
      asking.setHeader('content-type', ['application/json', 'application/json']);
      asking.on('error', reject).end(Buffer.from(body));
    });
    expect(JSON.parse(status)).toMatchObject({
      code: 'RELAY_SIGNATURE',
      detail: expect.stringContaining('more than once'),
    });
  });

  test('a key that is not enrolled, and a kid with a key of another device, are refused alike', async () => {
    const stranger = signingKey(door.deps.random(32));
    const unknown = await door.signedBy('00'.repeat(16) as Kid, stranger, nonces);
    const borrowed = await door.signedBy(official.device.kid, norvania.admins[1].device.http, nonces);
    expect([code(unknown), code(borrowed)]).toEqual(['RELAY_SIGNATURE', 'RELAY_SIGNATURE']);
    // The key that signs statements is not the key that signs requests.
    expect(code(await door.signedBy(official.device.kid, official.device.sign, nonces))).toBe('RELAY_SIGNATURE');
  });
});

describe('HTTP-6: no request twice', () => {
  test('what writes is remembered; what reads is bound by time alone', async () => {
    const headers = door.headersOf(official, nonces);
    expect((await send(headers)).statusCode).toBe(200);
    expect(code(await send(headers))).toBe('RELAY_REPLAY');
    const read = { method: 'GET', url: '/v1/directory/checkpoint' } as const;
    const once = door.headersOf(official, read);
    expect((await door.app.inject({ ...read, headers: once })).statusCode).toBe(200);
    expect((await door.app.inject({ ...read, headers: once })).statusCode).toBe(200);
  });

  test('a nonce outlives the signature: no moment lies between forgetting and expiry', async () => {
    const headers = door.headersOf(official, nonces, { at: door.clock.at + 59_000 });
    expect((await send(headers)).statusCode).toBe(200);
    const before = door.clock.at;
    for (const later of [60_000, 100_000, 118_000]) {
      door.clock.at = before + later;
      await door.store.sweep(door.clock.at);
      expect(code(await send(headers))).toBe('RELAY_REPLAY');
    }
    door.clock.at = before + 121_000;
    expect(code(await send(headers))).toBe('RELAY_CLOCK');
  });

  test('nothing refused above left a session or moved the directory', async () => {
    expect(await door.store.session(norvania.admins[1].device.kid)).toBeNull();
    const size = (await door.store.log(door.deps.keys.directoryOrigin))?.size;
    expect(size).toBe(0);
  });
});
