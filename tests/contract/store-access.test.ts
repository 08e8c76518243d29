// The contract of the store, of the door: invitations, nonces, sessions and requests, each good once.
import { expect, it } from 'vitest';
import { onEveryEngine } from './engines.ts';
import { authority, effects, id, kid, refused } from './rows.ts';

onEveryEngine('door', (at) => {
  const invitation = {
    kid: kid(5),
    authority: authority(1),
    card: new Uint8Array([1]),
    expiresAt: 100,
    consumedAt: null,
  };
  const consume = (when: number) => at.store.commit(effects({ effect: 'invitation-consumed', kid: kid(5), at: when }));

  it('lets an invitation be consumed once and in time', async () => {
    await at.store.putInvitation(invitation);
    await expect(at.store.putInvitation(invitation)).rejects.toEqual(refused('invitation'));
    expect(await at.store.invitation(kid(5))).toEqual(invitation);
    expect(await at.store.invitation(kid(6))).toBeNull();
    await expect(consume(100)).rejects.toEqual(refused('invitation-consumed'));
    await consume(99);
    await expect(consume(99)).rejects.toEqual(refused('invitation-consumed'));
    expect((await at.store.invitation(kid(5)))?.consumedAt).toBe(99);
  });

  it('lets a nonce serve its device, its purpose, in time, once', async () => {
    await at.store.issueNonce('n', kid(1), 'gesture', 100);
    await expect(at.store.issueNonce('n', kid(2), 'login', 100)).rejects.toEqual(refused('nonce'));
    expect(await at.store.nonce('n', kid(1), 'gesture', 99)).toEqual({ expiresAt: 100 });
    expect(await at.store.nonce('n', kid(1), 'gesture', 100)).toBeNull();
    expect(await at.store.nonce('n', kid(1), 'login', 99)).toBeNull();
    expect(await at.store.nonce('n', kid(2), 'gesture', 99)).toBeNull();
    const use = (who: number, when: number) =>
      at.store.commit(effects({ effect: 'nonce-used', nonce: 'n', kid: kid(who), at: when }));
    await expect(use(2, 99)).rejects.toEqual(refused('nonce-used'));
    await expect(use(1, 100)).rejects.toEqual(refused('nonce-used'));
    const raced = await Promise.allSettled([use(1, 99), use(1, 99)]);
    expect(raced.map((outcome) => outcome.status)).toEqual(['fulfilled', 'rejected']);
    expect(await at.store.nonce('n', kid(1), 'gesture', 99)).toBeNull();
  });

  it('tells whose a nonce is while it serves', async () => {
    await at.store.issueNonce('n', kid(1), 'gesture', 100);
    expect(await at.store.nonceHolder('n', 'gesture', 99)).toEqual({ kid: kid(1), expiresAt: 100 });
    expect(await at.store.nonceHolder('n', 'login', 99)).toBeNull();
    expect(await at.store.nonceHolder('n', 'gesture', 100)).toBeNull();
    await at.store.commit(effects({ effect: 'nonce-used', nonce: 'n', kid: kid(1), at: 50 }));
    expect(await at.store.nonceHolder('n', 'gesture', 60)).toBeNull();
  });

  it('keeps one answer to a challenge, for one device, in time', async () => {
    const slot = { challenge: id('c', 1), kid: kid(1), gestures: new Uint8Array([1]), expiresAt: 100 };
    await at.store.putGesture(slot);
    await expect(at.store.putGesture({ ...slot, kid: kid(2) })).rejects.toEqual(refused('gestureSlot'));
    expect(await at.store.gestureSlot(slot.challenge, kid(1), 99)).toEqual(new Uint8Array([1]));
    expect(await at.store.gestureSlot(slot.challenge, kid(2), 99)).toBeNull();
    expect(await at.store.gestureSlot(id('c', 2), kid(1), 99)).toBeNull();
    expect(await at.store.gestureSlot(slot.challenge, kid(1), 100)).toBeNull();
    await at.store.sweep(99);
    expect(await at.store.gestureSlot(slot.challenge, kid(1), 99)).not.toBeNull();
    await at.store.sweep(100);
    expect(await at.store.gestureSlot(slot.challenge, kid(1), 99)).toBeNull();
  });

  it('records a session for a login nonce, once', async () => {
    const session = { kid: kid(1), loginAt: 50, usedAt: 50, gestureAt: 50 };
    await at.store.issueNonce('n', kid(1), 'login', 100);
    await at.store.issueNonce('g', kid(1), 'gesture', 100);
    expect(await at.store.login('g', session)).toBeNull();
    expect(await at.store.login('n', { ...session, kid: kid(2) })).toBeNull();
    expect(await at.store.login('n', { ...session, loginAt: 100 })).toBeNull();
    expect(await at.store.session(kid(1))).toBeNull();
    expect(await at.store.login('n', session)).toEqual(session);
    expect(await at.store.login('n', session)).toBeNull();
    await at.store.touchSession(kid(1), 70);
    await at.store.touchSession(kid(1), 60);
    await at.store.touchSession(kid(9), 60);
    expect(await at.store.session(kid(1))).toEqual({ ...session, usedAt: 70 });
    await at.store.issueNonce('m', kid(1), 'login', 100);
    const again = { ...session, loginAt: 80, usedAt: 80, gestureAt: 80 };
    await at.store.login('m', again);
    expect(await at.store.session(kid(1))).toEqual(again);
    await at.store.endSession(kid(1));
    expect(await at.store.session(kid(1))).toBeNull();
  });

  it('tells a replayed request, also when both come at once', async () => {
    expect(await at.store.rememberRequest(kid(1), 'r', 100)).toBe(true);
    expect(await at.store.rememberRequest(kid(1), 'r', 200)).toBe(false);
    expect(await at.store.rememberRequest(kid(2), 'r', 100)).toBe(true);
    const raced = await Promise.all([1, 2, 3].map(() => at.store.rememberRequest(kid(1), 'raced', 100)));
    expect(raced).toEqual([true, false, false]);
    await at.store.commit(effects({ effect: 'request-nonce', kid: kid(1), nonce: 'with effect', expiresAt: 100 }));
    expect(await at.store.rememberRequest(kid(1), 'with effect', 100)).toBe(false);
  });

  it('forgets what expired and nothing else', async () => {
    await at.store.rememberRequest(kid(1), 'old', 100);
    await at.store.rememberRequest(kid(1), 'new', 101);
    await at.store.issueNonce('old', kid(1), 'gesture', 100);
    await at.store.issueNonce('new', kid(1), 'gesture', 101);
    await at.store.sweep(100);
    expect(await at.store.rememberRequest(kid(1), 'new', 101)).toBe(false);
    expect(await at.store.rememberRequest(kid(1), 'old', 100)).toBe(true);
    expect(await at.store.nonce('new', kid(1), 'gesture', 100)).not.toBeNull();
    expect(await at.store.nonce('old', kid(1), 'gesture', 0)).toBeNull();
  });

  it('keeps a few wrapped seeds of a device, each in the place of the earlier one, until the device ends', async () => {
    const row = (who: number, credential: number, byte = 1) => ({
      kid: kid(who),
      credential: id('d', credential),
      sealed: new Uint8Array([byte, 2]),
      keptAt: 10 + byte,
    });
    expect(await at.store.putCopy(row(1, 1), 2)).toBe(true);
    expect(await at.store.putCopy(row(1, 2), 2)).toBe(true);
    expect(await at.store.putCopy(row(1, 3), 2)).toBe(false);
    expect(await at.store.putCopy(row(1, 1, 7), 2)).toBe(true);
    expect(await at.store.putCopy(row(2, 1), 2)).toBe(true);
    expect(await at.store.copies(id('d', 1))).toEqual([row(2, 1), row(1, 1, 7)]);
    expect(await at.store.copies(id('d', 3))).toEqual([]);
    const long = { ...row(3, 1), sealed: new Uint8Array(4097) };
    await expect(at.store.putCopy(long, 2)).rejects.toEqual(refused('copy'));
    await at.store.dropCopy(kid(1), id('d', 2));
    expect(await at.store.copies(id('d', 2))).toEqual([]);
    expect(await at.store.copies(id('d', 1))).toEqual([row(2, 1), row(1, 1, 7)]);
    await at.store.dropCopies(kid(1));
    expect(await at.store.copies(id('d', 1))).toEqual([row(2, 1)]);
  });
});
