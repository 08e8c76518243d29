// Files that people name: read within a limit, written whole or not at all, `-` for the standard streams (docs/command-line.md).
import { type FileHandle, open, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { CliError } from './errors.ts';
import type { Output } from './output.ts';

const named = (path: string): string => (path === '-' ? 'standard input' : path);

/** The bytes of `path`, or of standard input for `-`. Throws CLI_FILE_READ, also for more than `max` bytes. */
export async function readInput(path: string, max: number, input: Readable): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  const tooLarge = () => new CliError('CLI_FILE_READ', `${named(path)} is larger than ${max} bytes.`);
  try {
    const file = path === '-' ? null : await open(path, 'r');
    try {
      if (file && (await file.stat()).isDirectory()) throw new CliError('CLI_FILE_READ', `${path} is a folder.`);
      for await (const piece of file ? file.createReadStream({ autoClose: false }) : input) {
        length += (piece as Uint8Array).length;
        if (length > max) throw tooLarge();
        pieces.push(piece as Uint8Array);
      }
    } finally {
      await file?.close();
    }
  } catch (cause) {
    if (cause instanceof CliError) throw cause;
    throw unreadable(path, cause);
  }
  return new Uint8Array(Buffer.concat(pieces));
}

function unreadable(path: string, cause: unknown): CliError {
  const { code } = cause as NodeJS.ErrnoException;
  const why = code === 'ENOENT' ? 'is not there' : code === 'EACCES' ? 'may not be read by you' : 'cannot be read';
  return new CliError('CLI_FILE_READ', `${named(path)} ${why}.`, { cause });
}

/** A new file that appears under its name only when it is whole. */
export type NewFile = {
  write(bytes: Uint8Array): Promise<void>;
  finish(): Promise<void>;
  discard(): Promise<void>;
};

/** Begins the file `path`. Throws CLI_FILE_EXISTS unless `force`, CLI_FILE_WRITE. */
export async function newFile(path: string, force: boolean, mode = 0o600): Promise<NewFile> {
  await demandFree(path, force);
  const draft = join(dirname(path), `.${basename(path)}.${process.pid}.part`);
  const failed = (cause: unknown): CliError => new CliError('CLI_FILE_WRITE', `${path} cannot be written.`, { cause });
  let file: FileHandle;
  try {
    file = await open(draft, 'w', mode);
  } catch (cause) {
    throw failed(cause);
  }
  const discard = async (): Promise<void> => {
    await file.close().catch(() => undefined);
    await rm(draft, { force: true });
  };
  const trying = async (act: () => Promise<unknown>): Promise<void> => {
    try {
      await act();
    } catch (cause) {
      await discard();
      throw cause instanceof CliError ? cause : failed(cause);
    }
  };
  return {
    discard,
    write: (bytes) => trying(() => file.writeFile(bytes)),
    finish: () =>
      trying(async () => {
        await file.sync();
        await file.close();
        // Somebody may have put a file there meanwhile.
        await demandFree(path, force);
        await rename(draft, path);
      }),
  };
}

async function demandFree(path: string, force: boolean): Promise<void> {
  const there = await stat(path).catch(() => null);
  if (there?.isDirectory()) throw new CliError('CLI_FILE_WRITE', `${path} is a folder.`);
  if (there && !force) throw new CliError('CLI_FILE_EXISTS', `${path} exists.`);
}

/** Writes `bytes` to `path` as a whole, or for `-` to standard output. Throws CLI_FILE_EXISTS, CLI_FILE_WRITE, CLI_BINARY_TERMINAL. */
export async function writeOutput(
  path: string,
  bytes: Uint8Array,
  { force = false, output }: { readonly force?: boolean; readonly output: Output },
): Promise<void> {
  if (path === '-') return output.binary(bytes);
  const file = await newFile(path, force);
  await file.write(bytes);
  await file.finish();
}
