// The one canonical encoding, written: measured first, so that each value is written once and into its own room (RFC 8949 section 4.2.1; protocol.md section 0).
import { utf8 } from '../primitives/bytes.ts';
import { demand, ProtocolError } from '../primitives/errors.ts';
import {
  ARRAY,
  BYTES,
  type CborKey,
  type CborMap,
  type CborValue,
  FALSE,
  MAP,
  MAX_DEPTH,
  NEGATIVE,
  NULL,
  TEXT,
  TRUE,
  travels,
  UINT,
} from './canonical.ts';

const encoder = new TextEncoder();

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
