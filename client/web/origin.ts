// The web origin: serves the static files an authority hosts and the trust card, from its own place and never from the relay (protocol.md sections 9 and 10).
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { frontPage, type OriginOptions, STYLE } from './front-page.ts';

export type WebOrigin = { readonly url: string; close(): Promise<void> };

const page = (options: OriginOptions): Readonly<Record<string, readonly [type: string, body: string]>> => ({
  '/': ['text/html; charset=utf-8', frontPage(options)],
  '/style.css': ['text/css; charset=utf-8', STYLE],
  '/rogatory.json': ['application/json; charset=utf-8', options.trustCard],
});

function answer(
  options: OriginOptions,
  pages: ReturnType<typeof page>,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  response.setHeader(
    'content-security-policy',
    `default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self' ${options.relayOrigin}; frame-ancestors 'none'; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'`,
  );
  response.setHeader('x-content-type-options', 'nosniff');
  response.setHeader('referrer-policy', 'no-referrer');
  response.setHeader('cross-origin-opener-policy', 'same-origin');
  response.setHeader('cache-control', 'no-store');
  const path = (request.url ?? '/').split('?')[0] as string;
  const found = pages[path];
  const reads = request.method === 'GET' || request.method === 'HEAD';
  if (!found || !reads) {
    response.statusCode = found ? 405 : 404;
    response.setHeader('content-type', 'text/plain; charset=utf-8');
    response.end(
      found ? 'Only GET and HEAD are answered here.\n' : 'There is nothing here. The front page is at / .\n',
    );
    return;
  }
  response.setHeader('content-type', found[0]);
  response.end(request.method === 'HEAD' ? undefined : found[1]);
}

const listen = (server: Server, port: number, host: string): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host }, () => {
      server.off('error', reject);
      resolve();
    });
  });

const close = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });

/** Starts the origin. "localhost" binds both address families: browsers differ in which they try first. Rejects with EADDRINUSE when the port is taken on either. */
export async function serveOrigin(options: OriginOptions): Promise<WebOrigin> {
  const pages = page(options);
  const hosts = options.host === 'localhost' ? ['127.0.0.1', '::1'] : [options.host];
  const servers: Server[] = [];
  try {
    for (const host of hosts) {
      const server = createServer(
        { requestTimeout: 10_000, headersTimeout: 5_000, keepAliveTimeout: 5_000, maxHeaderSize: 8_192 },
        (request, response) => answer(options, pages, request, response),
      );
      try {
        await listen(server, options.port, host);
        servers.push(server);
      } catch (error) {
        // A machine without IPv6 has no ::1 to bind; that is not a busy port.
        const missing = ['EADDRNOTAVAIL', 'EAFNOSUPPORT'].includes((error as NodeJS.ErrnoException).code ?? '');
        if (!missing || host !== '::1') throw error;
      }
    }
  } catch (error) {
    await Promise.all(servers.map(close));
    throw error;
  }
  return {
    url: `http://${options.host}:${options.port}`,
    close: async () => {
      await Promise.all(servers.map(close));
    },
  };
}
