// Files from one authority to another through a real relay, over a line that breaks (client/sdk/uploads, client/sdk/downloads).
import { truncateSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type FileSink, fetchSealed, openDownload } from '../../client/sdk/downloads.ts';
import { nodeEngine, nodeHasher } from '../../client/sdk/engines/node.ts';
import { codeOf, RelayError } from '../../client/sdk/failure.ts';
import type { Call } from '../../client/sdk/transport.ts';
import {
  type FileSource,
  PIECE,
  type Progress,
  prepareUpload,
  sendUpload,
  type UploadRecord,
} from '../../client/sdk/uploads.ts';
import { put, recordOf } from '../../client/sdk/vault.ts';
import { memoryVault } from '../../client/sdk/vaults/memory.ts';
import { openAttachment, type SealedFile } from '../../crypto/index.ts';
import { type Caller, callerOf } from '../testkit/caller.ts';
import { type Line, openLine } from '../testkit/line.ts';
import { codeOf as answerOf, openPost, type Post } from '../testkit/post.ts';
import { seededRandom } from '../testkit/seed.ts';

const KIB = 1024;
const MIB = KIB * KIB;
const engines = { engine: nodeEngine, hasher: nodeHasher };

let post: Post;
let line: Line;
let sender: Caller;
let reader: Caller;
beforeAll(async () => {
  post = await openPost();
  line = await openLine(post);
  sender = callerOf(post, post.norvania, post.norvania.admins[0], line);
  reader = callerOf(post, post.talassa, post.talassa.admins[0], line);
});
afterAll(async () => {
  await line.close();
  await post.close();
});

// Content that differs at every place, quickly made.
function content(size: number, salt = 0): Uint8Array {
  const words = new Uint32Array(Math.ceil(size / 4)).map((_, i) => Math.imul(i + salt + 1, 2_654_435_761));
  return new Uint8Array(words.buffer).subarray(0, size);
}

function source(bytes: Uint8Array, longest: { read: number } = { read: 0 }): FileSource {
  return {
    name: 'exhibit.pdf',
    mediaType: 'application/pdf',
    size: bytes.length,
    async read(offset, length) {
      longest.read = Math.max(longest.read, length);
      return bytes.subarray(offset, offset + length);
    },
  };
}

type Collected = FileSink & { bytes: Uint8Array[]; state: 'open' | 'finished' | 'discarded' };
function collected(): Collected {
  const sink: Collected = {
    bytes: [],
    state: 'open',
    async write(piece) {
      expect(sink.state).toBe('open');
      sink.bytes.push(piece.slice());
    },
    async finish() {
      sink.state = 'finished';
    },
    async discard() {
      sink.bytes = [];
      sink.state = 'discarded';
    },
  };
  return sink;
}
const same = (pieces: readonly Uint8Array[], bytes: Uint8Array): boolean => Buffer.concat(pieces).equals(bytes);

let labels = 0;
const prepare = (of: FileSource, onProgress?: (progress: Progress) => void): Promise<UploadRecord> =>
  prepareUpload({
    authority: post.norvania.id,
    source: of,
    random: seededRandom(`upload ${labels++}`),
    ...engines,
    ...(onProgress ? { onProgress } : {}),
  });
const send = (
  record: UploadRecord,
  of: FileSource,
  onProgress: (progress: Progress) => void = () => {},
): Promise<SealedFile> =>
  sendUpload({ door: sender.door, authority: post.norvania.id, record, source: of, onProgress, ...engines });
const refusal = (act: Promise<unknown>): Promise<string | null> => act.then(() => 'done', codeOf);

/** Sends until it went through; how often it was tried. */
async function untilSent(record: UploadRecord, of: FileSource): Promise<number> {
  for (let attempt = 1; ; attempt++) {
    const outcome = await refusal(send(record, of));
    if (outcome === 'done') return attempt;
    expect(outcome).toBe('CLIENT_RELAY_UNREACHABLE');
  }
}
const blobOf = ({ file }: UploadRecord): string =>
  join(post.deps.blobs.directory, post.deps.blobs.nameOf(post.norvania.id, file.ref.uploadId));
const stored = async ({ file: { ref } }: UploadRecord) => post.store.upload(post.norvania.id, ref.uploadId);

/** Names the file in a transmission to Talassa. */
async function transmit(label: string, ...files: SealedFile[]): Promise<void> {
  const sealed = post.seal({ label, input: { attachments: files } });
  expect(answerOf(await post.submit(post.frame(sealed)))).toBe('201');
}
const download = ({ ref, key, size }: SealedFile, sink: FileSink, from = reader) =>
  openDownload({ door: from.door, authority: post.norvania.id, ref, key, size, sink, ...engines });

async function overwrite(path: string, at: number, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'r+');
  await file.write(bytes, 0, bytes.length, at);
  await file.close();
}

describe('a file', () => {
  const bytes = content(9 * MIB + 123);

  test('goes out in pieces and comes in whole, in bounded memory, with progress to the end', async () => {
    const longest = { read: 0 };
    const seen: Progress[] = [];
    const record = await prepare(source(bytes, longest), (progress) => seen.push(progress));
    expect(await stored(record)).toBeNull();
    const file = await send(record, source(bytes, longest), (progress) => seen.push(progress));
    expect(longest.read).toBeLessThanOrEqual(256 * KIB);
    expect((await stored(record))?.digest).toBe(file.ref.digest);
    for (const [stage, total] of [
      ['sealing', bytes.length],
      ['sending', file.ref.length],
    ] as const) {
      const done = seen.filter((p) => p.stage === stage).map((p) => p.done);
      expect(done).toEqual([...done].sort((a, b) => a - b));
      expect(done.at(-1)).toBe(total);
      expect(seen.filter((p) => p.stage === stage).every((p) => p.total === total)).toBe(true);
    }
    await transmit('whole', file);
    const sink = collected();
    const one = download(file, sink);
    await one.run();
    expect(sink.state).toBe('finished');
    expect(same(sink.bytes, bytes)).toBe(true);
    expect(Math.max(...sink.bytes.map(({ length }) => length))).toBeLessThanOrEqual(16 * KIB);
    expect(one.received()).toBe(file.ref.length);
    await expect(refusal(one.run())).resolves.toBe('CONTENT_ENDED');
    expect(sink.state).toBe('finished');
  });

  test('of no bytes, of one, of exactly a chunk', async () => {
    for (const size of [0, 1, 16 * KIB - 4, 16 * KIB]) {
      const small = content(size);
      const record = await prepare(source(small));
      const file = await send(record, source(small));
      await transmit(`small ${size}`, file);
      const sink = collected();
      await download(file, sink).run();
      expect(same(sink.bytes, small)).toBe(true);
    }
  });

  test('is what another implementation of the same page opens: the whole-file one', async () => {
    const record = await prepare(source(bytes));
    const { ref, key } = await send(record, source(bytes));
    const { ciphertext, salt } = await fetchSealed({ door: sender.door, authority: post.norvania.id, ref }, true);
    expect(salt).toEqual(record.salt);
    const opened = openAttachment({
      authority: post.norvania.id,
      ref,
      key,
      size: bytes.length,
      ciphertext: ciphertext as Uint8Array,
      ...engines,
    });
    expect(Buffer.from(opened).equals(bytes)).toBe(true);
    expect((await fetchSealed({ door: sender.door, authority: post.norvania.id, ref }, false)).ciphertext).toBeNull();
  });
});

describe('over a line that breaks', () => {
  const bytes = content(5 * MIB, 7);

  test.each([
    ['up', 100],
    ['up', PIECE / 2],
    ['up', PIECE + 5000],
    ['down', 0],
    ['down', 1500],
  ] as const)('cut %s after %i bytes, it arrives as it was sealed', async (direction, after) => {
    const record = await prepare(source(bytes));
    const cuts = line.cuts();
    line.cutAfter(direction, after);
    await untilSent(record, source(bytes));
    expect(line.cuts()).toBe(cuts + 1);
    expect((await stored(record))?.digest).toBe(record.file.ref.digest);
  });

  test('what arrived is not sent again, not even after a restart, from the record in the vault', async () => {
    const record = await prepare(source(bytes));
    await refusal(
      send(record, source(bytes), ({ done }) => {
        if (done === PIECE) throw new Error('the program ends here');
      }),
    );
    const arrived = (await post.app.relay.uploads.state(post.norvania.id, record.file.ref.uploadId)).received;
    expect(arrived).toBe(PIECE);
    const vault = memoryVault();
    await vault.write([put('upload', record)]);
    const restarted = (await recordOf<UploadRecord>(vault, 'upload')) as UploadRecord;
    line.counted();
    await send(restarted, source(bytes));
    const { up } = line.counted();
    expect(up).toBeLessThan(record.file.ref.length - PIECE + 64 * KIB);
    line.counted();
    await send(restarted, source(bytes));
    expect(line.counted().up).toBeLessThan(8 * KIB);
  });

  test('a refusal is no cut: it is not asked again', async () => {
    const record = await prepare(source(bytes));
    let pieces = 0;
    const door = {
      ask: (call: Call) => {
        if (call.method === 'PATCH') pieces++;
        const full = new RelayError('RELAY_STORAGE_FULL', 507, 'no room', true, '');
        return call.method === 'PATCH' ? Promise.reject(full) : sender.door.ask(call);
      },
    };
    const sending = sendUpload({ door, authority: post.norvania.id, record, source: source(bytes), ...engines });
    expect(await refusal(sending)).toBe('RELAY_STORAGE_FULL');
    expect(pieces).toBe(1);
  });

  test('a relay that loses the end of what it had is noticed, and given it again at the next attempt', async () => {
    const record = await prepare(source(bytes));
    const losing = send(record, source(bytes), ({ done }) => {
      if (done === PIECE) truncateSync(blobOf(record), 777);
    });
    expect(await refusal(losing)).toBe('CLIENT_RELAY_ANSWER');
    expect(await refusal(send(record, source(bytes)))).toBe('done');
  });

  test('a download goes on where it stood, and gives nothing out before its end', async () => {
    const file = await send(await prepare(source(bytes)), source(bytes));
    await transmit('broken line', file);
    const sink = collected();
    const one = download(file, sink);
    let attempts = 0;
    for (let outcome = ''; outcome !== 'done'; attempts++) {
      if (attempts < 9) line.cutAfter('down', attempts < 2 ? PIECE + MIB : 1000);
      outcome = (await refusal(one.run())) ?? '';
      if (outcome === 'done') break;
      expect(outcome).toBe('CLIENT_RELAY_UNREACHABLE');
      expect(sink.state).toBe('open');
    }
    expect(sink.state).toBe('finished');
    expect(same(sink.bytes, bytes)).toBe(true);
  });
});

describe('a file that changed', () => {
  const bytes = content(9 * MIB, 21);

  test('while it is sealed is noticed', async () => {
    const grown = { ...source(bytes), size: bytes.length - 10 };
    const shrunk = { ...source(bytes), size: bytes.length + 10 };
    expect(await refusal(prepare(grown))).toBe('CLIENT_FILE_CHANGED');
    expect(await refusal(prepare(shrunk))).toBe('CLIENT_FILE_CHANGED');
  });

  test('since it was sealed is noticed before a byte of it leaves, whatever changed', async () => {
    const record = await prepare(source(bytes));
    const early = bytes.slice();
    early[10] = (early[10] as number) ^ 1;
    line.counted();
    expect(await refusal(send(record, source(early)))).toBe('CLIENT_FILE_CHANGED');
    expect(await refusal(send(record, source(bytes.subarray(1))))).toBe('CLIENT_FILE_CHANGED');
    expect(await refusal(send(record, source(bytes.subarray(0, -1))))).toBe('CLIENT_FILE_CHANGED');
    expect(line.counted().up).toBeLessThan(16 * KIB);
    expect((await post.app.relay.uploads.state(post.norvania.id, record.file.ref.uploadId)).received).toBe(0);
    const late = bytes.slice();
    late[PIECE + 99] = (late[PIECE + 99] as number) ^ 1;
    expect(await refusal(send(record, source(late)))).toBe('CLIENT_FILE_CHANGED');
    const { received } = await post.app.relay.uploads.state(post.norvania.id, record.file.ref.uploadId);
    expect(received).toBe(PIECE);
    expect(await refusal(send(record, source(bytes)))).toBe('done');
  });
});

describe('a relay that holds other bytes', () => {
  const bytes = content(5 * MIB, 33);

  test('of an upload is noticed before any transmission names it', async () => {
    const record = await prepare(source(bytes));
    await refusal(
      send(record, source(bytes), ({ done }) => {
        if (done === PIECE) throw new Error('the program ends here');
      }),
    );
    await overwrite(blobOf(record), 1000, Uint8Array.of(1, 2, 3));
    expect(await refusal(send(record, source(bytes)))).toBe('CLIENT_UPLOAD_DAMAGED');
    expect(await refusal(send(record, source(bytes)))).toBe('CLIENT_UPLOAD_DAMAGED');
  });

  test('of a download: nothing of it is given out, wherever it differs', async () => {
    const record = await prepare(source(bytes));
    const file = await send(record, source(bytes));
    await transmit('damaged', file);
    const { length } = file.ref;
    const intact = (await fetchSealed({ door: sender.door, authority: post.norvania.id, ref: file.ref }, true))
      .ciphertext as Uint8Array;
    const codes: (string | null)[] = [];
    for (const at of [0, 30, 100, PIECE + 5, length - 1]) {
      await overwrite(blobOf(record), at, Uint8Array.of((intact[at] as number) ^ 1));
      const sink = collected();
      const one = download(file, sink);
      codes.push(await refusal(one.run()));
      expect(sink.state).toBe('discarded');
      expect(await refusal(one.run())).toBe('CONTENT_ENDED');
      await overwrite(blobOf(record), at, intact.subarray(at, at + 1));
    }
    expect(codes).toEqual(['CONTENT_COMMITMENT', 'CONTENT_COMMITMENT', 'CONTENT_OPEN', 'CONTENT_OPEN', 'CONTENT_OPEN']);
    const place = { door: reader.door, authority: post.norvania.id, ref: file.ref };
    await overwrite(blobOf(record), 100, Uint8Array.of((intact[100] as number) ^ 1));
    expect(await refusal(fetchSealed(place, false))).toBe('CONTENT_DIGEST');
    await overwrite(blobOf(record), 100, intact.subarray(100, 101));
    expect(await refusal(fetchSealed(place, false))).toBe('done');
  });

  test('another size or name of the range than was asked for is no answer', async () => {
    const file = await send(await prepare(source(bytes)), source(bytes));
    await transmit('ranges', file);
    const bent = [
      { status: 200 },
      { headers: new Headers({ 'content-range': `bytes 1-${PIECE}/${file.ref.length}` }) },
      { headers: new Headers() },
      { body: new Uint8Array(10) },
    ];
    for (const change of bent) {
      const sink = collected();
      const door = { ...reader.door, ask: async (call: Call) => ({ ...(await reader.door.ask(call)), ...change }) };
      expect(await refusal(download(file, sink, { ...reader, door }).run())).toBe('CLIENT_RELAY_ANSWER');
      expect(sink.state).toBe('discarded');
    }
  });

  test('nobody but the parties is given it', async () => {
    const file = await send(await prepare(source(bytes)), source(bytes));
    const sink = collected();
    const one = download(file, sink);
    expect(await refusal(one.run())).toBe('RELAY_NOT_FOUND');
    expect(sink.state).toBe('open');
    await transmit('now a party', file);
    await one.run();
    expect(sink.state).toBe('finished');
  });
});
