// Recovery of an authority: the key split among custodians, and new administrators in the open, with delay and veto (protocol.md section 3).
import { equal } from '../primitives/bytes.ts';
import { demand } from '../primitives/errors.ts';
import { checkKemKey } from '../primitives/kem.ts';
import { checkPublicKey } from '../primitives/sign.ts';
import { keyKid } from '../wire/device.ts';
import { ROLES } from '../wire/genesis.ts';
import { demandAdmin, demandThreshold, enoughCustodians } from './link-signers.ts';
import { addDevice, demandFreshDevice, demandFreshPasskey, type Step } from './link-step.ts';
import { policyOf, type Roster } from './roster.ts';
import { withOfficial, withPasskey } from './roster-edit.ts';
import { applyRotation } from './rotation-rules.ts';

/** Shortest time in which an administrator can veto a recovery, outside practice. */
const MIN_DELAY_MS = 72 * 3_600_000;

export function recoverySet(step: Step<'recovery_set'>): Roster {
  const { roster, body, link, signers } = step;
  demandThreshold(roster, signers);
  checkKemKey(body.recoveryKey);
  demand(
    body.needed >= 2 && body.custodians.length >= body.needed,
    'ROSTER_RECOVERY',
    'at least two custodians are needed, and as many named',
  );
  demand(
    policyOf(roster).practice || body.delayMs >= MIN_DELAY_MS,
    'ROSTER_RECOVERY',
    'the delay leaves less than 72 hours for a veto',
  );
  const custodians = body.custodians.map((c) => {
    checkPublicKey(c.key);
    return { kid: keyKid('custodian-kid', c.key), key: c.key, shareCommitment: c.shareCommitment };
  });
  demand(new Set(custodians.map((c) => c.kid)).size === custodians.length, 'ROSTER_RECOVERY', 'one custodian twice');
  demand(
    !roster.recovery || !equal(roster.recovery.key, body.recoveryKey),
    'ROSTER_KEY_REUSED',
    'the recovery key in force',
  );
  const recovery = {
    key: body.recoveryKey,
    kid: keyKid('recovery-kid', body.recoveryKey),
    needed: body.needed,
    custodians,
    delayMs: body.delayMs,
    seq: link.seq,
  };
  return applyRotation(step, { ...roster, recovery, announced: null }, body.rotation, false);
}

/** First announced; enacted by a second link no sooner than the delay after, when nobody vetoed. */
export function recoverRule({ roster, body, link, statement, signers }: Step<'recover'>): Roster {
  demand(roster.recovery && enoughCustodians(roster, signers), 'ROSTER_RECOVERY', 'not signed by enough custodians');
  demand(signers.newDevice, 'ROSTER_SIGNER', 'the new device did not sign');
  demand(!roster.officials.has(body.official), 'ROSTER_UNKNOWN_OFFICIAL', 'recovery brings a new official');
  const kid = demandFreshDevice(roster, body.device);
  demandFreshPasskey(roster, body.passkey);
  if (body.announcement === null) {
    demand(roster.announced === null, 'ROSTER_RECOVERY', 'another recovery is announced');
    return {
      ...roster,
      announced: { hash: statement.hash, createdAt: link.createdAt, official: body.official, deviceKid: kid },
    };
  }
  const { announced } = roster;
  demand(announced && announced.hash === body.announcement, 'ROSTER_RECOVERY', 'not announced, or vetoed');
  demand(
    announced.official === body.official && announced.deviceKid === kid,
    'ROSTER_RECOVERY',
    'announced for someone else',
  );
  demand(
    link.createdAt >= announced.createdAt + roster.recovery.delayMs,
    'ROSTER_RECOVERY',
    'the delay for a veto has not passed',
  );
  const admin = {
    id: body.official,
    nameCommitment: body.nameCommitment,
    roles: [{ seq: link.seq, value: [ROLES.admin] }],
    addedSeq: link.seq,
    removedSeq: null,
    invite: null,
    passkeys: [],
  };
  const next = withOfficial({ ...roster, announced: null }, withPasskey(admin, body.passkey, link.seq));
  return addDevice(next, body.official, kid, body.device, 1, link.seq);
}

export function recoverVeto({ roster, body, signers }: Step<'recover_veto'>): Roster {
  demandAdmin(signers);
  demand(roster.announced?.hash === body.announcement, 'ROSTER_RECOVERY', 'no such recovery is announced');
  return { ...roster, announced: null };
}
