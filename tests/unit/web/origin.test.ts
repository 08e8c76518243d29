// The web origin: what it serves, with which headers, and that a busy port is told as such.
import { afterEach, describe, expect, it } from 'vitest';
import { serveOrigin, type WebOrigin } from '../../../client/web/origin.ts';

const open: WebOrigin[] = [];
const start = async (port: number): Promise<WebOrigin> => {
  const origin = await serveOrigin({
    host: 'localhost',
    port,
    trustCard: '{"rogatoryTrustCard":1}\n',
    relayOrigin: 'http://localhost:8787',
    practice: true,
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
  it('serves the trust card and a page that says PRACTICE, under a policy that lets no script of others run', async () => {
    const { url } = await start(await freePort());
    const card = await fetch(`${url}/rogatory.json`);
    expect(await card.text()).toBe('{"rogatoryTrustCard":1}\n');
    const front = await fetch(url);
    expect(await front.text()).toContain('PRACTICE');
    const policy = front.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("connect-src 'self' http://localhost:8787");
    expect(policy).not.toMatch(/unsafe-inline|unsafe-eval'(?<!wasm-unsafe-eval')/);
    expect(front.headers.get('set-cookie')).toBeNull();
  });

  it('knows no other path and no other method', async () => {
    const { url } = await start(await freePort());
    expect((await fetch(`${url}/../package.json`)).status).toBe(404);
    expect((await fetch(`${url}/%2e%2e/package.json`)).status).toBe(404);
    expect((await fetch(url, { method: 'POST', body: 'x' })).status).toBe(405);
  });

  it('answers on both address families of localhost and says so when the port is busy', async () => {
    const port = await freePort();
    await start(port);
    expect((await fetch(`http://127.0.0.1:${port}/`)).status).toBe(200);
    await expect(start(port)).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });
});
