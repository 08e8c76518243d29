// Bytes and their spellings: the few operations every other file needs. No allocation tricks, no Buffer: this runs in browsers.

const encoder = new TextEncoder();
const strictDecoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** UTF-8 bytes of a text. */
export const utf8 = (text: string): Uint8Array => encoder.encode(text);

/** Text of UTF-8 bytes; throws a TypeError on malformed UTF-8 (callers give it a code). */
export const fromUtf8 = (bytes: Uint8Array): string => strictDecoder.decode(bytes);

/** Concatenation into a new array. */
export function concat(...parts: readonly Uint8Array[]): Uint8Array {
  let length = 0;
  for (const part of parts) length += part.length;
  const out = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

/** Equality in time that depends on the lengths only. */
export function equal(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  let difference = 0;
  for (let i = 0; i < a.length; i++) difference |= (a[i] as number) ^ (b[i] as number);
  return difference === 0;
}

/** Bytewise order, shorter first on a common prefix: the order of every sorted list in the protocol. */
export function compare(a: Uint8Array, b: Uint8Array): number {
  const n = Math.min(a.length, b.length);
  for (let i = 0; i < n; i++) {
    const d = (a[i] as number) - (b[i] as number);
    if (d !== 0) return d;
  }
  return a.length - b.length;
}

const codes = (alphabet: string): Uint8Array => Uint8Array.from(alphabet, (digit) => digit.charCodeAt(0));

// Made at once from its codes: text that grows digit by digit is a chain of pieces, which costs twice the time and many times the memory. Ids,
// hashes and signatures are short and many: their digits are laid out in the same room again and again.
const PIECE = 8192;
const ROOMS: number[][] = Array.from({ length: 129 }, (_, length) => new Array<number>(length).fill(0));
const roomFor = (length: number): number[] => ROOMS[length] ?? new Array<number>(length);
function spell(digits: readonly number[]): string {
  if (digits.length <= PIECE) return String.fromCharCode.apply(null, digits as number[]);
  let text = '';
  for (let at = 0; at < digits.length; at += PIECE) text += String.fromCharCode(...digits.slice(at, at + PIECE));
  return text;
}

const HEX = codes('0123456789abcdef');

/** Lowercase hexadecimal. */
export function toHex(bytes: Uint8Array): string {
  const digits = roomFor(2 * bytes.length);
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i] as number;
    digits[2 * i] = HEX[byte >> 4] as number;
    digits[2 * i + 1] = HEX[byte & 15] as number;
  }
  return spell(digits);
}

// Value of each ASCII code as a hexadecimal digit, 16 for everything else. Ids are turned to bytes at every leaf, so this is a table and no parser.
const HEX_VALUE: Uint8Array = Uint8Array.from({ length: 128 }, (_, code) => {
  const value = '0123456789abcdef'.indexOf(String.fromCharCode(code));
  return value < 0 ? 16 : value;
});
const hexValue = (text: string, at: number): number => HEX_VALUE[text.charCodeAt(at)] ?? 16;

/** Bytes of lowercase hexadecimal, or null when the text is anything else. */
export function fromHex(text: string): Uint8Array | null {
  if (text.length % 2 !== 0) return null;
  const out = new Uint8Array(text.length / 2);
  for (let i = 0; i < out.length; i++) {
    const high = hexValue(text, 2 * i);
    const low = hexValue(text, 2 * i + 1);
    if (high > 15 || low > 15) return null;
    out[i] = high * 16 + low;
  }
  return out;
}

const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const BASE64_CODE = codes(BASE64);
const PAD = '='.charCodeAt(0);

/** Standard base64 with padding (RFC 4648 section 4). */
export function toBase64(bytes: Uint8Array): string {
  const digits = roomFor(4 * Math.ceil(bytes.length / 3));
  let at = 0;
  for (let i = 0; i < bytes.length; i += 3) {
    const left = bytes.length - i;
    const bits = ((bytes[i] as number) << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0);
    digits[at++] = BASE64_CODE[bits >> 18] as number;
    digits[at++] = BASE64_CODE[(bits >> 12) & 63] as number;
    digits[at++] = left > 1 ? (BASE64_CODE[(bits >> 6) & 63] as number) : PAD;
    digits[at++] = left > 2 ? (BASE64_CODE[bits & 63] as number) : PAD;
  }
  return spell(digits);
}

const BASE64_VALUE: Uint8Array = Uint8Array.from({ length: 128 }, (_, code) => {
  const value = BASE64.indexOf(String.fromCharCode(code));
  return value < 0 ? 64 : value;
});

/** Bytes of canonical standard base64, or null: other alphabets, missing padding and stray bits are refused. */
export function fromBase64(text: string): Uint8Array | null {
  if (text.length % 4 !== 0) return null;
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  const digits = text.length - padding;
  const out = new Uint8Array((text.length / 4) * 3 - padding);
  let at = 0;
  let bits = 0;
  for (let i = 0; i < digits; i++) {
    const value = BASE64_VALUE[text.charCodeAt(i)] ?? 64;
    if (value > 63) return null;
    bits = ((bits << 6) | value) & 0xffffff;
    if (i % 4 !== 0) out[at++] = bits >> (6 - 2 * (i % 4));
  }
  // What the last digit has beyond the last byte is nothing.
  return padding > 0 && (bits & (padding === 2 ? 15 : 3)) !== 0 ? null : out;
}

/** base64url without padding (RFC 4648 section 5). */
export const toBase64url = (bytes: Uint8Array): string =>
  toBase64(bytes).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');

/** Bytes of canonical unpadded base64url, or null. */
export function fromBase64url(text: string): Uint8Array | null {
  if (/[^A-Za-z0-9_-]/.test(text)) return null;
  const standard = text.replaceAll('-', '+').replaceAll('_', '/');
  return fromBase64(standard.padEnd(Math.ceil(standard.length / 4) * 4, '='));
}

/** Big-endian unsigned 32-bit integer. */
export function u32(value: number): Uint8Array {
  const out = new Uint8Array(4);
  new DataView(out.buffer).setUint32(0, value);
  return out;
}

/** Big-endian unsigned 64-bit integer. */
export function u64(value: bigint): Uint8Array {
  const out = new Uint8Array(8);
  new DataView(out.buffer).setBigUint64(0, value);
  return out;
}
