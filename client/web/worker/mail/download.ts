// A received document on its way to the page: fetched, opened and checked whole, and given out only then (protocol.md section 4).
import type { Digest, UploadId } from '../../../../crypto/index.ts';
import type { Client, FileSink } from '../../../sdk/index.ts';

export type FetchProgress = {
  readonly subject: string;
  readonly uploadId: string;
  readonly received: number;
  readonly total: number;
};

// What a browser shows without running anything of it; all else is only ever saved.
const SHOWN: readonly string[] = ['application/pdf', 'text/plain', 'image/png', 'image/jpeg'];

/** Whether a document may be looked at in the browser. */
export const isShown = (mediaType: string): boolean => SHOWN.includes(mediaType);

/** The document as a file of the page's. Throws CLIENT_NOT_FOUND, CONTENT_*, CLIENT_RELAY_*. */
export async function fetchDocument(
  client: Client,
  at: { readonly subject: string; readonly uploadId: string; readonly mediaType: string },
  onProgress: (received: number, total: number) => void,
): Promise<Blob> {
  let parts: Blob[] = [];
  const sink: FileSink = {
    // Each piece becomes a blob of its own, which a browser may keep on disk: a large file never lies in memory whole.
    write: async (bytes) => void parts.push(new Blob([bytes as Uint8Array<ArrayBuffer>])),
    finish: async () => undefined,
    discard: async () => {
      parts = [];
    },
  };
  const subject = at.subject as Digest;
  await client.files.save({ subject, uploadId: at.uploadId as UploadId, sink, onProgress });
  return new Blob(parts, { type: isShown(at.mediaType) ? at.mediaType : 'application/octet-stream' });
}
