// Everything recomputed from what is stored: trees from leaves, leaves against rows, rows against digests (docs/operations.md, `rogatory relay fsck`).

import type { Store } from '../../db/store.ts';
import type { BlobFiles } from './blobs.ts';
import { checkDirectory } from './fsck-directory.ts';
import { attempt } from './fsck-finding.ts';
import { checkTransmissions } from './fsck-transmissions.ts';
import { checkTree } from './fsck-tree.ts';
import type { RelayKeys } from './keys.ts';
import { loadRosters } from './rosters.ts';
import { checkSecondPlace } from './second-place.ts';

export type FsckDeps = {
  readonly store: Store;
  readonly blobs: BlobFiles;
  readonly keys: RelayKeys;
  readonly secondPlacePath: string;
};

/** Findings, each one sentence; none when everything agrees. Reads only, and goes on after a finding. */
export async function* fsck(deps: FsckDeps): AsyncGenerator<string> {
  const { store, blobs, keys } = deps;
  for (const finding of await store.check()) yield `database: ${finding}`;
  yield* attempt('second place', () => checkSecondPlace(deps.secondPlacePath, store));
  yield* attempt('chains', () => loadRosters(store, keys.directoryOrigin));
  const logs = await store.logs();
  for (const log of logs) yield* attempt(log.origin, () => checkTree(store, keys, log));
  const directory = logs.find((log) => log.kind === 'directory');
  if (directory) yield* attempt('directory', () => checkDirectory(store, directory));
  for (const log of logs)
    if (log.kind === 'register') yield* attempt(log.origin, () => checkTransmissions(store, blobs, log));
}
