// The interface described by itself: an OpenAPI 3.1 document made from the schemas that validate (docs/spec/http.md).
import swagger from '@fastify/swagger';
import type { FastifyInstance } from 'fastify';

/** Call before the routes are declared: only those declared afterwards are listed. */
export async function describeRoutes(app: FastifyInstance, version: string, origin: string): Promise<void> {
  await app.register(swagger, {
    exposeHeadRoutes: true,
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Rogatory relay',
        version,
        description:
          'A blind relay between authorities. Requests are signed (RFC 9421, RFC 9530); bodies of the media types application/vnd.rogatory.* are deterministic CBOR.',
      },
      servers: [{ url: origin }],
    },
  });
  app.get('/openapi.json', { schema: { tags: ['operation'] } }, async () => app.swagger());
}
