// Plain values and the CBOR they travel in: acts inside bodies, records inside vaults (protocol.md section 4, body field 1).
import { type CborKey, type CborValue, demand } from '../../crypto/index.ts';

/** What JSON can say, and bytes. Absent members are left out; numbers are safe integers. */
export type Plain =
  | string
  | number
  | boolean
  | null
  | Uint8Array
  | readonly Plain[]
  | { readonly [name: string]: Plain | undefined };

/** The CBOR of a plain value: objects become maps with text keys. */
export function plainToCbor(value: Plain): CborValue {
  if (value === null || typeof value !== 'object' || value instanceof Uint8Array) return value;
  if (Array.isArray(value)) return value.map(plainToCbor);
  const entries = Object.entries(value as { readonly [name: string]: Plain | undefined });
  return new Map<CborKey, CborValue>(
    entries.flatMap(([name, item]): [CborKey, CborValue][] => (item === undefined ? [] : [[name, plainToCbor(item)]])),
  );
}

/** Back again. Objects have no prototype, so that a hostile name such as `__proto__` is a name. Throws CONTENT_ACT for a map with other keys. */
export function cborToPlain(value: CborValue): Plain {
  if (value instanceof Map) {
    const object: { [name: string]: Plain } = Object.create(null);
    for (const [name, item] of value) {
      demand(typeof name === 'string', 'CONTENT_ACT', 'a name that is not text');
      object[name] = cborToPlain(item as CborValue);
    }
    return object;
  }
  if (Array.isArray(value)) return value.map((item) => cborToPlain(item as CborValue));
  return value as Plain;
}
