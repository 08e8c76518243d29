// /v1/directory, /v1/chains, /v1/epoch-keys, /v1/lockboxes: what every client replays, and what is for one device only (protocol.md section 3).
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { Type } from 'typebox';
import { type AuthorityId, type Digest, MEDIA } from '../../crypto/relay.ts';
import {
  AuthorityParam,
  ConsistencyQuery,
  DigestParam,
  FromQuery,
  RangeQuery,
  SealedQuery,
} from '../../crypto/wire/api.ts';
import type { Door } from '../door.ts';
import { RelayRefusal } from '../refusal.ts';
import type { Directory } from '../services/directory.ts';
import type { Readers } from '../services/readers.ts';

const PAGE = 512;
const strict = { additionalProperties: false } as const;

const frame = (reply: FastifyReply, media: string, bytes: Uint8Array): FastifyReply =>
  reply.header('content-type', media).send(Buffer.from(bytes));
const note = (reply: FastifyReply, text: string): FastifyReply => reply.header('content-type', MEDIA.note).send(text);

function pageOf(limit: string | undefined): number {
  const asked = Number(limit ?? PAGE);
  if (asked < 1 || asked > PAGE) throw new RelayRefusal('RELAY_BAD_REQUEST', `Ask for 1 to ${PAGE} at a time.`);
  return asked;
}

export function directoryRoutes(
  plain: FastifyInstance,
  { door, directory, readers }: { door: Door; directory: Directory; readers: Readers },
): void {
  const app = plain.withTypeProvider<TypeBoxTypeProvider>();
  const tags = ['directory'];
  const preHandler = door.signed;

  app.get('/v1/directory/checkpoint', { preHandler, schema: { tags } }, async (_request, reply) =>
    note(reply, (await directory.checkpoint()).note),
  );
  app.get(
    '/v1/directory/sealed',
    { preHandler, schema: { tags, querystring: SealedQuery } },
    async (request, reply) => {
      const { min } = request.query;
      return note(reply, (await directory.sealed(min === undefined ? undefined : Number(min))).note);
    },
  );
  app.get(
    '/v1/directory/consistency',
    { preHandler, schema: { tags, querystring: ConsistencyQuery } },
    async (request, reply) => {
      const { from, to } = request.query;
      return frame(reply, MEDIA.list, await directory.consistency(Number(from), Number(to)));
    },
  );
  app.get(
    '/v1/directory/objects',
    { preHandler, schema: { tags, querystring: RangeQuery } },
    async (request, reply) => {
      const { from, limit } = request.query;
      return frame(reply, MEDIA.list, await directory.objects(Number(from ?? 0), pageOf(limit)));
    },
  );
  app.get(
    '/v1/chains/:authority/links',
    {
      preHandler,
      schema: { tags, params: Type.Object({ authority: AuthorityParam }, strict), querystring: RangeQuery },
    },
    async (request, reply) => {
      const authority = request.params.authority as AuthorityId;
      readers.demandChain(door.principalOf(request), authority);
      const { from, limit } = request.query;
      return frame(reply, MEDIA.list, await directory.links(authority, Number(from ?? 0), pageOf(limit)));
    },
  );
  app.get(
    '/v1/epoch-keys/:hash',
    { preHandler, schema: { tags, params: Type.Object({ hash: DigestParam }, strict) } },
    async (request, reply) => frame(reply, MEDIA.octets, await directory.epochKey(request.params.hash as Digest)),
  );
  app.get(
    '/v1/lockboxes',
    { preHandler: door.device, schema: { tags, querystring: FromQuery } },
    async (request, reply) => {
      const { kid } = door.principalOf(request);
      return frame(reply, MEDIA.list, await directory.lockboxes(kid, Number(request.query.from ?? 0)));
    },
  );
}
