// Attachments: each file under its own key, padded and chunk-sealed as a stream, bound to its upload and not to an envelope (protocol.md section 4).
import { concat } from '../primitives/bytes.ts';
import {
  CHUNK,
  CHUNK_SALT,
  type ChunkEngine,
  chunkOpener,
  chunkSealer,
  cipherLength,
  context,
} from '../primitives/chunks.ts';
import { demand } from '../primitives/errors.ts';
import { type Sha256Stream, sha256Stream } from '../primitives/hash.ts';
import { paddedLength, paddingPrefix } from '../primitives/padding.ts';
import type { Random } from '../primitives/random.ts';
import type { AttachmentRef } from '../wire/envelope.ts';
import { type AuthorityId, idBytes, idOf, type UploadId } from '../wire/ids.ts';
import { digestOf } from '../wire/statement.ts';

const PREFIX_LENGTH = 4;

/** Faster implementations of the same bytes, where a program has them. */
export type AttachmentEngines = { readonly engine?: ChunkEngine; readonly hasher?: () => Sha256Stream };

/** Whose upload: `authority` is the sender's. */
type Upload = { readonly authority: AuthorityId; readonly uploadId: UploadId; readonly key: Uint8Array };

/** The context of an attachment's ciphertext: `att`, then 32 bytes of authority and 16 of upload id. */
export const attachmentContext = (authority: AuthorityId, uploadId: UploadId): Uint8Array =>
  context('att', idBytes(authority), idBytes(uploadId));

/** Length in bytes of the ciphertext of a file of `size` bytes. */
export const attachmentLength = (size: number): number => cipherLength(paddedLength(size));

/** A file being sealed. The ciphertext is what `push` returns in order, then `pieces` of `end`; `ref` is what the envelope says of it. */
export type AttachmentSealer = {
  push(bytes: Uint8Array): Uint8Array[];
  end(): { readonly pieces: Uint8Array[]; readonly ref: AttachmentRef };
};

/**
 * Seals a file of exactly `size` bytes (below 4 GiB, else CONTENT_LENGTH) in bounded memory. `key`: 32 random bytes for this file
 * only. Throws CONTENT_LENGTH when other than `size` bytes come, because the length stands before them.
 */
export function attachmentSealer(
  input: Upload & AttachmentEngines & { readonly size: number; readonly random: Random },
): AttachmentSealer {
  const { authority, uploadId, key, size } = input;
  const sealer = chunkSealer(key, attachmentContext(authority, uploadId), input.random(CHUNK_SALT), input.engine);
  const hasher = (input.hasher ?? sha256Stream)();
  let opening: Uint8Array[] = [sealer.header, ...sealer.push(paddingPrefix(size))];
  let taken = 0;
  let length = 0;
  const emit = (pieces: Uint8Array[]): Uint8Array[] => {
    const all = [...opening, ...pieces];
    opening = [];
    for (const piece of all) {
      hasher.update(piece);
      length += piece.length;
    }
    return all;
  };
  return {
    push(bytes) {
      taken += bytes.length;
      demand(taken <= size, 'CONTENT_LENGTH', `more than the announced ${size} bytes`);
      return emit(sealer.push(bytes));
    },
    end() {
      demand(taken === size, 'CONTENT_LENGTH', `${taken} bytes where ${size} were announced`);
      const pieces: Uint8Array[] = [];
      for (let left = paddedLength(size) - PREFIX_LENGTH - size; left > 0; left -= CHUNK)
        pieces.push(...sealer.push(new Uint8Array(Math.min(left, CHUNK))));
      const all = emit([...pieces, sealer.end()]);
      return { pieces: all, ref: { uploadId, digest: idOf('digest', hasher.digest()), length } };
    },
  };
}

/** A file being opened. What `push` returns is authentic but unfinished: it is the file only once `end` has returned. */
export type AttachmentOpener = {
  push(bytes: Uint8Array): Uint8Array[];
  end(): { readonly pieces: Uint8Array[]; readonly size: number };
};

/**
 * Opens an attachment in bounded memory. `ref` stands in the envelope; `size` in the body, or null where only the key was disclosed.
 * Throws CONTENT_LENGTH, CONTENT_COMMITMENT, CONTENT_OPEN, CONTENT_TRUNCATED, CONTENT_PADDING, and at the end CONTENT_DIGEST.
 */
export function attachmentOpener(
  input: Omit<Upload, 'uploadId'> & AttachmentEngines & { readonly ref: AttachmentRef; readonly size: number | null },
): AttachmentOpener {
  const { ref } = input;
  if (input.size !== null) demandLength(input.size, ref);
  const opener = chunkOpener(input.key, attachmentContext(input.authority, ref.uploadId), input.engine);
  const hasher = (input.hasher ?? sha256Stream)();
  const content = unpadder(ref, input.size);
  let length = 0;
  return {
    push(bytes) {
      length += bytes.length;
      demand(length <= ref.length, 'CONTENT_LENGTH', 'more bytes than the envelope says');
      hasher.update(bytes);
      return opener.push(bytes).flatMap(content.take);
    },
    end() {
      const pieces = content.take(opener.end());
      demand(length === ref.length, 'CONTENT_LENGTH', 'fewer bytes than the envelope says');
      demand(idOf('digest', hasher.digest()) === ref.digest, 'CONTENT_DIGEST', 'not the bytes the envelope names');
      return { pieces, size: content.end() };
    },
  };
}

function demandLength(size: number, ref: AttachmentRef): void {
  demand(attachmentLength(size) === ref.length, 'CONTENT_LENGTH', 'a size that does not give the sealed length');
}

// Strips the length before and the zeros after, which must be exactly those the padding rule gives.
function unpadder(ref: AttachmentRef, announced: number | null) {
  let prefix: Uint8Array = new Uint8Array(0);
  let size = 0;
  let left = 0;
  const readPrefix = (bytes: Uint8Array): Uint8Array => {
    const missing = PREFIX_LENGTH - prefix.length;
    prefix = concat(prefix, bytes.subarray(0, missing));
    if (prefix.length === PREFIX_LENGTH) {
      size = new DataView(prefix.buffer).getUint32(0);
      demand(announced === null || announced === size, 'CONTENT_LENGTH', 'not of the size the body says');
      demandLength(size, ref);
      left = size;
    }
    return bytes.subarray(missing);
  };
  return {
    take(bytes: Uint8Array): Uint8Array[] {
      const rest = prefix.length < PREFIX_LENGTH ? readPrefix(bytes) : bytes;
      const piece = rest.subarray(0, left);
      left -= piece.length;
      const padding = rest.subarray(piece.length);
      demand(
        padding.every((byte) => byte === 0),
        'CONTENT_PADDING',
        'padding that is not zero',
      );
      return piece.length > 0 ? [piece] : [];
    },
    end(): number {
      demand(prefix.length === PREFIX_LENGTH && left === 0, 'CONTENT_PADDING', 'shorter than its own length');
      return size;
    },
  };
}

/** Seals a file that is whole in memory. */
export function sealAttachment(
  input: Upload & AttachmentEngines & { readonly plaintext: Uint8Array; readonly random: Random },
): { readonly ciphertext: Uint8Array; readonly ref: AttachmentRef } {
  const { plaintext, ...rest } = input;
  const sealer = attachmentSealer({ ...rest, size: plaintext.length });
  const first = sealer.push(plaintext);
  const { pieces, ref } = sealer.end();
  return { ciphertext: filled(ref.length, [first, pieces]), ref };
}

/** Opens an attachment that is whole in memory: its digest first, so that nothing of a wrong file is decrypted. Errors as `attachmentOpener`. */
export function openAttachment(
  input: Omit<Upload, 'uploadId'> &
    AttachmentEngines & { readonly ref: AttachmentRef; readonly size: number | null; readonly ciphertext: Uint8Array },
): Uint8Array {
  const { ciphertext, ref } = input;
  demand(ciphertext.length === ref.length, 'CONTENT_LENGTH', 'not of the length the envelope says');
  demand(digestOf(ciphertext) === ref.digest, 'CONTENT_DIGEST', 'not the bytes the envelope names');
  const opener = attachmentOpener(input);
  const first = opener.push(ciphertext);
  const { pieces, size } = opener.end();
  return filled(size, [first, pieces]);
}

// Not concat(...pieces): a large file has more pieces than a call may have arguments.
function filled(length: number, lists: readonly (readonly Uint8Array[])[]): Uint8Array {
  const out = new Uint8Array(length);
  let at = 0;
  for (const piece of lists.flat()) {
    out.set(piece, at);
    at += piece.length;
  }
  return out;
}
