// The door: who signed a request is known before its body is read, the body is compared with its digest before it is parsed (protocol.md section 7).
import { createHash, timingSafeEqual } from 'node:crypto';
import type {
  FastifyInstance,
  FastifyRequest,
  onRequestAsyncHookHandler,
  preHandlerAsyncHookHandler,
  preValidationAsyncHookHandler,
  RouteOptions,
} from 'fastify';
import type { RelayDeps } from '../deps.ts';
import type { Door, Principal, SignedIn } from '../door.ts';
import { RelayRefusal } from '../refusal.ts';
import { type KeyOf, type VerifiedRequest, verifyRequest } from '../services/request-signature.ts';
import { hasBody, tooMany } from './limits.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who signed it; null on routes that ask for no signature. */
    principal: Principal | null;
    /** The signature, until it was remembered. */
    verified: VerifiedRequest | null;
  }
}

const READS = ['GET', 'HEAD'];

/** Headers as they came, one entry an occurrence: Node's own map joins or drops repeated ones. */
function fieldsOf(request: FastifyRequest): { name: string; value: string }[] {
  const raw = request.raw.rawHeaders;
  return Array.from({ length: raw.length / 2 }, (_, i) => ({ name: raw[2 * i] ?? '', value: raw[2 * i + 1] ?? '' }));
}

const kindOf = (request: FastifyRequest): 'bare' | 'body' | 'piece' =>
  request.method === 'PATCH' ? 'piece' : hasBody(request) ? 'body' : 'bare';

/** HTTP-5 (RFC 9530): exactly one digest, SHA-256, over the bytes as they came. */
function demandDigest(request: FastifyRequest): void {
  const stated = /^sha-256=:([A-Za-z0-9+/]{43}=):$/.exec(String(request.headers['content-digest'] ?? ''))?.[1];
  if (!stated) throw new RelayRefusal('RELAY_DIGEST', 'The content-digest has to be one sha-256 of the body.');
  const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
  const actual = createHash('sha256').update(body).digest();
  if (!timingSafeEqual(Buffer.from(stated, 'base64'), actual))
    throw new RelayRefusal('RELAY_DIGEST', 'The body is not the one that was signed.');
}

/** JSON bodies are read here and nowhere earlier. */
function parseJson(request: FastifyRequest): void {
  if (!Buffer.isBuffer(request.body) || request.headers['content-type'] !== 'application/json') return;
  try {
    request.body = JSON.parse(request.body.toString('utf8'));
  } catch (cause) {
    throw new RelayRefusal('RELAY_BAD_REQUEST', 'The body is not JSON.', { cause });
  }
}

/** Makes the door of `app`, before its routes are declared. A route that names `signed` or `reader` is guarded from its first header on. */
export function openDoor(app: FastifyInstance, deps: RelayDeps, keyOf: KeyOf, sessions: SignedIn): Door {
  const { config, clock, store, ed25519 } = deps;
  app.decorateRequest('principal', null);
  app.decorateRequest('verified', null);
  const perKid = app.createRateLimit({
    max: config.limits.requestsPerMinutePerKid,
    timeWindow: 60_000,
    keyGenerator: (request) => `kid ${request.principal?.kid}`,
  });

  const verify: onRequestAsyncHookHandler = async (request) => {
    const verified = await verifyRequest(
      {
        method: request.method,
        targetUri: config.origin + request.raw.url,
        fields: fieldsOf(request),
        kind: kindOf(request),
      },
      keyOf,
      clock.now(),
      ed25519.verify,
    );
    request.principal = verified.principal;
    request.verified = verified;
    const rate = await perKid(request);
    if (!rate.isAllowed && rate.isExceeded) throw tooMany();
  };

  const compare: preValidationAsyncHookHandler = async (request) => {
    const { verified, principal } = request;
    if (!verified || !principal) throw new RelayRefusal('RELAY_UNSIGNED', 'The request bears no signature.');
    if (kindOf(request) !== 'bare') demandDigest(request);
    // HTTP-6: after the digest, so that a stranger's copy with another body does not use up the nonce of the true one.
    if (!READS.includes(request.method))
      if (!(await store.rememberRequest(principal.kid, verified.nonce, verified.expiresAt)))
        throw new RelayRefusal('RELAY_REPLAY', 'This signed request was received before.');
    parseJson(request);
  };

  const principalOf = (request: FastifyRequest): Principal => {
    if (!request.principal) throw new RelayRefusal('RELAY_UNSIGNED', 'The request bears no signature.');
    return request.principal;
  };
  const signed: preHandlerAsyncHookHandler = async (request) => {
    principalOf(request);
  };
  const device: preHandlerAsyncHookHandler = async (request) => {
    if (principalOf(request).key !== 'device') throw new RelayRefusal('RELAY_FORBIDDEN', 'This takes a device.');
  };
  const reader: preHandlerAsyncHookHandler = async function (request, reply) {
    await device.call(this, request, reply);
    await sessions.demandSession(principalOf(request).kid, clock.now());
  };

  const guards = new Set<unknown>([signed, device, reader]);
  app.addHook('onRoute', (route: RouteOptions) => {
    if (![route.preHandler ?? []].flat().some((handler) => guards.has(handler))) return;
    // Last on request, so that the limits by address stand before a signature is checked; first once there is a body.
    route.onRequest = [...[route.onRequest ?? []].flat(), verify];
    route.preValidation = [compare, ...[route.preValidation ?? []].flat()];
  });
  return { signed, device, reader, principalOf };
}
