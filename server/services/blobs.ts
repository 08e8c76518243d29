// Where the bytes of uploads lie: one file an upload under the data directory, ciphertext only (protocol.md section 4, attachments).
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { type AuthorityId, type Digest, parseId, type UploadId } from '../../crypto/relay.ts';

export type BlobFiles = {
  readonly directory: string;
  /** The name of an upload's file, which is also its id for the upload protocol. Both ids are hex, so no name leaves the directory. */
  nameOf(authority: AuthorityId, uploadId: UploadId): string;
  /** Bytes that lie there; null when there is no file. */
  size(authority: AuthorityId, uploadId: UploadId): Promise<number | null>;
  /** SHA-256 of what lies on the disk, read anew. */
  digest(authority: AuthorityId, uploadId: UploadId): Promise<Digest>;
  /** Makes what was written survive a loss of power. */
  sync(authority: AuthorityId, uploadId: UploadId): Promise<void>;
  /** Bytes from `start` to `end`, both included. */
  read(authority: AuthorityId, uploadId: UploadId, range: { start: number; end: number }): Readable;
  remove(authority: AuthorityId, uploadId: UploadId): Promise<void>;
};

/** Opens (founds, mode 0700) the directory of uploads. */
export async function openBlobs(directory: string): Promise<BlobFiles> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const nameOf: BlobFiles['nameOf'] = (authority, uploadId) =>
    `${parseId('authority', authority)}.${parseId('upload', uploadId)}`;
  const pathOf: BlobFiles['nameOf'] = (authority, uploadId) => join(directory, nameOf(authority, uploadId));
  return {
    directory,
    nameOf,
    async size(authority, uploadId) {
      try {
        return (await stat(pathOf(authority, uploadId))).size;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
        throw error;
      }
    },
    async digest(authority, uploadId) {
      const hash = createHash('sha256');
      for await (const piece of createReadStream(pathOf(authority, uploadId))) hash.update(piece as Buffer);
      return parseId('digest', hash.digest('hex'));
    },
    async sync(authority, uploadId) {
      const file = await open(pathOf(authority, uploadId), 'r+');
      try {
        await file.sync();
      } finally {
        await file.close();
      }
    },
    read: (authority, uploadId, range) => createReadStream(pathOf(authority, uploadId), range),
    async remove(authority, uploadId) {
      const path = pathOf(authority, uploadId);
      await rm(path, { force: true });
      await rm(`${path}.json`, { force: true });
    },
  };
}
