// Padding to Padmé lengths, so that a ciphertext's length tells little of its content (protocol.md section 0, "Padding").
import { u32 } from './bytes.ts';
import { demand } from './errors.ts';

const MIN = 1024;
const PREFIX_LENGTH = 4;
const MAX_LENGTH = 2 ** 32 - 1;

/** The Padmé length: `length` rounded up so that at most log2(log2(length)) + 1 leading bits of it show; at most 12 % more. */
export function padme(length: number): number {
  if (length < 2) return length;
  const bits = (n: number) => n.toString(2).length; // exact up to 2^53, where log2 and the 32-bit operators are not
  const exponent = bits(length) - 1;
  const step = 2 ** (exponent - bits(exponent));
  return Math.ceil(length / step) * step;
}

/** Length in bytes of `pad` of `length` bytes, the 4-byte prefix included. */
export const paddedLength = (length: number, min = MIN): number => Math.max(min, padme(length + PREFIX_LENGTH));

/** `u32 length || bytes || zeros`, of `paddedLength` bytes. Throws CONTENT_LENGTH from 4 GiB on. */
export function pad(bytes: Uint8Array, min = MIN): Uint8Array {
  const out = new Uint8Array(paddedLength(bytes.length, min));
  out.set(paddingPrefix(bytes.length));
  out.set(bytes, PREFIX_LENGTH);
  return out;
}

/** The 4-byte prefix alone, for content padded as a stream: prefix, content, zeros up to `paddedLength`. */
export function paddingPrefix(length: number): Uint8Array {
  demand(length <= MAX_LENGTH, 'CONTENT_LENGTH', 'content of 4 GiB and more');
  return u32(length);
}

/** The content of a padded whole; throws CONTENT_PADDING unless it is exactly what `pad(content, min)` gives. */
export function unpad(padded: Uint8Array, min = MIN): Uint8Array {
  demand(padded.length >= PREFIX_LENGTH, 'CONTENT_PADDING', 'no room for a length');
  const length = new DataView(padded.buffer, padded.byteOffset).getUint32(0);
  demand(padded.length === paddedLength(length, min), 'CONTENT_PADDING', 'a length the padding rule does not give');
  const end = PREFIX_LENGTH + length;
  demand(
    padded.subarray(end).every((byte) => byte === 0),
    'CONTENT_PADDING',
    'padding that is not zero',
  );
  return padded.subarray(PREFIX_LENGTH, end);
}
