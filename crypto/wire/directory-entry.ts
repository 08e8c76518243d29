// The operator's entries in the directory: admission of an authority with the keys of its register (protocol.md section 3).
import { type CborKey, type CborValue, decode, encode } from './codec.ts';
import { type AuthorityId, idBytes, idOf } from './ids.ts';
import { bytes, record, text, uint } from './read.ts';

/** `admit`: from here on this authority may send and be addressed; its register answers to these two keys. */
export type Admission = {
  readonly seq: number;
  readonly authority: AuthorityId;
  /** vkey lines (C2SP signed-note) of the register: Ed25519, then ML-DSA-44. */
  readonly registerKeys: readonly [ed25519: string, mldsa44: string];
  readonly createdAt: number;
};

export const MAX_ENTRY_BYTES = 8192;

export const encodeAdmission = (entry: Admission): Uint8Array =>
  encode(
    new Map<CborKey, CborValue>([
      [1, 1],
      [2, 1],
      [3, entry.seq],
      [4, idBytes(entry.authority)],
      [5, [...entry.registerKeys]],
      [6, entry.createdAt],
    ]),
  );

export function decodeAdmission(payload: Uint8Array): Admission {
  const fields = record(decode(payload, MAX_ENTRY_BYTES), [1, 2, 3, 4, 5, 6], 'entry');
  uint(1, 1)(fields.get(1), 'version');
  uint(1, 1)(fields.get(2), 'entry kind');
  const keys = fields.get(5);
  const [ed25519, mldsa44] = Array.isArray(keys) && keys.length === 2 ? (keys as CborValue[]) : [];
  return {
    seq: uint()(fields.get(3), 'seq'),
    authority: idOf('authority', bytes(32)(fields.get(4), 'authority')),
    registerKeys: [text(4096, 1)(ed25519, 'register key'), text(4096, 1)(mldsa44, 'register key')],
    createdAt: uint()(fields.get(6), 'createdAt'),
  };
}
