// Whose signatures a link bears: every one is verified and belongs to a device, an invitation, a custodian or the device being added (protocol.md section 3).
import { demand, ProtocolError } from '../primitives/errors.ts';
import { deviceKid } from '../wire/device.ts';
import { ROLES } from '../wire/genesis.ts';
import type { Kid, OfficialId } from '../wire/ids.ts';
import type { LinkBody } from '../wire/roster-link.ts';
import { type UnverifiedStatement, verifyStatement } from '../wire/statement.ts';
import {
  activeDevice,
  activeOfficials,
  type Device,
  type Epoch,
  hasRole,
  type Official,
  type Roster,
  thresholdOf,
} from './roster.ts';

export type LinkSigners = {
  readonly devices: readonly Device[];
  /** Distinct officials behind those devices: what thresholds count. */
  readonly officials: ReadonlySet<OfficialId>;
  readonly admins: readonly OfficialId[];
  readonly invited: Official | null;
  readonly custodians: number;
  /** The device that the link adds signed it. */
  readonly newDevice: boolean;
};

/** Verifies all signatures against the roster before the link. An unknown kid or a bad signature refuses the link (ROSTER_SIGNER, SIGNATURE_INVALID). */
export function verifyLinkSigners(roster: Roster, body: LinkBody, statement: UnverifiedStatement<'link'>): LinkSigners {
  const devices: Device[] = [];
  let invited: Official | null = null;
  let custodians = 0;
  let newDevice = false;
  const added = body.type === 'device_add' || body.type === 'recover' ? body.device : null;
  const addedKid = added && deviceKid(added);
  for (const { kid } of statement.signatures) {
    const device = activeDevice(roster, kid);
    const invitation = invitationOf(roster, kid);
    const custodian = roster.recovery?.custodians.find((c) => c.kid === kid);
    if (device) {
      verifyStatement(statement, kid, device.public.sign);
      devices.push(device);
    } else if (added && kid === addedKid) {
      verifyStatement(statement, kid, added.sign);
      newDevice = true;
    } else if (invitation && body.type === 'device_add') {
      verifyStatement(statement, kid, (invitation.invite as { key: Uint8Array }).key);
      invited = invitation;
    } else if (custodian) {
      verifyStatement(statement, kid, custodian.key);
      custodians++;
    } else {
      throw new ProtocolError('ROSTER_SIGNER', `signed by ${kid}, which may not act in this chain`);
    }
  }
  const officials = new Set(devices.map((d) => d.official));
  const admins = [...officials].filter((o) => hasRole(roster, o, ROLES.admin));
  return { devices, officials, admins, invited, custodians, newDevice };
}

const invitationOf = (roster: Roster, kid: Kid): Official | null =>
  activeOfficials(roster).find((o) => o.invite?.kid === kid) ?? null;

/** ROS-4: decisions of the administrators need as many of them as the threshold says. */
export function demandThreshold(roster: Roster, signers: LinkSigners, except: OfficialId | null = null): void {
  const counted = signers.admins.filter((o) => o !== except).length;
  const needed = thresholdOf(roster);
  demand(counted >= needed, 'ROSTER_THRESHOLD', `${counted} of ${needed} administrators signed`);
}

/** One administrator at least. */
export function demandAdmin(signers: LinkSigners): void {
  demand(signers.admins.length > 0, 'ROSTER_ROLE', 'not signed by an administrator');
}

/** A device that can open the epoch: nobody else can have sealed a lockbox of it. */
export function demandHolder(epoch: Epoch, signers: LinkSigners): void {
  const holders = new Set(epoch.recipients.map((r) => r.kid));
  demand(
    signers.devices.some((d) => holders.has(d.kid)),
    'ROSTER_SIGNER',
    'lockboxes are made by a device that can open the epoch',
  );
}

/** As many custodians as the recovery names. */
export const enoughCustodians = (roster: Roster, signers: LinkSigners): boolean =>
  roster.recovery !== null && signers.custodians >= roster.recovery.needed;
