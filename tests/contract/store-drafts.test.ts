// The contract of the store, of drafts: one version after the other, nobody's overwritten, the newest kept.
import { expect, it } from 'vitest';
import { onEveryEngine } from './engines.ts';
import { authority, id, refused } from './rows.ts';

const KEEP = 3;
const draftId = id('d', 1, 16);

onEveryEngine('drafts', (at) => {
  const save = (version: number, { of = 1, bytes = [version], savedAt = version * 10 } = {}) =>
    at.store.putDraft({ authority: authority(of), draftId, version, savedAt, sealed: new Uint8Array(bytes) }, KEEP);
  const kept = async (of = 1): Promise<number[]> => {
    const found: number[] = [];
    for (let version = 1; version < 10; version++)
      if (await at.store.draftVersion(authority(of), draftId, version)) found.push(version);
    return found;
  };

  it('takes a version only after the one it follows, whoever comes first', async () => {
    await expect(save(2)).rejects.toEqual(refused('draftAdvanced'));
    await save(1);
    await expect(save(1, { bytes: [9] })).rejects.toEqual(refused('draft'));
    const raced = await Promise.allSettled([save(2, { bytes: [7, 7] }), save(2, { bytes: [8] })]);
    expect(raced.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
    expect(await at.store.draftVersion(authority(1), draftId, 2)).toEqual(new Uint8Array([7, 7]));
    expect(await at.store.draft(authority(1), draftId)).toEqual({
      draftId,
      version: 2,
      savedAt: 20,
      length: 2,
      removedAt: null,
    });
  });

  it('keeps the newest versions only, and counts what it keeps', async () => {
    for (let version = 1; version <= 5; version++) await save(version);
    await save(1, { of: 2, bytes: [1, 2, 3] });
    expect(await kept()).toEqual([3, 4, 5]);
    expect(await at.store.draftUsage(authority(1))).toEqual({ bytes: 3, drafts: 1 });
    expect(await at.store.draftUsage(authority(2))).toEqual({ bytes: 3, drafts: 1 });
    expect(await at.store.draftUsage(authority(3))).toEqual({ bytes: 0, drafts: 0 });
    expect((await at.store.drafts(authority(1))).map(({ version }) => version)).toEqual([5]);
    await at.reopen();
    expect(await kept()).toEqual([3, 4, 5]);
  });

  it('is one authority’s own, whatever another calls its drafts', async () => {
    await save(1);
    expect(await at.store.drafts(authority(2))).toEqual([]);
    expect(await at.store.draft(authority(2), draftId)).toBeNull();
    expect(await at.store.draftVersion(authority(2), draftId, 1)).toBeNull();
  });

  it('removes down to the last version, at the newest only, and forgets in time', async () => {
    for (const version of [1, 2]) await save(version);
    for (const version of [1, 2]) await save(version, { of: 2 });
    await expect(at.store.removeDraft(authority(1), draftId, 1, 50)).rejects.toEqual(refused('draftRemoved'));
    await at.store.removeDraft(authority(1), draftId, 2, 50);
    expect(await kept()).toEqual([2]);
    expect((await at.store.draft(authority(1), draftId))?.removedAt).toBe(50);
    await at.store.sweepDrafts(50);
    expect(await kept()).toEqual([2]);
    await at.store.sweepDrafts(51);
    expect(await kept()).toEqual([]);
    expect(await at.store.draft(authority(1), draftId)).toBeNull();
    expect(await kept(2)).toEqual([1, 2]);
    expect(await at.store.check()).toEqual([]);
  });

  it('goes on with a removed one when a version follows', async () => {
    await save(1);
    await at.store.removeDraft(authority(1), draftId, 1, 50);
    await save(2);
    await at.store.sweepDrafts(1000);
    expect(await kept()).toEqual([1, 2]);
    expect((await at.store.draft(authority(1), draftId))?.removedAt).toBeNull();
  });
});
