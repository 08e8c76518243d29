// What every rule sees, and the checks that several rules share (protocol.md section 3).
import { equal, toHex } from '../primitives/bytes.ts';
import { demand } from '../primitives/errors.ts';
import { type DevicePublic, deviceKid, type Passkey } from '../wire/device.ts';
import { type Policy, ROLES, type Role } from '../wire/genesis.ts';
import type { Kid, OfficialId } from '../wire/ids.ts';
import type { Link, LinkBody, LinkType, Protection } from '../wire/roster-link.ts';
import type { UnverifiedStatement } from '../wire/statement.ts';
import { practiceAaguid } from './gesture.ts';
import type { LinkSigners } from './link-signers.ts';
import { type Official, policyOf, type Roster, rolesOf } from './roster.ts';
import { withDevice } from './roster-edit.ts';

/** The roster before the link, the link's place, its verified signers. */
export type LinkContext = {
  readonly roster: Roster;
  readonly link: Link;
  readonly statement: UnverifiedStatement<'link'>;
  readonly signers: LinkSigners;
};
/** The same with the body of one type. */
export type Step<T extends LinkType> = LinkContext & { readonly body: Extract<LinkBody, { type: T }> };

/** ROS-10: auditors read nothing and services are no persons, so neither role mixes with others. */
export function demandRoles(roles: readonly Role[]): void {
  for (const alone of [ROLES.auditor, ROLES.service])
    demand(!roles.includes(alone) || roles.length === 1, 'ROSTER_ROLE', 'auditor and service stand alone');
}

/** ROS-5: outside practice an official who signs has a second passkey, so that losing one ends nothing. */
export function demandPolicy(policy: Policy): void {
  demand(policy.practice || policy.passkeysBeforeSending >= 2, 'ROSTER_POLICY', 'fewer than two passkeys in earnest');
}

/** The official, active before this link. */
export function demandOfficial(roster: Roster, id: OfficialId): Official {
  const official = roster.officials.get(id);
  demand(official && rolesOf(roster, id).length > 0, 'ROSTER_UNKNOWN_OFFICIAL', `official ${id} is not active`);
  return official;
}

/** ROS-6: a key serves one device once, and one purpose. Returns the device's kid. */
export function demandFreshDevice(roster: Roster, device: DevicePublic): Kid {
  const kid = deviceKid(device);
  const signing = [device.sign, device.http];
  for (const { kid: other, public: keys } of roster.devices.values()) {
    const known = [keys.sign, keys.http];
    const reused =
      other === kid || equal(keys.kem, device.kem) || signing.some((key) => known.some((k) => equal(k, key)));
    demand(!reused, 'ROSTER_KEY_REUSED', 'a key that another device has or had');
  }
  return kid;
}

/** ROS-7: a passkey stands in a roster once, and the policy takes it. */
export function demandFreshPasskey(roster: Roster, passkey: Passkey): void {
  const id = toHex(passkey.credentialId);
  for (const official of roster.officials.values())
    demand(
      !official.passkeys.some((p) => toHex(p.passkey.credentialId) === id),
      'ROSTER_KEY_REUSED',
      'a passkey that stands in this roster already',
    );
  demandPasskeyAllowed(policyOf(roster), passkey);
}

/** Of the authority's own RP ID and models, and a practice passkey in practice only. */
export function demandPasskeyAllowed(policy: Policy, passkey: Passkey): void {
  demand(policy.rpIds.includes(passkey.rpId), 'ROSTER_POLICY', `RP ID ${passkey.rpId} is not one of the authority's`);
  demand(
    policy.practice || !equal(passkey.aaguid, practiceAaguid()),
    'POLICY_PRACTICE',
    'a practice passkey outside practice',
  );
  const allowed = policy.aaguids.length === 0 || policy.aaguids.some((a) => equal(a, passkey.aaguid));
  demand(allowed, 'ROSTER_POLICY', 'this model of passkey is not allowed');
}

/** Adds a device to an official's set. */
export const addDevice = (
  roster: Roster,
  official: OfficialId,
  kid: Kid,
  device: DevicePublic,
  protection: Protection,
  seq: number,
): Roster => withDevice(roster, { kid, official, public: device, protection, addedSeq: seq, revokedSeq: null });
