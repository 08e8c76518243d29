// Statements that write the door: invitations, nonces, sessions, requests seen (protocol 3, 5, 7).
import { and, gt, isNull, lt, lte, sql } from 'drizzle-orm';
import type { Tables } from '../tables.ts';
import { type Builder, given, insert, matching, taking, wholeRow } from './building.ts';

export function accessStatements(
  db: Builder,
  { invitations, nonces, sessions, gestureSlots, requests, pulse }: Tables,
) {
  const unused = (...keys: ('nonce' | 'kid' | 'purpose')[]) =>
    and(matching(nonces, ...keys), isNull(nonces.usedAt), gt(nonces.expiresAt, given(nonces.expiresAt, 'usedAt')));
  return {
    invitation: insert(db, invitations),
    invitationConsumed: db
      .update(invitations)
      .set(taking(invitations, 'consumedAt'))
      .where(
        and(
          matching(invitations, 'kid'),
          isNull(invitations.consumedAt),
          gt(invitations.expiresAt, given(invitations.expiresAt, 'consumedAt')),
        ),
      ),
    nonce: insert(db, nonces),
    nonceUsed: db.update(nonces).set(taking(nonces, 'usedAt')).where(unused('nonce', 'kid')),
    loginNonceUsed: db
      .update(nonces)
      .set(taking(nonces, 'usedAt'))
      .where(unused('nonce', 'kid', 'purpose')),
    noncesSwept: db.delete(nonces).where(lte(nonces.expiresAt, given(nonces.expiresAt, 'now'))),
    gestureSlot: insert(db, gestureSlots),
    gestureSlotsSwept: db.delete(gestureSlots).where(lte(gestureSlots.expiresAt, given(gestureSlots.expiresAt, 'now'))),
    session: insert(db, sessions),
    sessionTouched: db
      .update(sessions)
      .set(taking(sessions, 'usedAt'))
      .where(and(matching(sessions, 'kid'), lt(sessions.usedAt, given(sessions.usedAt, 'usedAt')))),
    sessionEnded: db.delete(sessions).where(matching(sessions, 'kid')),
    request: insert(db, requests),
    requestOnce: db
      .insert(requests)
      .values(wholeRow(requests) as never)
      .onConflictDoNothing(),
    requestsSwept: db.delete(requests).where(lte(requests.expiresAt, given(requests.expiresAt, 'now'))),
    pulse: db
      .insert(pulse)
      .values({ id: 1, beat: 1 })
      .onConflictDoUpdate({ target: pulse.id, set: { beat: sql`${pulse.beat} + 1` } }),
  };
}
