// A decision that waits for further signatures: a file that goes from administrator to administrator (protocol.md section 3, threshold).
import {
  type CborValue,
  concat,
  decode,
  decodeLink,
  demand,
  encode,
  encodeJoint,
  idBytes,
  idOf,
  type Kid,
  type Link,
  type LinkFrame,
  parseJoint,
  type RawSignature,
  utf8,
} from '../../crypto/index.ts';
import { ClientError } from './failure.ts';

/** The link so far. `parts` are signatures already made; `epochKey` and `lockboxes` go to the relay beside the link. */
export type PendingLink = {
  readonly payload: Uint8Array;
  readonly parts: readonly RawSignature[];
  readonly epochKey: Uint8Array | null;
  readonly lockboxes: readonly { readonly kid: Kid; readonly box: Uint8Array }[];
};

const MAGIC = utf8('rogatory pending link 1\n');
const MAX_BYTES = 8 * 1024 * 1024;

export function encodePending({ payload, parts, epochKey, lockboxes }: PendingLink): Uint8Array {
  const boxes: CborValue = lockboxes.map(({ kid, box }) => [idBytes(kid), box]);
  return concat(MAGIC, encode([encodeJoint(payload, parts), epochKey, boxes]));
}

/** Reads such a file; its signatures are verified by the fold. Throws CLIENT_PENDING_LINK. */
export function readPending(file: Uint8Array): PendingLink & { readonly link: Link } {
  try {
    const head = file.subarray(0, MAGIC.length);
    demand(head.every((byte, i) => byte === MAGIC[i]) && head.length === MAGIC.length, 'WIRE_TYPE', 'another file');
    const [joint, epochKey, boxes] = decode(file.subarray(MAGIC.length), MAX_BYTES) as [
      Uint8Array,
      Uint8Array | null,
      [Uint8Array, Uint8Array][],
    ];
    const statement = parseJoint('link', joint, MAX_BYTES);
    return {
      payload: statement.payload,
      parts: statement.signatures,
      epochKey,
      lockboxes: boxes.map(([kid, box]) => ({ kid: idOf('kid', kid), box })),
      link: decodeLink(statement.payload),
    };
  } catch (cause) {
    throw new ClientError('CLIENT_PENDING_LINK', 'not a pending decision', { cause });
  }
}

/** The frame the relay is handed. */
export const pendingFrame = ({ payload, parts, epochKey, lockboxes }: PendingLink): LinkFrame => ({
  link: encodeJoint(payload, parts),
  epochKey,
  lockboxes,
});
