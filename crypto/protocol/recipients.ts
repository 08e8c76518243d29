// Who is due a lockbox of an epoch (protocol.md section 3, epoch_rotate). Public values only: the relay holds rotations to it as well.
import { keyKid } from '../wire/device.ts';
import { ROLES } from '../wire/genesis.ts';
import type { Kid, OfficialId } from '../wire/ids.ts';
import { activeDevices, type Roster, rolesOf } from './roster.ts';

/** One that a lockbox is sealed for: a device, or the recovery key. `kem`: X-Wing public key, 1216 bytes. */
export type EpochRecipient = { readonly kid: Kid; readonly kem: Uint8Array };

/** What the link that carries the rotation changes, for an author who has the roster before it. */
export type RecipientChange = {
  readonly removed?: OfficialId;
  readonly revoked?: Kid;
  readonly recoveryKey?: Uint8Array;
};

/**
 * Exactly those a new epoch of `roster` is sealed for, sorted by kid: the active devices of every official who is more than an
 * auditor, and the recovery key where one is set.
 */
export function dueRecipients(roster: Roster, change: RecipientChange = {}): EpochRecipient[] {
  const due: EpochRecipient[] = activeDevices(roster)
    .filter((device) => device.kid !== change.revoked && device.official !== change.removed)
    .filter((device) => rolesOf(roster, device.official).some((role) => role !== ROLES.auditor))
    .map((device) => ({ kid: device.kid, kem: device.public.kem }));
  const recoveryKey = change.recoveryKey ?? roster.recovery?.key;
  if (recoveryKey) due.push({ kid: keyKid('recovery-kid', recoveryKey), kem: recoveryKey });
  return due.sort((a, b) => (a.kid < b.kid ? -1 : 1));
}

/** The kids of `dueRecipients`: what a rotation's list must equal. */
export const recipientKids = (roster: Roster): Kid[] => dueRecipients(roster).map((recipient) => recipient.kid);
