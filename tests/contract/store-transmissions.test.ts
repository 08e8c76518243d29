// The contract of the store, of transmissions: envelopes, parties, acknowledgements, timers.
import { expect, it } from 'vitest';
import { onEveryEngine } from './engines.ts';
import {
  acknowledgement,
  append,
  authority,
  effects,
  envelope,
  id,
  refused,
  register,
  subject,
  submission,
} from './rows.ts';

onEveryEngine('transmissions', (at) => {
  it('keeps an envelope, its wraps and who has which leaf', async () => {
    await at.send(1, 0);
    expect(await at.store.envelope(subject)).toEqual(envelope(1));
    expect(await at.store.envelopeByMessage(authority(1), id('m', 1, 16))).toEqual(envelope(1));
    expect(await at.store.envelopeByMessage(authority(2), id('m', 1, 16))).toBeNull();
    expect(await at.store.wrap(subject, authority(2))).toEqual(new Uint8Array([2, 1]));
    expect(await at.store.wrap(subject, authority(3))).toBeNull();
    expect(await at.store.parties(subject)).toEqual([
      { subject, authority: authority(1), event: 1, index: 0, counterpart: null },
      { subject, authority: authority(2), event: 2, index: 0, counterpart: authority(1) },
    ]);
    expect(await at.store.parties(id('s', 9))).toEqual([]);
  });

  it('answers questions for message ids asked in one turn each for itself, while others write', async () => {
    await at.send(1, 0);
    const written = at.send(2, 1);
    const ask = (n: number) => at.store.envelopeByMessage(authority(1), id('m', n, 16));
    const asked = [
      ask(1),
      ask(9),
      at.store.envelopeByMessage('not an id', id('m', 1, 16)).catch(() => 'refused'),
      ask(1),
    ];
    expect(await Promise.all(asked)).toEqual([envelope(1), null, 'refused', envelope(1)]);
    await written;
    expect(await Promise.all([ask(2), ask(1), ask(3)])).toEqual([envelope(2), envelope(1), null]);
  });

  it('completes or ends a proposal once', async () => {
    const proposed = { state: 'proposed', class: 1, gestures: new Uint8Array([1]), answerBy: 7 } as const;
    for (const n of [1, 2])
      await at.store.commit({
        newLogs: [],
        appends: [append(register(1), 1, n - 1, 1)],
        effects: submission(n, n - 1, proposed).filter((e) => !('authority' in e) || e.authority !== authority(2)),
      });
    const turn = (n: number, state: 'accepted' | 'lapsed' | 'withdrawn', gestures: Uint8Array | null) =>
      at.store.commit(
        effects({ effect: 'envelope-state', subject: id('s', n), expected: 'proposed', state, gestures }),
      );
    await turn(1, 'accepted', new Uint8Array([1, 2]));
    await expect(turn(1, 'lapsed', null)).rejects.toEqual(refused('envelope-state'));
    await turn(2, 'withdrawn', null);
    expect(await at.store.envelope(id('s', 1))).toEqual(
      envelope(1, { ...proposed, state: 'accepted', gestures: new Uint8Array([1, 2]) }),
    );
    expect(await at.store.envelope(id('s', 2))).toEqual(envelope(2, { ...proposed, state: 'withdrawn' }));
  });

  it('keeps one acknowledgement for each subject, authority, kind and round', async () => {
    await at.send(1, 0, [{ effect: 'acknowledgement', ...acknowledgement }]);
    const second = { ...acknowledgement, hash: id('k', 2), round: 1, receivedAt: 9_001 };
    await expect(at.store.commit(effects({ effect: 'acknowledgement', ...second, round: 0 }))).rejects.toEqual(
      refused('acknowledgement'),
    );
    await at.store.commit(effects({ effect: 'acknowledgement', ...second }));
    expect(await at.store.acknowledgements(subject)).toEqual([acknowledgement, second]);
    expect(await at.store.acknowledgement(id('k', 2))).toEqual(second);
    expect(await at.store.acknowledgement(id('k', 3))).toBeNull();
  });

  it('gives timers in the order they fall due, until they are done', async () => {
    expect(await at.store.nextTimer()).toBeNull();
    const timer = (event: number, dueAt: number) => ({ subject, authority: authority(2), event, dueAt });
    const set = [timer(1, 300), timer(2, 100), timer(3, 200)];
    await at.send(
      1,
      0,
      set.map((row) => ({ effect: 'timer', ...row })),
    );
    expect(await at.store.nextTimer()).toBe(100);
    expect(await at.store.timersDue(99, 10)).toEqual([]);
    expect(await at.store.timersDue(200, 10)).toEqual([set[1], set[2]]);
    expect(await at.store.timersDue(999, 1)).toEqual([set[1]]);
    const done = (event: number, fired?: boolean) =>
      at.store.commit(
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
    expect(await at.store.nextTimer()).toBe(200);
    expect((await at.store.timersDue(999, 10)).map((row) => row.event)).toEqual([3, 1]);
  });
});
