// /v1/drafts: what an authority prepares, as octets the relay cannot read; versions as entity tags (docs/spec/drafts.md).
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { type AuthorityId, type DraftId, MAX_DRAFT_BYTES, MEDIA } from '../../crypto/relay.ts';
import { DraftsAnswer, Index, KidParam } from '../../crypto/wire/api.ts';
import type { Door } from '../door.ts';
import { RelayRefusal } from '../refusal.ts';
import type { Drafts } from '../services/drafts.ts';
import type { Readers } from '../services/readers.ts';

const strict = { additionalProperties: false } as const;
const DraftParams = Type.Object({ draft: KidParam }, strict);
const VersionQuery = Type.Object({ version: Type.Optional(Index) }, strict);
const PATH = '/v1/drafts';

const etag = (version: number): string => `"${version}"`;

/** DRF-11: which version the caller saw last; 0 for none. One condition, in its one spelling. */
function seen({ headers }: FastifyRequest): number {
  const { 'if-match': match, 'if-none-match': none } = headers;
  if (match === undefined && none === '*') return 0;
  const [, version] = /^"([1-9][0-9]{0,9})"$/.exec(match ?? '') ?? [];
  if (none !== undefined || version === undefined || Number(version) >= 0xffff_ffff)
    throw new RelayRefusal(
      'RELAY_BAD_REQUEST',
      'Say which version this follows: If-Match with it, or If-None-Match: *.',
    );
  return Number(version);
}

export function draftRoutes(
  plain: FastifyInstance,
  { door, drafts, readers }: { door: Door; drafts: Drafts; readers: Readers },
): void {
  const app = plain.withTypeProvider<TypeBoxTypeProvider>();
  const tags = ['drafts'];
  const preHandler = door.reader;
  const authorityOf = (request: FastifyRequest): AuthorityId =>
    readers.demandContent(door.principalOf(request)).authority;

  app.get(PATH, { preHandler, schema: { tags, response: { 200: DraftsAnswer } } }, async (request) => {
    const rows = await drafts.list(authorityOf(request));
    return {
      drafts: rows.map(({ draftId, version, savedAt, length, removedAt }) => ({
        id: draftId,
        version,
        savedAt,
        length,
        removed: removedAt !== null,
      })),
    };
  });
  app.get(
    `${PATH}/:draft`,
    { preHandler, schema: { tags, params: DraftParams, querystring: VersionQuery } },
    async (request, reply) => {
      const { version: wanted } = request.query;
      const authority = authorityOf(request);
      const id = request.params.draft as DraftId;
      const { version, sealed } = await drafts.read(authority, id, wanted === undefined ? null : Number(wanted));
      return reply.headers({ 'content-type': MEDIA.octets, etag: etag(version) }).send(Buffer.from(sealed));
    },
  );
  app.put(
    `${PATH}/:draft`,
    { preHandler, bodyLimit: MAX_DRAFT_BYTES, schema: { tags, params: DraftParams, consumes: [MEDIA.octets] } },
    async (request, reply) => {
      const authority = authorityOf(request);
      const sealed = request.body as Uint8Array | undefined;
      if (!sealed?.length) throw new RelayRefusal('RELAY_BAD_REQUEST', 'A version of a draft has bytes.');
      const version = await drafts.save(authority, request.params.draft as DraftId, seen(request), sealed);
      return reply.code(204).header('etag', etag(version)).send();
    },
  );
  app.delete(`${PATH}/:draft`, { preHandler, schema: { tags, params: DraftParams } }, async (request, reply) => {
    await drafts.remove(authorityOf(request), request.params.draft as DraftId, seen(request));
    return reply.code(204).send();
  });
}
