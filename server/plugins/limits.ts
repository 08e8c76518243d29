// Limits on everything: size, time, rate, media type, load; each refusal says when to come back (docs/spec/http.md HTTP-20 to HTTP-26).
import rateLimit from '@fastify/rate-limit';
import underPressure from '@fastify/under-pressure';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { RelayConfig } from '../config.ts';
import { RelayRefusal } from '../refusal.ts';
import { refuseOnSocket } from './errors.ts';

const MINUTE = 60_000;

/** What the HTTP server itself has to bound; Fastify's own defaults are zero, which means for ever. */
export const serverLimits = ({ limits, trustProxy }: RelayConfig) =>
  ({
    bodyLimit: limits.bodyBytes,
    requestTimeout: limits.requestTimeoutMs,
    connectionTimeout: limits.connectionTimeoutMs,
    keepAliveTimeout: limits.keepAliveTimeoutMs,
    http: {
      maxHeaderSize: limits.headerBytes,
      headersTimeout: limits.headersTimeoutMs,
      connectionsCheckingInterval: Math.min(5_000, limits.headersTimeoutMs),
    },
    routerOptions: { maxParamLength: 200 },
    trustProxy: trustProxy.length > 0 ? [...trustProxy] : false,
    exposeHeadRoutes: false,
    return503OnClosing: true,
    forceCloseConnections: true,
    clientErrorHandler: refuseOnSocket,
    // An unknown field is refused: no coercion, no removal, no defaults.
    ajv: { customOptions: { removeAdditional: false, coerceTypes: false, useDefaults: false, allErrors: false } },
  }) as const;

/** Whether the request announces a body. */
export function hasBody(request: FastifyRequest): boolean {
  const length = request.headers['content-length'];
  return request.headers['transfer-encoding'] !== undefined || (length !== undefined && length !== '0');
}

/** The media types a route takes, as its schema declares them. */
const consumes = (request: FastifyRequest): readonly string[] =>
  (request.routeOptions.schema as { consumes?: readonly string[] } | undefined)?.consumes ?? [];

/** HTTP-21: a body only where a route declares its media type, spelled exactly so, and never compressed. */
function demandMediaType(request: FastifyRequest): void {
  if (request.headers['content-encoding'] !== undefined)
    throw new RelayRefusal('RELAY_MEDIA_TYPE', 'The relay takes no content coding: sealed bytes do not compress.');
  if (!hasBody(request)) return;
  const taken = consumes(request);
  if (taken.length === 0) throw new RelayRefusal('RELAY_BAD_REQUEST', 'This route takes no body.');
  if (!taken.includes(request.headers['content-type'] ?? ''))
    throw new RelayRefusal('RELAY_MEDIA_TYPE', `This route takes ${taken.join(' or ')}.`);
}

/** Bodies stay bytes: what was signed is what is hashed, and only then read. */
function keepBytes(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
}

/**
 * Whether a request to `route` is put off at a measured `value` of load. Health is answered always. An infinite delay is the measuring library's word for
 * "not one sample in this second", as just after a start: no measure is no overload.
 */
export const sheds = (route: string | undefined, value: number | undefined): boolean =>
  !/^\/(healthz|readyz)$/.test(route ?? '') && value !== Number.POSITIVE_INFINITY;

/** Installs the limits on `app`. The rate per device is `app.createRateLimit` of the door, once it knows who asks. */
export async function limitRequests(app: FastifyInstance, config: RelayConfig): Promise<void> {
  const { limits } = config;
  app.server.maxConnections = limits.connections;
  keepBytes(app);
  await app.register(rateLimit, {
    global: true,
    max: limits.requestsPerMinutePerAddress,
    timeWindow: MINUTE,
    addHeaders: { 'x-ratelimit-limit': false, 'x-ratelimit-remaining': false, 'x-ratelimit-reset': false },
    addHeadersOnExceeding: { 'x-ratelimit-limit': false, 'x-ratelimit-remaining': false, 'x-ratelimit-reset': false },
    errorResponseBuilder: () => tooMany(),
  });
  await app.register(underPressure, {
    maxEventLoopDelay: limits.eventLoopDelayMs,
    maxHeapUsedBytes: limits.heapBytes,
    retryAfter: 5,
    pressureHandler: async (request, reply, _type, value) => {
      if (!sheds(request.routeOptions.url, value)) return;
      reply.header('retry-after', '5');
      throw new RelayRefusal('RELAY_BUSY', 'The relay has more to do than it can.', { retry: true });
    },
  });
  // By callback: a promise for each request of each hook is a tenth of what a submission costs.
  app.addHook('onRequest', (request, _reply, done) => {
    // A request for another form of the target than a path is a proxy's, and we are none.
    if (!request.raw.url?.startsWith('/')) throw new RelayRefusal('RELAY_BAD_REQUEST', 'Ask for a path.');
    if (!request.is404) demandMediaType(request);
    done();
  });
}

/** Thrown for too many requests; plugins/errors gives it 429. */
export const tooMany = (): RelayRefusal & { statusCode: number } =>
  Object.assign(new RelayRefusal('RELAY_BUSY', 'Too many requests in this minute.', { retry: true }), {
    statusCode: 429,
  });
