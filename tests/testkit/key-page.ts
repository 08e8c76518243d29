// The page of keys, built and served with the app's own policy, with a relay behind the same address: whatever a browser sends passes through here.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

export type KeySite = {
  readonly origin: string;
  /** Every byte that came here, addresses and headers included. */
  heard(): Buffer;
  close(): Promise<void>;
};

const DESK = fileURLToPath(new URL('../browser/desk', import.meta.url));
const POLICY =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; connect-src 'self'; base-uri 'none'; require-trusted-types-for 'script'; trusted-types rogatory default";
const TYPES: { readonly [extension: string]: string } = { '.html': 'text/html', '.js': 'text/javascript' };

/** Builds and serves it; `relay`: where `/v1/` goes on to. */
export async function serveKeyPage(relay: string | null): Promise<KeySite> {
  const outDir = await mkdtemp(join(tmpdir(), 'rogatory-keys-'));
  await build({
    configFile: false,
    root: DESK,
    logLevel: 'error',
    cacheDir: `${outDir}.cache`,
    worker: { format: 'es' },
    build: { outDir, emptyOutDir: false, target: 'chrome123', modulePreload: { polyfill: false }, minify: false },
  });
  const heard: Buffer[] = [];

  async function pass(request: IncomingMessage, response: ServerResponse, body: Buffer): Promise<void> {
    const { host: _, connection: __, ...headers } = request.headers;
    const answer = await fetch(`${relay}${request.url}`, {
      method: request.method as string,
      headers: headers as Record<string, string>,
      ...(body.length > 0 ? { body: new Uint8Array(body) } : {}),
    });
    response.writeHead(
      answer.status,
      Object.fromEntries([...answer.headers].filter(([name]) => name.startsWith('content-type'))),
    );
    response.end(Buffer.from(await answer.arrayBuffer()));
  }
  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece as Buffer);
    const body = Buffer.concat(pieces);
    heard.push(Buffer.from(`${request.method} ${request.url}\n${JSON.stringify(request.headers)}\n`), body);
    if (relay && request.url?.startsWith('/v1/')) return pass(request, response, body);
    const path = request.url === '/' ? '/index.html' : (request.url as string);
    const file = await readFile(join(outDir, path)).catch(() => null);
    response.writeHead(file ? 200 : 404, {
      'content-type': TYPES[extname(path)] ?? 'application/octet-stream',
      'content-security-policy': POLICY,
    });
    response.end(file);
  }
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => response.destroy(error as Error));
  });
  await new Promise<void>((resolve) => server.listen(0, 'localhost', () => resolve()));
  const { port } = server.address() as { port: number };
  return {
    origin: `http://localhost:${port}`,
    heard: () => Buffer.concat(heard),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await rm(outDir, { recursive: true, force: true });
      await rm(`${outDir}.cache`, { recursive: true, force: true });
    },
  };
}
