// /v1/gestures: where a page leaves a passkey's answer for the device that asked for it (docs/spec/http.md, HTTP-17 and HTTP-18).
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { MEDIA } from '../../crypto/relay.ts';
import { DigestParam, KidParam } from '../../crypto/wire/api.ts';
import type { Door } from '../door.ts';
import type { GestureSlots, Subject } from '../services/gesture-slots.ts';

const strict = { additionalProperties: false } as const;
const SubjectParams = Type.Object({ subject: Type.Union([DigestParam, KidParam]) }, strict);
const NonceQuery = Type.Object({ nonce: DigestParam }, strict);
const PATH = '/v1/gestures/:subject';
// Two gestures at most have this many bytes (GES-1).
const MAX_GESTURE_BYTES = 16_384;

export function gestureRoutes(
  plain: FastifyInstance,
  { door, gestureSlots }: { door: Door; gestureSlots: GestureSlots },
): void {
  const app = plain.withTypeProvider<TypeBoxTypeProvider>();
  const tags = ['session'];

  // The gesture authenticates itself: the page it is made on may belong to a browser that has no device.
  app.put(
    PATH,
    { bodyLimit: MAX_GESTURE_BYTES, schema: { tags, params: SubjectParams, consumes: [MEDIA.gesture] } },
    async (request, reply) => {
      await gestureSlots.leave(request.params.subject as Subject, request.body as Uint8Array);
      return reply.code(204).send();
    },
  );
  app.get(
    PATH,
    { preHandler: door.device, schema: { tags, params: SubjectParams, querystring: NonceQuery } },
    async (request, reply) => {
      const { subject } = request.params;
      const gestures = await gestureSlots.fetch(door.principalOf(request), subject as Subject, request.query.nonce);
      return reply.header('content-type', MEDIA.gesture).send(Buffer.from(gestures));
    },
  );
}
