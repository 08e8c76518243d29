// The one canonical encoding, read in a single pass (RFC 8949 section 4.2.1; protocol.md section 0). It only ever says yes: what it does not read is
// judged by the codec, which knows why (property tests hold the two to the same set of bytes).
import { fromUtf8 } from '../primitives/bytes.ts';

export type CborKey = number | string;
/** What travels: integers, bytes, text, booleans, null, arrays, and maps with integer or text keys. Nothing else. */
export type CborValue = number | string | boolean | null | Uint8Array | readonly CborValue[] | CborMap;
export type CborMap = ReadonlyMap<CborKey, CborValue>;

/** Honest forms are far below this; hostile input may nest as deep as it is long. */
export const MAX_DEPTH = 24;

/** Major types, and the three simple values that travel (RFC 8949 sections 3.1 and 3.3). */
export const UINT = 0;
export const NEGATIVE = 1;
export const BYTES = 2;
export const TEXT = 3;
export const ARRAY = 4;
export const MAP = 5;
export const FALSE = 0xf4;
export const TRUE = 0xf5;
export const NULL = 0xf6;

/** Text that is not read back as it was written, half a surrogate pair or a leading byte order mark, does not travel. */
export const travels = (text: string): boolean => text.isWellFormed() && !text.startsWith('\ufeff');

/**
 * The value of which `given` is the one canonical encoding, or undefined. Byte strings are copies, or `windows` on `given`, which then nobody may change.
 * Throws nothing.
 */
export function readCanonical(given: Uint8Array, windows = false): CborValue | undefined {
  // Programs hand over views of other classes, whose own methods are slow and return their kind.
  const bytes = new Uint8Array(given.buffer, given.byteOffset, given.length);
  const { length } = bytes;
  let at = 0;

  /** The argument of the head at `at`, which is passed; -1 unless it is a safe integer in its shortest form. */
  function argument(): number {
    const short = (bytes[at++] as number) & 31;
    if (short < 24) return short;
    if (short > 27) return -1;
    const width = 1 << (short - 24);
    if (at + width > length) return -1;
    let value = 0;
    for (let i = 0; i < width; i++) value = value * 256 + (bytes[at++] as number);
    const least = width === 1 ? 24 : 2 ** (4 * width);
    return value >= least && value <= Number.MAX_SAFE_INTEGER ? value : -1;
  }

  function text(size: number): string | undefined {
    const start = at;
    at += size;
    let ascii = '';
    for (let i = start; i < at; i++) {
      const code = bytes[i] as number;
      if (code > 0x7f) return longText(bytes.subarray(start, at));
      ascii += String.fromCharCode(code);
    }
    return ascii;
  }

  function array(count: number, depth: number): CborValue | undefined {
    const items: CborValue[] = [];
    for (let i = 0; i < count; i++) {
      const item = value(depth + 1);
      if (item === undefined) return undefined;
      items.push(item);
    }
    return items;
  }

  function map(count: number, depth: number): CborValue | undefined {
    const entries = new Map<CborKey, CborValue>();
    let [before, beforeEnd] = [0, 0];
    for (let i = 0; i < count; i++) {
      const start = at;
      const key = value(depth + 1);
      if (typeof key !== 'number' && typeof key !== 'string') return undefined;
      if (i > 0 && !ascends(bytes, before, beforeEnd, start, at)) return undefined;
      [before, beforeEnd] = [start, at];
      const item = value(depth + 1);
      if (item === undefined) return undefined;
      entries.set(key, item);
    }
    return entries;
  }

  function value(depth: number): CborValue | undefined {
    if (at >= length || depth > MAX_DEPTH) return undefined;
    const head = bytes[at] as number;
    const major = head >> 5;
    if (major > MAP) {
      at += 1;
      return head === NULL ? null : head === TRUE ? true : head === FALSE ? false : undefined;
    }
    const size = argument();
    if (size < 0) return undefined;
    if (major === UINT) return size;
    if (major === NEGATIVE) return size < Number.MAX_SAFE_INTEGER ? -1 - size : undefined;
    // Each item takes a byte or more: nothing is made for a length that lies.
    if (size > length - at) return undefined;
    if (major === BYTES) {
      at += size;
      return windows ? bytes.subarray(at - size, at) : bytes.slice(at - size, at);
    }
    if (major === TEXT) return text(size);
    return major === ARRAY ? array(size, depth) : map(size, depth);
  }

  const whole = value(0);
  return at === length ? whole : undefined;
}

function longText(bytes: Uint8Array): string | undefined {
  try {
    const text = fromUtf8(bytes);
    return travels(text) ? text : undefined;
  } catch {
    return undefined;
  }
}

// Bytewise order of two encoded keys, strictly: twice the same key ends here too.
function ascends(bytes: Uint8Array, a: number, aEnd: number, b: number, bEnd: number): boolean {
  for (let i = 0; a + i < aEnd && b + i < bEnd; i++) {
    const difference = (bytes[a + i] as number) - (bytes[b + i] as number);
    if (difference !== 0) return difference < 0;
  }
  return aEnd - a < bEnd - b;
}
