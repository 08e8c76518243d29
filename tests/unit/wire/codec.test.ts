// One value, one encoding: every other spelling is refused with the code of its kind (docs/spec/encoding.md ENC-1 to ENC-5; row B16, B17).
import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { fromHex } from '../../../crypto/primitives/bytes.ts';
import type { ErrorCode } from '../../../crypto/primitives/errors.ts';
import { type CborValue, decode, encode } from '../../../crypto/wire/codec.ts';
import { text, textLines } from '../../../crypto/wire/read.ts';
import { outcome } from '../../testkit/outcome.ts';

const MAX = 65_536;
const hex = (digits: string): Uint8Array => fromHex(digits) as Uint8Array;

const BAD: readonly (readonly [what: string, digits: string, code: ErrorCode])[] = [
  ['nothing', '', 'WIRE_MALFORMED'],
  ['an integer in more bytes than it needs', '1801', 'WIRE_MALFORMED'],
  ['a length in more bytes than it needs', '580101', 'WIRE_MALFORMED'],
  ['an array without a length', '9f01ff', 'WIRE_MALFORMED'],
  ['bytes without a length', '5f4101ff', 'WIRE_MALFORMED'],
  ['a map without a length', 'bf0101ff', 'WIRE_MALFORMED'],
  ['a break alone', 'ff', 'WIRE_MALFORMED'],
  ['a reserved head', '1c', 'WIRE_MALFORMED'],
  ['a key twice', 'a201010102', 'WIRE_MALFORMED'],
  ['keys not sorted', 'a202010101', 'WIRE_NON_CANONICAL'],
  ['a negative key before a positive one', 'a220010101', 'WIRE_NON_CANONICAL'],
  ['a float for an integer', 'f93c00', 'WIRE_NON_CANONICAL'],
  ['a float of 32 bits for an integer', 'fa3f800000', 'WIRE_NON_CANONICAL'],
  ['minus zero', 'f98000', 'WIRE_NON_CANONICAL'],
  ['a float', 'fb3ff8000000000000', 'WIRE_SHAPE'],
  ['not a number', 'f97e00', 'WIRE_MALFORMED'],
  ['infinity', 'f97c00', 'WIRE_MALFORMED'],
  ['something after the value', '0101', 'WIRE_MALFORMED'],
  ['text that is not UTF-8', '62c328', 'WIRE_NON_CANONICAL'],
  ['half a surrogate pair', '63eda080', 'WIRE_NON_CANONICAL'],
  ['an overlong character', '62c080', 'WIRE_NON_CANONICAL'],
  ['a byte order mark', '64efbbbf78', 'WIRE_NON_CANONICAL'],
  ['undefined', 'f7', 'WIRE_MALFORMED'],
  ['a simple value', 'f0', 'WIRE_MALFORMED'],
  ['a tag', 'c001', 'WIRE_MALFORMED'],
  ['a big number', 'c249010000000000000000', 'WIRE_MALFORMED'],
  ['an integer beyond 2^53', '1b0020000000000000', 'WIRE_MALFORMED'],
  ['an integer below -2^53', '3bffffffffffffffff', 'WIRE_MALFORMED'],
  ['a key of bytes', 'a1410101', 'WIRE_SHAPE'],
  ['a key that is true', 'a1f501', 'WIRE_SHAPE'],
  ['a key that is an array', 'a1810101', 'WIRE_SHAPE'],
  ['an array cut short', '8201', 'WIRE_MALFORMED'],
  ['bytes cut short', '4301', 'WIRE_MALFORMED'],
  ['a head cut short', '19', 'WIRE_MALFORMED'],
  ['an array said to have 2^32 items', '9b0000000100000000', 'WIRE_MALFORMED'],
  ['a map said to have 2^32 items', 'bb0000000100000000', 'WIRE_MALFORMED'],
  ['bytes said to be 4 GiB', '5b0000000100000000', 'WIRE_MALFORMED'],
  ['text said to be 2^53 long', '7b001fffffffffffff01', 'WIRE_MALFORMED'],
  ['20,000 arrays in each other', `${'81'.repeat(20_000)}01`, 'WIRE_SHAPE'],
  ['20,000 tags in each other', `${'c1'.repeat(20_000)}01`, 'WIRE_SHAPE'],
  ['5,000 maps in each other', `${'a101'.repeat(5_000)}01`, 'WIRE_SHAPE'],
  ['one level too many', `${'81'.repeat(25)}01`, 'WIRE_SHAPE'],
];

describe('ENC-2: what is refused', () => {
  it.each(BAD)('%s', (_what, digits, code) => {
    expect(outcome(() => decode(hex(digits), MAX))).toBe(code);
  });

  it('more bytes than may be read, whatever they are', () => {
    const four = encode([1, 2, 3]);
    expect(outcome(() => decode(four, 4))).toBe('accepted');
    expect(outcome(() => decode(four, 3))).toBe('WIRE_TOO_LARGE');
  });

  it('but not a key that means something to JavaScript', () => {
    const value = decode(hex('a1695f5f70726f746f5f5f01'), MAX);
    expect(value).toEqual(new Map([['__proto__', 1]]));
    expect(({} as Record<string, unknown>)['0']).toBeUndefined();
    expect(outcome(() => decode(hex(`${'81'.repeat(24)}01`), MAX))).toBe('accepted');
  });
});

describe('ENC-1: what is written', () => {
  it('has keys in the order of their encodings', () => {
    const value = new Map<number | string, number>([
      ['aa', 5],
      ['z', 4],
      [-1, 3],
      [100, 2],
      [10, 1],
    ]);
    expect(encode(value)).toEqual(hex('a50a0118640220 03617a0462616105'.replace(' ', '')));
  });

  it.each([
    ['a fraction', 1.5],
    ['beyond 2^53', 2 ** 53],
    ['half a surrogate pair', 'a\ud800'],
    ['a leading byte order mark', '\ufeffa'],
    ['half a surrogate pair in a key', new Map([['\udc00', 1]])],
    ['undefined', undefined as unknown as CborValue],
    ['an object', {} as unknown as CborValue],
    ['a key of another kind', new Map([[true, 1]]) as unknown as CborValue],
  ])('is no value that would come back as another: %s', (_what, value) => {
    expect(outcome(() => encode(value))).toBe('WIRE_SHAPE');
  });
});

const leaf = fc.oneof(
  fc.maxSafeInteger().map((n) => n + 0),
  fc.string({ unit: 'binary' }).filter((s) => !s.startsWith('\ufeff')),
  fc.boolean(),
  fc.constant(null),
  fc.uint8Array({ maxLength: 40 }),
);
const { value: anyValue } = fc.letrec<{ value: CborValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    leaf,
    fc.array(tie('value'), { maxLength: 5 }),
    fc
      .uniqueArray(fc.tuple(fc.oneof(fc.integer(), fc.string()), tie('value')), {
        maxLength: 5,
        selector: ([key]) => key,
      })
      .map((entries) => new Map(entries)),
  ),
}));

describe('ENC-1: both ways', () => {
  test.prop([anyValue])('what is written is read back, and is written the same again', (value) => {
    const bytes = encode(value);
    const back = decode(bytes, MAX);
    expect(back).toEqual(value);
    expect(encode(back)).toEqual(bytes);
  });

  test.prop([fc.uint8Array({ maxLength: 64 })], { numRuns: 2000 })(
    'bytes are the encoding of what they mean, or are refused with a code',
    (bytes) => {
      let value: CborValue | undefined;
      const result = outcome(() => {
        value = decode(bytes, MAX);
      });
      if (result === 'accepted') expect(encode(value as CborValue)).toEqual(bytes);
      else expect(result).toMatch(/^WIRE_/);
    },
  );
});

describe('ENC-4: text', () => {
  it.each(['\u0000', '\t', '\n', '\u007f', '\u0085', '\u009b', '\u2028', '\u202e', '\u2066'])(
    'one line does not contain %j',
    (mark) => {
      expect(outcome(() => text(10)(`a${mark}b`, 'line'))).toBe('WIRE_SHAPE');
    },
  );

  it('several lines contain tab and newline; letters of any script, and joiners within words, stand in both', () => {
    expect(textLines(10)('a\tb\n', 'lines')).toBe('a\tb\n');
    expect(outcome(() => textLines(10)('a\rb', 'lines'))).toBe('WIRE_SHAPE');
    expect(text(30)('Ministère · 司法 · נציבות\u200f', 'line')).toContain('司法');
    expect(outcome(() => text(2)('abc', 'line'))).toBe('WIRE_SHAPE');
    expect(outcome(() => text(2, 1)('', 'line'))).toBe('WIRE_SHAPE');
  });
});
