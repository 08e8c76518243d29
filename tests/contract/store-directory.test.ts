// The contract of the store, of the directory: chains, links, epoch keys, lockboxes.
import { expect, it } from 'vitest';
import { type Effect, StoreConflict } from '../../db/store.ts';
import { onEveryEngine } from './engines.ts';
import { authority, chain, effects, hashOf, id, kid, link, refused } from './rows.ts';

onEveryEngine('directory', (at) => {
  it('keeps chains and moves their head by comparing', async () => {
    await at.store.commit(effects(chain(3, { state: 'founding' })));
    const move = (expectedSeq: number, headSeq: number, state: 'founding' | 'admitted' | 'closed') =>
      at.store.commit(
        effects({
          effect: 'chain-head',
          authority: authority(3),
          expectedSeq,
          headSeq,
          headHash: id('h', headSeq || 3),
          state,
        }),
      );
    await move(0, 1, 'founding');
    await expect(move(0, 1, 'founding')).rejects.toEqual(refused('chain-head'));
    await move(1, 1, 'admitted');
    await expect(move(1, 2, 'founding')).rejects.toBeInstanceOf(StoreConflict);
    await expect(move(1, 0, 'admitted')).rejects.toBeInstanceOf(StoreConflict);
    await move(1, 2, 'closed');
    await expect(move(2, 3, 'closed')).rejects.toBeInstanceOf(StoreConflict);
    expect(await at.store.chain(authority(3))).toEqual({
      authority: authority(3),
      state: 'closed',
      headSeq: 2,
      headHash: id('h', 2),
      createdAt: 1_003,
    });
    expect((await at.store.chains()).map((row) => row.authority)).toEqual([1, 2, 3].map(authority));
  });

  it('keeps links by place in their chain and, once placed, in the directory', async () => {
    await at.store.commit(effects(link(1, 1, null), link(1, 2, null)));
    const entry = { ...(link(1, 2, null) as object), kind: 'entry', hash: id('h', 500) } as Effect;
    await at.store.commit(effects(entry));
    expect((await at.store.links(authority(1), 0, 10)).map((row) => row.seq)).toEqual([0, 1, 2]);
    expect((await at.store.links(authority(1), 1, 1)).map((row) => row.seq)).toEqual([1]);
    await at.store.commit(effects({ effect: 'directory-index', hash: id('h', 1_001), dirIndex: 2 }));
    await expect(
      at.store.commit(effects({ effect: 'directory-index', hash: id('h', 2_001), dirIndex: 2 })),
    ).rejects.toEqual(refused('directory-index'));
    expect((await at.store.directoryObjects(1, 10)).map((row) => row.dirIndex)).toEqual([1, 2]);
    expect((await at.store.directoryObjects(0, 2)).map((row) => row.dirIndex)).toEqual([0, 1]);
    expect(await at.store.directoryObject(id('h', 1_001))).toEqual({
      hash: id('h', 1_001),
      kind: 'link',
      authority: authority(1),
      seq: 1,
      bytes: new Uint8Array([1, 1]),
      dirIndex: 2,
    });
    expect(await at.store.directoryObject(id('h', 404))).toBeNull();
  });

  it('keeps epoch keys by hash and lockboxes by device', async () => {
    const box = (epoch: number, k: number) =>
      ({
        effect: 'lockbox',
        authority: authority(1),
        scope: 'main',
        epoch,
        kid: kid(k),
        box: hashOf(epoch, k),
      }) as const;
    await at.store.commit(
      effects(
        { effect: 'epoch-key', hash: id('e', 1), authority: authority(1), epoch: 1, publicKey: new Uint8Array(1216) },
        box(2, 1),
        box(1, 1),
        box(1, 2),
      ),
    );
    expect(await at.store.epochKey(id('e', 1))).toEqual(new Uint8Array(1216));
    expect(await at.store.epochKey(id('e', 2))).toBeNull();
    expect(await at.store.lockboxes(kid(1), 1)).toEqual([
      { scope: 'main', epoch: 1, box: hashOf(1, 1) },
      { scope: 'main', epoch: 2, box: hashOf(2, 1) },
    ]);
    expect(await at.store.lockboxes(kid(1), 2)).toHaveLength(1);
    expect(await at.store.lockboxes(kid(3), 0)).toEqual([]);
    await expect(at.store.commit(effects(box(1, 1)))).rejects.toEqual(refused('lockbox'));
  });

  it('lets a founding go that was never admitted, whole, and nothing else', async () => {
    const waiting = (n: number) => effects(chain(n, { state: 'founding' }), link(n, 0, null));
    await at.store.commit(waiting(3));
    await at.store.commit(waiting(4));
    const box = { scope: 'main', epoch: 1, kid: kid(3), box: hashOf(3) };
    const key = { hash: id('e', 3), authority: authority(3), epoch: 1, publicKey: hashOf(4) };
    const delivered = effects(
      { effect: 'epoch-key', ...key },
      { effect: 'lockbox', authority: authority(3), ...box },
      { effect: 'epoch-key', ...key, hash: id('e', 4), authority: authority(4) },
    );
    await at.store.commit(delivered);
    const card = { kid: kid(9), card: hashOf(1), expiresAt: 9, consumedAt: null };
    await at.store.putInvitation({ ...card, authority: authority(3) });
    const drop = (n: number, headHash: string) =>
      at.store.commit(effects({ effect: 'founding-dropped', authority: authority(n), headHash }));
    await expect(drop(3, id('h', 77))).rejects.toEqual(refused('founding-dropped'));
    await expect(drop(1, id('h', 1))).rejects.toEqual(refused('founding-dropped'));
    expect(await at.store.links(authority(1), 0, 9)).toHaveLength(1);
    await drop(3, id('h', 3));
    expect(await at.store.chain(authority(3))).toBeNull();
    expect(await at.store.links(authority(3), 0, 9)).toEqual([]);
    expect(await at.store.epochKey(id('e', 3))).toBeNull();
    expect(await at.store.lockboxes(kid(3), 0)).toEqual([]);
    expect(await at.store.invitation(kid(9))).toBeNull();
    expect(await at.store.links(authority(4), 0, 9)).toHaveLength(1);
    expect(await at.store.epochKey(id('e', 4))).not.toBeNull();
    await at.store.commit(waiting(3));
  });
});
