// Uploads in pieces (tus 1.0): each piece is signed and its digest compared before it is written; the whole is hashed from the disk (protocol.md section 4).
import { FileStore } from '@tus/file-store';
import { Server } from '@tus/server';
import { type AuthorityId, type Digest, parseId, type UploadId } from '../../crypto/relay.ts';
import type { UploadRow } from '../../db/store.ts';
import type { RelayDeps } from '../deps.ts';
import { notFound, RelayRefusal } from '../refusal.ts';

export const UPLOAD_PATH = '/v1/uploads';
const DAY = 24 * 3_600_000;
/** How long an upload that no transmission names is kept. */
const UNREFERENCED_MS = 7 * DAY;

export type UploadState = { uploadId: UploadId; length: number; received: number; digest: Digest | null };
export type UploadPiece = { readonly offset: number; readonly bytes: Uint8Array };

export type Uploads = {
  /** Begins an upload, or finds it begun with the same length. RELAY_CONFLICT for another length, RELAY_TOO_LARGE, RELAY_STORAGE_FULL (quota). */
  begin(authority: AuthorityId, uploadId: UploadId, length: number): Promise<UploadState>;
  /** How far an upload of one's own is. RELAY_NOT_FOUND. */
  state(authority: AuthorityId, uploadId: UploadId): Promise<UploadState>;
  /** Adds a piece at `offset`; RELAY_CONFLICT when another offset is due. */
  add(authority: AuthorityId, uploadId: UploadId, piece: UploadPiece): Promise<UploadState>;
  /** A complete upload as `reader` may see it; anything else is RELAY_NOT_FOUND. */
  readable(reader: AuthorityId, owner: AuthorityId, uploadId: UploadId): Promise<UploadState>;
  /** Drops what no transmission named in time. Returns how many. */
  sweep(now: number): Promise<number>;
};

/** What the upload library refuses, in our codes. */
function refusalOf(status: number): RelayRefusal {
  if (status === 404 || status === 410 || status === 403) return notFound();
  if (status === 409) return new RelayRefusal('RELAY_CONFLICT', 'Another offset is due: ask where the upload stands.');
  if (status === 413)
    return new RelayRefusal('RELAY_TOO_LARGE', 'The piece goes beyond the length that was announced.');
  if (status >= 500) return new RelayRefusal('RELAY_UNAVAILABLE', 'The piece could not be written.', { retry: true });
  return new RelayRefusal('RELAY_BAD_REQUEST', 'Not a piece of an upload.');
}

/** REG-22: deleted after its time. Begun again it would lie here uncounted, and could be named by nobody. */
const isGone = ({ referenced, digest }: UploadRow): boolean => referenced && digest === null;

export function createUploads({ store, blobs, clock, config }: RelayDeps): Uploads {
  // The library names files by what we tell it; who asks never reaches it, only a name made of two checked ids.
  const tus = new Server({
    path: UPLOAD_PATH,
    datastore: new FileStore({ directory: blobs.directory }),
    maxSize: config.limits.uploadBytes,
    respectForwardedHeaders: false,
    relativeLocation: true,
    namingFunction: (request) => new URL(request.url).pathname.split('/').at(-1) ?? '',
    generateUrl: (_request, { path, id }) => `${path}/${id}`,
    allowedOrigins: [],
  });
  const ask = async (
    method: string,
    name: string,
    headers: Record<string, string>,
    body?: Uint8Array,
  ): Promise<Response> => {
    const response = await tus.handleWeb(
      new Request(`http://tus.invalid${UPLOAD_PATH}/${name}`, {
        method,
        headers: { 'tus-resumable': '1.0.0', ...headers },
        ...(body ? { body: new Uint8Array(body) } : {}),
      }),
    );
    if (response.status >= 400) throw refusalOf(response.status);
    return response;
  };

  // One act at a time under each name: acts read before they write.
  const lanes = new Map<string, Promise<unknown>>();
  const alone = <T>(name: string, act: () => Promise<T>): Promise<T> => {
    const next = (lanes.get(name) ?? Promise.resolve()).then(act, act);
    const over = next.catch(() => {}).finally(() => lanes.get(name) === over && lanes.delete(name));
    lanes.set(name, over);
    return next;
  };

  const stateOf = async (row: UploadRow): Promise<UploadState> => {
    const uploadId = row.uploadId as UploadId;
    const received = row.digest ? row.length : ((await blobs.size(row.authority as AuthorityId, uploadId)) ?? 0);
    return { uploadId, length: row.length, received, digest: row.digest as Digest | null };
  };
  const own = async (authority: AuthorityId, uploadId: UploadId): Promise<UploadRow> => {
    const row = await store.upload(authority, uploadId);
    if (!row || isGone(row)) throw notFound();
    return row;
  };

  const begun = (name: string): Promise<boolean> =>
    ask('HEAD', name, {}).then(
      () => true,
      () => false,
    );

  /** UPL-4: an upload whose last byte is there is hashed from the disk and then complete, also when the relay ended before it could say so. */
  async function settled(row: UploadRow): Promise<UploadState> {
    const state = await stateOf(row);
    if (row.digest || state.received !== row.length) return state;
    const digest = await blobs.digest(row.authority as AuthorityId, state.uploadId);
    await store.putUpload({ ...row, received: row.length, digest, updatedAt: clock.now() });
    return { ...state, digest };
  }

  return {
    // One beginning at a time for each authority: its quota is counted and taken in one step.
    begin: (authority, uploadId, length) =>
      alone(authority, async () => {
        if (!Number.isSafeInteger(length) || length < 1)
          throw new RelayRefusal('RELAY_BAD_REQUEST', 'No length of an upload.');
        if (length > config.limits.uploadBytes)
          throw new RelayRefusal('RELAY_TOO_LARGE', 'Longer than an upload may be.');
        const found = await store.upload(authority, uploadId);
        if (found && isGone(found))
          throw new RelayRefusal('RELAY_CONFLICT', 'This upload was deleted after its time: take a new id.');
        if (found && found.length !== length)
          throw new RelayRefusal('RELAY_CONFLICT', 'This upload was begun with another length.');
        if (!found && (await store.uploadUsage(authority)) + length > config.quotaBytesPerAuthority)
          throw new RelayRefusal('RELAY_STORAGE_FULL', 'The authority has no room left for uploads.');
        const row = found ?? {
          authority,
          uploadId,
          length,
          received: 0,
          digest: null,
          referenced: false,
          updatedAt: clock.now(),
        };
        if (!found) await store.putUpload(row);
        // The row may be there without its files when the relay ended between the two.
        const name = blobs.nameOf(authority, uploadId);
        if (!row.digest && !(await begun(name))) await ask('POST', name, { 'upload-length': String(length) });
        return settled(row);
      }),
    state: (authority, uploadId) =>
      alone(blobs.nameOf(authority, uploadId), async () => settled(await own(authority, uploadId))),
    add: (authority, uploadId, { offset, bytes }) =>
      alone(blobs.nameOf(authority, uploadId), async () => {
        const row = await own(authority, uploadId);
        if (row.digest) throw new RelayRefusal('RELAY_CONFLICT', 'The upload is complete.');
        const headers = {
          'upload-offset': String(offset),
          'content-type': 'application/offset+octet-stream',
          'content-length': String(bytes.length),
        };
        await ask('PATCH', blobs.nameOf(authority, uploadId), headers, bytes);
        await blobs.sync(authority, uploadId);
        return settled(row);
      }),
    async readable(reader, owner, uploadId) {
      const row = await own(owner, uploadId);
      const readers = owner === reader ? [owner] : await store.uploadReaders(owner, uploadId);
      if (!row.digest || !readers.includes(reader)) throw notFound();
      // Deleted after its time (REG-22), its row about to be marked.
      if ((await blobs.size(owner, uploadId)) === null) throw notFound();
      return stateOf(row);
    },
    async sweep(now) {
      let dropped = 0;
      for (const row of await store.staleUploads(now - UNREFERENCED_MS, 256)) {
        const [authority, uploadId] = [row.authority as AuthorityId, row.uploadId as UploadId];
        await alone(blobs.nameOf(authority, uploadId), async () => {
          // The row goes first: a reference made meanwhile refuses that, and the bytes stay.
          await store.dropUpload(authority, uploadId);
          await blobs.remove(authority, uploadId);
          dropped += 1;
        });
      }
      return dropped;
    },
  };
}

/** `Upload-Metadata: uploadid BASE64(hex of 16 bytes)` and nothing else. Throws RELAY_BAD_REQUEST. */
export function uploadIdOf(metadata: string | undefined): UploadId {
  const text = /^uploadid ([A-Za-z0-9+/=]{1,64})$/.exec(metadata ?? '')?.[1];
  try {
    return parseId('upload', Buffer.from(text ?? '', 'base64').toString('latin1'));
  } catch (cause) {
    throw new RelayRefusal('RELAY_BAD_REQUEST', 'Upload-Metadata has to be "uploadid" and 16 bytes in hexadecimal.', {
      cause,
    });
  }
}
