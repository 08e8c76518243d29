// The one canonical encoding, read and written in a single pass (RFC 8949 section 4.2.1; protocol.md section 0). It only ever says yes: what it
// does not read is judged by the codec, which knows why (property tests hold the two to the same set of bytes).
import { fromUtf8, utf8 } from '../primitives/bytes.ts';
import { demand, ProtocolError } from '../primitives/errors.ts';

const encoder = new TextEncoder();

export type CborKey = number | string;
/** What travels: integers, bytes, text, booleans, null, arrays, and maps with integer or text keys. Nothing else. */
export type CborValue = number | string | boolean | null | Uint8Array | readonly CborValue[] | CborMap;
export type CborMap = ReadonlyMap<CborKey, CborValue>;

/** Honest forms are far below this; hostile input may nest as deep as it is long. */
export const MAX_DEPTH = 24;

const UINT = 0;
const NEGATIVE = 1;
const BYTES = 2;
const TEXT = 3;
const ARRAY = 4;
const MAP = 5;
const FALSE = 0xf4;
const TRUE = 0xf5;
const NULL = 0xf6;

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

const headSize = (argument: number): number =>
  argument < 24 ? 1 : argument < 2 ** 8 ? 2 : argument < 2 ** 16 ? 3 : argument < 2 ** 32 ? 5 : 9;

function byteLength(text: string): number {
  let size = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    // Each half of a surrogate pair stands for two of its four bytes.
    size += unit < 0x80 ? 1 : unit < 0x800 || (unit >= 0xd800 && unit < 0xe000) ? 2 : 3;
  }
  return size;
}

function textSize(text: string): number {
  demand(travels(text), 'WIRE_SHAPE', 'text that would not be read back as it was');
  const size = byteLength(text);
  return headSize(size) + size;
}

function numberSize(value: number): number {
  demand(Number.isSafeInteger(value), 'WIRE_SHAPE', 'a number that is not a safe integer');
  return headSize(value < 0 ? -1 - value : value);
}

/** How many bytes `value` takes. Throws WIRE_SHAPE for what is not a `CborValue` or nested too deep. */
function sizeOf(value: unknown, depth: number): number {
  demand(depth <= MAX_DEPTH, 'WIRE_SHAPE', 'nested too deep');
  if (value === null || typeof value === 'boolean') return 1;
  if (typeof value === 'number') return numberSize(value);
  if (typeof value === 'string') return textSize(value);
  if (value instanceof Uint8Array) return headSize(value.length) + value.length;
  if (Array.isArray(value)) {
    let size = headSize(value.length);
    for (const item of value) size += sizeOf(item, depth + 1);
    return size;
  }
  if (!(value instanceof Map)) throw new ProtocolError('WIRE_SHAPE', `a value of type ${typeof value} cannot travel`);
  let size = headSize(value.size);
  for (const [key, item] of value) {
    const named = typeof key === 'string' || Number.isSafeInteger(key);
    demand(named, 'WIRE_SHAPE', 'a map key that is neither integer nor text');
    size += sizeOf(key, depth + 1) + sizeOf(item, depth + 1);
  }
  return size;
}

// Bytewise order of encoded keys: integers from 0 up, then from -1 down, then text, shorter before longer.
function compareKeys(a: CborKey, b: CborKey): number {
  if (typeof a === 'number' && typeof b === 'number') return a >= 0 && b >= 0 ? a - b : b - a;
  if (typeof a === 'number') return -1;
  if (typeof b === 'number') return 1;
  const [left, right] = [utf8(a), utf8(b)];
  if (left.length !== right.length) return left.length - right.length;
  const first = left.findIndex((byte, i) => byte !== right[i]);
  return first < 0 ? 0 : (left[first] as number) - (right[first] as number);
}

function sorted(map: CborMap): readonly (readonly [CborKey, CborValue])[] {
  const entries = [...map];
  for (let i = 1; i < entries.length; i++)
    if (compareKeys((entries[i - 1] as [CborKey, CborValue])[0], (entries[i] as [CborKey, CborValue])[0]) > 0)
      return entries.sort(([a], [b]) => compareKeys(a, b));
  return entries;
}

/** The one encoding of `value`. Throws WIRE_SHAPE for a value outside `CborValue`, or one nested deeper than `MAX_DEPTH`. */
export function writeCanonical(value: CborValue): Uint8Array {
  const writer = new Writer(sizeOf(value, 0));
  writer.write(value);
  return writer.out;
}

/** Fills `out`, which has exactly the room that its value takes. A class, because functions made anew for each value cost as much as writing it. */
class Writer {
  readonly out: Uint8Array;
  #at = 0;

  constructor(size: number) {
    this.out = new Uint8Array(size);
  }

  write(value: CborValue): void {
    if (typeof value === 'number') {
      if (value < 0) this.#head(NEGATIVE, -1 - value);
      else this.#head(UINT, value);
    } else if (typeof value === 'string') this.#text(value);
    else if (value === null) this.#byte(NULL);
    else if (typeof value === 'boolean') this.#byte(value ? TRUE : FALSE);
    else if (value instanceof Uint8Array) {
      this.#head(BYTES, value.length);
      this.out.set(value, this.#at);
      this.#at += value.length;
    } else if (Array.isArray(value)) {
      this.#head(ARRAY, value.length);
      for (const item of value) this.write(item as CborValue);
    } else {
      this.#head(MAP, (value as CborMap).size);
      for (const [key, item] of sorted(value as CborMap)) {
        this.write(key);
        this.write(item);
      }
    }
  }

  #byte(byte: number): void {
    this.out[this.#at++] = byte;
  }

  #head(major: number, argument: number): void {
    const width = headSize(argument) - 1;
    if (width === 0) {
      this.#byte((major << 5) | argument);
      return;
    }
    // 24 to 27: an argument of 1, 2, 4 or 8 bytes follows.
    this.#byte((major << 5) | (width === 1 ? 24 : width === 2 ? 25 : width === 4 ? 26 : 27));
    let rest = argument;
    for (let i = width - 1; i >= 0; i--) {
      this.out[this.#at + i] = rest % 256;
      rest = Math.floor(rest / 256);
    }
    this.#at += width;
  }

  #text(value: string): void {
    const size = byteLength(value);
    this.#head(TEXT, size);
    if (size > value.length || size > 64) encoder.encodeInto(value, this.out.subarray(this.#at));
    else for (let i = 0; i < size; i++) this.out[this.#at + i] = value.charCodeAt(i);
    this.#at += size;
  }
}
