// Files that will be attached, kept in the vault in pieces: a browser has no path by which it would find one again after a restart (protocol.md section 4).
import { type Random, sha256Stream, toHex } from '../../crypto/index.ts';
import { need } from './failure.ts';
import type { FileSource } from './uploads.ts';
import { drop, put, recordOf, type Vault } from './vault.ts';

const PREFIX = 'kept/';
const PIECE = 1024 * 1024;
/** Pieces of one write, and of one deletion. */
const BATCH = 64;

/** `id` finds the bytes again in this vault; `digest`: SHA-256 of the file, lowercase hex. */
export type KeptFile = { readonly id: string; readonly size: number; readonly digest: string };

export type KeptFiles = {
  /** Copies a file into the vault. `onRead` is told the bytes read so far. `as`: under this id, and only if it is this file. Throws CLIENT_FILE_CHANGED, CLIENT_VAULT_WRITE; then nothing of it stays. */
  keep(source: Pick<FileSource, 'size' | 'read'>, onRead?: (done: number) => void, as?: KeptFile): Promise<KeptFile>;
  /** The kept file, or null where this vault has none of that id. */
  find(id: string): Promise<(KeptFile & { read(offset: number, length: number): Promise<Uint8Array> }) | null>;
  remove(id: string): Promise<void>;
};

const headKey = (id: string): string => `${PREFIX}${id}`;
const pieceKey = (id: string, index: number): string => `${PREFIX}${id}/${index}`;
/** What the outbox keeps of a kept file, to find it again. */
export const referenceOf = (id: string): string => headKey(id);
/** The id in such a reference; null for any other. */
export const keptIdOf = (reference: string): string | null => /^kept\/([0-9a-f]{16})$/.exec(reference)?.[1] ?? null;

export function openKeptFiles(vault: Vault, random: Random): KeptFiles {
  async function wipe(id: string, pieces: number): Promise<void> {
    for (let from = 0; from < pieces; from += BATCH)
      await vault.write(Array.from({ length: Math.min(BATCH, pieces - from) }, (_, i) => drop(pieceKey(id, from + i))));
  }

  async function readAt(file: KeptFile, offset: number, length: number): Promise<Uint8Array> {
    const end = Math.min(offset + length, file.size);
    const bytes = new Uint8Array(Math.max(0, end - offset));
    for (let at = offset; at < end; ) {
      const index = Math.floor(at / PIECE);
      const piece = await vault.get(pieceKey(file.id, index));
      need(piece, 'CLIENT_FILE_CHANGED', 'a piece of a kept file is missing');
      const part = piece.subarray(at - index * PIECE, end - index * PIECE);
      need(part.length > 0, 'CLIENT_FILE_CHANGED', 'a piece of a kept file is shorter than it was');
      bytes.set(part, at - offset);
      at += part.length;
    }
    return bytes;
  }

  return {
    async keep(source, onRead, as) {
      const id = as?.id ?? toHex(random(8));
      const hash = sha256Stream();
      const { size } = source;
      const pieces = Math.ceil(size / PIECE);
      try {
        for (let index = 0; index < pieces; index++) {
          const length = Math.min(PIECE, size - index * PIECE);
          const bytes = await source.read(index * PIECE, length);
          need(bytes.length === length, 'CLIENT_FILE_CHANGED', 'the file became shorter');
          hash.update(bytes);
          await vault.write([{ key: pieceKey(id, index), value: bytes }]);
          onRead?.(index * PIECE + length);
        }
        const kept: KeptFile = { id, size, digest: toHex(hash.digest()) };
        need(!as || as.digest === kept.digest, 'CLIENT_FILE_CHANGED', 'another file than is named');
        // Last: a file without its head was never wholly there.
        await vault.write([put(headKey(id), kept)]);
        return kept;
      } catch (error) {
        await wipe(id, pieces).catch(() => undefined);
        throw error;
      }
    },
    async find(id) {
      const file = await recordOf<KeptFile>(vault, headKey(id));
      return file && { ...file, read: (offset, length) => readAt(file, offset, length) };
    },
    async remove(id) {
      const file = await recordOf<KeptFile>(vault, headKey(id));
      if (!file) return;
      await vault.write([drop(headKey(id))]);
      await wipe(id, Math.ceil(file.size / PIECE));
    },
  };
}
