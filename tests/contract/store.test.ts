// The contract of the port (house.md, R4): whatever engine stands behind it keeps this. PostgreSQL adds a row to ENGINES.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStore } from '../../db/index.ts';
import { type Effect, type Store, StoreConflict, StoreError } from '../../db/store.ts';
import {
  append,
  authority,
  chain,
  DIRECTORY,
  effects,
  envelope,
  founded,
  hashOf,
  id,
  kid,
  leafData,
  link,
  newRegister,
  register,
  submission,
} from './rows.ts';

type Engine = { open(): Promise<Store>; dispose(): void };
const ENGINES: readonly (readonly [name: string, engine: () => Engine])[] = [
  [
    'sqlite',
    () => {
      const folder = mkdtempSync(join(tmpdir(), 'rogatory-store-'));
      return {
        open: () => openStore(`sqlite:${join(folder, 'relay.db')}`),
        dispose: () => rmSync(folder, { recursive: true }),
      };
    },
  ],
];

const both = (from: number, count: number) => [
  append(register(1), 1, from, count),
  append(register(2), 2, from, count),
];
const refused = (what: string) => expect.objectContaining({ name: 'StoreConflict', what });
const subject = id('s', 1);
const upload = {
  authority: authority(1),
  uploadId: id('u', 1, 16),
  length: 100,
  received: 0,
  digest: null,
  referenced: false,
  updatedAt: 10,
};
const acknowledgement = {
  hash: id('k', 1),
  subject,
  authority: authority(2),
  kind: 1,
  round: 0,
  statement: new Uint8Array([7]),
  receivedAt: 9_000,
} as const;

describe.each(ENGINES)('the store on %s', (_name, engine) => {
  let place: Engine;
  let store: Store;
  const reopen = async () => {
    await store.close();
    store = await place.open();
  };
  beforeEach(async () => {
    place = engine();
    store = await place.open();
    await store.commit(founded);
  });
  afterEach(async () => {
    await store.close();
    place.dispose();
  });
  const send = (n: number, index: number, more: readonly Effect[] = []) =>
    store.commit({ newLogs: [], appends: both(index, 1), effects: [...submission(n, index), ...more] });

  describe('logs', () => {
    it('founds a log with its empty tree', async () => {
      expect(await store.log(register(1))).toEqual({
        origin: register(1),
        kind: 'register',
        authority: authority(1),
        size: 0,
        root: hashOf(0),
        edge: [],
        checkpoint: `${register(1)}\n0\n`,
      });
      expect((await store.logs()).map((log) => log.origin)).toEqual([DIRECTORY, register(1), register(2)]);
      expect(await store.log('relay.test/register/none')).toBeNull();
    });

    it('appends leaves, subtrees and edge, and gives them back by place', async () => {
      await store.commit({ newLogs: [], appends: [append(register(1), 1, 0, 3)], effects: [] });
      await store.commit({ newLogs: [], appends: [append(register(1), 1, 3, 6)], effects: [] });
      const log = await store.log(register(1));
      expect(log).toMatchObject({ size: 9, root: hashOf(1, 99, 9), checkpoint: `${register(1)}\n9\n` });
      expect(log?.edge).toEqual([hashOf(1, 3, 0), hashOf(1, 0, 8)]);
      expect(await store.leaves(register(1), 2, 3)).toEqual([2, 3, 4].map((index) => leafData(1, index)));
      expect(await store.leaves(register(1), 8, 50)).toEqual([leafData(1, 8)]);
      expect(await store.leaves(register(1), 9, 50)).toEqual([]);
      expect(
        await store.nodes(register(1), [
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
      await store.commit({ newLogs: [], appends: [append(register(1), 1, 0, 9)], effects: [] });
      await expect(store.nodes(register(1), [[level, index]])).rejects.toMatchObject({ code: 'STORE_CORRUPT' });
      await expect(store.nodes('relay.test/none', [[0, 0]])).rejects.toBeInstanceOf(StoreError);
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
        await expect(store.commit({ newLogs: [], appends: [{ ...whole, nodes }], effects: [] })).rejects.toMatchObject({
          code: 'STORE_VALUE',
        });
      expect((await store.log(register(1)))?.size).toBe(0);
    });

    it('answers stale, and stores nothing, when any log has moved on', async () => {
      await send(1, 0);
      const late = { newLogs: [newRegister(3)], appends: both(0, 1), effects: [chain(3), ...submission(2, 0)] };
      expect(await store.commit(late)).toBe('stale');
      const one = { ...late, appends: [append(register(2), 2, 1, 1), append(register(1), 1, 0, 1)] };
      expect(await store.commit(one)).toBe('stale');
      expect((await store.log(register(2)))?.size).toBe(1);
      expect(await store.log(register(3))).toBeNull();
      expect(await store.chain(authority(3))).toBeNull();
      expect(await store.envelope(id('s', 2))).toBeNull();
    });

    it('answers stale when another batch founded the log first', async () => {
      expect(await store.commit({ newLogs: [newRegister(1)], appends: [], effects: [chain(3)] })).toBe('stale');
      expect(await store.chain(authority(3))).toBeNull();
    });

    it('lets one of many batches at the same size win', async () => {
      const outcomes = await Promise.all(
        Array.from({ length: 20 }, (_, n) =>
          store.commit({ newLogs: [], appends: both(0, 1), effects: submission(n, 0) }),
        ),
      );
      expect(outcomes.filter((outcome) => outcome === 'done')).toHaveLength(1);
      const stored = await Promise.all(outcomes.map((_, n) => store.envelope(id('s', n))));
      expect(stored.filter(Boolean)).toHaveLength(1);
      expect(await store.check()).toEqual([]);
    });

    it('refuses a log unknown or named twice in one batch', async () => {
      const unknown = append('relay.test/none', 1, 0, 1);
      await expect(store.commit({ newLogs: [], appends: [unknown], effects: [] })).rejects.toEqual(refused('log'));
      const twice = [append(register(1), 1, 0, 1), append(register(1), 1, 1, 1)];
      await expect(store.commit({ newLogs: [], appends: twice, effects: [] })).rejects.toEqual(refused('log'));
    });

    it('takes a new checkpoint without new leaves: the hourly stamp', async () => {
      const stamp = { ...append(DIRECTORY, 9, 2, 0), root: hashOf(9, 99, 2), checkpoint: 'stamped' };
      expect(await store.commit({ newLogs: [], appends: [stamp], effects: [] })).toBe('done');
      expect(await store.log(DIRECTORY)).toMatchObject({ size: 2, checkpoint: 'stamped' });
    });

    it('chooses among sealed checkpoints', async () => {
      await store.commit({ newLogs: [], appends: [append(register(1), 1, 0, 9)], effects: [] });
      expect(await store.sealed(register(1))).toBeNull();
      for (const [size, sealedAt] of [
        [3, 100],
        [7, 200],
        [7, 300],
      ] as const)
        await store.putSealed(register(1), { size, sealedAt, note: `${size} at ${sealedAt}` });
      expect(await store.sealed(register(1))).toEqual({ size: 7, sealedAt: 300, note: '7 at 300' });
      expect((await store.sealed(register(1), 2))?.size).toBe(3);
      expect((await store.sealed(register(1), 3))?.size).toBe(3);
      expect(await store.sealed(register(1), 4)).toEqual({ size: 7, sealedAt: 200, note: '7 at 200' });
      expect(await store.sealed(register(1), 8)).toBeNull();
      expect(await store.sealed(register(2))).toBeNull();
    });

    it('refuses a sealed checkpoint beyond the log, of no log, or in the place of another', async () => {
      const sealed = { size: 2, sealedAt: 1, note: 'a' };
      await expect(store.putSealed(register(1), sealed)).rejects.toEqual(refused('sealed'));
      await expect(store.putSealed('relay.test/none', { ...sealed, size: 0 })).rejects.toEqual(refused('sealed'));
      await store.putSealed(DIRECTORY, sealed);
      await expect(store.putSealed(DIRECTORY, { ...sealed, note: 'b' })).rejects.toEqual(refused('sealed'));
      expect((await store.sealed(DIRECTORY))?.note).toBe('a');
    });
  });

  describe('a batch', () => {
    it.each<[string, Effect]>([
      ['chain', chain(1)],
      [
        'chain-head',
        {
          effect: 'chain-head',
          authority: authority(1),
          expectedSeq: 5,
          headSeq: 6,
          headHash: id('h', 6),
          state: 'admitted',
        },
      ],
      ['directory-object', link(1, 0, 7)],
      ['directory-object', { ...(link(1, 0, null) as object), hash: id('h', 77) } as Effect],
      ['directory-index', { effect: 'directory-index', hash: id('h', 1), dirIndex: 5 }],
      ['directory-index', { effect: 'directory-index', hash: id('h', 9), dirIndex: 5 }],
      ['epoch-key', { effect: 'epoch-key', hash: id('e', 1), authority: authority(9), epoch: 1, publicKey: hashOf(1) }],
      ['lockbox', { effect: 'lockbox', authority: authority(9), scope: 'main', epoch: 1, kid: kid(1), box: hashOf(1) }],
      ['invitation-consumed', { effect: 'invitation-consumed', kid: kid(9), at: 1 }],
      ['envelope', { effect: 'envelope', ...envelope(1) }],
      ['envelope', { effect: 'envelope', ...envelope(3, { messageId: id('m', 1, 16) }) }],
      [
        'envelope-state',
        { effect: 'envelope-state', subject, expected: 'proposed', state: 'accepted', gestures: null },
      ],
      [
        'envelope-state',
        { effect: 'envelope-state', subject, expected: 'accepted', state: 'withdrawn', gestures: null },
      ],
      ['wrap', { effect: 'wrap', subject, authority: authority(1), wrap: hashOf(1) }],
      ['wrap', { effect: 'wrap', subject: id('s', 9), authority: authority(1), wrap: hashOf(1) }],
      [
        'party',
        { effect: 'party', subject: id('s', 9), authority: authority(1), event: 1, index: 9, counterpart: null },
      ],
      ['acknowledgement', { effect: 'acknowledgement', ...acknowledgement, subject: id('s', 9) }],
      [
        'upload-referenced',
        { effect: 'upload-referenced', authority: authority(1), uploadId: id('u', 9, 16), subject },
      ],
      ['timer', { effect: 'timer', subject: id('s', 9), authority: authority(1), event: 1, dueAt: 1 }],
      ['timer-done', { effect: 'timer-done', subject, authority: authority(1), event: 1, at: 1, fired: true }],
      ['nonce-used', { effect: 'nonce-used', nonce: 'unknown', kid: kid(1), at: 1 }],
      ['request-nonce', { effect: 'request-nonce', kid: kid(1), nonce: 'seen', expiresAt: 9 }],
    ])('leaves nothing behind when its %s is refused in the middle', async (what, bad) => {
      await send(1, 0);
      await store.rememberRequest(kid(1), 'seen', 9);
      const batch = {
        newLogs: [newRegister(3)],
        appends: both(1, 1),
        effects: [chain(3), ...submission(2, 1), bad, chain(4)],
      };
      await expect(store.commit(batch)).rejects.toEqual(refused(what));
      expect((await store.log(register(1)))?.size).toBe(1);
      expect(await store.log(register(3))).toBeNull();
      expect(await store.chain(authority(3))).toBeNull();
      expect(await store.envelope(id('s', 2))).toBeNull();
      expect(await store.check()).toEqual([]);
      // The very same without the refused effect goes through.
      const mended = { ...batch, effects: batch.effects.filter((effect) => effect !== bad) };
      expect(await store.commit(mended)).toBe('done');
    });

    it('fails alone among batches that share its flush', async () => {
      const outcomes = await Promise.allSettled([
        send(1, 0),
        store.commit(effects(chain(3), chain(1))),
        store.rememberRequest(kid(1), 'n', 9),
        store.commit(effects(chain(4))),
      ]);
      expect(outcomes.map((outcome) => outcome.status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled']);
      expect(await store.chain(authority(3))).toBeNull();
      expect(await store.chain(authority(4))).not.toBeNull();
      expect(await store.rememberRequest(kid(1), 'n', 9)).toBe(false);
    });

    it.each([
      ['uppercase', `AB${authority(3).slice(2)}`],
      ['too short', authority(3).slice(2)],
      ['not hex', `${authority(3).slice(0, 62)}zz`],
    ])('refuses an id that is %s', async (_why, wrong) => {
      await expect(store.commit(effects(chain(3, { authority: wrong })))).rejects.toMatchObject({
        code: 'STORE_VALUE',
      });
      await expect(store.chain(wrong)).rejects.toMatchObject({ code: 'STORE_VALUE' });
      expect(await store.chains()).toHaveLength(2);
    });

    it('is there after the store was closed and opened again', async () => {
      await send(1, 0);
      await store.putSealed(register(1), { size: 1, sealedAt: 5, note: 'sealed' });
      const before = [await store.logs(), await store.chains(), await store.envelope(subject)];
      await reopen();
      expect([await store.logs(), await store.chains(), await store.envelope(subject)]).toEqual(before);
      expect(await store.sealed(register(1))).toEqual({ size: 1, sealedAt: 5, note: 'sealed' });
      expect(await store.check()).toEqual([]);
      expect(await send(2, 1)).toBe('done');
    });
  });

  describe('directory', () => {
    it('keeps chains and moves their head by comparing', async () => {
      await store.commit(effects(chain(3, { state: 'founding' })));
      const move = (expectedSeq: number, headSeq: number, state: 'founding' | 'admitted' | 'closed') =>
        store.commit(
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
      expect(await store.chain(authority(3))).toEqual({
        authority: authority(3),
        state: 'closed',
        headSeq: 2,
        headHash: id('h', 2),
        createdAt: 1_003,
      });
      expect((await store.chains()).map((row) => row.authority)).toEqual([1, 2, 3].map(authority));
    });

    it('keeps links by place in their chain and, once placed, in the directory', async () => {
      await store.commit(effects(link(1, 1, null), link(1, 2, null)));
      const entry = { ...(link(1, 2, null) as object), kind: 'entry', hash: id('h', 500) } as Effect;
      await store.commit(effects(entry));
      expect((await store.links(authority(1), 0, 10)).map((row) => row.seq)).toEqual([0, 1, 2]);
      expect((await store.links(authority(1), 1, 1)).map((row) => row.seq)).toEqual([1]);
      await store.commit(effects({ effect: 'directory-index', hash: id('h', 1_001), dirIndex: 2 }));
      await expect(
        store.commit(effects({ effect: 'directory-index', hash: id('h', 2_001), dirIndex: 2 })),
      ).rejects.toEqual(refused('directory-index'));
      expect((await store.directoryObjects(1, 10)).map((row) => row.dirIndex)).toEqual([1, 2]);
      expect((await store.directoryObjects(0, 2)).map((row) => row.dirIndex)).toEqual([0, 1]);
      expect(await store.directoryObject(id('h', 1_001))).toEqual({
        hash: id('h', 1_001),
        kind: 'link',
        authority: authority(1),
        seq: 1,
        bytes: new Uint8Array([1, 1]),
        dirIndex: 2,
      });
      expect(await store.directoryObject(id('h', 404))).toBeNull();
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
      await store.commit(
        effects(
          { effect: 'epoch-key', hash: id('e', 1), authority: authority(1), epoch: 1, publicKey: new Uint8Array(1216) },
          box(2, 1),
          box(1, 1),
          box(1, 2),
        ),
      );
      expect(await store.epochKey(id('e', 1))).toEqual(new Uint8Array(1216));
      expect(await store.epochKey(id('e', 2))).toBeNull();
      expect(await store.lockboxes(kid(1), 1)).toEqual([
        { scope: 'main', epoch: 1, box: hashOf(1, 1) },
        { scope: 'main', epoch: 2, box: hashOf(2, 1) },
      ]);
      expect(await store.lockboxes(kid(1), 2)).toHaveLength(1);
      expect(await store.lockboxes(kid(3), 0)).toEqual([]);
      await expect(store.commit(effects(box(1, 1)))).rejects.toEqual(refused('lockbox'));
    });
  });

  describe('door', () => {
    const invitation = {
      kid: kid(5),
      authority: authority(1),
      card: new Uint8Array([1]),
      expiresAt: 100,
      consumedAt: null,
    };
    const consume = (at: number) => store.commit(effects({ effect: 'invitation-consumed', kid: kid(5), at }));

    it('lets an invitation be consumed once and in time', async () => {
      await store.putInvitation(invitation);
      await expect(store.putInvitation(invitation)).rejects.toEqual(refused('invitation'));
      expect(await store.invitation(kid(5))).toEqual(invitation);
      expect(await store.invitation(kid(6))).toBeNull();
      await expect(consume(100)).rejects.toEqual(refused('invitation-consumed'));
      await consume(99);
      await expect(consume(99)).rejects.toEqual(refused('invitation-consumed'));
      expect((await store.invitation(kid(5)))?.consumedAt).toBe(99);
    });

    it('lets a nonce serve its device, its purpose, in time, once', async () => {
      await store.issueNonce('n', kid(1), 'gesture', 100);
      await expect(store.issueNonce('n', kid(2), 'login', 100)).rejects.toEqual(refused('nonce'));
      expect(await store.nonce('n', kid(1), 'gesture', 99)).toEqual({ expiresAt: 100 });
      expect(await store.nonce('n', kid(1), 'gesture', 100)).toBeNull();
      expect(await store.nonce('n', kid(1), 'login', 99)).toBeNull();
      expect(await store.nonce('n', kid(2), 'gesture', 99)).toBeNull();
      const use = (who: number, at: number) =>
        store.commit(effects({ effect: 'nonce-used', nonce: 'n', kid: kid(who), at }));
      await expect(use(2, 99)).rejects.toEqual(refused('nonce-used'));
      await expect(use(1, 100)).rejects.toEqual(refused('nonce-used'));
      const raced = await Promise.allSettled([use(1, 99), use(1, 99)]);
      expect(raced.map((outcome) => outcome.status)).toEqual(['fulfilled', 'rejected']);
      expect(await store.nonce('n', kid(1), 'gesture', 99)).toBeNull();
    });

    it('records a session for a login nonce, once', async () => {
      const session = { kid: kid(1), loginAt: 50, usedAt: 50, gestureAt: 50 };
      await store.issueNonce('n', kid(1), 'login', 100);
      await store.issueNonce('g', kid(1), 'gesture', 100);
      expect(await store.login('g', session)).toBeNull();
      expect(await store.login('n', { ...session, kid: kid(2) })).toBeNull();
      expect(await store.login('n', { ...session, loginAt: 100 })).toBeNull();
      expect(await store.session(kid(1))).toBeNull();
      expect(await store.login('n', session)).toEqual(session);
      expect(await store.login('n', session)).toBeNull();
      await store.touchSession(kid(1), 70);
      await store.touchSession(kid(1), 60);
      await store.touchSession(kid(9), 60);
      expect(await store.session(kid(1))).toEqual({ ...session, usedAt: 70 });
      await store.issueNonce('m', kid(1), 'login', 100);
      const again = { ...session, loginAt: 80, usedAt: 80, gestureAt: 80 };
      await store.login('m', again);
      expect(await store.session(kid(1))).toEqual(again);
      await store.endSession(kid(1));
      expect(await store.session(kid(1))).toBeNull();
    });

    it('tells a replayed request, also when both come at once', async () => {
      expect(await store.rememberRequest(kid(1), 'r', 100)).toBe(true);
      expect(await store.rememberRequest(kid(1), 'r', 200)).toBe(false);
      expect(await store.rememberRequest(kid(2), 'r', 100)).toBe(true);
      const raced = await Promise.all([1, 2, 3].map(() => store.rememberRequest(kid(1), 'raced', 100)));
      expect(raced).toEqual([true, false, false]);
      await store.commit(effects({ effect: 'request-nonce', kid: kid(1), nonce: 'with effect', expiresAt: 100 }));
      expect(await store.rememberRequest(kid(1), 'with effect', 100)).toBe(false);
    });

    it('forgets what expired and nothing else', async () => {
      await store.rememberRequest(kid(1), 'old', 100);
      await store.rememberRequest(kid(1), 'new', 101);
      await store.issueNonce('old', kid(1), 'gesture', 100);
      await store.issueNonce('new', kid(1), 'gesture', 101);
      await store.sweep(100);
      expect(await store.rememberRequest(kid(1), 'new', 101)).toBe(false);
      expect(await store.rememberRequest(kid(1), 'old', 100)).toBe(true);
      expect(await store.nonce('new', kid(1), 'gesture', 100)).not.toBeNull();
      expect(await store.nonce('old', kid(1), 'gesture', 0)).toBeNull();
    });
  });

  describe('transmissions', () => {
    it('keeps an envelope, its wraps and who has which leaf', async () => {
      await send(1, 0);
      expect(await store.envelope(subject)).toEqual(envelope(1));
      expect(await store.envelopeByMessage(authority(1), id('m', 1, 16))).toEqual(envelope(1));
      expect(await store.envelopeByMessage(authority(2), id('m', 1, 16))).toBeNull();
      expect(await store.wrap(subject, authority(2))).toEqual(new Uint8Array([2, 1]));
      expect(await store.wrap(subject, authority(3))).toBeNull();
      expect(await store.parties(subject)).toEqual([
        { subject, authority: authority(1), event: 1, index: 0, counterpart: null },
        { subject, authority: authority(2), event: 2, index: 0, counterpart: authority(1) },
      ]);
      expect(await store.parties(id('s', 9))).toEqual([]);
    });

    it('completes or ends a proposal once', async () => {
      const proposed = { state: 'proposed', class: 1, gestures: new Uint8Array([1]), answerBy: 7 } as const;
      for (const n of [1, 2])
        await store.commit({
          newLogs: [],
          appends: [append(register(1), 1, n - 1, 1)],
          effects: submission(n, n - 1, proposed).filter((e) => !('authority' in e) || e.authority !== authority(2)),
        });
      const turn = (n: number, state: 'accepted' | 'lapsed' | 'withdrawn', gestures: Uint8Array | null) =>
        store.commit(effects({ effect: 'envelope-state', subject: id('s', n), expected: 'proposed', state, gestures }));
      await turn(1, 'accepted', new Uint8Array([1, 2]));
      await expect(turn(1, 'lapsed', null)).rejects.toEqual(refused('envelope-state'));
      await turn(2, 'withdrawn', null);
      expect(await store.envelope(id('s', 1))).toEqual(
        envelope(1, { ...proposed, state: 'accepted', gestures: new Uint8Array([1, 2]) }),
      );
      expect(await store.envelope(id('s', 2))).toEqual(envelope(2, { ...proposed, state: 'withdrawn' }));
    });

    it('keeps one acknowledgement for each subject, authority, kind and round', async () => {
      await send(1, 0, [{ effect: 'acknowledgement', ...acknowledgement }]);
      const second = { ...acknowledgement, hash: id('k', 2), round: 1, receivedAt: 9_001 };
      await expect(store.commit(effects({ effect: 'acknowledgement', ...second, round: 0 }))).rejects.toEqual(
        refused('acknowledgement'),
      );
      await store.commit(effects({ effect: 'acknowledgement', ...second }));
      expect(await store.acknowledgements(subject)).toEqual([acknowledgement, second]);
      expect(await store.acknowledgement(id('k', 2))).toEqual(second);
      expect(await store.acknowledgement(id('k', 3))).toBeNull();
    });

    it('gives timers in the order they fall due, until they are done', async () => {
      expect(await store.nextTimer()).toBeNull();
      const timer = (event: number, dueAt: number) => ({ subject, authority: authority(2), event, dueAt });
      const set = [timer(1, 300), timer(2, 100), timer(3, 200)];
      await send(
        1,
        0,
        set.map((row) => ({ effect: 'timer', ...row })),
      );
      expect(await store.nextTimer()).toBe(100);
      expect(await store.timersDue(99, 10)).toEqual([]);
      expect(await store.timersDue(200, 10)).toEqual([set[1], set[2]]);
      expect(await store.timersDue(999, 1)).toEqual([set[1]]);
      const done = (event: number, fired?: boolean) =>
        store.commit(
          effects({
            effect: 'timer-done',
            subject,
            authority: authority(2),
            event,
            at: 1,
            ...(fired ? { fired } : {}),
          }),
        );
      await done(2, true);
      await expect(done(2, true)).rejects.toEqual(refused('timer-done'));
      await done(2);
      await done(9);
      expect(await store.nextTimer()).toBe(200);
      expect((await store.timersDue(999, 10)).map((row) => row.event)).toEqual([3, 1]);
    });
  });

  describe('uploads', () => {
    const complete = { ...upload, received: 100, digest: id('d', 1), updatedAt: 20 };
    const name = (n: number): Effect => ({
      effect: 'upload-referenced',
      authority: authority(1),
      uploadId: upload.uploadId,
      subject: id('s', n),
    });

    it('follows an upload until its digest is known, then keeps it', async () => {
      expect(await store.upload(authority(1), upload.uploadId)).toBeNull();
      await store.putUpload(upload);
      await store.putUpload({ ...upload, received: 60, updatedAt: 15 });
      await store.putUpload({ ...upload, received: 40, updatedAt: 16 });
      expect((await store.upload(authority(1), upload.uploadId))?.received).toBe(40);
      await expect(store.putUpload({ ...upload, received: 101 })).rejects.toEqual(refused('upload'));
      await expect(store.putUpload({ ...upload, length: 99 })).rejects.toEqual(refused('upload'));
      await expect(store.putUpload({ ...complete, received: 99 })).rejects.toEqual(refused('upload'));
      await store.putUpload(complete);
      await expect(store.putUpload({ ...complete, digest: id('d', 2) })).rejects.toEqual(refused('upload'));
      await expect(store.putUpload(upload)).rejects.toEqual(refused('upload'));
      expect(await store.upload(authority(1), upload.uploadId)).toEqual(complete);
    });

    it('may be named only when complete, and is then read by the parties and kept', async () => {
      await store.putUpload(upload);
      await expect(send(1, 0, [name(1)])).rejects.toEqual(refused('upload-referenced'));
      await store.putUpload(complete);
      expect(await store.uploadReaders(authority(1), upload.uploadId)).toEqual([]);
      await send(1, 0, [name(1)]);
      await send(2, 1, [name(2)]);
      expect(await store.uploadReaders(authority(1), upload.uploadId)).toEqual([authority(1), authority(2)]);
      await store.putUpload(complete);
      expect((await store.upload(authority(1), upload.uploadId))?.referenced).toBe(true);
      await expect(store.dropUpload(authority(1), upload.uploadId)).rejects.toEqual(refused('upload'));
      expect(await store.staleUploads(999, 10)).toEqual([]);
      expect(await store.check()).toEqual([]);
    });

    it('counts what an authority holds and finds what nobody names', async () => {
      const other = { ...upload, uploadId: id('u', 2, 16), length: 7, updatedAt: 5 };
      await store.putUpload(upload);
      await store.putUpload(other);
      expect(await store.uploadUsage(authority(1))).toBe(107);
      expect(await store.uploadUsage(authority(2))).toBe(0);
      expect(await store.staleUploads(11, 10)).toEqual([other, upload]);
      expect(await store.staleUploads(10, 10)).toEqual([other]);
      expect(await store.staleUploads(11, 1)).toEqual([other]);
      await store.dropUpload(authority(1), other.uploadId);
      await store.dropUpload(authority(1), other.uploadId);
      expect(await store.uploadUsage(authority(1))).toBe(100);
    });
  });

  describe('house', () => {
    it('is healthy while it writes, and refuses with a code once closed', async () => {
      expect(await store.healthy()).toBe(true);
      const last = store.commit(effects(chain(7)));
      await store.close();
      expect(await last).toBe('done');
      expect(await store.healthy()).toBe(false);
      await expect(store.commit(effects(chain(8)))).rejects.toMatchObject({ code: 'STORE_CLOSED' });
      await store.close();
      await reopen();
      expect(await store.chain(authority(7))).not.toBeNull();
    });

    it('hands out bytes of its own, not views that another row can change', async () => {
      await send(1, 0);
      const mine = await store.wrap(subject, authority(1));
      mine?.fill(0);
      expect(await store.wrap(subject, authority(1))).toEqual(new Uint8Array([1, 1]));
      expect(Object.getPrototypeOf(mine)).toBe(Uint8Array.prototype);
    });
  });
});
