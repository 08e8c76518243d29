// /healthz, /readyz: whether the process lives, and whether it would take a write now (docs/operations.md). No signature, no detail.
import type { FastifyInstance } from 'fastify';
import { Health } from '../../crypto/wire/api.ts';
import type { RelayDeps } from '../deps.ts';

export function healthRoutes(
  app: FastifyInstance,
  { deps, version, failing }: { deps: RelayDeps; version: string; failing: () => boolean },
): void {
  const { practice } = deps.config;
  const tags = ['operation'];
  app.get('/healthz', { schema: { tags, response: { 200: Health } } }, async () => ({
    status: 'ok',
    version,
    practice,
  }));
  app.get('/readyz', { schema: { tags, response: { 200: Health, 503: Health } } }, async (_request, reply) => {
    const fit = !failing() && (await deps.store.healthy());
    return reply.code(fit ? 200 : 503).send({ status: fit ? 'ok' : 'failing', version, practice });
  });
}
