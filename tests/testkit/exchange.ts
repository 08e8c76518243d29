// Norvania and Talassa exchange files through a relay, with the client's own rooms, over a line that a test can cut.
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { type Download, openDownload } from '../../client/sdk/downloads.ts';
import { nodeEngine, nodeHasher } from '../../client/sdk/engines/node.ts';
import type { RelayDoor } from '../../client/sdk/relay-door.ts';
import {
  type FileSource,
  type Progress,
  prepareUpload,
  sendUpload,
  type UploadRecord,
} from '../../client/sdk/uploads.ts';
import type { SealedFile } from '../../crypto/index.ts';
import type { UploadRow } from '../../db/store.ts';
import { type Caller, callerOf } from './caller.ts';
import { type Collected, source } from './files.ts';
import { type Line, openLine } from './line.ts';
import { codeOf, openPost, type Post } from './post.ts';
import { seededRandom } from './seed.ts';

type OnProgress = (progress: Progress) => void;
type Asking = Pick<RelayDoor, 'ask'>;

export const engines = { engine: nodeEngine, hasher: nodeHasher } as const;

export type Exchange = {
  readonly post: Post;
  readonly line: Line;
  readonly sender: Caller;
  readonly reader: Caller;
  prepare(of: FileSource, onProgress?: OnProgress): Promise<UploadRecord>;
  send(record: UploadRecord, of: FileSource, onProgress?: OnProgress, door?: Asking): Promise<SealedFile>;
  /** Sends up to `offset`, where the program ends. */
  sendUntil(offset: number, record: UploadRecord, of: FileSource): Promise<void>;
  /** Prepared and sent. */
  upload(bytes: Uint8Array): Promise<{ readonly file: SealedFile; readonly record: UploadRecord }>;
  /** Names files in a transmission to Talassa. */
  transmit(label: string, ...files: SealedFile[]): Promise<void>;
  download(file: SealedFile, sink: Collected, door?: Asking): Download;
  stored(record: UploadRecord): Promise<UploadRow | null>;
  received(record: UploadRecord): Promise<number>;
  /** Where the relay keeps it. */
  blobOf(record: UploadRecord): string;
  close(): Promise<void>;
};

export async function openExchange(): Promise<Exchange> {
  const post = await openPost();
  const line = await openLine(post);
  const { norvania, talassa } = post;
  const sender = callerOf(post, norvania, norvania.admins[0], line);
  const reader = callerOf(post, talassa, talassa.admins[0], line);
  const authority = norvania.id;
  let labels = 0;
  const silent = (): void => {};

  const exchange: Exchange = {
    post,
    line,
    sender,
    reader,
    prepare: (of, onProgress = silent) =>
      prepareUpload({ authority, source: of, random: seededRandom(`upload ${labels++}`), onProgress, ...engines }),
    send: (record, of, onProgress = silent, door = sender.door) =>
      sendUpload({ door, authority, record, source: of, onProgress, ...engines }),
    async sendUntil(offset, record, of) {
      const ended = new Error('the program ends here');
      const sending = exchange.send(record, of, ({ done }) => {
        if (done === offset) throw ended;
      });
      await sending.then(
        () => Promise.reject(new Error('it went through')),
        (error) => (error === ended ? undefined : Promise.reject(error)),
      );
    },
    async upload(bytes) {
      const record = await exchange.prepare(source(bytes));
      return { file: await exchange.send(record, source(bytes)), record };
    },
    async transmit(label, ...files) {
      const answer = await post.submit(post.frame(post.seal({ label, input: { attachments: files } })));
      if (answer.statusCode !== 201) throw new Error(`not transmitted: ${codeOf(answer)}`);
    },
    download: ({ ref, key, size }, sink, door = reader.door) =>
      openDownload({ door, authority, ref, key, size, sink, ...engines }),
    stored: ({ file: { ref } }) => post.store.upload(authority, ref.uploadId),
    received: async ({ file: { ref } }) => (await post.app.relay.uploads.state(authority, ref.uploadId)).received,
    blobOf: ({ file: { ref } }) => join(post.deps.blobs.directory, post.deps.blobs.nameOf(authority, ref.uploadId)),
    async close() {
      await line.close();
      await post.close();
    },
  };
  return exchange;
}

/** Changes a file on the relay's disk. */
export async function overwrite(path: string, at: number, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'r+');
  await file.write(bytes, 0, bytes.length, at);
  await file.close();
}
