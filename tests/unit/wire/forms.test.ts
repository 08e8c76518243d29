// Every form on the wire: read and written again it is the same bytes, or it is refused with a code (docs/spec/encoding.md ENC-3).
import { fc, test } from '@fast-check/vitest';
import { beforeAll, describe, expect, it } from 'vitest';
import { equal } from '../../../crypto/primitives/bytes.ts';
import { ready } from '../../../crypto/primitives/sodium.ts';
import { type CborKey, type CborValue, decode, encode } from '../../../crypto/wire/codec.ts';
import { LINK_TYPES } from '../../../crypto/wire/roster-link.ts';
import { type Form, forms } from '../../testkit/forms.ts';
import { linkBodies } from '../../testkit/link-bodies.ts';
import { outcome } from '../../testkit/outcome.ts';

let all: Form[];
beforeAll(async () => {
  await ready();
  all = forms();
});

const MAX = 1 << 20;

/** The code that refuses `bytes`; otherwise they must be their own spelling. */
function judged(form: Form, bytes: Uint8Array): string {
  let again: Uint8Array | null = null;
  const result = outcome(() => {
    again = form.again(bytes);
  });
  if (result === 'accepted')
    expect(equal(again as unknown as Uint8Array, bytes), `${form.what}: another spelling`).toBe(true);
  return result;
}

type Path = readonly (number | CborKey)[];

/** Every map and array inside a value, by the way to it. */
function containers(value: CborValue, path: Path = []): Path[] {
  if (value instanceof Map) return [path, ...[...value].flatMap(([key, item]) => containers(item, [...path, key]))];
  if (Array.isArray(value)) return [path, ...value.flatMap((item, i) => containers(item as CborValue, [...path, i]))];
  return [];
}

function edited(value: CborValue, path: Path, edit: (value: CborValue) => CborValue): CborValue {
  const [step, ...rest] = path;
  if (step === undefined) return edit(value);
  if (value instanceof Map) return new Map([...value].map(([k, v]) => [k, k === step ? edited(v, rest, edit) : v]));
  return (value as readonly CborValue[]).map((v, i) => (i === step ? edited(v, rest, edit) : v));
}

const FURTHER = 99;
const withMore = (value: CborValue): CborValue =>
  value instanceof Map ? new Map([...value, [FURTHER, 0]]) : [...(value as readonly CborValue[]), 0];
const withLess = (value: CborValue): CborValue =>
  value instanceof Map ? new Map([...value].slice(1)) : (value as readonly CborValue[]).slice(1);
// Lists that may be shorter: of names, origins, models, devices, wraps, files.
const size = (value: CborValue): number => (value instanceof Map ? value.size : (value as readonly CborValue[]).length);

describe('ENC-3: forms', () => {
  it('there is an example of each type of link', () => {
    expect(linkBodies().map(({ type }) => type)).toEqual(LINK_TYPES);
    expect(all.length).toBeGreaterThan(LINK_TYPES.length + 12);
  });

  it('each example is accepted, as the bytes it is', () => {
    for (const form of all) expect(judged(form, form.bytes), form.what).toBe('accepted');
  });

  it('a further key or item anywhere is refused; so is one more level around', () => {
    let tried = 0;
    for (const form of all) {
      const value = decode(form.bytes, MAX);
      for (const path of containers(value)) {
        const more = encode(edited(value, path, withMore));
        expect(judged(form, more), `${form.what} ${path.join('.')}`).toMatch(/^(WIRE|ROSTER)_/);
        tried++;
      }
      expect(judged(form, encode([value])), form.what).toMatch(/^WIRE_/);
    }
    expect(tried).toBeGreaterThan(100);
  });

  it('a map without its first key is refused, and no list that lost an item is read as something else', () => {
    for (const form of all) {
      const value = decode(form.bytes, MAX);
      for (const path of containers(value)) {
        let isMap = false;
        const less = edited(value, path, (inner) => {
          isMap = inner instanceof Map && inner.size > 0;
          return size(inner) === 0 ? null : withLess(inner);
        });
        const result = judged(form, encode(less));
        if (isMap) expect(result, `${form.what} ${path.join('.')}`).toMatch(/^WIRE_/);
      }
    }
  });

  const change = fc.record({
    form: fc.nat(),
    at: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
    byte: fc.integer({ min: 0, max: 255 }),
    how: fc.constantFrom('replace', 'insert', 'remove', 'cut', 'repeat'),
  });

  test.prop([fc.array(change, { minLength: 1, maxLength: 2 })], { numRuns: 4000 })(
    'changed bytes are refused with a code, or are the one spelling of what they now say',
    (changes) => {
      const form = all[(changes[0]?.form ?? 0) % all.length] as Form;
      let bytes = form.bytes;
      for (const { at, byte, how } of changes) {
        const i = Math.floor(at * bytes.length);
        const [before, after] = [bytes.subarray(0, i), bytes.subarray(i)];
        const middle = how === 'insert' ? [byte] : how === 'repeat' ? after.subarray(0, byte) : [];
        if (how === 'cut') bytes = before;
        else if (how === 'replace') bytes = bytes.map((old, j) => (j === i ? byte : old));
        else bytes = Uint8Array.of(...before, ...middle, ...(how === 'remove' ? after.subarray(1) : after));
      }
      expect(judged(form, bytes)).toMatch(/^(accepted$|WIRE_|SIGNATURE_WEAK_KEY|ROSTER_POLICY|POLICY_SUITE)/);
    },
  );
});
