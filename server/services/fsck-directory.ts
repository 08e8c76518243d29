// The directory's leaves against the links and entries they name (docs/operations.md).
import { decodeDirectoryLeaf, digestOf } from '../../crypto/relay.ts';
import type { LogRow, Store } from '../../db/store.ts';
import { leavesOf } from './fsck-tree.ts';

export async function* checkDirectory(store: Store, { origin, size }: LogRow): AsyncGenerator<string> {
  for await (const [index, bytes] of leavesOf(store, origin, size)) {
    const leaf = decodeDirectoryLeaf(bytes);
    const row = await store.directoryObject(leaf.hash);
    if (!row) yield `directory ${index}: the object of this leaf is missing`;
    else if (digestOf(row.bytes) !== leaf.hash) yield `directory ${index}: the object is not the one that was entered`;
    else if (row.dirIndex !== index || row.seq !== leaf.seq) yield `directory ${index}: the object stands elsewhere`;
  }
}
