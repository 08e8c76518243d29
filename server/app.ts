// The relay as one object: services over what it is given, plugins around them, routes in front; the same in production and in tests (docs/architecture.md).
import cors from '@fastify/cors';
import Fastify, { type FastifyInstance } from 'fastify';
import { policyOf, type Random, toHex } from '../crypto/relay.ts';
import type { RelayConfig } from './config.ts';
import type { RelayDeps } from './deps.ts';
import type { Door } from './door.ts';
import { refuseInProblems } from './plugins/errors.ts';
import { forbidTheRest } from './plugins/headers.ts';
import { limitRequests, serverLimits } from './plugins/limits.ts';
import { logRequests } from './plugins/logging.ts';
import { type Metrics, measure } from './plugins/metrics.ts';
import { describeRoutes } from './plugins/openapi.ts';
import { openDoor } from './plugins/signed-request.ts';
import { openSocket } from './plugins/socket.ts';
import { copyRoutes } from './routes/copies.ts';
import { directoryRoutes } from './routes/directory.ts';
import { draftRoutes } from './routes/drafts.ts';
import { gestureRoutes } from './routes/gestures.ts';
import { healthRoutes } from './routes/health.ts';
import { linkRoutes } from './routes/links.ts';
import { recoveryRoutes } from './routes/recovery.ts';
import { registerRoutes } from './routes/register.ts';
import { sessionRoutes } from './routes/session.ts';
import { transmissionRoutes } from './routes/transmissions.ts';
import { uploadRoutes } from './routes/uploads.ts';
import { openRelay, type Relay } from './services/relay.ts';
import { keyOf } from './services/request-keys.ts';
import type { Rosters } from './services/rosters.ts';
import { VERSION } from './version.ts';

declare module 'fastify' {
  interface FastifyInstance {
    /** The services behind the routes: what the operator's own commands call. */
    readonly relay: Relay;
    readonly metrics: Metrics;
    readonly door: Door;
  }
}

/** Origins of web apps that may ask: those that authorities state in their signed policies, and what the operator adds. */
const originAllowed =
  ({ corsExtraOrigins }: RelayConfig, rosters: Rosters) =>
  (origin: string | undefined): boolean =>
    origin !== undefined &&
    (corsExtraOrigins.includes(origin) ||
      [...rosters.all()].some((chain) => policyOf(chain.roster).origins.includes(origin)));

/** Ids that tell nothing of one another, drawn a thousand at once: a draw for each request costs a twentieth of a submission. */
function requestIds(random: Random): () => string {
  let drawn = new Uint8Array(0);
  let at = 0;
  return () => {
    if (at === drawn.length) {
      drawn = new Uint8Array(random(8 * 1024));
      at = 0;
    }
    at += 8;
    return toHex(drawn.subarray(at - 8, at));
  };
}

const REQUEST_HEADERS = ['content-type', 'content-digest', 'signature', 'signature-input', 'range'];
const CONDITIONS = ['if-match', 'if-none-match'];
const TUS_HEADERS = ['tus-resumable', 'upload-offset', 'upload-length', 'upload-metadata'];
const ANSWER_HEADERS = [
  'location',
  'etag',
  'retry-after',
  'content-range',
  'tus-resumable',
  'upload-offset',
  'upload-length',
];

/**
 * Builds the relay: folds every chain, holds the database to the second place, declares the routes. It listens when the caller says so, and stops its
 * services when closed; the store is the caller's to close. Throws StartFailure (RELAY-SECOND-PLACE).
 */
export async function buildRelay(deps: RelayDeps): Promise<FastifyInstance> {
  const { config, log } = deps;
  const relay = await openRelay(deps);
  const { rosters, sessions, sequencer } = relay;
  let closing = false;
  const app = Fastify({
    ...serverLimits(config),
    logger: false,
    // An id from outside would be a way to write into our logs.
    requestIdHeader: false,
    genReqId: requestIds(deps.random),
  });
  refuseInProblems(app, log);
  logRequests(app, log);
  const metrics = measure(app);
  forbidTheRest(app, config.origin);
  const allowed = originAllowed(config, rosters);
  await app.register(cors, {
    origin: (origin, done) => done(null, allowed(origin)),
    credentials: false,
    methods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
    allowedHeaders: [...REQUEST_HEADERS, ...CONDITIONS, ...TUS_HEADERS],
    exposedHeaders: ANSWER_HEADERS,
    maxAge: 600,
  });
  await limitRequests(app, config);
  await describeRoutes(app, VERSION, config.origin);
  const keys = keyOf(rosters, deps.clock);
  const door = openDoor(app, deps, keys, sessions);
  const hints = openSocket(app, deps, keys, sessions);
  sequencer.onGrown((logs) => hints.grown(logs));
  app.decorate('relay', relay);
  app.decorate('metrics', metrics);
  app.decorate('door', door);

  healthRoutes(app, { deps, version: VERSION, failing: () => closing });
  linkRoutes(app, { door, limits: config.limits, ...relay });
  recoveryRoutes(app, { door, limits: config.limits, ...relay });
  copyRoutes(app, { door, limits: config.limits, ...relay });
  directoryRoutes(app, { door, ...relay });
  sessionRoutes(app, { door, ...relay });
  transmissionRoutes(app, { door, ...relay });
  registerRoutes(app, { door, ...relay });
  gestureRoutes(app, { door, ...relay });
  draftRoutes(app, { door, ...relay });
  uploadRoutes(app, { deps, door, ...relay });
  app.addHook('preClose', async () => {
    closing = true;
  });
  app.addHook('onClose', () => relay.close());
  return app;
}
