// The rule of each link type: who must have signed it, what must hold, what it changes (protocol.md section 3; docs/spec/roster.md ROS-n).
import { equal } from '../primitives/bytes.ts';
import { demand } from '../primitives/errors.ts';
import { checkPublicKey } from '../primitives/sign.ts';
import { ROLES } from '../wire/genesis.ts';
import { INVITATION_LIFE_MS, type LinkType } from '../wire/roster-link.ts';
import { demandAdmin, demandHolder, demandThreshold } from './link-signers.ts';
import {
  addDevice,
  demandFreshDevice,
  demandFreshPasskey,
  demandOfficial,
  demandPolicy,
  demandRoles,
  type LinkContext,
  type Step,
} from './link-step.ts';
import { passkeyAdd, passkeyRevoke } from './passkey-rules.ts';
import { recoverRule, recoverVeto, recoverySet } from './recovery-rules.ts';
import { activeDevices, currentEpoch, enrolledAdmins, policyOf, type Roster, rolesOf, thresholdOf } from './roster.ts';
import { withInvite, withLockboxes, withOfficial, withPasskey, withRoles } from './roster-edit.ts';
import { deviceRevoke, epochRotate, lockboxGrant, officialRemove } from './rotation-rules.ts';

type Rule<T extends LinkType> = (step: Step<T>) => Roster | Promise<Roster>;

const officialAdd: Rule<'official_add'> = ({ roster, body, link, signers }) => {
  demandThreshold(roster, signers);
  demandRoles(body.roles);
  demandInvitation(roster, body, link.createdAt);
  const known = roster.officials.get(body.official);
  if (!known) {
    const fresh = {
      id: body.official,
      nameCommitment: body.nameCommitment,
      roles: [{ seq: link.seq, value: body.roles }],
      addedSeq: link.seq,
      removedSeq: null,
      invite: null,
      passkeys: [],
    };
    return withOfficial(roster, withInvite(fresh, body.inviteKey, body.inviteExpiresAt));
  }
  // A new invitation for someone who never used the first; whoever has or had a device is not invited again.
  const devices = [...roster.devices.values()].some((d) => d.official === body.official);
  demand(known.removedSeq === null && !devices, 'ROSTER_UNKNOWN_OFFICIAL', 'this official is enrolled or was removed');
  return withRoles(
    roster,
    withInvite({ ...known, nameCommitment: body.nameCommitment }, body.inviteKey, body.inviteExpiresAt),
    body.roles,
    link.seq,
  );
};

// ROS-13: an invitation lives 72 hours, and one code invites one person.
function demandInvitation(roster: Roster, body: Step<'official_add'>['body'], createdAt: number): void {
  checkPublicKey(body.inviteKey);
  const life = body.inviteExpiresAt - createdAt;
  demand(life > 0 && life <= INVITATION_LIFE_MS, 'POLICY_INVITATION', 'an invitation lives at most 72 hours');
  for (const { id, invite } of roster.officials.values())
    demand(
      id === body.official || !invite || !equal(invite.key, body.inviteKey),
      'ROSTER_KEY_REUSED',
      'one code for two',
    );
}

const roleSet: Rule<'role_set'> = ({ roster, body, link, signers }) => {
  demandThreshold(roster, signers);
  demandRoles(body.roles);
  const official = demandOfficial(roster, body.official);
  const hasDevice = activeDevices(roster).some((d) => d.official === body.official);
  const before = rolesOf(roster, body.official);
  // An auditor's device has no seed, which only a removal takes away; a service's has no person with a passkey behind it.
  for (const alone of [ROLES.auditor, ROLES.service])
    demand(
      !hasDevice || before.includes(alone) === body.roles.includes(alone),
      'ROSTER_ROLE',
      'who has a device does not become or cease to be an auditor or a service: remove and add',
    );
  const next = withRoles(roster, official, body.roles, link.seq);
  const admins = enrolledAdmins(next, link.seq).length;
  demand(admins >= thresholdOf(roster), 'ROSTER_THRESHOLD', 'fewer administrators than the threshold would remain');
  return next;
};

const policySet: Rule<'policy_set'> = ({ roster, body, link, signers }) => {
  demandThreshold(roster, signers);
  const before = policyOf(roster);
  demandPolicy(body.policy);
  const admins = enrolledAdmins(roster).length;
  demand(body.threshold <= admins, 'ROSTER_THRESHOLD', 'a threshold above the number of administrators with a device');
  demand(
    body.threshold >= Math.min(2, thresholdOf(roster)),
    'ROSTER_POLICY',
    'a threshold once raised does not return to one',
  );
  demand(
    body.policy.practice === before.practice && body.policy.minSuite >= before.minSuite,
    'ROSTER_POLICY',
    'practice never changes and suites never go back',
  );
  return {
    ...roster,
    policy: [...roster.policy, { seq: link.seq, value: body.policy }],
    threshold: [...roster.threshold, { seq: link.seq, value: body.threshold }],
  };
};

const deviceAdd: Rule<'device_add'> = ({ roster, body, link, signers }) => {
  const official = demandOfficial(roster, body.official);
  const kid = demandFreshDevice(roster, body.device);
  demand(signers.newDevice, 'ROSTER_SIGNER', 'the new device did not sign');
  const own = activeDevices(roster).filter((d) => d.official === official.id);
  const service = rolesOf(roster, official.id).includes(ROLES.service);
  if (official.invite && own.length === 0 && signers.invited) {
    demand(signers.invited.id === official.id, 'ROSTER_SIGNER', 'the invitation of someone else');
    demand(link.createdAt <= official.invite.expiresAt, 'POLICY_INVITATION', 'the invitation has expired');
    demand(service || body.passkey !== null, 'ROSTER_POLICY', 'a person enrols with a passkey');
  } else if (own.length > 0) {
    demand(
      signers.devices.some((d) => d.official === official.id),
      'ROSTER_SIGNER',
      'not signed by another device of this official',
    );
    demand(body.passkey === null, 'ROSTER_POLICY', 'further passkeys come by passkey_add');
  } else {
    demandThreshold(roster, signers);
    demand(official.invite === null, 'ROSTER_SIGNER', 'an invited official enrols with the invitation');
  }
  demand(!service || body.passkey === null, 'ROSTER_POLICY', 'a service has no passkey');
  let next = addDevice(roster, official.id, kid, body.device, body.protection, link.seq);
  if (body.passkey) demandFreshPasskey(roster, body.passkey);
  const enrolled = body.passkey ? withPasskey(official, body.passkey, link.seq) : official;
  next = withOfficial(next, { ...enrolled, invite: null });
  for (const box of body.lockboxes) {
    const epoch = currentEpoch(roster, box.scope);
    demand(epoch?.epoch === box.epoch, 'EPOCH_STALE', 'a lockbox of another epoch than the current one');
    demandHolder(epoch, signers);
    demand(!rolesOf(roster, official.id).includes(ROLES.auditor), 'ROSTER_RECIPIENTS', 'an auditor gets no lockbox');
    next = withLockboxes(next, box.scope, box.epoch, [{ kid, digest: box.digest }]);
  }
  return next;
};

const endorse: Rule<'endorse'> = ({ roster, body, link, signers }) => {
  demandThreshold(roster, signers);
  demand(roster.genesis.kind === 'registrar', 'ROSTER_ROLE', 'only the registrar endorses');
  const { authority, jurisdiction, competence, notifiedOn } = body;
  return {
    ...roster,
    endorsements: [...roster.endorsements, { authority, jurisdiction, competence, notifiedOn, seq: link.seq }],
  };
};

const close: Rule<'close'> = ({ roster, link, signers }) => {
  demandThreshold(roster, signers);
  return { ...roster, closedSeq: link.seq };
};

const verifyPeer: Rule<'verify_peer'> = ({ roster, body, link, signers }) => {
  demandAdmin(signers);
  demand(body.authority !== roster.authority, 'ROSTER_LINK', 'an authority does not verify itself');
  return { ...roster, peers: new Map(roster.peers).set(body.authority, { seq: link.seq, chainSeq: body.chainSeq }) };
};

const domesticAdmit: Rule<'domestic_admit'> = ({ roster, body, signers }) => {
  demandThreshold(roster, signers);
  demand(body.authority !== roster.authority, 'ROSTER_LINK', 'an authority is not its own parent');
  return { ...roster, domestic: new Set(roster.domestic).add(body.authority) };
};

// ROS-17: a telephone number is what people call in urgency, so that no single administrator states it.
const particularsSet: Rule<'particulars_set'> = ({ roster, body, link, signers }) => {
  demandThreshold(roster, signers);
  demand(roster.genesis.kind === 'authority', 'ROSTER_ROLE', 'a registrar takes no requests');
  const { type: _type, ...value } = body;
  return { ...roster, particulars: { seq: link.seq, statedAt: link.createdAt, value } };
};

/** Every type but the genesis has exactly one rule. */
const RULES: { readonly [T in Exclude<LinkType, 'genesis'>]: Rule<T> } = {
  official_add: officialAdd,
  role_set: roleSet,
  policy_set: policySet,
  device_add: deviceAdd,
  passkey_add: passkeyAdd,
  passkey_revoke: passkeyRevoke,
  official_remove: officialRemove,
  device_revoke: deviceRevoke,
  epoch_rotate: epochRotate,
  recovery_set: recoverySet,
  recover: recoverRule,
  recover_veto: recoverVeto,
  endorse,
  close,
  verify_peer: verifyPeer,
  lockbox_grant: lockboxGrant,
  domestic_admit: domesticAdmit,
  particulars_set: particularsSet,
};

/** Applies the rule of the link's type; the chain's own checks (seq, previous, authority) come before. */
export async function applyRule(context: LinkContext): Promise<Roster> {
  const { body } = context.link;
  demand(body.type !== 'genesis', 'ROSTER_SEQUENCE', 'a second genesis');
  const rule = RULES[body.type] as Rule<LinkType>;
  return rule({ ...context, body });
}
