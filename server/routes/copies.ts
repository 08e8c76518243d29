// /v1/devices: wrapped seeds left by a device, and fetched with nothing but the passkey that wraps them (protocol.md section 1).
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { MAX_COPY_BYTES, MEDIA } from '../../crypto/relay.ts';
import { DigestParam, NonceAnswer } from '../../crypto/wire/api.ts';
import type { RelayLimits } from '../config.ts';
import type { Door } from '../door.ts';
import type { Copies } from '../services/copies.ts';

const CredentialParams = Type.Object({ credential: DigestParam }, { additionalProperties: false });
const MAX_GESTURES_BODY = 16_384;

export function copyRoutes(
  plain: FastifyInstance,
  { door, copies, limits }: { door: Door; copies: Copies; limits: RelayLimits },
): void {
  const app = plain.withTypeProvider<TypeBoxTypeProvider>();
  const tags = ['devices'];
  const config = { rateLimit: { max: limits.copiesPerMinutePerAddress, timeWindow: 60_000 } };

  app.put(
    '/v1/devices/self/wrapped/:credential',
    {
      preHandler: door.device,
      bodyLimit: MAX_COPY_BYTES,
      schema: { tags, params: CredentialParams, consumes: [MEDIA.octets] },
    },
    async (request, reply) => {
      await copies.keep(door.principalOf(request), request.params.credential, request.body as Uint8Array);
      return reply.code(204).send();
    },
  );
  // Whoever asks has no device: the passkey's answer is what authenticates.
  app.post('/v1/devices/wrapped/nonces', { config, schema: { tags, response: { 200: NonceAnswer } } }, async () =>
    copies.nonce(),
  );
  app.post(
    '/v1/devices/wrapped',
    {
      config,
      bodyLimit: MAX_GESTURES_BODY,
      schema: { tags, consumes: [MEDIA.gesture], produces: [MEDIA.list] },
    },
    async (request, reply) =>
      reply.header('content-type', MEDIA.list).send(Buffer.from(await copies.fetch(request.body as Uint8Array))),
  );
}
