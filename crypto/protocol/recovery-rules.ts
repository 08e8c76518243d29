// Recovery of an authority: the key split among custodians, and new administrators in the open, with delay and veto (protocol.md section 3).
import { equal } from '../primitives/bytes.ts';
import { demand } from '../primitives/errors.ts';
import { checkKemKey } from '../primitives/kem.ts';
import { checkPublicKey } from '../primitives/sign.ts';
import { encode } from '../wire/codec.ts';
import { keyKid } from '../wire/device.ts';
import { ROLES } from '../wire/genesis.ts';
import type { Digest } from '../wire/ids.ts';
import { bodyValue } from '../wire/link-encoding.ts';
import { digestOf } from '../wire/statement.ts';
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
  const kid = keyKid('recovery-kid', body.recoveryKey);
  const known = roster.epochs.some((e) => e.recipients.some((r) => r.kid === kid));
  const device = [...roster.devices.values()].some((d) => equal(d.public.kem, body.recoveryKey));
  demand(!known && !device, 'ROSTER_KEY_REUSED', 'a recovery key that was in force, or is a device’s');
  const recovery = {
    key: body.recoveryKey,
    kid,
    needed: body.needed,
    custodians,
    delayMs: body.delayMs,
    seq: link.seq,
  };
  // Whoever holds the shares of an earlier recovery key can open the epochs before: they are removed like a device.
  return applyRotation(step, { ...roster, recovery, announced: null }, body.rotation, roster.recovery !== null);
}

// Everything an announcement names. Whoever can veto judges by it, so that the second link may change nothing of it.
const claimOf = (body: Step<'recover'>['body']): Digest => digestOf(encode(bodyValue({ ...body, announcement: null })));

/**
 * ROS-12: first announced; enacted by a second link no sooner than the delay after, when nobody vetoed. A later announcement takes the place of
 * an earlier one and waits anew: with every administrator lost nobody could veto one that was made by mistake.
 */
export function recoverRule({ roster, body, link, statement, signers }: Step<'recover'>): Roster {
  demand(roster.recovery && enoughCustodians(roster, signers), 'ROSTER_RECOVERY', 'not signed by enough custodians');
  demand(signers.newDevice, 'ROSTER_SIGNER', 'the new device did not sign');
  demand(!roster.officials.has(body.official), 'ROSTER_UNKNOWN_OFFICIAL', 'recovery brings a new official');
  const kid = demandFreshDevice(roster, body.device);
  demandFreshPasskey(roster, body.passkey);
  if (body.announcement === null) {
    const { official } = body;
    const announced = {
      hash: statement.hash,
      createdAt: link.createdAt,
      official,
      deviceKid: kid,
      claim: claimOf(body),
    };
    return { ...roster, announced };
  }
  const { announced } = roster;
  demand(announced && announced.hash === body.announcement, 'ROSTER_RECOVERY', 'not announced, or vetoed');
  demand(announced.claim === claimOf(body), 'ROSTER_RECOVERY', 'announced for someone or something else');
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
