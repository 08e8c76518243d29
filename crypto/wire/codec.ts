// Deterministic CBOR, both ways (RFC 8949 section 4.2.1; protocol.md section 0): one value has one encoding, and only that is read.
import { decode as cborDecode, encode as cborEncode, rfc8949EncodeOptions } from 'cborg';
import { equal } from '../primitives/bytes.ts';
import { demand, ProtocolError } from '../primitives/errors.ts';
import { type CborValue, MAX_DEPTH, readCanonical, travels } from './canonical.ts';
import { writeCanonical } from './canonical-writer.ts';

export type { CborKey, CborMap, CborValue } from './canonical.ts';

const STRICT = {
  strict: true,
  allowIndefinite: false,
  allowUndefined: false,
  allowInfinity: false,
  allowNaN: false,
  allowBigInt: false,
  rejectDuplicateMapKeys: true,
  useMaps: true,
} as const;

function checkPlain(value: unknown, depth: number): void {
  demand(depth <= MAX_DEPTH, 'WIRE_SHAPE', `nested deeper than ${MAX_DEPTH} levels`);
  if (value === null || typeof value === 'boolean' || value instanceof Uint8Array) return;
  if (typeof value === 'string') checkText(value);
  else if (typeof value === 'number') {
    demand(Number.isSafeInteger(value), 'WIRE_SHAPE', 'a number that is not a safe integer');
  } else if (Array.isArray(value)) {
    for (const item of value) checkPlain(item, depth + 1);
  } else if (value instanceof Map) {
    for (const [key, item] of value) {
      if (typeof key === 'string') checkText(key);
      demand(
        typeof key === 'string' || Number.isSafeInteger(key),
        'WIRE_SHAPE',
        'a map key that is neither integer nor text',
      );
      checkPlain(item, depth + 1);
    }
  } else {
    throw new ProtocolError('WIRE_SHAPE', `a value of type ${typeof value} cannot travel`);
  }
}

function checkText(text: string): void {
  demand(travels(text), 'WIRE_SHAPE', 'text that would not be read back as it was');
}

/** The one encoding of `value`. Throws WIRE_SHAPE for a value outside `CborValue`. */
export const encode: (value: CborValue) => Uint8Array = writeCanonical;

/**
 * Reads exactly one value that fills `bytes`. Throws WIRE_TOO_LARGE above `maxBytes`, WIRE_MALFORMED for what is not CBOR,
 * WIRE_NON_CANONICAL for any other spelling of the same value, WIRE_SHAPE for types we do not use or excessive nesting.
 */
export function decode(bytes: Uint8Array, maxBytes: number): CborValue {
  demandSize(bytes, maxBytes);
  const value = readCanonical(bytes);
  return value === undefined ? judged(bytes) : value;
}

/**
 * As `decode`, but byte strings may be windows on `bytes` instead of copies: for frames of which most is passed on as it came. Whoever asks for it
 * changes neither.
 */
export function decodeInPlace(bytes: Uint8Array, maxBytes: number): CborValue {
  demandSize(bytes, maxBytes);
  const value = readCanonical(bytes, true);
  return value === undefined ? judged(bytes) : value;
}

function demandSize(bytes: Uint8Array, maxBytes: number): void {
  if (bytes.length > maxBytes)
    throw new ProtocolError('WIRE_TOO_LARGE', `${bytes.length} bytes where at most ${maxBytes} are read`);
}

// What is wrong with bytes that are not canonical, found by a decoder that reads far more than we take.
function judged(bytes: Uint8Array): CborValue {
  demand(nesting(bytes) <= MAX_DEPTH, 'WIRE_SHAPE', `nested deeper than ${MAX_DEPTH} levels`);
  let value: CborValue;
  try {
    value = cborDecode(bytes, STRICT) as CborValue;
  } catch (cause) {
    throw new ProtocolError('WIRE_MALFORMED', 'not one strict CBOR value', { cause });
  }
  // Without this cborg lets unsorted maps, floats for integers and bad UTF-8 through.
  checkPlain(value, 0);
  demand(equal(cborEncode(value, rfc8949EncodeOptions), bytes), 'WIRE_NON_CANONICAL', 'not the canonical encoding');
  return value;
}

// Depth found by walking heads only, so that a bomb is refused before a recursive decoder sees it. Lying lengths end the walk early.
function nesting(bytes: Uint8Array): number {
  const open: number[] = [];
  let deepest = 0;
  let at = 0;
  while (at < bytes.length) {
    const head = bytes[at] as number;
    const major = head >> 5;
    const short = head & 31;
    let argument = short;
    let width = 0;
    if (short >= 24) {
      if (short > 27) return deepest;
      width = 1 << (short - 24);
      argument = 0;
      for (let i = 1; i <= width; i++) argument = argument * 256 + (bytes[at + i] ?? 0);
    }
    at += 1 + width;
    if (major === 2 || major === 3) at += argument;
    const items = major === 4 ? argument : major === 5 ? argument * 2 : major === 6 ? 1 : 0;
    if (items > 0) {
      open.push(items);
      if (open.length > deepest) deepest = open.length;
      if (deepest > MAX_DEPTH) return deepest;
      continue;
    }
    while (open.length > 0) {
      const left = (open.pop() as number) - 1;
      if (left > 0) {
        open.push(left);
        break;
      }
    }
  }
  return deepest;
}
