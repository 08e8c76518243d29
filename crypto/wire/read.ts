// Reading decoded CBOR into shapes: exact keys, exact types, bounded lengths; anything else is WIRE_SHAPE. What is wrong is put into words only then.
import { ProtocolError } from '../primitives/errors.ts';
import type { CborMap, CborValue } from './codec.ts';

export type Read<T> = (value: CborValue | undefined, what: string) => T;

const refused = (what: string, why: string): ProtocolError => new ProtocolError('WIRE_SHAPE', `${what}: ${why}`);

/** A map whose keys are all among `keys`; unknown keys are refused, because skipping what one does not know is how meaning gets lost. */
export function record(value: CborValue | undefined, keys: readonly number[], what: string): CborMap {
  if (!(value instanceof Map)) throw refused(what, 'not a map');
  for (const key of value.keys()) if (!keys.includes(key as number)) throw refused(what, `unknown key ${String(key)}`);
  return value;
}

/** An array of exactly `length` items. */
export function tuple(value: CborValue | undefined, length: number, what: string): readonly CborValue[] {
  if (!Array.isArray(value) || value.length !== length) throw refused(what, `not an array of ${length}`);
  return value;
}

/** An array of at most `max` items, each read by `item`. */
export const list =
  <T>(item: Read<T>, max: number): Read<T[]> =>
  (value, what) => {
    if (!Array.isArray(value) || value.length > max) throw refused(what, `not an array of at most ${max}`);
    return value.map((v, i) => item(v as CborValue, `${what}[${i}]`));
  };

/** null, or what `inner` reads. */
export const nullable =
  <T>(inner: Read<T>): Read<T | null> =>
  (value, what) =>
    value === null ? null : inner(value, what);

/** An integer between `min` and `max`. */
export const uint =
  (max: number = Number.MAX_SAFE_INTEGER, min = 0): Read<number> =>
  (value, what) => {
    if (typeof value !== 'number' || value < min || value > max)
      throw refused(what, `not an integer in ${min}..${max}`);
    return value;
  };

/** Bytes of exactly `length`, or of a length in `[min, max]`. */
export const bytes =
  (min: number, max = min): Read<Uint8Array> =>
  (value, what) => {
    if (!(value instanceof Uint8Array) || value.length < min || value.length > max)
      throw refused(what, `not ${min}..${max} bytes`);
    return value;
  };

const plain =
  (forbidden: RegExp) =>
  (max: number, min = 0): Read<string> =>
  (value, what) => {
    if (typeof value !== 'string' || value.length < min || value.length > max)
      throw refused(what, `not text of ${min}..${max}`);
    if (forbidden.test(value)) throw refused(what, 'control characters');
    return value;
  };

/** One line of `min` to `max` UTF-16 units: no control characters, no line separators, nothing that turns the direction of what follows. */
export const text = plain(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/);
/** Text of several lines, as C2SP writes them: tab and newline are the only control characters. */
export const textLines = plain(/[\u0000-\u0008\u000b-\u001f\u007f]/);

export const boolean: Read<boolean> = (value, what) => {
  if (typeof value !== 'boolean') throw refused(what, 'not true or false');
  return value;
};

/** One of the keys of a closed table. */
export const oneOf =
  <T extends number | string>(allowed: readonly T[]): Read<T> =>
  (value, what) => {
    if (!allowed.includes(value as T)) throw refused(what, `${String(value)} is not among the known values`);
    return value as T;
  };
