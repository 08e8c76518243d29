// The body of an envelope: padded, chunk-sealed under the content key, bound to the core by its hash (protocol.md section 4).
import { type ChunkEngine, context, openChunks, sealChunks } from '../primitives/chunks.ts';
import { demand } from '../primitives/errors.ts';
import { pad, unpad } from '../primitives/padding.ts';
import type { Random } from '../primitives/random.ts';
import { type Body, coreHash, decodeBody, type Envelope, type EnvelopeCore, encodeBody } from '../wire/envelope.ts';
import { attachmentLength } from './attachment.ts';
import { demandBodyDigest } from './envelope-rules.ts';

const bodyContext = (core: EnvelopeCore): Uint8Array => context('body', coreHash(core));

/** Seals a body for one core. `contentKey`: 32 random bytes for this body only. */
export function sealBody(
  core: EnvelopeCore,
  body: Body,
  contentKey: Uint8Array,
  random: Random,
  engine?: ChunkEngine,
): Uint8Array {
  const encoded = encodeBody(body);
  decodeBody(encoded); // what the reader would refuse is not sent
  return sealChunks(contentKey, bodyContext(core), pad(encoded), random, engine);
}

/**
 * The body that `contentKey` opens, if `ciphertext` is the one the envelope names. Throws CONTENT_LENGTH, CONTENT_DIGEST,
 * CONTENT_COMMITMENT (another key, or sealed for another core), CONTENT_OPEN, CONTENT_TRUNCATED, CONTENT_PADDING, WIRE_*, and
 * CONTENT_ATTACHMENTS when it does not describe exactly the attachments of the envelope.
 */
export function openBody(
  envelope: Envelope,
  ciphertext: Uint8Array,
  contentKey: Uint8Array,
  engine?: ChunkEngine,
): Body {
  demandBodyDigest(envelope, ciphertext);
  const body = decodeBody(unpad(openChunks(contentKey, bodyContext(envelope.core), ciphertext, engine)));
  const { attachments } = envelope;
  demand(body.attachments.length === attachments.length, 'CONTENT_ATTACHMENTS', 'body and envelope count differently');
  for (const [i, { uploadId, size }] of body.attachments.entries()) {
    const ref = attachments[i];
    demand(ref?.uploadId === uploadId, 'CONTENT_ATTACHMENTS', `attachment ${i} is another upload`);
    demand(attachmentLength(size) === ref.length, 'CONTENT_ATTACHMENTS', `attachment ${i} is of another size`);
  }
  return body;
}
