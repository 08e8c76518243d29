// Tables of the door: invitations, nonces of logins and gestures, sessions, slots of gestures, requests seen (protocol 3, 5, 7), and a pulse to try writing.
import { sql } from 'drizzle-orm';
import type { Kit } from '../columns.ts';
import { AUTHORITY, DIGEST, KID, oneOf } from './sizes.ts';

export function accessTables(k: Kit) {
  const invitations = k.table('invitations', {
    kid: k.id('kid', KID).primaryKey(),
    authority: k.id('authority', AUTHORITY).notNull(),
    card: k.bytes('card').notNull(),
    expiresAt: k.int('expires_at').notNull(),
    consumedAt: k.int('consumed_at'),
  });

  const nonces = k.table(
    'nonces',
    {
      nonce: k.text('nonce').primaryKey(),
      kid: k.id('kid', KID).notNull(),
      purpose: k.text<'login' | 'gesture'>('purpose').notNull(),
      expiresAt: k.int('expires_at').notNull(),
      usedAt: k.int('used_at'),
    },
    (t) => [
      k.index('nonces_expiry').on(t.expiresAt),
      k.check('nonces_purpose', oneOf(t.purpose, 'login', 'gesture')),
      k.check('nonces_length', sql`length(${t.nonce}) between 1 and 128`),
    ],
  );

  const sessions = k.table('sessions', {
    kid: k.id('kid', KID).primaryKey(),
    loginAt: k.int('login_at').notNull(),
    usedAt: k.int('used_at').notNull(),
    gestureAt: k.int('gesture_at').notNull(),
  });

  // A gesture made on another computer, until the device that asked for it comes; found by the challenge that both computed.
  const gestureSlots = k.table(
    'gesture_slots',
    {
      challenge: k.id('challenge', DIGEST).primaryKey(),
      kid: k.id('kid', KID).notNull(),
      gestures: k.bytes('gestures').notNull(),
      expiresAt: k.int('expires_at').notNull(),
    },
    (t) => [k.index('gesture_slots_expiry').on(t.expiresAt)],
  );

  // The nonce here is the requester's own text, so it stays text.
  const requests = k.table(
    'requests',
    {
      kid: k.id('kid', KID).notNull(),
      nonce: k.text('nonce').notNull(),
      expiresAt: k.int('expires_at').notNull(),
    },
    (t) => [
      k.primaryKey({ columns: [t.kid, t.nonce] }),
      k.index('requests_expiry').on(t.expiresAt),
      k.check('requests_nonce', sql`length(${t.nonce}) between 1 and 128`),
    ],
  );

  const pulse = k.table('pulse', { id: k.int('id').primaryKey(), beat: k.int('beat').notNull() });

  return { invitations, nonces, sessions, gestureSlots, requests, pulse };
}
