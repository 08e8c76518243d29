// Files on disk as attachments: read in pieces, found again by their path after a restart, and written only as a whole (protocol.md section 4).
import { open, stat } from 'node:fs/promises';
import { basename, extname, resolve } from 'node:path';
import type { Attachment, FileSink } from '../sdk/index.ts';
import { CliError } from './errors.ts';
import { newFile } from './files.ts';

/** Media types that officials attach; everything else travels as octets and is opened by nobody's guess. */
const MEDIA_TYPES: Readonly<Record<string, string>> = {
  '.pdf': 'application/pdf',
  '.txt': 'text/plain',
  '.csv': 'text/csv',
  '.xml': 'application/xml',
  '.json': 'application/json',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.png': 'image/png',
  '.tif': 'image/tiff',
  '.tiff': 'image/tiff',
  '.zip': 'application/zip',
  '.docx': 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  '.xlsx': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  '.odt': 'application/vnd.oasis.opendocument.text',
  '.mp4': 'video/mp4',
  '.wav': 'audio/wav',
};

async function sizeOf(path: string): Promise<number> {
  const found = await stat(path).catch((cause: unknown) => {
    throw new CliError('CLI_FILE_READ', `${path} is not there, or may not be read by you.`, { cause });
  });
  if (!found.isFile()) throw new CliError('CLI_FILE_READ', `${path} is not a file.`);
  return found.size;
}

async function readAt(path: string, offset: number, length: number): Promise<Uint8Array> {
  const file = await open(path, 'r').catch((cause: unknown) => {
    throw new CliError('CLI_FILE_READ', `${path} cannot be read.`, { cause });
  });
  try {
    const bytes = new Uint8Array(length);
    let filled = 0;
    while (filled < length) {
      const { bytesRead } = await file.read(bytes, filled, length - filled, offset + filled);
      if (bytesRead === 0) break;
      filled += bytesRead;
    }
    return bytes.subarray(0, filled);
  } finally {
    await file.close();
  }
}

/** The file at a path, as the outbox finds it again. Throws CLI_FILE_READ. */
export async function openAttachment(path: string): Promise<Pick<Attachment, 'size' | 'read'>> {
  return { size: await sizeOf(path), read: (offset, length) => readAt(path, offset, length) };
}

/** A file to attach. Throws CLI_FILE_READ. */
export async function attachmentAt(path: string): Promise<Attachment> {
  const reference = resolve(path);
  const mediaType = MEDIA_TYPES[extname(path).toLowerCase()] ?? 'application/octet-stream';
  return { name: basename(path), mediaType, reference, ...(await openAttachment(reference)) };
}

/** A received file that appears at `path` once all of it is verified. Throws CLI_FILE_EXISTS, CLI_FILE_WRITE. */
export async function fileSink(path: string, force: boolean): Promise<FileSink> {
  const file = await newFile(path, force);
  return { write: (bytes) => file.write(bytes), finish: () => file.finish(), discard: () => file.discard() };
}
