// The description of the interface that the relay gives of itself: whole, and in it no open door that is not meant (docs/spec/http.md).
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDoorOf, type TestDoor } from '../../../testkit/door.ts';

let door: TestDoor;
beforeAll(async () => {
  door = await openDoorOf();
});
afterAll(() => door.close());

describe('openapi.json', () => {
  test('lists every route, once, with what it takes and how it refuses to be guessed', async () => {
    const document = (await door.plain({ method: 'GET', url: '/openapi.json' })).json() as {
      openapi: string;
      info: { title: string; version: string };
      paths: Record<string, Record<string, { responses: object }>>;
    };
    expect(document.openapi).toBe('3.1.0');
    expect(document.info.version).toMatch(/^\d+\.\d+\.\d+/);
    const listed = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    const declared = door.app
      .printRoutes({ commonPrefix: false })
      .split('\n')
      .flatMap((line) => /(\/[^ ]*) \(([A-Z, ]+)\)/.exec(line)?.slice(1, 3) ?? []);
    expect(declared.length).toBeGreaterThan(20);
    for (const route of [
      'POST /v1/founding',
      'POST /v1/links',
      'PUT /v1/invitations/{kid}',
      'GET /v1/directory/objects',
      'POST /v1/session',
      'DELETE /v1/session',
      'PATCH /v1/uploads/{uploadId}',
      'HEAD /v1/uploads/{uploadId}',
      'GET /v1/uploads/{authority}/{uploadId}',
      'GET /healthz',
    ])
      expect(listed).toContain(route);
    for (const methods of Object.values(document.paths))
      for (const operation of Object.values(methods))
        expect(Object.keys(operation.responses).length).toBeGreaterThan(0);
  });

  test('no route is missing from it, and each is either signed or stated to be open', async () => {
    const document = (await door.plain({ method: 'GET', url: '/openapi.json' })).json() as {
      paths: Record<string, object>;
    };
    const open: string[] = [];
    for (const [path, methods] of Object.entries(document.paths))
      for (const method of Object.keys(methods)) {
        const url = path
          .replace('{kid}', '0'.repeat(32))
          .replace('{uploadId}', '0'.repeat(32))
          .replace(/\{[a-z]+\}/gi, '0'.repeat(64));
        const answer = await door.app.inject({ method: method.toUpperCase() as 'GET', url });
        if (answer.statusCode !== 401) open.push(`${method.toUpperCase()} ${path}`);
      }
    const inside = /^POST \/v1\/(transmissions|acknowledgements|withdrawals|holds|devices\/wrapped(\/nonces)?)$/;
    const others = ['GET /healthz', 'GET /openapi.json', 'GET /readyz', 'POST /v1/founding', 'POST /v1/recovery'];
    expect(open.filter((route) => !inside.test(route)).sort()).toEqual([...others, 'PUT /v1/gestures/{subject}']);
  });
});
