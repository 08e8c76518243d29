// /v1/transmissions, /v1/acknowledgements, /v1/withdrawals, /v1/holds: statements in, receipts out; what a party fetches again (protocol.md sections 4 to 6).
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { Type } from 'typebox';
import { type Digest, MAX_FRAME_BYTES, MEDIA } from '../../crypto/relay.ts';
import { DigestParam } from '../../crypto/wire/api.ts';
import type { Door } from '../door.ts';
import type { Readers } from '../services/readers.ts';
import type { Retention } from '../services/retention.ts';
import type { Transmissions } from '../services/transmissions.ts';

const strict = { additionalProperties: false } as const;
const SubjectParams = Type.Object({ subject: DigestParam }, strict);
const EvidenceQuery = Type.Object({ sealed: Type.Optional(Type.Literal('1')) }, strict);
const MAX_STATEMENT_BODY = 4096;
const MAX_GESTURES_BODY = 16_384;

/** New, waiting for a second official, or sent before. */
const STATUS = { entered: 201, proposed: 202, known: 200 } as const;

const frame = (reply: FastifyReply, media: string, bytes: Uint8Array): FastifyReply =>
  reply.header('content-type', media).send(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));

type Options = Pick<Transmissions, 'submissions' | 'proposals' | 'acknowledgements' | 'mailbox'> & {
  readonly door: Door;
  readonly readers: Readers;
  readonly retention: Retention;
};

export function transmissionRoutes(
  plain: FastifyInstance,
  { door, readers, submissions, proposals, acknowledgements, mailbox, retention }: Options,
): void {
  const app = plain.withTypeProvider<TypeBoxTypeProvider>();
  const tags = ['transmissions'];

  // The four that take a statement are signed inside: its signature authenticates them, its hash refuses replay.
  app.post(
    '/v1/transmissions',
    { bodyLimit: MAX_FRAME_BYTES, schema: { tags, consumes: [MEDIA.submission], produces: [MEDIA.receipt] } },
    async (request, reply) => {
      const { outcome, receipt } = await submissions.submit(request.body as Uint8Array);
      return frame(reply.code(STATUS[outcome]), MEDIA.receipt, receipt);
    },
  );
  app.post(
    '/v1/acknowledgements',
    { bodyLimit: MAX_STATEMENT_BODY, schema: { tags, consumes: [MEDIA.statement], produces: [MEDIA.receipt] } },
    async (request, reply) =>
      frame(reply, MEDIA.receipt, await acknowledgements.acknowledge(request.body as Uint8Array)),
  );
  app.post(
    '/v1/withdrawals',
    { bodyLimit: MAX_STATEMENT_BODY, schema: { tags, consumes: [MEDIA.statement], produces: [MEDIA.receipt] } },
    async (request, reply) => frame(reply, MEDIA.receipt, await proposals.withdraw(request.body as Uint8Array)),
  );
  app.post(
    '/v1/holds',
    { bodyLimit: MAX_STATEMENT_BODY, schema: { tags, consumes: [MEDIA.statement] } },
    async (request, reply) => {
      await retention.hold(request.body as Uint8Array);
      return reply.code(204).send();
    },
  );
  app.post(
    '/v1/transmissions/:subject/gestures',
    {
      preHandler: door.reader,
      bodyLimit: MAX_GESTURES_BODY,
      schema: { tags, params: SubjectParams, consumes: [MEDIA.gesture], produces: [MEDIA.receipt] },
    },
    async (request, reply) => {
      const subject = request.params.subject as Digest;
      const principal = readers.demandContent(door.principalOf(request));
      return frame(reply, MEDIA.receipt, await proposals.complete(subject, request.body as Uint8Array, principal));
    },
  );
  app.get(
    '/v1/transmissions/:subject',
    { preHandler: door.reader, schema: { tags, params: SubjectParams, produces: [MEDIA.transmission] } },
    async (request, reply) => {
      const principal = door.principalOf(request);
      const content = !readers.isAuditor(principal);
      const subject = request.params.subject as Digest;
      return frame(reply, MEDIA.transmission, await mailbox.fetch(subject, principal.authority, content));
    },
  );
  app.get(
    '/v1/transmissions/:subject/evidence',
    {
      preHandler: door.reader,
      schema: { tags, params: SubjectParams, querystring: EvidenceQuery, produces: [MEDIA.evidence] },
    },
    async (request, reply) => {
      const { authority } = door.principalOf(request);
      const sealed = request.query.sealed === '1';
      return frame(reply, MEDIA.evidence, await mailbox.evidence(request.params.subject as Digest, authority, sealed));
    },
  );
}
