// Attachments on their way: sealed as a stream in bounded memory, sent in pieces that resume with the same ciphertext, fetched and checked (protocol.md section 4).
import {
  type AttachmentRef,
  type AuthorityId,
  attachmentLength,
  attachmentOpener,
  attachmentSealer,
  CHUNK_SALT,
  type ChunkEngine,
  equal,
  idBytes,
  type Sha256Stream,
  sha256,
  sha256Stream,
  toBase64,
  UploadAnswer,
  type UploadId,
  utf8,
} from '../../crypto/index.ts';
import { need, RelayError } from './failure.ts';
import type { FileSink, FileSource } from './file-source.ts';
import { isSilence, type RelayDoor } from './relay-door.ts';
import { type Answer, type Call, jsonAnswer } from './transport.ts';

/** Faster implementations of the same bytes (client/sdk/engines). */
export type Engines = { readonly engine?: ChunkEngine; readonly hasher?: () => Sha256Stream };

/** All that is needed to make the same ciphertext again; kept by the outbox. */
export type Upload = {
  readonly uploadId: UploadId;
  readonly size: number;
  readonly key: Uint8Array;
  /** 32 random bytes; the salt is made of them and of the content. */
  readonly saltSeed: Uint8Array;
  /** SHA-256 of the plaintext as it was first read; null before. */
  readonly plain: Uint8Array | null;
};

export type Uploads = {
  /** SHA-256 of the plaintext. Throws CLIENT_FILE_CHANGED when there are more or fewer bytes than announced. */
  fingerprint(source: Pick<FileSource, 'size' | 'read'>): Promise<Uint8Array>;
  /** Sends what the relay does not have yet, and resolves to what the envelope says of it. Throws CLIENT_FILE_CHANGED, CLIENT_RELAY_*, RELAY_*. */
  send(authority: AuthorityId, upload: Upload, source: Pick<FileSource, 'size' | 'read'>): Promise<AttachmentRef>;
  /** Fetches, opens and checks a file. Throws CONTENT_*, CLIENT_RELAY_*; then nothing that was written counts. */
  fetch(input: {
    readonly sender: AuthorityId;
    readonly ref: AttachmentRef;
    readonly size: number;
    readonly key: Uint8Array;
    readonly sink: FileSink;
  }): Promise<void>;
  /** The ciphertext, whole in memory: for bundles. Throws CLIENT_RELAY_ANSWER above `max` bytes. */
  ciphertext(sender: AuthorityId, ref: AttachmentRef, max: number): Promise<Uint8Array>;
};

const PIECE = 4 * 1024 * 1024;
const ATTEMPTS = 4;
const TUS = { 'tus-resumable': '1.0.0' } as const;

/**
 * The salt of an upload. It depends on the content: should a file change between two attempts, the second is sealed under other keys, and no
 * key stream is ever used for two contents.
 */
export const saltOf = ({ saltSeed, plain }: Upload): Uint8Array =>
  sha256(saltSeed, plain as Uint8Array).slice(0, CHUNK_SALT);

export function openUploads(door: RelayDoor, engines: Engines = {}): Uploads {
  const newHash = engines.hasher ?? sha256Stream;

  // Only silence is repeated here, and at once: waiting is the caller's.
  async function persistent(call: Call): Promise<Answer> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await door.ask(call);
      } catch (error) {
        if (!isSilence(error) || attempt >= ATTEMPTS) throw error;
      }
    }
  }

  const stateOf = async (uploadId: UploadId): Promise<UploadAnswer> =>
    jsonAnswer(await persistent({ method: 'GET', path: `/v1/uploads/${uploadId}` }), UploadAnswer);

  /** Bytes that the relay has; begins the upload where there is none. */
  async function standing({ uploadId, size }: Upload): Promise<number> {
    try {
      return (await stateOf(uploadId)).received;
    } catch (error) {
      if (!(error instanceof RelayError && error.code === 'RELAY_NOT_FOUND')) throw error;
    }
    const metadata = `uploadid ${toBase64(utf8(uploadId))}`;
    const length = String(attachmentLength(size));
    const headers = { ...TUS, 'upload-length': length, 'upload-metadata': metadata };
    await persistent({ method: 'POST', path: '/v1/uploads', headers });
    return 0;
  }

  async function sendPiece(uploadId: UploadId, offset: number, bytes: Uint8Array): Promise<void> {
    const headers = { ...TUS, 'upload-offset': String(offset) };
    const body = { type: 'application/offset+octet-stream', bytes };
    await door.ask({ method: 'PATCH', path: `/v1/uploads/${uploadId}`, headers, body });
  }

  /** One pass over the file: seals all of it, sends from `offset` on. */
  async function pass(
    authority: AuthorityId,
    upload: Upload,
    source: Pick<FileSource, 'size' | 'read'>,
    offset: number,
  ): Promise<AttachmentRef> {
    const { uploadId, key, size } = upload;
    const sealer = attachmentSealer({ authority, uploadId, key, size, random: () => saltOf(upload), ...engines });
    const plain = newHash();
    let held: Uint8Array[] = [];
    let heldBytes = 0;
    let at = 0;
    const flush = async (): Promise<void> => {
      if (heldBytes === 0) return;
      const piece = join(held, heldBytes);
      held = [];
      heldBytes = 0;
      await sendPiece(uploadId, at - piece.length, piece);
    };
    const take = async (pieces: readonly Uint8Array[]): Promise<void> => {
      for (const piece of pieces) {
        const skip = Math.min(Math.max(offset - at, 0), piece.length);
        at += piece.length;
        if (skip === piece.length) continue;
        held.push(piece.subarray(skip));
        heldBytes += piece.length - skip;
        if (heldBytes >= PIECE) await flush();
      }
    };
    for await (const bytes of source.read()) {
      plain.update(bytes);
      await take(sealer.push(bytes));
    }
    const { pieces, ref } = sealer.end();
    need(
      equal(plain.digest(), upload.plain as Uint8Array),
      'CLIENT_FILE_CHANGED',
      'the file changed while it was read',
    );
    await take(pieces);
    await flush();
    return ref;
  }

  async function range(sender: AuthorityId, uploadId: UploadId, from: number, to: number): Promise<Uint8Array> {
    const headers = { range: `bytes=${from}-${to}` };
    const { body } = await persistent({
      method: 'GET',
      path: `/v1/uploads/${sender}/${uploadId}`,
      headers,
      max: PIECE,
    });
    need(body.length > 0 && body.length <= to - from + 1, 'CLIENT_RELAY_ANSWER', 'not the bytes that were asked for');
    return body;
  }

  async function* ciphertexts(sender: AuthorityId, { uploadId, length }: AttachmentRef): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < length; ) {
      const piece = await range(sender, uploadId, at, Math.min(at + PIECE, length) - 1);
      yield piece;
      at += piece.length;
    }
  }

  return {
    async fingerprint({ size, read }) {
      const hash = newHash();
      let count = 0;
      for await (const bytes of read()) {
        hash.update(bytes);
        count += bytes.length;
      }
      need(count === size, 'CLIENT_FILE_CHANGED', `${count} bytes where ${size} were announced`);
      return hash.digest();
    },

    async send(authority, upload, source) {
      need(source.size === upload.size, 'CLIENT_FILE_CHANGED', 'the file has another size than before');
      for (let attempt = 1; ; attempt++) {
        const offset = await standing(upload);
        try {
          const ref = await pass(authority, upload, source, offset);
          const state = await stateOf(upload.uploadId);
          const whole = state.received === ref.length && state.digest === ref.digest;
          need(whole, 'CLIENT_RELAY_ANSWER', 'the relay holds other bytes than were sent');
          return ref;
        } catch (error) {
          // A cut, or a piece that had arrived although its answer had not: the relay says where it stands, and the rest follows.
          const cut = isSilence(error) || (error instanceof RelayError && error.code === 'RELAY_CONFLICT');
          if (!cut || attempt >= ATTEMPTS) throw error;
        }
      }
    },

    async fetch({ sender, ref, size, key, sink }) {
      const opener = attachmentOpener({ authority: sender, ref, size, key, ...engines });
      for await (const bytes of ciphertexts(sender, ref))
        for (const piece of opener.push(bytes)) await sink.write(piece);
      for (const piece of opener.end().pieces) await sink.write(piece);
      await sink.finish();
    },

    async ciphertext(sender, ref, max) {
      need(ref.length <= max, 'CLIENT_RELAY_ANSWER', `a file of ${ref.length} bytes`);
      const pieces: Uint8Array[] = [];
      for await (const bytes of ciphertexts(sender, ref)) pieces.push(bytes);
      const whole = join(pieces, ref.length);
      need(equal(sha256(whole), idBytes(ref.digest)), 'CLIENT_RELAY_ANSWER', 'other bytes than the envelope names');
      return whole;
    },
  };
}

function join(pieces: readonly Uint8Array[], length: number): Uint8Array {
  const whole = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
