// Sessions as last read or written here, each believed for a second: a device that sends much does not have its row fetched for every piece
// (protocol.md section 7). What this relay writes it knows at once; what another one on the same database ends, it notices within that second.
import type { SessionRow, Store } from '../../db/store.ts';
import type { Clock } from '../deps.ts';

export type SessionRows = Pick<Store, 'session' | 'login' | 'touchSession' | 'endSession'>;

const BELIEVED_MS = 1_000;
const AT_MOST = 50_000;

export function openSessionRows(store: SessionRows, clock: Clock): SessionRows {
  const known = new Map<string, { readonly row: SessionRow; readonly readAt: number }>();
  // A read that began before a write must not bring back what the write ended.
  let writes = 0;

  function forget(kid: string): void {
    writes += 1;
    known.delete(kid);
  }
  return {
    async session(kid) {
      const now = clock.now();
      const found = known.get(kid);
      if (found && now >= found.readAt && now - found.readAt < BELIEVED_MS) return found.row;
      const before = writes;
      const row = await store.session(kid);
      if (known.size >= AT_MOST) known.clear();
      if (row && before === writes) known.set(kid, { row, readAt: now });
      else known.delete(kid);
      return row;
    },
    async login(nonce, session) {
      forget(session.kid);
      const row = await store.login(nonce, session);
      forget(session.kid);
      return row;
    },
    async touchSession(kid, usedAt) {
      await store.touchSession(kid, usedAt);
      forget(kid);
    },
    async endSession(kid) {
      forget(kid);
      await store.endSession(kid);
      forget(kid);
    },
  };
}
