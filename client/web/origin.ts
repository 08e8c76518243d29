// The web origin: serves the static files an authority hosts and the trust card, from its own place and never from the relay (protocol.md sections 9 and 10).
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { isAppPath } from './paths.ts';
import { answerPractice, type PracticeAnswers } from './practice-answers.ts';
import { readSite, type Site, type SiteFile, siteFile } from './site.ts';

export type OriginOptions = {
  /** Where to listen, as people type it; "localhost" answers on both address families. */
  readonly host: string;
  readonly port: number;
  /** Folder of the built app (client/web/build). */
  readonly folder: string;
  /** The text of `/rogatory.json`. */
  readonly trustCard: string;
  /** Origin of the relay, for `connect-src`. */
  readonly relayOrigin: string;
  /** What the pages of practice may ask this origin beside its files; absent in earnest. */
  readonly practice?: PracticeAnswers;
};

export type WebOrigin = { readonly url: string; close(): Promise<void> };

/** A rule about touch that the component library adds as a style element; it is the only one. */
const TOUCH_RULE = "'sha256-38RhXrc7EdReTKsOm23ZPOCUgniTUUcjky8QOOrQx6o='";

/** What a page of the app may do. Workers obey the one of their own file, which is this one too. */
function policyOf(relayOrigin: string): string {
  return [
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    `style-src 'self' ${TOUCH_RULE}`,
    "img-src 'self'",
    "font-src 'self'",
    "worker-src 'self'",
    "manifest-src 'self'",
    `connect-src 'self' ${relayOrigin} ${relayOrigin.replace(/^http/, 'ws')}`,
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types rogatory default',
  ].join('; ');
}

const NOTHING = siteFile('/nothing.txt', Buffer.from('There is nothing here. The front page is at / .\n'));
const READ_ONLY = siteFile('/method.txt', Buffer.from('Only GET and HEAD are answered here.\n'));

const fileAt = (site: Site, path: string): SiteFile | undefined =>
  site.get(path) ?? (isAppPath(path) ? site.get('/index.html') : undefined);

type Serving = { readonly site: Site; readonly policy: string; readonly practice: PracticeAnswers | undefined };

async function answer(
  { site, policy, practice }: Serving,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  response.setHeader('content-security-policy', policy);
  response.setHeader('x-content-type-options', 'nosniff');
  response.setHeader('referrer-policy', 'no-referrer');
  response.setHeader('cross-origin-opener-policy', 'same-origin');
  response.setHeader('cross-origin-resource-policy', 'same-origin');
  response.setHeader(
    'permissions-policy',
    'camera=(), microphone=(), geolocation=(), publickey-credentials-get=(self), publickey-credentials-create=(self)',
  );
  if (practice && (await answerPractice(practice, request, response))) return;
  const found = fileAt(site, (request.url ?? '/').split('?')[0] as string);
  const reads = request.method === 'GET' || request.method === 'HEAD';
  const file = !found ? NOTHING : reads ? found : READ_ONLY;
  response.statusCode = !found ? 404 : reads ? 200 : 405;
  response.setHeader('cache-control', file === found ? file.cache : 'no-store');
  response.setHeader('content-type', file.type);
  if (file === found && file.cache !== 'no-store') {
    response.setHeader('etag', file.tag);
    if (request.headers['if-none-match'] === file.tag) {
      response.statusCode = 304;
      response.end();
      return;
    }
  }
  const packed = request.headers['accept-encoding']?.includes('gzip') ? await file.packed() : null;
  response.setHeader('vary', 'accept-encoding');
  if (packed) response.setHeader('content-encoding', 'gzip');
  const body = packed ?? file.body;
  response.setHeader('content-length', body.length);
  response.end(request.method === 'HEAD' ? undefined : body);
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
  const card = siteFile('/rogatory.json', Buffer.from(options.trustCard));
  const site = new Map([...(await readSite(options.folder)), ['/rogatory.json', { ...card, cache: 'no-store' }]]);
  const serving = { site, policy: policyOf(options.relayOrigin), practice: options.practice };
  const hosts = options.host === 'localhost' ? ['127.0.0.1', '::1'] : [options.host];
  const servers: Server[] = [];
  try {
    for (const host of hosts) {
      const server = createServer(
        { requestTimeout: 10_000, headersTimeout: 5_000, keepAliveTimeout: 5_000, maxHeaderSize: 8_192 },
        (request, response) => void answer(serving, request, response),
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
