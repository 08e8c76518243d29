// Requests of the SDK against answers nobody should send: bounded, never followed, never believed.
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { codeOf, RelayError } from '../../../client/sdk/failure.ts';
import { openTransport, type Transport } from '../../../client/sdk/transport.ts';
import { signingKey } from '../../../crypto/primitives/sign.ts';
import { ready } from '../../../crypto/primitives/sodium.ts';
import type { Kid } from '../../../crypto/wire/ids.ts';
import type { KeyOf } from '../../../server/services/request-signature.ts';
import { verifyRequest } from '../../../server/services/request-signature.ts';
import { seededRandom } from '../../testkit/seed.ts';

beforeAll(() => ready());
const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

const NOW = 1_800_000_000_000;
async function serving(
  listener: RequestListener,
  timeoutMs = 5_000,
): Promise<{ origin: string; transport: Transport }> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const random = seededRandom('transport');
  return { origin, transport: openTransport({ origin, fetch, clock: { now: () => NOW }, random, timeoutMs }) };
}
const refused = (attempt: Promise<unknown>) =>
  attempt.then(
    () => 'accepted',
    (error: unknown) => codeOf(error),
  );
const get = { method: 'GET', path: '/x' } as const;

describe('a request', () => {
  test('is signed as the relay verifies it, over the address of the trust card, each with its own nonce', async () => {
    const key = signingKey(new Uint8Array(32).fill(3));
    const kid = 'ab'.repeat(16) as Kid;
    const nonces = new Set<string>();
    const principal = { kid, authority: 'a' as never, key: 'device' as const };
    const keyOf: KeyOf = (asked) => (asked === kid ? { principal, publicKey: key.publicKey } : null);
    let outcome = '';
    let expected = '';
    const { origin, transport } = await serving((request, response) => {
      const fields = Array.from({ length: request.rawHeaders.length / 2 }, (_, i) => ({
        name: request.rawHeaders[2 * i] as string,
        value: request.rawHeaders[2 * i + 1] as string,
      }));
      const kind = request.method === 'PATCH' ? 'piece' : request.method === 'GET' ? 'bare' : 'body';
      verifyRequest({ method: request.method as string, targetUri: expected, fields, kind }, keyOf, NOW)
        .then(({ nonce }) => {
          nonces.add(nonce);
          outcome = 'verified';
        })
        .catch((error: { code: string }) => {
          outcome = error.code;
        })
        .finally(() => response.end());
    });
    const signer = { kid, sign: key.sign };
    const body = { type: 'application/json', bytes: new Uint8Array([1, 2]) };
    const calls = [
      get,
      { ...get, method: 'POST', body },
      { ...get, method: 'PATCH', body, headers: { 'upload-offset': '0' } },
    ] as const;
    for (const call of calls) {
      expected = `${origin}/x`;
      await transport.send(call, signer);
      expect(outcome).toBe('verified');
      expected = `${origin}/y`;
      await transport.send(call, signer);
      expect(outcome).toBe('RELAY_SIGNATURE');
    }
    expect(nonces.size).toBe(3);
  });
});

describe('an answer', () => {
  test('larger than agreed is not read to its end, whatever length it claims', async () => {
    const { transport } = await serving((_request, response) => {
      response.writeHead(200, { 'transfer-encoding': 'chunked' });
      const more = (): void => {
        while (!response.destroyed && response.write(Buffer.alloc(65_536)));
        if (!response.destroyed) response.once('drain', more);
      };
      more();
    });
    expect(await refused(transport.send({ ...get, max: 1000 }, null))).toBe('CLIENT_RELAY_ANSWER');
  });

  test('of exactly the size agreed is read', async () => {
    const { transport } = await serving((_request, response) => void response.end(Buffer.alloc(1000, 7)));
    expect((await transport.send({ ...get, max: 1000 }, null)).body).toEqual(new Uint8Array(1000).fill(7));
    expect(await refused(transport.send({ ...get, max: 999 }, null))).toBe('CLIENT_RELAY_ANSWER');
  });

  test('that leads elsewhere is not followed', async () => {
    let followed = 0;
    const { transport, origin } = await serving((request, response) => {
      if (request.url === '/elsewhere') followed++;
      response.writeHead(302, { location: `${origin}/elsewhere` }).end();
    });
    expect(await refused(transport.send(get, null))).toBe('CLIENT_RELAY_ANSWER');
    expect(followed).toBe(0);
  });

  test('that never comes, or stops half-way, is silence', async () => {
    const hanging = await serving(() => {}, 100);
    expect(await refused(hanging.transport.send(get, null))).toBe('CLIENT_RELAY_TIMEOUT');
    const cut = await serving((_request, response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('x', () => response.destroy());
    });
    expect(await refused(cut.transport.send(get, null))).toBe('CLIENT_RELAY_UNREACHABLE');
    const gone = openTransport({
      origin: 'http://127.0.0.1:1',
      fetch,
      clock: { now: () => NOW },
      random: seededRandom('x'),
    });
    expect(await refused(gone.send(get, null))).toBe('CLIENT_RELAY_UNREACHABLE');
  });
});

describe('a refusal', () => {
  const problem = {
    type: 'urn:x',
    title: 'x',
    status: 409,
    code: 'ROSTER_SEQUENCE',
    detail: 'moved on',
    action: 'fetch',
    retry: false,
    reference: 'abc',
  };
  const answered = async (status: number, body: string) => {
    const { transport } = await serving((_request, response) => void response.writeHead(status).end(body));
    return transport.send(get, null).catch((error: unknown) => error);
  };

  test('in problem details becomes its code, words and reference', async () => {
    const error = await answered(409, JSON.stringify(problem));
    expect(error).toBeInstanceOf(RelayError);
    expect(error).toMatchObject({
      code: 'ROSTER_SEQUENCE',
      status: 409,
      message: 'moved on',
      retry: false,
      reference: 'abc',
    });
  });

  test.each([
    ['a code nobody agreed', JSON.stringify({ ...problem, code: 'RELAY_TRUST_ME' })],
    ['a code of the client’s own', JSON.stringify({ ...problem, code: 'CLIENT_ALARM' })],
    ['fields nobody agreed', JSON.stringify({ ...problem, sendAgain: true })],
    ['other words', '<html>Bad gateway</html>'],
    ['nothing', ''],
    ['bytes that are no text', '\ufffd\u0000'],
  ])('with %s is no refusal of the relay', async (_name, body) => {
    expect(codeOf(await answered(502, body))).toBe('CLIENT_RELAY_ANSWER');
  });

  test('for having been too slow is silence', async () => {
    expect(codeOf(await answered(408, ''))).toBe('CLIENT_RELAY_TIMEOUT');
  });
});
