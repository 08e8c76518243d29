// The web origin: what it serves, with which headers, and that a busy port is told as such.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { type OriginOptions, serveOrigin, type WebOrigin } from '../../../client/web/origin.ts';

const folder = mkdtempSync(join(tmpdir(), 'rogatory-site-'));
const SCRIPT = 'export const ours = true;\n'.repeat(100);
for (const [path, text] of Object.entries({
  'index.html': '<!doctype html><title>the one page</title>',
  'sw.js': '// the service worker',
  'assets/app-1a2b3c4d.js': SCRIPT,
  '.vite/manifest.json': '{}',
})) {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const open: WebOrigin[] = [];
const start = async (port: number, practice?: OriginOptions['practice']): Promise<WebOrigin> => {
  const origin = await serveOrigin({
    host: 'localhost',
    port,
    folder,
    trustCard: '{"rogatoryTrustCard":1}\n',
    relayOrigin: 'http://localhost:8787',
    ...(practice ? { practice } : {}),
  });
  open.push(origin);
  return origin;
};
const freePort = async (): Promise<number> => {
  const { createServer } = await import('node:net');
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });
};
afterEach(async () => {
  await Promise.all(open.splice(0).map((o) => o.close()));
});

describe('the web origin', () => {
  it('serves the trust card and the one page, under a policy that lets no script of others run', async () => {
    const { url } = await start(await freePort());
    const card = await fetch(`${url}/rogatory.json`);
    expect(await card.text()).toBe('{"rogatoryTrustCard":1}\n');
    const front = await fetch(url);
    expect(await front.text()).toContain('the one page');
    const policy = front.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("connect-src 'self' http://localhost:8787 ws://localhost:8787;");
    expect(policy).toContain("require-trusted-types-for 'script'; trusted-types rogatory default");
    expect(policy).toContain("frame-ancestors 'none'; base-uri 'none'; form-action 'none'");
    expect(policy).not.toMatch(/unsafe-inline|unsafe-eval'(?<!wasm-unsafe-eval')/);
    expect(front.headers.get('set-cookie')).toBeNull();
  });

  it('knows no other path and no other method', async () => {
    const { url } = await start(await freePort());
    expect((await fetch(`${url}/../package.json`)).status).toBe(404);
    expect((await fetch(`${url}/%2e%2e/package.json`)).status).toBe(404);
    expect((await fetch(`${url}/.vite/manifest.json`)).status).toBe(404);
    expect((await fetch(`${url}/assets/gone-00000000.js`)).status).toBe(404);
    expect((await fetch(`${url}/nowhere`)).status).toBe(404);
    expect((await fetch(url, { method: 'POST', body: 'x' })).status).toBe(405);
  });

  it('answers every path of a page with the one page, which nobody keeps; hashed files are kept for good', async () => {
    const { url } = await start(await freePort());
    for (const path of ['/inbox', '/case/0a1b', '/draft/0a1b/check', '/directory/x/verify', '/sign-in?next=/inbox']) {
      const page = await fetch(`${url}${path}`);
      expect([page.status, page.headers.get('cache-control')], path).toEqual([200, 'no-store']);
      expect(await page.text()).toContain('the one page');
    }
    const script = await fetch(`${url}/assets/app-1a2b3c4d.js`);
    expect(script.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(script.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    expect(await script.text()).toBe(SCRIPT);
    const worker = await fetch(`${url}/sw.js`);
    expect(worker.headers.get('cache-control')).toBe('no-cache');
    const again = await fetch(`${url}/sw.js`, { headers: { 'if-none-match': worker.headers.get('etag') ?? '' } });
    expect(again.status).toBe(304);
  });

  it('sends files compressed to whoever can read that', async () => {
    const port = await freePort();
    await start(port);
    const { request } = await import('node:http');
    const body = await new Promise<Buffer>((resolve, reject) => {
      const headers = { 'accept-encoding': 'gzip' };
      request({ host: '127.0.0.1', port, path: '/assets/app-1a2b3c4d.js', headers }, (answer) => {
        expect(answer.headers['content-encoding']).toBe('gzip');
        const pieces: Buffer[] = [];
        answer.on('data', (piece: Buffer) => pieces.push(piece)).on('end', () => resolve(Buffer.concat(pieces)));
      })
        .on('error', reject)
        .end();
    });
    expect(body.length).toBeLessThan(SCRIPT.length);
    expect(gunzipSync(body).toString()).toBe(SCRIPT);
  });

  it('answers on both address families of localhost and says so when the port is busy', async () => {
    const port = await freePort();
    await start(port);
    expect((await fetch(`http://127.0.0.1:${port}/`)).status).toBe(200);
    await expect(start(port)).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });
});

describe('in practice', () => {
  const answers: OriginOptions['practice'] = new Map([
    ['/practice/lie', async (body: unknown) => (body === 'broken' ? Promise.reject(new TypeError('a secret')) : null)],
  ]);
  const ask = (url: string, body: string, headers: Record<string, string> = {}) =>
    fetch(`${url}/practice/lie`, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body });

  it('answers its own pages only, refuses a body that is none, and tells a failure without its words', async () => {
    const { url } = await start(await freePort(), answers);
    expect((await ask(url, '{}')).status).toBe(400);
    expect((await ask(url, 'no json')).status).toBe(400);
    expect((await ask(url, '{}', { origin: 'http://evil.example' })).status).toBe(403);
    expect((await ask(url, '{}', { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect((await ask(url, '{}', { 'content-type': 'text/plain' })).status).toBe(403);
    const failed = await ask(url, '"broken"');
    expect([failed.status, await failed.text()]).toEqual([503, 'null']);
    expect((await fetch(`${url}/practice/lie`)).headers.get('content-type')).toContain('text/html');
  });

  it('in earnest nothing of the kind is there', async () => {
    const { url } = await start(await freePort());
    expect((await ask(url, '{}')).status).toBe(405);
  });
});
