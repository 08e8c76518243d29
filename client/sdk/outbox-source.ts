// Where the bytes of an outbox file come from: those kept in the vault, a file kept there beforehand, or the file found again at its place (protocol.md section 4).
import { need } from './failure.ts';
import { type KeptFiles, keptIdOf } from './kept-files.ts';
import type { OutboxEntry, OutboxFile } from './outbox-entry.ts';
import { keptBytes } from './outbox-shelf.ts';
import type { FileSource } from './uploads.ts';
import type { Vault } from './vault.ts';

/** Finds a file to send again by its reference, after a restart. */
export type OpenSource = (reference: string) => Promise<Pick<FileSource, 'size' | 'read'>>;

/** Finds the bytes of one file of an entry. Throws CLIENT_FILE_CHANGED. */
export const openSources =
  (vault: Vault, keptFiles: Pick<KeptFiles, 'find'>, openSource: OpenSource | undefined) =>
  async (entry: OutboxEntry, index: number): Promise<FileSource> => {
    const { name, mediaType, size, reference } = entry.files[index] as OutboxFile;
    if (reference === null) {
      const bytes = await keptBytes(vault, entry.id, index);
      need(bytes, 'CLIENT_FILE_CHANGED', 'the bytes of a file are not in the vault');
      return { name, mediaType, size, read: async (offset, length) => bytes.subarray(offset, offset + length) };
    }
    const kept = keptIdOf(reference);
    if (kept) {
      const file = await keptFiles.find(kept);
      need(file && file.size === size, 'CLIENT_FILE_CHANGED', 'a kept file is not in the vault');
      return { name, mediaType, size, read: file.read };
    }
    need(openSource, 'CLIENT_FILE_CHANGED', 'files cannot be found by their place here');
    const found = await openSource(reference);
    need(found.size === size, 'CLIENT_FILE_CHANGED', 'the file has another size than before');
    return { name, mediaType, size, read: found.read };
  };
