// Disclosure: what one key, given away, proves of a transmission whose envelope was verified (protocol.md sections 4 and 8).
import { demand } from '../primitives/errors.ts';
import type { Body, Envelope } from '../wire/envelope.ts';
import type { UploadId } from '../wire/ids.ts';
import { openAttachment } from './attachment.ts';
import { openBody } from './body.ts';

/** The body, proven to be what the signed envelope carried. Errors as `openBody`. */
export const checkDisclosedBody = (input: {
  readonly envelope: Envelope;
  readonly body: Uint8Array;
  readonly contentKey: Uint8Array;
}): Body => openBody(input.envelope, input.body, input.contentKey);

/**
 * One attachment's bytes, proven to be what the signed envelope named. Its name and type stand in the body, which this key does not open.
 * Throws CONTENT_ATTACHMENTS for an upload that is not of this envelope, else errors as `openAttachment`.
 */
export function checkDisclosedAttachment(input: {
  readonly envelope: Envelope;
  readonly uploadId: UploadId;
  readonly ciphertext: Uint8Array;
  readonly key: Uint8Array;
}): Uint8Array {
  const { envelope, key, ciphertext } = input;
  const ref = envelope.attachments.find(({ uploadId }) => uploadId === input.uploadId);
  demand(ref, 'CONTENT_ATTACHMENTS', 'no attachment of this envelope');
  return openAttachment({ authority: envelope.core.sender.authority, ref, key, size: null, ciphertext });
}
