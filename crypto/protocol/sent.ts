// "Was this file sent?": a file compared with what a bundle's statement names (protocol.md section 8).
import { equal } from '../primitives/bytes.ts';
import { ProtocolError } from '../primitives/errors.ts';
import type { AttachmentRef, Envelope } from '../wire/envelope.ts';
import type { UploadId } from '../wire/ids.ts';
import { attachmentLength, sealAttachment } from './attachment.ts';
import { type BundleFiles, type BundleParts, type DisclosedAttachment, readLayout } from './bundle-layout.ts';
import { readStatement } from './bundle-transmission.ts';
import { checkDisclosedAttachment } from './disclose.ts';

/** `cannot tell`: there is a file of this sealed length whose key is not disclosed, or whose disclosed key cannot be tried. Never a guess. */
export type SentAnswer =
  | { readonly answer: 'sent'; readonly uploadId: UploadId }
  | { readonly answer: 'not sent' }
  | { readonly answer: 'cannot tell' };

/**
 * BND-17: whether `file` is an attachment of the transmission in the bundle. It says so of the statement in the file: whether that statement was sent is what
 * `verifyBundle` says, first. `disclosed`: keys given beside the bundle, in addition to those inside. Throws what `readLayout` throws.
 */
export function wasSent(
  files: BundleFiles,
  file: Uint8Array,
  disclosed: readonly DisclosedAttachment[] = [],
): SentAnswer {
  const parts = readLayout(files);
  const { envelope } = readStatement(parts);
  const keys = [...disclosed, ...parts.disclosed.attachments];
  const answers = envelope.attachments.map((ref) => compareWith(parts, envelope, ref, file, keys));
  const hit = answers.indexOf('same');
  if (hit >= 0) return { answer: 'sent', uploadId: (envelope.attachments[hit] as AttachmentRef).uploadId };
  return { answer: answers.includes('unknown') ? 'cannot tell' : 'not sent' };
}

function compareWith(
  parts: BundleParts,
  envelope: Envelope,
  ref: AttachmentRef,
  file: Uint8Array,
  keys: readonly DisclosedAttachment[],
): 'same' | 'other' | 'unknown' {
  if (attachmentLength(file.length) !== ref.length) return 'other';
  const ciphertext = parts.attachments.get(ref.uploadId);
  let answer: 'other' | 'unknown' = 'unknown';
  for (const { uploadId, key, salt } of keys) {
    if (uploadId !== ref.uploadId) continue;
    const { authority } = envelope.core.sender;
    // Sealing is deterministic under a key and a salt, and no two files give one ciphertext that commits to its key.
    const again = sealAttachment({ authority, uploadId, key, plaintext: file, random: () => salt });
    if (again.ref.digest === ref.digest) return 'same';
    // That a file is another one follows only from a key that opens what was signed: a wrong key would prove anything absent.
    if (ciphertext && opensOther(envelope, uploadId, ciphertext, key, file)) answer = 'other';
  }
  return answer;
}

function opensOther(
  envelope: Envelope,
  uploadId: UploadId,
  ciphertext: Uint8Array,
  key: Uint8Array,
  file: Uint8Array,
): boolean {
  try {
    return !equal(checkDisclosedAttachment({ envelope, uploadId, ciphertext, key }), file);
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error;
    return false;
  }
}
