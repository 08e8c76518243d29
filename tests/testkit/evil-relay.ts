// Lies of a relay as functions: one answer changed, or a whole log signed anew with the relay's own key, which only the relay could do.
import type { Lie, Said } from '../../client/cli/practice/middle.ts';
import type { Client } from '../../client/sdk/client.ts';
import { fromUtf8, utf8 } from '../../crypto/primitives/bytes.ts';
import { formatCheckpoint, parseCheckpoint } from '../../crypto/tlog/checkpoint.ts';
import { append, EMPTY_RANGE, leafHash, root } from '../../crypto/tlog/merkle.ts';
import { type NoteSigner, signNote } from '../../crypto/tlog/note.ts';
import {
  decodeReceipt,
  decodeStored,
  encodeDirectoryObjects,
  encodeList,
  encodeReceipt,
  encodeStored,
  type ProvenLeaf,
  type StoredTransmission,
} from '../../crypto/wire/frames.ts';
import { type AuthorityId, type Digest, idOf } from '../../crypto/wire/ids.ts';
import { decodeDirectoryLeaf, encodeDirectoryLeaf, OPERATOR_ID } from '../../crypto/wire/leaf.ts';
import { digestOf } from '../../crypto/wire/statement.ts';
import type { EvilWorld } from './evil-world.ts';

const bytesSaid = (body: Uint8Array, type = 'application/octet-stream'): Said => ({
  status: 200,
  headers: { 'content-type': type },
  body,
});

export const problem = (status: number, code: string): Said => ({
  status,
  headers: { 'content-type': 'application/problem+json' },
  body: utf8(
    JSON.stringify({
      type: 'about:blank',
      title: 'Refused',
      status,
      code,
      detail: 'As the relay says.',
      action: 'None.',
      retry: true,
      reference: '0',
    }),
  ),
});

/** The honest answer, changed, wherever path (and method) begin so. */
export const changing =
  (start: string, change: (said: Said) => Said | Promise<Said>, method = 'GET'): Lie =>
  async (asked, honest) =>
    asked.method === method && asked.path.startsWith(start) ? change(await honest()) : honest();

/** Several lies at once. */
export const all = (...lies: readonly Lie[]): Lie =>
  lies.reduce((outer, inner) => (asked, honest) => outer(asked, () => inner(asked, honest)));

const body = (said: Said, bytes: Uint8Array): Said => ({ ...said, body: bytes });

/** Bytes with the bit of one byte turned; negative places count from the end. */
export function flipped(bytes: Uint8Array, at = 0): Uint8Array {
  const turned = bytes.slice();
  const place = at < 0 ? turned.length + at : at;
  turned[place] = (turned[place] as number) ^ 1;
  return turned;
}

/** A transmission served otherwise than it is kept. */
export const serving = (subject: Digest, change: (stored: StoredTransmission) => StoredTransmission): Lie =>
  changing(`/v1/transmissions/${subject}`, (said) =>
    said.headers['content-type']?.includes('transmission')
      ? body(said, encodeStored(change(decodeStored(said.body))))
      : said,
  );

/** The receipt of a submission, changed. */
export const receipting = (change: (leaves: ProvenLeaf[]) => readonly ProvenLeaf[]): Lie =>
  changing('/v1/transmissions', (said) => body(said, encodeReceipt(change(decodeReceipt(said.body)))), 'POST');

/** Notes below `start`, changed as text. */
export const noting = (start: string, change: (note: string) => string): Lie =>
  changing(start, (said) => body(said, utf8(change(fromUtf8(said.body)))));

export const textOf = (note: string) => parseCheckpoint(note.slice(0, note.lastIndexOf('\n\n') + 1));

/** A checkpoint over exactly these leaves. */
export function signedOver(origin: string, leaves: readonly Uint8Array[], signer: NoteSigner): string {
  const range = leaves.reduce((grown, leaf) => append(grown, leafHash(leaf)).range, EMPTY_RANGE);
  return signNote(formatCheckpoint({ origin, size: leaves.length, root: root(range) }), [signer]);
}

const from = (path: string): number => Number(new URL(path, 'http://relay').searchParams.get('from') ?? 0);

/** An authority's register with another content, properly signed. */
export function forgedRegister({ keys }: EvilWorld, authority: AuthorityId, leaves: readonly Uint8Array[]): Lie {
  const origin = keys.registerOrigin(authority);
  const note = signedOver(origin, leaves, keys.signer(origin));
  return async ({ path }, honest) => {
    if (path.startsWith('/v1/register/checkpoint')) return bytesSaid(utf8(note), 'text/plain; charset=utf-8');
    if (path.startsWith('/v1/register/leaves')) return bytesSaid(encodeList(leaves.slice(from(path))));
    return honest();
  };
}

/** The leaves of one's register, as the honest relay has them now. */
export async function honestLeaves(client: Client): Promise<Uint8Array[]> {
  await client.register().sync();
  return Array.from({ length: client.register().size() }, (_, index) => client.register().raw(index));
}

export type Listed = { leaf: Uint8Array; object: Uint8Array };

/** The directory with its objects, as the honest relay has them now. */
export async function honestDirectory({ directory }: Client): Promise<Listed[]> {
  await directory.sync();
  const listed: Listed[] = [];
  for (const leaf of directory.leaves()) {
    const { authority, seq } = decodeDirectoryLeaf(leaf);
    const object =
      authority === OPERATOR_ID
        ? directory.admissions().find((_, i) => i === seq)?.entry
        : (await directory.chain(authority))?.links[seq]?.bytes;
    listed.push({ leaf, object: object as Uint8Array });
  }
  return listed;
}

/** An object with the leaf that lists it. */
export const listed = (authority: AuthorityId, seq: number, object: Uint8Array): Listed => ({
  leaf: encodeDirectoryLeaf({
    authority,
    seq,
    hash: idOf('digest', new Uint8Array(Buffer.from(digestOf(object), 'hex'))),
  }),
  object,
});

/** A directory with another content, properly signed. */
export function forgedDirectory({ keys }: Pick<EvilWorld, 'keys'>, items: readonly Listed[]): Lie {
  const origin = keys.directoryOrigin;
  const leaves = items.map(({ leaf }) => leaf);
  const note = signedOver(origin, leaves, keys.signer(origin));
  return async ({ path }, honest) => {
    if (path.startsWith('/v1/directory/checkpoint')) return bytesSaid(utf8(note), 'text/plain; charset=utf-8');
    if (path.startsWith('/v1/directory/objects'))
      return bytesSaid(encodeDirectoryObjects(items.slice(from(path)).slice(0, 512)));
    return honest();
  };
}
