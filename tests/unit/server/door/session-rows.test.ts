// Rows of sessions that are believed for a second: fetched seldom, forgotten at once by what is written here, never brought back by a slow read.
import { describe, expect, it } from 'vitest';
import type { SessionRow } from '../../../../db/store.ts';
import { openSessionRows, type SessionRows } from '../../../../server/services/session-rows.ts';

const row = (usedAt: number): SessionRow => ({ kid: 'aa', loginAt: 1, usedAt, gestureAt: 1 });

/** A store of one row; reads are counted, and wait for `gate` where there is one. */
function rowsOver(first: SessionRow | null) {
  const at = { row: first, reads: 0, gate: null as Promise<void> | null, now: 5_000 };
  const store: SessionRows = {
    async session() {
      at.reads += 1;
      const read = at.row;
      await at.gate;
      return read;
    },
    async login(_nonce, session) {
      at.row = session;
      return session;
    },
    async touchSession(_kid, usedAt) {
      if (at.row) at.row = { ...at.row, usedAt };
    },
    async endSession() {
      at.row = null;
    },
  };
  return { at, rows: openSessionRows(store, { now: () => at.now }) };
}

describe('rows of sessions', () => {
  it('are fetched once a second', async () => {
    const { at, rows } = rowsOver(row(1));
    for (const now of [5_000, 5_500, 5_999]) {
      at.now = now;
      expect(await rows.session('aa')).toEqual(row(1));
    }
    expect(at.reads).toBe(1);
    at.now = 6_000;
    await rows.session('aa');
    expect(at.reads).toBe(2);
    // A clock set back tells nothing of age.
    at.now = 5_000;
    await rows.session('aa');
    expect(at.reads).toBe(3);
  });

  it('that are not there are asked for every time', async () => {
    const { at, rows } = rowsOver(null);
    expect([await rows.session('aa'), await rows.session('aa')]).toEqual([null, null]);
    expect(at.reads).toBe(2);
  });

  it('are known at once after what was written here', async () => {
    const { rows } = rowsOver(row(1));
    await rows.session('aa');
    await rows.touchSession('aa', 9);
    expect((await rows.session('aa'))?.usedAt).toBe(9);
    await rows.login('nonce', row(11));
    expect((await rows.session('aa'))?.usedAt).toBe(11);
    await rows.endSession('aa');
    expect(await rows.session('aa')).toBeNull();
  });

  it('are not brought back by a read that began before their end', async () => {
    const { at, rows } = rowsOver(row(1));
    let open = (): void => {};
    at.gate = new Promise((resolve) => {
      open = resolve;
    });
    const slow = rows.session('aa');
    await rows.endSession('aa');
    open();
    expect(await slow).toEqual(row(1));
    expect(await rows.session('aa')).toBeNull();
  });
});
