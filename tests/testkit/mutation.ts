// Mutations of encoded forms: of the grammar (a value replaced, dropped, doubled, swapped) and of the bytes, by a seeded stream.
import { concat } from '../../crypto/primitives/bytes.ts';
import type { Random } from '../../crypto/primitives/random.ts';
import { type CborValue, decode, encode } from '../../crypto/wire/codec.ts';
import { flip } from './outcome.ts';
import { below } from './seed.ts';

const EDGES: readonly CborValue[] = [
  0,
  1,
  2,
  3,
  23,
  24,
  255,
  256,
  65_535,
  65_536,
  2 ** 32,
  Number.MAX_SAFE_INTEGER,
  -1,
];
const STRANGE: readonly CborValue[] = [null, true, false, '', 'main', new Uint8Array(0), [], new Map(), ...EDGES];

const pick = <T>(random: Random, items: readonly T[]): T => items[below(random, items.length)] as T;
const span = (random: Random, length: number): [number, number] => {
  const from = below(random, length + 1);
  return [from, from + below(random, length - from + 1)];
};

/** Some other bytes: bits flipped, a span cut, doubled, zeroed or replaced, bytes added. */
export function mutateBytes(bytes: Uint8Array, random: Random): Uint8Array {
  const [from, to] = span(random, bytes.length);
  const [head, middle, tail] = [bytes.subarray(0, from), bytes.subarray(from, to), bytes.subarray(to)];
  switch (below(random, 7)) {
    case 0:
      return concat(head, tail);
    case 1:
      return concat(head, middle, middle, tail);
    case 2:
      return concat(head, new Uint8Array(middle.length), tail);
    case 3:
      return concat(head, random(Math.min(middle.length, 64)), tail);
    case 4:
      return concat(bytes, random(1 + below(random, 8)));
    case 5:
      return bytes.subarray(0, from);
    default: {
      let out = bytes;
      for (let i = below(random, 4); i >= 0 && bytes.length > 0; i--) out = flip(out, below(random, bytes.length * 8));
      return out;
    }
  }
}

function mutateList(items: readonly CborValue[], random: Random, donor: CborValue): CborValue[] {
  const copy = [...items];
  const [at, other] = [below(random, copy.length + 1), below(random, copy.length + 1)];
  switch (below(random, 5)) {
    case 0:
      copy.splice(at, 1);
      return copy;
    case 1:
      copy.splice(at, 0, copy[other] ?? null);
      return copy;
    case 2:
      [copy[at], copy[other]] = [copy[other] ?? null, copy[at] ?? null];
      return copy;
    default: {
      const chosen = Math.min(at, copy.length - 1);
      if (chosen < 0) return [pick(random, STRANGE)];
      copy[chosen] = mutateValue(copy[chosen] ?? null, random, Array.isArray(donor) ? donor[chosen] : undefined);
      return copy;
    }
  }
}

/** Some other value of about the same shape; `donor` is the same field of another honest message, sometimes taken instead. */
export function mutateValue(value: CborValue, random: Random, donor?: CborValue): CborValue {
  const dice = below(random, 12);
  if (dice === 0) return pick(random, STRANGE);
  if (dice === 1 && donor !== undefined) return donor;
  if (value instanceof Uint8Array) return mutateBytes(value, random);
  if (typeof value === 'number') return dice < 6 ? Math.max(-1, value + below(random, 5) - 2) : pick(random, EDGES);
  if (typeof value === 'string') return pick(random, [`${value}x`, value.slice(1), value.toUpperCase(), '\u0000']);
  if (Array.isArray(value)) return mutateList(value, random, donor ?? null);
  if (!(value instanceof Map)) return pick(random, STRANGE);
  const copy = new Map(value);
  const key = pick(random, [...copy.keys(), below(random, 20)]);
  const theirs = donor instanceof Map ? donor.get(key) : undefined;
  if (dice === 2) copy.delete(key);
  else if (dice === 3) copy.set(below(random, 20), pick(random, STRANGE));
  else copy.set(key, mutateValue(copy.get(key) ?? null, random, theirs));
  return copy;
}

/** An encoding of a mutated value; the bytes themselves are mutated where the value cannot be encoded. */
export function mutateEncoded(bytes: Uint8Array, random: Random, donor: Uint8Array): Uint8Array {
  try {
    return encode(mutateValue(decode(bytes, bytes.length), random, decode(donor, donor.length)));
  } catch {
    return mutateBytes(bytes, random);
  }
}
