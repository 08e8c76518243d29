// Law of the codec's quick way: it accepts exactly what decoding by a general library, encoding again and comparing accepts (protocol.md section 0).
import { fc, test } from '@fast-check/vitest';
import { decode as libraryDecode, encode as libraryEncode, rfc8949EncodeOptions } from 'cborg';
import { describe, expect } from 'vitest';
import { type CborMap, type CborValue, readCanonical, travels } from '../../crypto/wire/canonical.ts';
import { writeCanonical } from '../../crypto/wire/canonical-writer.ts';
import { decode, decodeInPlace } from '../../crypto/wire/codec.ts';
import { outcome } from '../testkit/outcome.ts';

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

function plain(value: unknown, depth: number): boolean {
  if (depth > 24) return false;
  if (value === null || typeof value === 'boolean' || value instanceof Uint8Array) return true;
  if (typeof value === 'string') return travels(value);
  if (typeof value === 'number') return Number.isSafeInteger(value);
  if (Array.isArray(value)) return value.every((item) => plain(item, depth + 1));
  if (!(value instanceof Map)) return false;
  return [...value].every(
    ([key, item]) =>
      (typeof key === 'string' || typeof key === 'number') && plain(key, depth) && plain(item, depth + 1),
  );
}

/** The value by the slow way, or undefined where that refuses. */
function slowly(bytes: Uint8Array): CborValue | undefined {
  try {
    const value = libraryDecode(bytes, STRICT) as CborValue;
    return plain(value, 0) && Buffer.compare(libraryEncode(value, rfc8949EncodeOptions), bytes) === 0
      ? value
      : undefined;
  } catch {
    return undefined;
  }
}

const integers = fc.oneof(
  fc.maxSafeInteger(),
  fc.integer({ min: -300, max: 300 }),
  fc.constantFrom(23, 24, 255, 256, 65_535, 65_536, 2 ** 32 - 1, 2 ** 32, 2 ** 53 - 1, -(2 ** 53) + 1, -24, -25, -256),
);
const texts = fc
  .oneof(
    fc.string({ unit: 'grapheme', maxLength: 40 }),
    fc.string({ maxLength: 300 }),
    fc.constantFrom('\u{1f600}', '\u00e9', '\uffff', 'a\ufeff'),
  )
  .filter(travels);
const { value: values } = fc.letrec<{ value: CborValue }>((again) => ({
  value: fc.oneof(
    { maxDepth: 5 },
    integers,
    texts,
    fc.uint8Array({ maxLength: 300 }),
    fc.constantFrom(null, true, false),
    fc.array(again('value'), { maxLength: 30 }),
    fc.array(fc.tuple(fc.oneof(integers, texts), again('value')), { maxLength: 30 }).map((pairs) => new Map(pairs)),
  ),
}));

/** A head anywhere: lengths that lie, long spellings, tags, floats, indefinite forms. */
const heads = fc.tuple(fc.integer({ min: 0, max: 255 }), fc.uint8Array({ maxLength: 9 }));
const mutations = fc.array(fc.tuple(fc.nat(), fc.nat(2), heads), { minLength: 1, maxLength: 3 });

function mutate(bytes: Uint8Array, changes: readonly (readonly [number, number, readonly [number, Uint8Array]])[]) {
  let mutated = [...bytes];
  for (const [place, how, [head, rest]] of changes) {
    const at = place % (mutated.length + 1);
    if (how === 0) mutated[at] = head;
    else if (how === 1) mutated.splice(at, 1);
    else mutated = [...mutated.slice(0, at), head, ...rest, ...mutated.slice(at)];
  }
  return Uint8Array.from(mutated);
}

function demandAlike(bytes: Uint8Array): void {
  const slow = slowly(bytes);
  expect(readCanonical(bytes)).toEqual(slow);
  expect(readCanonical(bytes, true)).toEqual(slow);
  if (slow === undefined) {
    expect(outcome(() => decodeInPlace(bytes, bytes.length))).toMatch(/^WIRE_/);
    expect(outcome(() => decode(bytes, bytes.length))).toMatch(/^WIRE_/);
  } else for (const read of [decode, decodeInPlace]) expect(read(bytes, bytes.length)).toEqual(slow);
}

describe('the quick way', () => {
  test.prop([values], { numRuns: 3000 })('writes what the library writes, and reads it back', (value) => {
    const written = writeCanonical(value);
    expect(Buffer.from(written).equals(libraryEncode(value, rfc8949EncodeOptions))).toBe(true);
    expect(readCanonical(written)).toEqual(slowly(written));
    expect(readCanonical(written)).not.toBeUndefined();
    // Order of insertion is lost, and only that.
    expect(writeCanonical(readCanonical(written) as CborValue)).toEqual(written);
  });
  test.prop([values, mutations], { numRuns: 6000 })(
    'reads of changed bytes what the slow way reads',
    (value, changes) => demandAlike(mutate(writeCanonical(value), changes)),
  );
  test.prop([fc.uint8Array({ maxLength: 24 })], { numRuns: 6000 })(
    'reads of any bytes what the slow way reads',
    (bytes) => demandAlike(bytes),
  );
  test.prop([fc.nat(255), fc.nat(255), fc.uint8Array({ maxLength: 9 })], { numRuns: 3000 })(
    'reads of every head what the slow way reads',
    (first, second, rest) => demandAlike(Uint8Array.of(first, second, ...rest)),
  );
  test.prop([fc.integer({ min: 20, max: 30 }), fc.boolean(), values], { numRuns: 300 })(
    'stops at the same depth',
    (depth, maps, inner) => {
      const opening = maps ? [0xa1, 0x00] : [0x81];
      const nested = Array.from({ length: depth }, () => opening).flat();
      demandAlike(Uint8Array.from([...nested, ...writeCanonical(inner)]));
    },
  );
  test.prop([fc.array(fc.tuple(fc.oneof(integers, texts), integers), { maxLength: 8 })], { numRuns: 2000 })(
    'reads maps in one order only, and no key twice',
    (pairs) => {
      const parts = pairs.flatMap(([key, item]) => [...writeCanonical(key), ...writeCanonical(item)]);
      demandAlike(Uint8Array.from([0xa0 + pairs.length, ...parts]));
    },
  );
});

test('a byte string read is not the memory it was read from', () => {
  const bytes = Buffer.from([0xa1, 0x01, 0x42, 7, 8]);
  const read = (readCanonical(bytes) as CborMap).get(1) as Uint8Array;
  bytes.fill(0);
  expect(read).toEqual(Uint8Array.of(7, 8));
});
