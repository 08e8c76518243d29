// /v1/founding, /v1/links, /v1/invitations: how an authority comes to be and changes (protocol.md section 3).
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { type Kid, MAX_FRAME_BYTES, MEDIA } from '../../crypto/relay.ts';
import { Index, KidParam, LinkAnswer } from '../../crypto/wire/api.ts';
import type { RelayLimits } from '../config.ts';
import type { Door } from '../door.ts';
import { notFound } from '../refusal.ts';
import type { Enrolment } from '../services/enrolment.ts';
import { type Invitations, MAX_CARD_BYTES } from '../services/invitations.ts';

const strict = { additionalProperties: false } as const;
const InvitationParams = Type.Object({ kid: KidParam }, strict);
// A genesis has neither lockboxes nor an epoch key, and strangers send it.
const MAX_GENESIS_BYTES = 64 * 1024;

export function linkRoutes(
  plain: FastifyInstance,
  {
    door,
    enrolment,
    invitations,
    limits,
  }: { door: Door; enrolment: Enrolment; invitations: Invitations; limits: RelayLimits },
): void {
  const app = plain.withTypeProvider<TypeBoxTypeProvider>();
  const tags = ['enrolment'];
  const schema = { tags, consumes: [MEDIA.link], response: { 200: LinkAnswer } };

  // Signed inside: the genesis is a statement by the first device.
  app.post(
    '/v1/founding',
    {
      schema,
      bodyLimit: MAX_GENESIS_BYTES,
      config: { rateLimit: { max: limits.foundingsPerMinutePerAddress, timeWindow: 60_000 } },
    },
    (request) => enrolment.found(request.body as Uint8Array) as Promise<LinkAnswer>,
  );
  app.post(
    '/v1/links',
    { preHandler: door.signed, schema, bodyLimit: MAX_FRAME_BYTES },
    (request) => enrolment.append(door.principalOf(request), request.body as Uint8Array) as Promise<LinkAnswer>,
  );
  app.put(
    '/v1/invitations/:kid',
    {
      preHandler: door.reader,
      bodyLimit: MAX_CARD_BYTES,
      schema: {
        tags,
        params: InvitationParams,
        querystring: Type.Object({ expires: Index }, strict),
        consumes: [MEDIA.octets],
      },
    },
    async (request, reply) => {
      const { kid } = request.params as { kid: Kid };
      const card = request.body as Uint8Array;
      await invitations.leave(door.principalOf(request), kid, card, Number(request.query.expires));
      return reply.code(204).send();
    },
  );
  app.post(
    '/v1/invitations/:kid/card',
    {
      preHandler: door.signed,
      schema: { tags, params: InvitationParams },
      // A used invitation has no key any more: that it was ever there is not told.
      errorHandler: (error, _request, reply) => {
        void reply.send(error.code === 'RELAY_SIGNATURE' ? notFound() : error);
      },
    },
    async (request, reply) => {
      const card = await invitations.take(door.principalOf(request), request.params.kid as Kid);
      return reply.header('content-type', MEDIA.octets).send(Buffer.from(card));
    },
  );
}
