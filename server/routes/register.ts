// /v1/register: one's own register, auditors included; /v1/registers: a counterpart's checkpoint and that it only grows (protocol.md section 6).
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { type AuthorityId, MEDIA } from '../../crypto/relay.ts';
import { AuthorityParam, ConsistencyQuery, Index, RangeQuery, SealedQuery } from '../../crypto/wire/api.ts';
import type { Door } from '../door.ts';
import { RelayRefusal } from '../refusal.ts';
import type { Registers } from '../services/register.ts';

const PAGE = 1024;
const strict = { additionalProperties: false } as const;
const ProofQuery = Type.Object({ index: Index, size: Index }, strict);
const Foreign = Type.Object({ authority: AuthorityParam }, strict);

const list = (reply: FastifyReply, bytes: Uint8Array): FastifyReply =>
  reply.header('content-type', MEDIA.list).send(Buffer.from(bytes));
const note = (reply: FastifyReply, text: string): FastifyReply => reply.header('content-type', MEDIA.note).send(text);

export function registerRoutes(
  plain: FastifyInstance,
  { door, registers }: { door: Door; registers: Registers },
): void {
  const app = plain.withTypeProvider<TypeBoxTypeProvider>();
  const tags = ['register'];
  const preHandler = door.reader;
  const own = (request: FastifyRequest): AuthorityId => door.principalOf(request).authority;
  const shared = async (request: FastifyRequest, authority: string): Promise<AuthorityId> => {
    await registers.demandShared(own(request), authority as AuthorityId);
    return authority as AuthorityId;
  };

  app.get('/v1/register/checkpoint', { preHandler, schema: { tags } }, async (request, reply) =>
    note(reply, (await registers.checkpoint(own(request))).note),
  );
  app.get('/v1/register/sealed', { preHandler, schema: { tags, querystring: SealedQuery } }, async (request, reply) => {
    const { min } = request.query;
    return note(reply, (await registers.sealed(own(request), min === undefined ? undefined : Number(min))).note);
  });
  app.get('/v1/register/leaves', { preHandler, schema: { tags, querystring: RangeQuery } }, async (request, reply) => {
    const from = Number(request.query.from ?? 0);
    const limit = Number(request.query.limit ?? PAGE);
    if (limit < 1 || limit > PAGE) throw new RelayRefusal('RELAY_BAD_REQUEST', `Ask for 1 to ${PAGE} at a time.`);
    return list(reply, await registers.leaves(own(request), from, limit));
  });
  app.get('/v1/register/proof', { preHandler, schema: { tags, querystring: ProofQuery } }, async (request, reply) => {
    const { index, size } = request.query;
    return list(reply, await registers.inclusion(own(request), Number(index), Number(size)));
  });
  app.get(
    '/v1/register/consistency',
    { preHandler, schema: { tags, querystring: ConsistencyQuery } },
    async (request, reply) => {
      const { from, to } = request.query;
      return list(reply, await registers.consistency(own(request), Number(from), Number(to)));
    },
  );
  app.get(
    '/v1/register/tile/*',
    { preHandler, schema: { tags, params: Type.Object({ '*': Type.String({ maxLength: 64 }) }, strict) } },
    async (request, reply) => {
      const bytes = await registers.tile(own(request), `tile/${request.params['*']}`);
      return reply.header('content-type', MEDIA.octets).send(Buffer.from(bytes));
    },
  );
  app.get(
    '/v1/registers/:authority/checkpoint',
    { preHandler, schema: { tags, params: Foreign } },
    async (request, reply) => {
      const authority = await shared(request, request.params.authority);
      return note(reply, (await registers.checkpoint(authority)).note);
    },
  );
  app.get(
    '/v1/registers/:authority/consistency',
    { preHandler, schema: { tags, params: Foreign, querystring: ConsistencyQuery } },
    async (request, reply) => {
      const authority = await shared(request, request.params.authority);
      const { from, to } = request.query;
      return list(reply, await registers.consistency(authority, Number(from), Number(to)));
    },
  );
}
