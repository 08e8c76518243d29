// Response headers that forbid a browser everything the relay never does. Constants, set once a request (docs/spec/http.md).
import type { FastifyInstance } from 'fastify';

const ALWAYS = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none';frame-ancestors 'none'",
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
} as const;

/** Sets them on every answer of `app`, refusals included; over https the browser is told to come back by https only. */
export function forbidTheRest(app: FastifyInstance, origin: string): void {
  const secured = origin.startsWith('https:')
    ? { ...ALWAYS, 'strict-transport-security': 'max-age=31536000; includeSubDomains' }
    : ALWAYS;
  app.addHook('onRequest', (_request, reply, done) => {
    reply.headers(secured);
    done();
  });
}
