// The contract of the store, of logs: appended by comparing sizes, read back by place, sealed once.
import { expect, it } from 'vitest';
import { StoreError } from '../../db/store.ts';
import { onEveryEngine } from './engines.ts';
import {
  append,
  authority,
  both,
  chain,
  DIRECTORY,
  hashOf,
  id,
  leafData,
  newRegister,
  refused,
  register,
  submission,
} from './rows.ts';

onEveryEngine('logs', (at) => {
  it('founds a log with its empty tree', async () => {
    expect(await at.store.log(register(1))).toEqual({
      origin: register(1),
      kind: 'register',
      authority: authority(1),
      size: 0,
      root: hashOf(0),
      edge: [],
      checkpoint: `${register(1)}\n0\n`,
    });
    expect((await at.store.logs()).map((log) => log.origin)).toEqual([DIRECTORY, register(1), register(2)]);
    expect(await at.store.log('relay.test/register/none')).toBeNull();
  });

  it('appends leaves, subtrees and edge, and gives them back by place', async () => {
    await at.store.commit({ newLogs: [], appends: [append(register(1), 1, 0, 3)], effects: [] });
    await at.store.commit({ newLogs: [], appends: [append(register(1), 1, 3, 6)], effects: [] });
    const log = await at.store.log(register(1));
    expect(log).toMatchObject({ size: 9, root: hashOf(1, 99, 9), checkpoint: `${register(1)}\n9\n` });
    expect(log?.edge).toEqual([hashOf(1, 3, 0), hashOf(1, 0, 8)]);
    expect(await at.store.leaves(register(1), 2, 3)).toEqual([2, 3, 4].map((index) => leafData(1, index)));
    expect(await at.store.leaves(register(1), 8, 50)).toEqual([leafData(1, 8)]);
    expect(await at.store.leaves(register(1), 9, 50)).toEqual([]);
    expect(
      await at.store.nodes(register(1), [
        [3, 0],
        [0, 8],
        [1, 3],
        [2, 1],
      ]),
    ).toEqual([hashOf(1, 3, 0), hashOf(1, 0, 8), hashOf(1, 1, 3), hashOf(1, 2, 1)]);
  });

  it.each([
    [0, 9],
    [1, 4],
    [4, 0],
    [3, 1],
  ])('throws for a hash that is not there: level %i, index %i', async (level, index) => {
    await at.store.commit({ newLogs: [], appends: [append(register(1), 1, 0, 9)], effects: [] });
    await expect(at.store.nodes(register(1), [[level, index]])).rejects.toMatchObject({ code: 'STORE_CORRUPT' });
    await expect(at.store.nodes('relay.test/none', [[0, 0]])).rejects.toBeInstanceOf(StoreError);
  });

  it('refuses an append whose subtrees are not those that its leaves complete', async () => {
    const whole = append(register(1), 1, 0, 4);
    const [first, ...others] = whole.nodes;
    for (const nodes of [
      others,
      [...whole.nodes, first!],
      [...others, others[0]!],
      [...others, [1, 9, hashOf(1)] as const],
    ])
      await expect(at.store.commit({ newLogs: [], appends: [{ ...whole, nodes }], effects: [] })).rejects.toMatchObject(
        {
          code: 'STORE_VALUE',
        },
      );
    const short = hashOf(1).slice(1);
    for (const wrong of [{ edge: [short] }, { nodes: [...others, [1, 0, short] as const] }, { root: short }])
      await expect(at.store.commit({ newLogs: [], appends: [{ ...whole, ...wrong }], effects: [] })).rejects.toThrow(
        /hash|log/,
      );
    expect((await at.store.log(register(1)))?.size).toBe(0);
  });

  it('answers stale, and stores nothing, when any log has moved on', async () => {
    await at.send(1, 0);
    const late = { newLogs: [newRegister(3)], appends: both(0, 1), effects: [chain(3), ...submission(2, 0)] };
    expect(await at.store.commit(late)).toBe('stale');
    const one = { ...late, appends: [append(register(2), 2, 1, 1), append(register(1), 1, 0, 1)] };
    expect(await at.store.commit(one)).toBe('stale');
    expect((await at.store.log(register(2)))?.size).toBe(1);
    expect(await at.store.log(register(3))).toBeNull();
    expect(await at.store.chain(authority(3))).toBeNull();
    expect(await at.store.envelope(id('s', 2))).toBeNull();
  });

  it('answers stale when another batch founded the log first', async () => {
    expect(await at.store.commit({ newLogs: [newRegister(1)], appends: [], effects: [chain(3)] })).toBe('stale');
    expect(await at.store.chain(authority(3))).toBeNull();
  });

  it('lets one of many batches at the same size win', async () => {
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        at.store.commit({ newLogs: [], appends: both(0, 1), effects: submission(n, 0) }),
      ),
    );
    expect(outcomes.filter((outcome) => outcome === 'done')).toHaveLength(1);
    const stored = await Promise.all(outcomes.map((_, n) => at.store.envelope(id('s', n))));
    expect(stored.filter(Boolean)).toHaveLength(1);
    expect(await at.store.check()).toEqual([]);
  });

  it('refuses a log unknown or named twice in one batch', async () => {
    const unknown = append('relay.test/none', 1, 0, 1);
    await expect(at.store.commit({ newLogs: [], appends: [unknown], effects: [] })).rejects.toEqual(refused('log'));
    const twice = [append(register(1), 1, 0, 1), append(register(1), 1, 1, 1)];
    await expect(at.store.commit({ newLogs: [], appends: twice, effects: [] })).rejects.toEqual(refused('log'));
  });

  it('takes a new checkpoint without new leaves: the hourly stamp', async () => {
    const stamp = { ...append(DIRECTORY, 9, 2, 0), root: hashOf(9, 99, 2), checkpoint: 'stamped' };
    expect(await at.store.commit({ newLogs: [], appends: [stamp], effects: [] })).toBe('done');
    expect(await at.store.log(DIRECTORY)).toMatchObject({ size: 2, checkpoint: 'stamped' });
  });

  it('chooses among sealed checkpoints', async () => {
    await at.store.commit({ newLogs: [], appends: [append(register(1), 1, 0, 9)], effects: [] });
    expect(await at.store.sealed(register(1))).toBeNull();
    for (const [size, sealedAt] of [
      [3, 100],
      [7, 200],
      [7, 300],
    ] as const)
      await at.store.putSealed(register(1), { size, sealedAt, note: `${size} at ${sealedAt}` });
    expect(await at.store.sealed(register(1))).toEqual({ size: 7, sealedAt: 300, note: '7 at 300' });
    expect((await at.store.sealed(register(1), 2))?.size).toBe(3);
    expect((await at.store.sealed(register(1), 3))?.size).toBe(3);
    expect(await at.store.sealed(register(1), 4)).toEqual({ size: 7, sealedAt: 200, note: '7 at 200' });
    expect(await at.store.sealed(register(1), 8)).toBeNull();
    expect(await at.store.sealed(register(2))).toBeNull();
  });

  it('refuses a sealed checkpoint beyond the log, of no log, or in the place of another', async () => {
    const sealed = { size: 2, sealedAt: 1, note: 'a' };
    await expect(at.store.putSealed(register(1), sealed)).rejects.toEqual(refused('sealed'));
    await expect(at.store.putSealed('relay.test/none', { ...sealed, size: 0 })).rejects.toEqual(refused('sealed'));
    await at.store.putSealed(DIRECTORY, sealed);
    await expect(at.store.putSealed(DIRECTORY, { ...sealed, note: 'b' })).rejects.toEqual(refused('sealed'));
    expect((await at.store.sealed(DIRECTORY))?.note).toBe('a');
  });
});
