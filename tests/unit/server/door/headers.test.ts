// What every answer forbids a browser, refusals and strangers' paths included (docs/spec/http.md).
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDoorOf, type TestDoor } from '../../../testkit/door.ts';

let door: TestDoor;
beforeAll(async () => {
  door = await openDoorOf({});
});
afterAll(() => door.close());

describe('every answer', () => {
  test.each([
    ['a page', 200, 'GET', '/readyz'],
    ['a path that is none', 404, 'GET', '/nowhere'],
    ['a body of another kind', 415, 'POST', '/v1/founding'],
    ['a reader who did not sign', 401, 'GET', '/v1/register/checkpoint'],
  ] as const)('forbids what the relay never does: %s', async (_name, status, method, url) => {
    const body = method === 'POST' ? { payload: 'x', headers: { 'content-type': 'text/html' } } : {};
    const { statusCode, headers } = await door.app.inject({ method, url, ...body });
    expect(statusCode).toBe(status);
    expect(headers).toMatchObject({
      'cache-control': 'no-store',
      'content-security-policy': "default-src 'none';frame-ancestors 'none'",
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      vary: 'Origin',
    });
  });
});
