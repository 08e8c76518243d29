// Reads of the door: invitations, nonces, sessions (protocol 3, 5, 7).
import { and, gt, isNull } from 'drizzle-orm';
import { type Builder, given, matching } from '../statements/building.ts';
import type { Store } from '../store.ts';
import type { Tables } from '../tables.ts';

type Reads = Pick<Store, 'invitation' | 'nonce' | 'nonceHolder' | 'gestureSlot' | 'session'>;

export function accessReads(db: Builder, { invitations, nonces, sessions, gestureSlots }: Tables): Reads {
  const invitation = db.select().from(invitations).where(matching(invitations, 'kid')).prepare();
  const session = db.select().from(sessions).where(matching(sessions, 'kid')).prepare();
  const nonce = db
    .select({ expiresAt: nonces.expiresAt })
    .from(nonces)
    .where(
      and(
        matching(nonces, 'nonce', 'kid', 'purpose'),
        isNull(nonces.usedAt),
        gt(nonces.expiresAt, given(nonces.expiresAt, 'now')),
      ),
    )
    .prepare();

  const holder = db
    .select({ kid: nonces.kid, expiresAt: nonces.expiresAt })
    .from(nonces)
    .where(
      and(
        matching(nonces, 'nonce', 'purpose'),
        isNull(nonces.usedAt),
        gt(nonces.expiresAt, given(nonces.expiresAt, 'now')),
      ),
    )
    .prepare();
  const slot = db
    .select({ gestures: gestureSlots.gestures })
    .from(gestureSlots)
    .where(
      and(matching(gestureSlots, 'challenge', 'kid'), gt(gestureSlots.expiresAt, given(gestureSlots.expiresAt, 'now'))),
    )
    .prepare();

  return {
    invitation: async (kid) => (await invitation.execute({ kid }))[0] ?? null,
    nonce: async (text, kid, purpose, now) => (await nonce.execute({ nonce: text, kid, purpose, now }))[0] ?? null,
    nonceHolder: async (text, purpose, now) => (await holder.execute({ nonce: text, purpose, now }))[0] ?? null,
    gestureSlot: async (challenge, kid, now) => (await slot.execute({ challenge, kid, now }))[0]?.gestures ?? null,
    session: async (kid) => (await session.execute({ kid }))[0] ?? null,
  };
}
