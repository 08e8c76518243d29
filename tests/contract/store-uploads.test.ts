// The contract of the store, of uploads: followed until complete, then kept by who names them.
import { expect, it } from 'vitest';
import type { Effect } from '../../db/store.ts';
import { onEveryEngine } from './engines.ts';
import { authority, id, refused, upload } from './rows.ts';

onEveryEngine('uploads', (at) => {
  const complete = { ...upload, received: 100, digest: id('d', 1), updatedAt: 20 };
  const name = (n: number): Effect => ({
    effect: 'upload-referenced',
    authority: authority(1),
    uploadId: upload.uploadId,
    subject: id('s', n),
  });

  it('follows an upload until its digest is known, then keeps it', async () => {
    expect(await at.store.upload(authority(1), upload.uploadId)).toBeNull();
    await at.store.putUpload(upload);
    await at.store.putUpload({ ...upload, received: 60, updatedAt: 15 });
    await at.store.putUpload({ ...upload, received: 40, updatedAt: 16 });
    expect((await at.store.upload(authority(1), upload.uploadId))?.received).toBe(40);
    await expect(at.store.putUpload({ ...upload, received: 101 })).rejects.toEqual(refused('upload'));
    await expect(at.store.putUpload({ ...upload, length: 99 })).rejects.toEqual(refused('upload'));
    await expect(at.store.putUpload({ ...complete, received: 99 })).rejects.toEqual(refused('upload'));
    await at.store.putUpload(complete);
    await expect(at.store.putUpload({ ...complete, digest: id('d', 2) })).rejects.toEqual(refused('upload'));
    await expect(at.store.putUpload(upload)).rejects.toEqual(refused('upload'));
    expect(await at.store.upload(authority(1), upload.uploadId)).toEqual(complete);
  });

  it('may be named only when complete, and is then read by the parties and kept', async () => {
    await at.store.putUpload(upload);
    await expect(at.send(1, 0, [name(1)])).rejects.toEqual(refused('upload-referenced'));
    await at.store.putUpload(complete);
    expect(await at.store.uploadReaders(authority(1), upload.uploadId)).toEqual([]);
    await at.send(1, 0, [name(1)]);
    await at.send(2, 1, [name(2)]);
    expect(await at.store.uploadReaders(authority(1), upload.uploadId)).toEqual([authority(1), authority(2)]);
    await at.store.putUpload(complete);
    expect((await at.store.upload(authority(1), upload.uploadId))?.referenced).toBe(true);
    await expect(at.store.dropUpload(authority(1), upload.uploadId)).rejects.toEqual(refused('upload'));
    expect(await at.store.staleUploads(999, 10)).toEqual([]);
    expect(await at.store.check()).toEqual([]);
  });

  it('is gone with the content of the last that named it: named by nobody again, marked after its file', async () => {
    const gone = (n: number): Effect => ({ effect: 'content-expired', subject: id('s', n) });
    const expire = (n: number) => at.store.commit({ newLogs: [], appends: [], effects: [gone(n)] });
    const mark = () => at.store.markGone(authority(1), upload.uploadId);
    await at.store.putUpload(complete);
    await expect(mark()).rejects.toEqual(refused('uploadGone'));
    await at.send(1, 0, [name(1)]);
    await at.send(2, 1, [name(2)]);
    await expire(1);
    expect(await at.store.expiredUploads(10)).toEqual([]);
    expect(await at.store.uploadNeeded(authority(1), upload.uploadId)).toBe(true);
    await expect(mark()).rejects.toEqual(refused('uploadGone'));
    await expire(2);
    expect(await at.store.expiredUploads(10)).toEqual([{ ...complete, referenced: true }]);
    expect(await at.store.uploadNeeded(authority(1), upload.uploadId)).toBe(false);
    await expect(at.send(3, 2, [name(3)])).rejects.toEqual(refused('upload-referenced'));
    await mark();
    expect(await at.store.upload(authority(1), upload.uploadId)).toEqual({
      ...complete,
      received: 0,
      digest: null,
      referenced: true,
    });
    expect(await at.store.expiredUploads(10)).toEqual([]);
    expect(await at.store.uploadUsage(authority(1))).toBe(0);
    await expect(at.send(3, 2, [name(3)])).rejects.toEqual(refused('upload-referenced'));
    expect(await at.store.check()).toEqual([]);
  });

  it('counts what an authority holds and finds what nobody names', async () => {
    const other = { ...upload, uploadId: id('u', 2, 16), length: 7, updatedAt: 5 };
    await at.store.putUpload(upload);
    await at.store.putUpload(other);
    expect(await at.store.uploadUsage(authority(1))).toBe(107);
    expect(await at.store.uploadUsage(authority(2))).toBe(0);
    expect(await at.store.staleUploads(11, 10)).toEqual([other, upload]);
    expect(await at.store.staleUploads(10, 10)).toEqual([other]);
    expect(await at.store.staleUploads(11, 1)).toEqual([other]);
    await at.store.dropUpload(authority(1), other.uploadId);
    await at.store.dropUpload(authority(1), other.uploadId);
    expect(await at.store.uploadUsage(authority(1))).toBe(100);
  });
});
