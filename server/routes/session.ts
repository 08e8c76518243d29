// /v1/session: nonces, signing in by a passkey's gesture, asking, leaving (protocol.md sections 5 and 7).
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import { MEDIA } from '../../crypto/relay.ts';
import { NonceAnswer, NonceRequest, SessionAnswer } from '../../crypto/wire/api.ts';
import type { Door } from '../door.ts';
import type { Sessions } from '../services/session.ts';

export function sessionRoutes(plain: FastifyInstance, { door, sessions }: { door: Door; sessions: Sessions }): void {
  const app = plain.withTypeProvider<TypeBoxTypeProvider>();
  const tags = ['session'];

  app.post(
    '/v1/session/nonces',
    {
      preHandler: door.device,
      schema: { tags, consumes: ['application/json'], body: NonceRequest, response: { 200: NonceAnswer } },
    },
    (request) => sessions.nonce(door.principalOf(request), request.body.purpose),
  );
  app.post(
    '/v1/session',
    { preHandler: door.device, schema: { tags, consumes: [MEDIA.gesture], response: { 200: SessionAnswer } } },
    (request) => sessions.login(door.principalOf(request), request.body as Uint8Array),
  );
  app.get('/v1/session', { preHandler: door.device, schema: { tags, response: { 200: SessionAnswer } } }, (request) =>
    sessions.current(door.principalOf(request)),
  );
  app.delete('/v1/session', { preHandler: door.device, schema: { tags } }, async (request, reply) => {
    await sessions.end(door.principalOf(request));
    return reply.code(204).send();
  });
}
