// /v1/uploads: attachments, resumable by the tus protocol 1.0 (core and creation), and their download by the parties (docs/spec/http.md).
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { AuthorityId, UploadId } from '../../crypto/relay.ts';
import { MEDIA } from '../../crypto/relay.ts';
import { AuthorityParam, KidParam, UploadAnswer } from '../../crypto/wire/api.ts';
import type { RelayDeps } from '../deps.ts';
import type { Door } from '../door.ts';
import { RelayRefusal } from '../refusal.ts';
import type { Readers } from '../services/readers.ts';
import { UPLOAD_PATH, type UploadState, type Uploads, uploadIdOf } from '../services/uploads.ts';

const PIECE = 'application/offset+octet-stream';
const VERSION = '1.0.0';
const strict = { additionalProperties: false } as const;
const UploadParams = Type.Object({ uploadId: KidParam }, strict);
const FileParams = Type.Object({ authority: AuthorityParam, uploadId: KidParam }, strict);

function demandVersion(request: FastifyRequest): void {
  if (request.headers['tus-resumable'] !== VERSION)
    throw new RelayRefusal('RELAY_BAD_REQUEST', `Tus-Resumable has to be ${VERSION}.`);
}

/** A header that is one decimal number in its one spelling. */
function numberIn(request: FastifyRequest, name: 'upload-length' | 'upload-offset'): number {
  const text = String(request.headers[name] ?? '');
  if (!/^(0|[1-9][0-9]{0,14})$/.test(text)) throw new RelayRefusal('RELAY_BAD_REQUEST', `${name} has to be a number.`);
  return Number(text);
}

const stand = (reply: FastifyReply, state: UploadState): FastifyReply =>
  reply.headers({
    'tus-resumable': VERSION,
    'upload-offset': String(state.received),
    'upload-length': String(state.length),
  });

/** One range of bytes, or the whole. Several ranges, and ranges beyond the end, are refused. */
function rangeOf(header: string | undefined, length: number): { start: number; end: number; partial: boolean } | null {
  if (header === undefined) return { start: 0, end: length - 1, partial: false };
  const [, from, to] = /^bytes=(0|[1-9][0-9]{0,14})-(0|[1-9][0-9]{0,14})?$/.exec(header) ?? [];
  if (from === undefined) return null;
  const start = Number(from);
  const end = Math.min(to === undefined ? length - 1 : Number(to), length - 1);
  return start > end ? null : { start, end, partial: true };
}

export function uploadRoutes(
  plain: FastifyInstance,
  { deps, door, uploads, readers }: { deps: RelayDeps; door: Door; uploads: Uploads; readers: Readers },
): void {
  const app = plain.withTypeProvider<TypeBoxTypeProvider>();
  const tags = ['uploads'];

  app.post(UPLOAD_PATH, { preHandler: door.reader, schema: { tags } }, async (request, reply) => {
    demandVersion(request);
    const { authority } = readers.demandContent(door.principalOf(request));
    const uploadId = uploadIdOf(request.headers['upload-metadata'] as string | undefined);
    const state = await uploads.begin(authority, uploadId, numberIn(request, 'upload-length'));
    return stand(reply, state).code(201).header('location', `${UPLOAD_PATH}/${uploadId}`).send();
  });

  app.head(
    `${UPLOAD_PATH}/:uploadId`,
    { preHandler: door.reader, schema: { tags, params: UploadParams } },
    async (request, reply) => {
      demandVersion(request);
      const { authority } = door.principalOf(request);
      return stand(reply, await uploads.state(authority, request.params.uploadId as UploadId)).send();
    },
  );

  app.get(
    `${UPLOAD_PATH}/:uploadId`,
    { preHandler: door.reader, schema: { tags, params: UploadParams, response: { 200: UploadAnswer } } },
    async (request) => uploads.state(door.principalOf(request).authority, request.params.uploadId as UploadId),
  );

  app.patch(
    `${UPLOAD_PATH}/:uploadId`,
    {
      preHandler: door.reader,
      bodyLimit: deps.config.limits.pieceBytes,
      schema: { tags, params: UploadParams, consumes: [PIECE] },
    },
    async (request, reply) => {
      demandVersion(request);
      const { authority } = readers.demandContent(door.principalOf(request));
      const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
      const offset = numberIn(request, 'upload-offset');
      const state = await uploads.add(authority, request.params.uploadId as UploadId, { offset, bytes });
      return stand(reply, state).code(204).send();
    },
  );

  app.get(
    `${UPLOAD_PATH}/:authority/:uploadId`,
    { preHandler: door.reader, schema: { tags, params: FileParams } },
    async (request, reply) => {
      const { authority, uploadId } = request.params as { authority: AuthorityId; uploadId: UploadId };
      const reader = readers.demandContent(door.principalOf(request));
      const { length } = await uploads.readable(reader.authority, authority, uploadId);
      const range = rangeOf(request.headers.range, length);
      if (!range) throw new RelayRefusal('RELAY_BAD_REQUEST', `Ask for one range of the ${length} bytes.`);
      const { start, end, partial } = range;
      if (partial) reply.code(206).header('content-range', `bytes ${start}-${end}/${length}`);
      return reply
        .headers({ 'content-type': MEDIA.octets, 'accept-ranges': 'bytes', 'content-length': String(end - start + 1) })
        .send(deps.blobs.read(authority, uploadId, { start, end }));
    },
  );
}
