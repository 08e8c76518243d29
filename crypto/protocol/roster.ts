// What a chain says when folded: who may act, with which devices and passkeys, since when and until when (protocol.md section 3).
// Values only; the fold is protocol/chain, the rules are protocol/link-rules.
import { toHex } from '../primitives/bytes.ts';
import type { DevicePublic, Passkey } from '../wire/device.ts';
import { type Genesis, type Policy, ROLES, type Role } from '../wire/genesis.ts';
import type { AuthorityId, Digest, Kid, OfficialId } from '../wire/ids.ts';
import type { Particulars } from '../wire/particulars.ts';
import type { LockboxRef, Protection } from '../wire/roster-link.ts';

/** A value from a link on, until the link that replaced it. Lists of these are in chain order. */
export type Since<T> = { readonly seq: number; readonly value: T };

export type RosterPasskey = {
  readonly passkey: Passkey;
  readonly addedSeq: number;
  readonly revokedSeq: number | null;
};

export type Official = {
  readonly id: OfficialId;
  readonly nameCommitment: Digest;
  readonly roles: readonly Since<readonly Role[]>[];
  readonly addedSeq: number;
  readonly removedSeq: number | null;
  /** The invitation not yet used. */
  readonly invite: { readonly kid: Kid; readonly key: Uint8Array; readonly expiresAt: number } | null;
  readonly passkeys: readonly RosterPasskey[];
};

export type Device = {
  readonly kid: Kid;
  readonly official: OfficialId;
  readonly public: DevicePublic;
  readonly protection: Protection;
  readonly addedSeq: number;
  readonly revokedSeq: number | null;
};

export type Epoch = {
  readonly scope: string;
  readonly epoch: number;
  readonly keyHash: Digest;
  readonly previous: { readonly nonce: Uint8Array; readonly box: Uint8Array } | null;
  readonly recipients: readonly LockboxRef[];
  readonly seq: number;
  readonly createdAt: number;
  /** True when the rotation came with the removal of an official or a device: no grace for the epoch before. */
  readonly afterRemoval: boolean;
};

export type Recovery = {
  readonly key: Uint8Array;
  readonly kid: Kid;
  readonly needed: number;
  readonly custodians: readonly { readonly kid: Kid; readonly key: Uint8Array; readonly shareCommitment: Digest }[];
  readonly delayMs: number;
  readonly seq: number;
};

export type Endorsement = {
  readonly authority: AuthorityId;
  readonly jurisdiction: string;
  readonly competence: string;
  readonly notifiedOn: string;
  readonly seq: number;
};

export type Roster = {
  readonly authority: AuthorityId;
  readonly genesis: Genesis;
  readonly headSeq: number;
  readonly headHash: Digest;
  readonly headCreatedAt: number;
  readonly officials: ReadonlyMap<OfficialId, Official>;
  readonly devices: ReadonlyMap<Kid, Device>;
  readonly threshold: readonly Since<number>[];
  readonly policy: readonly Since<Policy>[];
  /** All epochs, oldest first; the last is current. Empty while founding. */
  readonly epochs: readonly Epoch[];
  readonly recovery: Recovery | null;
  /** A recovery announced and neither vetoed nor enacted. */
  readonly announced: {
    readonly hash: Digest;
    readonly createdAt: number;
    readonly official: OfficialId;
    readonly deviceKid: Kid;
    /** Hash of all that the second link must repeat. */
    readonly claim: Digest;
  } | null;
  readonly endorsements: readonly Endorsement[];
  readonly peers: ReadonlyMap<AuthorityId, { readonly seq: number; readonly chainSeq: number }>;
  readonly domestic: ReadonlySet<AuthorityId>;
  /** What it says of its office since link `seq`, made at `statedAt` (unix ms, its authors' word); null: nothing yet. */
  readonly particulars: { readonly seq: number; readonly statedAt: number; readonly value: Particulars } | null;
  readonly closedSeq: number | null;
};

function at<T>(history: readonly Since<T>[], seq: number): T | undefined {
  for (let i = history.length - 1; i >= 0; i--) {
    const since = history[i] as Since<T>;
    if (since.seq <= seq) return since.value;
  }
  return undefined;
}

/** The policy in force after link `seq` (default: now). */
export const policyOf = (roster: Roster, seq = roster.headSeq): Policy => at(roster.policy, seq) as Policy;

/** Officials whose consent a decision of the administrators needs. */
export const thresholdOf = (roster: Roster, seq = roster.headSeq): number => at(roster.threshold, seq) as number;

/** Roles of an official after link `seq`; empty once removed or before added. */
export function rolesOf(roster: Roster, official: OfficialId, seq = roster.headSeq): readonly Role[] {
  const found = roster.officials.get(official);
  if (!found || found.addedSeq > seq || (found.removedSeq !== null && found.removedSeq <= seq)) return [];
  return at(found.roles, seq) ?? [];
}

export const hasRole = (roster: Roster, official: OfficialId, role: Role, seq = roster.headSeq): boolean =>
  rolesOf(roster, official, seq).includes(role);

/** The device, if it is active after link `seq`: added, not revoked, its official not removed; else null. */
export function activeDevice(roster: Roster, kid: Kid, seq = roster.headSeq): Device | null {
  const device = roster.devices.get(kid);
  if (!device || device.addedSeq > seq || (device.revokedSeq !== null && device.revokedSeq <= seq)) return null;
  return rolesOf(roster, device.official, seq).length > 0 ? device : null;
}

export const activeDevices = (roster: Roster, seq = roster.headSeq): Device[] =>
  [...roster.devices.values()].filter((d) => activeDevice(roster, d.kid, seq) !== null);

export const activeOfficials = (roster: Roster, seq = roster.headSeq): Official[] =>
  [...roster.officials.values()].filter((o) => rolesOf(roster, o.id, seq).length > 0);

/** The passkey with this credential id, if active after link `seq`, and whose it is. */
export function activePasskey(
  roster: Roster,
  credentialId: string,
  seq = roster.headSeq,
): { official: Official; passkey: Passkey } | null {
  for (const official of activeOfficials(roster, seq))
    for (const p of official.passkeys)
      if (
        p.addedSeq <= seq &&
        (p.revokedSeq === null || p.revokedSeq > seq) &&
        toHex(p.passkey.credentialId) === credentialId
      )
        return { official, passkey: p.passkey };
  return null;
}

export const activePasskeysOf = (roster: Roster, official: OfficialId, seq = roster.headSeq): Passkey[] =>
  (roster.officials.get(official)?.passkeys ?? [])
    .filter((p) => p.addedSeq <= seq && (p.revokedSeq === null || p.revokedSeq > seq))
    .map((p) => p.passkey);

/** Administrators who have a device: those who can sign, and so those whom a threshold can count on. */
export const enrolledAdmins = (roster: Roster, seq = roster.headSeq): OfficialId[] => {
  const holders = new Set(activeDevices(roster, seq).map((device) => device.official));
  return [...holders].filter((official) => hasRole(roster, official, ROLES.admin, seq));
};

/** The current epoch of a scope, or null while founding. */
export const currentEpoch = (roster: Roster, scope = 'main'): Epoch | null =>
  roster.epochs.findLast((e) => e.scope === scope) ?? null;

/** How long an envelope to a superseded epoch still arrives, when the rotation removed nobody. */
export const EPOCH_GRACE_MS = 7 * 24 * 3_600_000;
/** Longest life of an epoch. */
export const EPOCH_LIFE_MS = 30 * 24 * 3_600_000;

/** Founding is over: two administrators with the passkeys the policy asks for, threshold two or more, a recovery set, an epoch. */
export function isFounded(roster: Roster): boolean {
  const passkeys = policyOf(roster).passkeysBeforeSending;
  const admins = enrolledAdmins(roster).filter((o) => activePasskeysOf(roster, o).length >= passkeys);
  return (
    admins.length >= 2 &&
    thresholdOf(roster) >= 2 &&
    roster.recovery !== null &&
    currentEpoch(roster) !== null &&
    roster.closedSeq === null
  );
}

/** The name shown for an authority in a language, or its first. */
export const authorityName = (roster: Roster, language = 'en'): string =>
  (roster.genesis.names.find(([l]) => l === language) ?? (roster.genesis.names[0] as readonly [string, string]))[1];
