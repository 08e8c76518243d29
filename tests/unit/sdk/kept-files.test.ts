// Files kept in a vault until they are sent: the same bytes from any place, nothing left of one that failed, and found by what the outbox remembers.
import { beforeAll, describe, expect, test } from 'vitest';
import { openKeptFiles, referenceOf } from '../../../client/sdk/kept-files.ts';
import { openSources } from '../../../client/sdk/outbox-source.ts';
import { memoryVault } from '../../../client/sdk/vaults/memory.ts';
import { toHex } from '../../../crypto/primitives/bytes.ts';
import { sha256 } from '../../../crypto/primitives/hash.ts';
import { systemRandom } from '../../../crypto/primitives/random.ts';
import { ready } from '../../../crypto/primitives/sodium.ts';
import { refused } from '../../testkit/mail.ts';

beforeAll(ready);

const MIB = 1024 * 1024;
const content = Uint8Array.from({ length: 2 * MIB + 77 }, (_, i) => (i * 7 + (i >> 11)) & 0xff);
const source = (bytes: Uint8Array, size = bytes.length) => ({
  size,
  read: async (offset: number, length: number) => bytes.subarray(offset, offset + length),
});

function opened() {
  const vault = memoryVault();
  return { vault, kept: openKeptFiles(vault, systemRandom) };
}

describe('a kept file', () => {
  test('is told its digest, and read again from any place, across its pieces and to its end only', async () => {
    const { kept } = opened();
    const progress: number[] = [];
    const file = await kept.keep(source(content), (done) => progress.push(done));
    expect(file).toMatchObject({ size: content.length, digest: toHex(sha256(content)) });
    expect(progress).toEqual([MIB, 2 * MIB, content.length]);
    const found = await kept.find(file.id);
    for (const [offset, length] of [
      [0, content.length],
      [MIB - 3, 6],
      [2 * MIB, 500],
      [content.length, 1],
    ] as const)
      expect(await found?.read(offset, length)).toEqual(content.slice(offset, offset + length));
  });

  test('leaves nothing behind when it becomes shorter while it is read, nor after it is removed', async () => {
    const { vault, kept } = opened();
    expect(await refused(kept.keep(source(content, content.length + MIB)))).toBe('CLIENT_FILE_CHANGED');
    expect(await vault.list('')).toEqual([]);
    const { id } = await kept.keep(source(content));
    await kept.remove(id);
    expect(await vault.list('')).toEqual([]);
    expect(await kept.find(id)).toBeNull();
  });

  test('comes back under the name it had only as the file it was; another leaves nothing', async () => {
    const { vault, kept } = opened();
    const file = await kept.keep(source(content));
    await kept.remove(file.id);
    const other = content.with(MIB, (content[MIB] as number) ^ 1);
    expect(await refused(kept.keep(source(other), undefined, file))).toBe('CLIENT_FILE_CHANGED');
    expect(await vault.list('kept/')).toEqual([]);
    expect(await kept.keep(source(content), undefined, file)).toEqual(file);
    expect(await kept.find(file.id)).toMatchObject(file);
  });

  test('is where the outbox finds it by its reference; without it the outbox says that the file is another', async () => {
    const { vault, kept } = opened();
    const { id, size } = await kept.keep(source(content));
    const files = [
      { name: 'a.pdf', mediaType: 'application/pdf', size, reference: referenceOf(id), record: null, sent: false },
    ];
    const entry = { id: 'e', files } as never;
    const find = openSources(vault, kept, undefined);
    expect(await (await find(entry, 0)).read(5, 9)).toEqual(content.slice(5, 14));
    await kept.remove(id);
    expect(await refused(find(entry, 0))).toBe('CLIENT_FILE_CHANGED');
  });
});
