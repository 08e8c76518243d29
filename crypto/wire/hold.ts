// A party's hold on a transmission's content: while one stands, the relay deletes nothing of it (protocol.md section 6, "Deletion").
import { type CborKey, type CborValue, decode, encode } from './codec.ts';
import { type Digest, idBytes, idOf } from './ids.ts';
import { bytes, record, uint } from './read.ts';

/** `held` false takes the hold back. The newest of an authority counts. */
export type Hold = { readonly subject: Digest; readonly held: boolean; readonly createdAt: number };

export const encodeHold = ({ subject, held, createdAt }: Hold): Uint8Array =>
  encode(
    new Map<CborKey, CborValue>([
      [1, 1],
      [2, idBytes(subject)],
      [3, held ? 1 : 0],
      [4, createdAt],
    ]),
  );

/** Throws WIRE_* for anything but one canonical hold of version 1. */
export function decodeHold(payload: Uint8Array): Hold {
  const fields = record(decode(payload, 256), [1, 2, 3, 4], 'hold');
  uint(1, 1)(fields.get(1), 'version');
  return {
    subject: idOf('digest', bytes(32)(fields.get(2), 'subject')),
    held: uint(1)(fields.get(3), 'held') === 1,
    createdAt: uint()(fields.get(4), 'createdAt'),
  };
}
