// The contract of the store, of a batch: whole or not at all, alone or among others, and there after a restart.
import { expect, it } from 'vitest';
import type { Effect } from '../../db/store.ts';
import { onEveryEngine } from './engines.ts';
import {
  acknowledgement,
  authority,
  both,
  chain,
  effects,
  envelope,
  hashOf,
  id,
  kid,
  link,
  newRegister,
  refused,
  register,
  subject,
  submission,
} from './rows.ts';

onEveryEngine('a batch', (at) => {
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
    ['envelope-state', { effect: 'envelope-state', subject, expected: 'proposed', state: 'accepted', gestures: null }],
    ['envelope-state', { effect: 'envelope-state', subject, expected: 'accepted', state: 'withdrawn', gestures: null }],
    ['wrap', { effect: 'wrap', subject, authority: authority(1), wrap: hashOf(1) }],
    ['wrap', { effect: 'wrap', subject: id('s', 9), authority: authority(1), wrap: hashOf(1) }],
    ['party', { effect: 'party', subject: id('s', 9), authority: authority(1), event: 1, index: 9, counterpart: null }],
    ['acknowledgement', { effect: 'acknowledgement', ...acknowledgement, subject: id('s', 9) }],
    ['upload-referenced', { effect: 'upload-referenced', authority: authority(1), uploadId: id('u', 9, 16), subject }],
    ['timer', { effect: 'timer', subject: id('s', 9), authority: authority(1), event: 1, dueAt: 1 }],
    ['timer-done', { effect: 'timer-done', subject, authority: authority(1), event: 1, at: 1, fired: true }],
    ['nonce-used', { effect: 'nonce-used', nonce: 'unknown', kid: kid(1), at: 1 }],
    ['request-nonce', { effect: 'request-nonce', kid: kid(1), nonce: 'seen', expiresAt: 9 }],
  ])('leaves nothing behind when its %s is refused in the middle', async (what, bad) => {
    await at.send(1, 0);
    await at.store.rememberRequest(kid(1), 'seen', 9);
    const batch = {
      newLogs: [newRegister(3)],
      appends: both(1, 1),
      effects: [chain(3), ...submission(2, 1), bad, chain(4)],
    };
    await expect(at.store.commit(batch)).rejects.toEqual(refused(what));
    expect((await at.store.log(register(1)))?.size).toBe(1);
    expect(await at.store.log(register(3))).toBeNull();
    expect(await at.store.chain(authority(3))).toBeNull();
    expect(await at.store.envelope(id('s', 2))).toBeNull();
    expect(await at.store.check()).toEqual([]);
    // The very same without the refused effect goes through.
    const mended = { ...batch, effects: batch.effects.filter((effect) => effect !== bad) };
    expect(await at.store.commit(mended)).toBe('done');
  });

  it('fails alone among batches that share its flush', async () => {
    const outcomes = await Promise.allSettled([
      at.send(1, 0),
      at.store.commit(effects(chain(3), chain(1))),
      at.store.rememberRequest(kid(1), 'n', 9),
      at.store.commit(effects(chain(4))),
    ]);
    expect(outcomes.map((outcome) => outcome.status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled']);
    expect(await at.store.chain(authority(3))).toBeNull();
    expect(await at.store.chain(authority(4))).not.toBeNull();
    expect(await at.store.rememberRequest(kid(1), 'n', 9)).toBe(false);
  });

  it.each([
    ['uppercase', `AB${authority(3).slice(2)}`],
    ['too short', authority(3).slice(2)],
    ['not hex', `${authority(3).slice(0, 62)}zz`],
  ])('refuses an id that is %s', async (_why, wrong) => {
    await expect(at.store.commit(effects(chain(3, { authority: wrong })))).rejects.toMatchObject({
      code: 'STORE_VALUE',
    });
    await expect(at.store.chain(wrong)).rejects.toMatchObject({ code: 'STORE_VALUE' });
    expect(await at.store.chains()).toHaveLength(2);
  });

  it('is there after the store was closed and opened again', async () => {
    await at.send(1, 0);
    await at.store.putSealed(register(1), { size: 1, sealedAt: 5, note: 'sealed' });
    const before = [await at.store.logs(), await at.store.chains(), await at.store.envelope(subject)];
    await at.reopen();
    expect([await at.store.logs(), await at.store.chains(), await at.store.envelope(subject)]).toEqual(before);
    expect(await at.store.sealed(register(1))).toEqual({ size: 1, sealedAt: 5, note: 'sealed' });
    expect(await at.store.check()).toEqual([]);
    expect(await at.send(2, 1)).toBe('done');
  });

  it('is healthy while it writes, and refuses with a code once closed', async () => {
    expect(await at.store.healthy()).toBe(true);
    const last = at.store.commit(effects(chain(7)));
    await at.store.close();
    expect(await last).toBe('done');
    expect(await at.store.healthy()).toBe(false);
    await expect(at.store.commit(effects(chain(8)))).rejects.toMatchObject({ code: 'STORE_CLOSED' });
    await at.store.close();
    await at.reopen();
    expect(await at.store.chain(authority(7))).not.toBeNull();
  });

  it('hands out bytes of its own, not views that another row can change', async () => {
    await at.send(1, 0);
    const mine = await at.store.wrap(subject, authority(1));
    mine?.fill(0);
    expect(await at.store.wrap(subject, authority(1))).toEqual(new Uint8Array([1, 1]));
    expect(Object.getPrototypeOf(mine)).toBe(Uint8Array.prototype);
  });
});
