// A link of an authority's chain: its frame, encode and decode (protocol.md section 3). Rules over links are protocol/link-rules.
import { demand } from '../primitives/errors.ts';
import { type CborKey, type CborValue, decode, encode } from './codec.ts';
import { type AuthorityId, type Digest, idBytes, idOf } from './ids.ts';
import { LINK_NUMBERS, LINK_TYPES, type LinkBody } from './link-body.ts';
import { LINK_READERS } from './link-decoding.ts';
import { bodyValue } from './link-encoding.ts';
import { bytes, nullable, record, tuple, uint } from './read.ts';

export * from './link-body.ts';

export type Link<B extends LinkBody = LinkBody> = {
  /** null in the genesis: the id is its hash. */
  readonly authority: AuthorityId | null;
  readonly seq: number;
  /** SHA-256 of the previous link; null in the genesis. */
  readonly previous: Digest | null;
  readonly body: B;
  readonly createdAt: number;
  /** The directory as the author had verified it; null while founding. */
  readonly directory: { readonly size: number; readonly root: Digest } | null;
};

export const MAX_LINK_BYTES = 262_144;

export const encodeLink = (link: Link): Uint8Array =>
  encode(
    new Map<CborKey, CborValue>([
      [1, 1],
      [2, link.authority && idBytes(link.authority)],
      [3, link.seq],
      [4, link.previous && idBytes(link.previous)],
      [5, LINK_NUMBERS[link.body.type]],
      [6, bodyValue(link.body)],
      [7, link.createdAt],
      [8, link.directory && [link.directory.size, idBytes(link.directory.root)]],
    ]),
  );

const digest = (value: CborValue | undefined, what: string): Digest => idOf('digest', bytes(32)(value, what));
const authority = (value: CborValue | undefined, what: string): AuthorityId =>
  idOf('authority', bytes(32)(value, what));

/** Reads a link's payload. An unknown type or version stops the chain (WIRE_VERSION, WIRE_TYPE): skipping it would hide a rule. */
export function decodeLink(payload: Uint8Array): Link {
  const f = record(decode(payload, MAX_LINK_BYTES), [1, 2, 3, 4, 5, 6, 7, 8], 'link');
  demand(f.get(1) === 1, 'WIRE_VERSION', `link version ${String(f.get(1))}`);
  const type = LINK_TYPES.find((t) => LINK_NUMBERS[t] === f.get(5));
  demand(type, 'WIRE_TYPE', `link type ${String(f.get(5))}`);
  const anchor = nullable((v, what) => tuple(v, 2, what))(f.get(8), 'directory');
  const link: Link = {
    authority: nullable(authority)(f.get(2), 'authority'),
    seq: uint()(f.get(3), 'seq'),
    previous: nullable(digest)(f.get(4), 'previous'),
    body: LINK_READERS[type](f.get(6)),
    createdAt: uint()(f.get(7), 'createdAt'),
    directory: anchor && { size: uint()(anchor[0], 'directory.size'), root: digest(anchor[1], 'directory.root') },
  };
  const first = link.seq === 0;
  demand(
    first === (type === 'genesis') && first === (link.authority === null) && first === (link.previous === null),
    'WIRE_SHAPE',
    'a genesis stands at 0 and nowhere else',
  );
  return link;
}
