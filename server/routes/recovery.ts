// /v1/recovery: an authority that has no device left comes back through its custodians (protocol.md section 3).
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import { MEDIA } from '../../crypto/relay.ts';
import { FromQuery, LinkAnswer } from '../../crypto/wire/api.ts';
import type { RelayLimits } from '../config.ts';
import type { Door } from '../door.ts';
import type { Recovery } from '../services/recovery.ts';

export function recoveryRoutes(
  plain: FastifyInstance,
  { door, recovery, limits }: { door: Door; recovery: Recovery; limits: RelayLimits },
): void {
  const app = plain.withTypeProvider<TypeBoxTypeProvider>();
  const tags = ['recovery'];

  // Signed inside: by custodians and by the device that the link brings.
  app.post(
    '/v1/recovery',
    {
      schema: { tags, consumes: [MEDIA.link], response: { 200: LinkAnswer } },
      config: { rateLimit: { max: limits.recoveriesPerMinutePerAddress, timeWindow: 60_000 } },
    },
    (request) => recovery.recover(request.body as Uint8Array) as Promise<LinkAnswer>,
  );
  app.get(
    '/v1/recovery/lockboxes',
    { preHandler: door.signed, schema: { tags, querystring: FromQuery, produces: [MEDIA.list] } },
    async (request, reply) => {
      const from = Number(request.query.from ?? 0);
      return reply
        .header('content-type', MEDIA.list)
        .send(Buffer.from(await recovery.lockboxes(door.principalOf(request), from)));
    },
  );
}
