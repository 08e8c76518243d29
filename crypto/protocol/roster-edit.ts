// Small changes to a folded roster: each returns a new value and decides nothing (the rules do).
import { keyKid, type Passkey } from '../wire/device.ts';
import type { Role } from '../wire/genesis.ts';
import type { Kid, OfficialId } from '../wire/ids.ts';
import type { LockboxRef, Rotation } from '../wire/roster-link.ts';
import type { Device, Official, Roster } from './roster.ts';

export const withOfficial = (roster: Roster, official: Official): Roster => ({
  ...roster,
  officials: new Map(roster.officials).set(official.id, official),
});

export const withDevice = (roster: Roster, device: Device): Roster => ({
  ...roster,
  devices: new Map(roster.devices).set(device.kid, device),
});

export const withRoles = (roster: Roster, official: Official, roles: readonly Role[], seq: number): Roster =>
  withOfficial(roster, { ...official, roles: [...official.roles, { seq, value: roles }] });

export const withInvite = (official: Official, key: Uint8Array, expiresAt: number): Official => ({
  ...official,
  invite: { kid: keyKid('invite-kid', key), key, expiresAt },
});

export const withPasskey = (official: Official, passkey: Passkey, seq: number): Official => ({
  ...official,
  passkeys: [...official.passkeys, { passkey, addedSeq: seq, revokedSeq: null }],
});

/** Ends a device from `seq` on. */
export function withoutDevice(roster: Roster, kid: Kid, seq: number): Roster {
  const device = roster.devices.get(kid) as Device;
  return withDevice(roster, { ...device, revokedSeq: seq });
}

/** Ends an official, their devices and passkeys from `seq` on. */
export function withoutOfficial(roster: Roster, id: OfficialId, seq: number): Roster {
  const official = roster.officials.get(id) as Official;
  const passkeys = official.passkeys.map((p) => (p.revokedSeq === null ? { ...p, revokedSeq: seq } : p));
  let next = withOfficial(roster, { ...official, removedSeq: seq, invite: null, passkeys });
  for (const device of roster.devices.values())
    if (device.official === id && device.revokedSeq === null) next = withoutDevice(next, device.kid, seq);
  return next;
}

/** The next epoch stands. */
export const withEpoch = (
  roster: Roster,
  rotation: Rotation,
  seq: number,
  createdAt: number,
  afterRemoval: boolean,
): Roster => ({
  ...roster,
  epochs: [...roster.epochs, { ...rotation, seq, createdAt, afterRemoval }],
});

/** Further lockboxes of the current epoch of a scope. */
export const withLockboxes = (roster: Roster, scope: string, epoch: number, refs: readonly LockboxRef[]): Roster => ({
  ...roster,
  epochs: roster.epochs.map((e) =>
    e.scope === scope && e.epoch === epoch
      ? { ...e, recipients: [...e.recipients, ...refs].sort((a, b) => (a.kid < b.kid ? -1 : 1)) }
      : e,
  ),
});
