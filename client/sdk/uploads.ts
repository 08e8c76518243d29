// Attachments on their way out: sealed in bounded memory, sent in pieces, resumed after any cut with the very same bytes (protocol.md section 4; tus 1.0).
import {
  type AttachmentEngines,
  type AttachmentRef,
  type AuthorityId,
  attachmentSealer,
  CHUNK_SALT,
  equal,
  idOf,
  type Random,
  type SealedFile,
  sha256Stream,
  toBase64,
  UploadAnswer,
  type UploadId,
  utf8,
} from '../../crypto/index.ts';
import { need, RelayError } from './failure.ts';
import { isSilence, type RelayDoor } from './relay-door.ts';
import { jsonAnswer } from './transport.ts';

/** A file to attach, wherever it lies. */
export type FileSource = {
  readonly name: string;
  readonly mediaType: string;
  /** Bytes, below 4 GiB. */
  readonly size: number;
  /** The bytes from `offset` on, `length` of them, or fewer only at the end of the file. */
  read(offset: number, length: number): Promise<Uint8Array>;
};

/** What is kept of an upload until its transmission is submitted: enough to make the same ciphertext again, and to see that it is the same. */
export type UploadRecord = {
  /** What `seal` wants of it. */
  readonly file: SealedFile;
  /** The 24 bytes that the ciphertext begins with. */
  readonly salt: Uint8Array;
  /** SHA-256 of each 4 MiB of the ciphertext, one after the other. */
  readonly pieces: Uint8Array;
};

/** Bytes of the file while it is sealed, of its ciphertext while it is sent. */
export type Progress = { readonly stage: 'sealing' | 'sending'; readonly done: number; readonly total: number };

type Common = AttachmentEngines & {
  readonly authority: AuthorityId;
  readonly source: FileSource;
  readonly onProgress?: (progress: Progress) => void;
};

const KIB = 1024;
const READ = 256 * KIB;
/** Of one request, and of one digest in the record. */
export const PIECE: number = 4 * KIB * KIB;
/** Of the first request of each attempt; every one that is answered lets the next be twice as long: a line that is cut every few megabytes still gets on. */
const FIRST = PIECE / 4;
/** Smaller requests than this do not help where larger ones were cut. */
const LEAST = 64 * KIB;
const DIGEST = 32;
const PIECE_TYPE = 'application/offset+octet-stream';
const TUS = { 'tus-resumable': '1.0.0' };

/**
 * Seals a file for the first time, under a key of its own, and sends nothing. The record is to be kept before `sendUpload`. Throws CLIENT_FILE_CHANGED
 * (other than `size` bytes could be read), CONTENT_LENGTH (4 GiB or more).
 */
export async function prepareUpload(input: Common & { readonly random: Random }): Promise<UploadRecord> {
  const { source, random } = input;
  const [uploadId, key, salt] = [idOf('upload', random(16)), random(32), random(CHUNK_SALT)];
  const digests: Uint8Array[] = [];
  const onRead = (done: number): void => input.onProgress?.({ stage: 'sealing', done, total: source.size });
  const pieces = sealedPieces(input, { uploadId, key, salt }, onRead);
  let next = await pieces.next();
  for (; !next.done; next = await pieces.next()) digests.push(digestOfPiece(next.value, input));
  const { name, mediaType, size } = source;
  const all = new Uint8Array(digests.length * DIGEST);
  for (const [i, digest] of digests.entries()) all.set(digest, i * DIGEST);
  return { file: { ref: next.value, name, mediaType, size, key }, salt, pieces: all };
}

/**
 * Sends what the relay does not have yet, and returns once the relay has all of it. After a cut call it again with the same record. Throws
 * CLIENT_FILE_CHANGED (the file is not the one that was sealed; nothing of the new one leaves this device), CLIENT_UPLOAD_DAMAGED (the relay holds
 * other bytes), CLIENT_RELAY_*, what the relay refuses.
 */
export async function sendUpload(
  input: Common & { readonly door: Pick<RelayDoor, 'ask'>; readonly record: UploadRecord },
): Promise<SealedFile> {
  const { record, onProgress } = input;
  const { file, salt } = record;
  const { ref, key } = file;
  const relay = uploadAt(input.door, ref);
  const report = (done: number): void => onProgress?.({ stage: 'sending', done, total: ref.length });
  let stands = await relay.begin();
  report(stands);
  if (stands < ref.length) {
    let start = 0;
    let index = 0;
    for await (const piece of sealedPieces(input, { uploadId: ref.uploadId, key, salt })) {
      // A changed file under the same key would give two ciphertexts with the same nonces: whoever had both could take the one from the other.
      const sealed = record.pieces.subarray(index * DIGEST, (index + 1) * DIGEST);
      need(
        equal(digestOfPiece(piece, input), sealed),
        'CLIENT_FILE_CHANGED',
        'the file is not the one that was sealed',
      );
      const end = start + piece.length;
      while (stands < end) {
        need(stands >= start, 'CLIENT_RELAY_ANSWER', 'the relay lost bytes that it had taken');
        stands = await relay.add(stands, piece.subarray(stands - start));
        report(stands);
      }
      start = end;
      index++;
    }
  }
  await relay.demandWhole();
  return file;
}

function digestOfPiece(piece: Uint8Array, { hasher = sha256Stream }: AttachmentEngines): Uint8Array {
  const state = hasher();
  state.update(piece);
  return state.digest();
}

type Keys = { readonly uploadId: UploadId; readonly key: Uint8Array; readonly salt: Uint8Array };

/** The ciphertext in pieces of exactly PIECE bytes, the last one shorter. Each piece is good until the next is asked for. */
async function* sealedPieces(
  { authority, source, engine, hasher }: Common,
  { uploadId, key, salt }: Keys,
  onRead?: (done: number) => void,
): AsyncGenerator<Uint8Array, AttachmentRef> {
  const { size } = source;
  const engines = { ...(engine ? { engine } : {}), ...(hasher ? { hasher } : {}) };
  const sealer = attachmentSealer({ authority, uploadId, key, size, random: () => salt, ...engines });
  const held = new Uint8Array(PIECE);
  let filled = 0;
  function* filling(chunks: readonly Uint8Array[]): Generator<Uint8Array> {
    for (const chunk of chunks)
      for (let at = 0; at < chunk.length; ) {
        const taken = chunk.subarray(at, at + PIECE - filled);
        held.set(taken, filled);
        filled += taken.length;
        at += taken.length;
        if (filled < PIECE) continue;
        filled = 0;
        yield held;
      }
  }
  for (let at = 0; at < size; at += READ) {
    const length = Math.min(READ, size - at);
    const bytes = await source.read(at, length);
    need(bytes.length === length, 'CLIENT_FILE_CHANGED', 'the file became shorter');
    yield* filling(sealer.push(bytes));
    onRead?.(at + length);
  }
  need((await source.read(size, 1)).length === 0, 'CLIENT_FILE_CHANGED', 'the file became longer');
  const { pieces, ref } = sealer.end();
  yield* filling(pieces);
  if (filled > 0) yield held.subarray(0, filled);
  return ref;
}

// One upload at the relay. Where it stands is asked by GET, which answers with a reason where HEAD could not.
function uploadAt(door: Pick<RelayDoor, 'ask'>, { uploadId, digest, length }: AttachmentRef) {
  const path = `/v1/uploads/${uploadId}`;
  let [step, longest] = [FIRST, PIECE];
  const state = async (): Promise<UploadAnswer> => {
    const found = jsonAnswer<UploadAnswer>(await door.ask({ method: 'GET', path }), UploadAnswer);
    const sane = found.length === length && found.received >= 0 && found.received <= length;
    need(sane, 'CLIENT_RELAY_ANSWER', 'an upload that is not the one begun');
    return found;
  };
  return {
    /** Begins it, or finds it begun; resolves to the bytes the relay has. */
    async begin(): Promise<number> {
      const metadata = `uploadid ${toBase64(utf8(uploadId))}`;
      const headers = { ...TUS, 'upload-length': String(length), 'upload-metadata': metadata };
      await door.ask({ method: 'POST', path: '/v1/uploads', headers });
      return (await state()).received;
    },
    /** Hands in the beginning of `bytes`, or less where a line cuts long requests; resolves to the bytes the relay has. */
    async add(offset: number, bytes: Uint8Array): Promise<number> {
      const part = bytes.subarray(0, step);
      const headers = { ...TUS, 'upload-offset': String(offset) };
      try {
        await door.ask({ method: 'PATCH', path, headers, body: { type: PIECE_TYPE, bytes: part } });
        step = Math.min(2 * step, longest);
        return offset + part.length;
      } catch (error) {
        if (!wasCut(error) || step <= LEAST) throw error;
        step /= 2;
        longest = step;
        return (await state()).received;
      }
    },
    async demandWhole(): Promise<void> {
      const found = await state();
      need(found.digest === digest, 'CLIENT_UPLOAD_DAMAGED', 'the relay holds other bytes than were sealed');
    },
  };
}

// Unanswered, or overtaken by an earlier attempt that was thought lost.
const wasCut = (error: unknown): boolean =>
  isSilence(error) || (error instanceof RelayError && error.code === 'RELAY_CONFLICT');
