// Links that carry or complete an epoch: rotation, removal with rotation, grants (protocol.md section 3). Removal without rotation does not exist.
import { demand } from '../primitives/errors.ts';
import { ROLES } from '../wire/genesis.ts';
import type { OfficialId } from '../wire/ids.ts';
import type { Rotation } from '../wire/roster-link.ts';
import { demandAdmin, demandHolder, demandThreshold, enoughCustodians } from './link-signers.ts';
import { demandOfficial, type LinkContext, type Step } from './link-step.ts';
import { dueRecipients, recipientKids } from './recipients.ts';
import { activeDevice, currentEpoch, hasRole, type Roster } from './roster.ts';
import { withEpoch, withLockboxes, withoutDevice, withoutOfficial } from './roster-edit.ts';

/** The only scope of version 1. */
const SCOPE = 'main';

/**
 * ROS-8: the next epoch, with the previous seed sealed under it, and recipients exactly the reading devices and the recovery key once the link stands;
 * its author among them. `after` is the roster with everything else of the link applied.
 */
export function applyRotation(step: LinkContext, after: Roster, rotation: Rotation, afterRemoval: boolean): Roster {
  const { link, signers } = step;
  const placed = { ...after, headSeq: link.seq };
  const current = currentEpoch(after, SCOPE);
  demand(rotation.scope === SCOPE, 'ROSTER_ROTATION', `scope ${rotation.scope}`);
  demand(
    rotation.epoch === (current?.epoch ?? 0) + 1,
    'ROSTER_ROTATION',
    `epoch ${rotation.epoch} does not follow ${current?.epoch ?? 0}`,
  );
  demand(
    (rotation.previous === null) === (current === null),
    'ROSTER_ROTATION',
    'the previous seed is sealed from the second epoch on',
  );
  demand(!after.epochs.some((e) => e.keyHash === rotation.keyHash), 'ROSTER_ROTATION', 'the key of an earlier epoch');
  const due = recipientKids(placed);
  const listed = rotation.recipients.map((r) => r.kid);
  demand(
    due.length === listed.length && due.every((kid, i) => kid === listed[i]),
    'ROSTER_RECIPIENTS',
    'recipients are not exactly the reading devices and the recovery key',
  );
  demand(
    signers.devices.some((d) => listed.includes(d.kid)),
    'ROSTER_SIGNER',
    'a rotation is made by a device that is its recipient',
  );
  return withEpoch(after, rotation, link.seq, link.createdAt, afterRemoval);
}

export function epochRotate(step: Step<'epoch_rotate'>): Roster {
  return applyRotation(step, step.roster, step.body.rotation, false);
}

// ROS-9: an administrator (the person) is removed by the threshold of the others or by the custodians; anyone else by one administrator.
function demandRight(step: LinkContext, target: OfficialId): void {
  const { roster, signers } = step;
  if (!hasRole(roster, target, ROLES.admin)) demandAdmin(signers);
  else if (!enoughCustodians(roster, signers)) demandThreshold(roster, signers, target);
}

export function officialRemove(step: Step<'official_remove'>): Roster {
  const { roster, body, link, signers } = step;
  demandOfficial(roster, body.official);
  demand(!signers.officials.has(body.official), 'ROSTER_SIGNER', 'nobody removes themselves');
  demandRight(step, body.official);
  return applyRotation(step, withoutOfficial(roster, body.official, link.seq), body.rotation, true);
}

export function deviceRevoke(step: Step<'device_revoke'>): Roster {
  const { roster, body, link, signers } = step;
  const device = activeDevice(roster, body.kid);
  demand(device, 'ROSTER_UNKNOWN_DEVICE', `device ${body.kid} is not active`);
  demand(!signers.devices.some((d) => d.kid === body.kid), 'ROSTER_SIGNER', 'nobody revokes the device that signs');
  // A lost device cannot wait for a quorum: one administrator ends it, in the open. Nobody gains a right by that; the official enrols another.
  if (!signers.officials.has(device.official)) demandAdmin(signers);
  return applyRotation(step, withoutDevice(roster, body.kid, link.seq), body.rotation, true);
}

/** ROS-11: whoever can open the current epoch lets in active reading devices that have no lockbox yet (see docs/adr: an invited device cannot seal its own). */
export function lockboxGrant({ roster, body, signers }: Step<'lockbox_grant'>): Roster {
  const epoch = currentEpoch(roster, body.scope);
  demand(epoch && epoch.epoch === body.epoch, 'EPOCH_STALE', 'a grant for another epoch than the current one');
  demandHolder(epoch, signers);
  const holders = new Set(epoch.recipients.map((r) => r.kid));
  const may = new Set(dueRecipients(roster).map((r) => r.kid));
  demand(body.recipients.length > 0, 'ROSTER_RECIPIENTS', 'an empty grant');
  for (const { kid } of body.recipients)
    demand(may.has(kid) && !holders.has(kid), 'ROSTER_RECIPIENTS', `${kid} is not a reading device without a lockbox`);
  return withLockboxes(roster, body.scope, body.epoch, body.recipients);
}
