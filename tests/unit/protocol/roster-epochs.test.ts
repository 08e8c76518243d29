// The rules of an authority's chain, each seen to refuse: epochs, policy, roles, recovery (docs/spec/roster.md; rows A12 to A19 of the threat model).
import { beforeAll, describe, expect, it } from 'vitest';
import { kemKeyPair } from '../../../crypto/primitives/kem.ts';
import { signingKey } from '../../../crypto/primitives/sign.ts';
import { ready } from '../../../crypto/primitives/sodium.ts';
import { type DeviceKeys, deviceFromSeed, signerOf } from '../../../crypto/protocol/device.ts';
import { sealLockbox } from '../../../crypto/protocol/lockbox.ts';
import { activeDevice, currentEpoch, policyOf, type Roster, rolesOf } from '../../../crypto/protocol/roster.ts';
import { keyKid } from '../../../crypto/wire/device.ts';
import { ROLES } from '../../../crypto/wire/genesis.ts';
import { idOf, type OfficialId } from '../../../crypto/wire/ids.ts';
import type { LinkBody, Rotation } from '../../../crypto/wire/roster-link.ts';
import { digestOf, type StatementSigner } from '../../../crypto/wire/statement.ts';
import { DAY, found } from '../../testkit/cast.ts';
import { attempt, newOfficial, outcomeOf, rotationOf } from '../../testkit/links.ts';
import { newPasskey, publicPasskey } from '../../testkit/passkey.ts';
import { seededRandom } from '../../testkit/seed.ts';

beforeAll(ready);

const random = seededRandom('epoch tests');
const name = digestOf(new Uint8Array([1]));
const verifyPeer: LinkBody = {
  type: 'verify_peer',
  authority: idOf('authority', new Uint8Array(32).fill(9)),
  chainSeq: 3,
};

describe('ROS-8, ROS-9, ROS-11: epochs', () => {
  it('A12 a ghost recipient, A13 a missing one, A16 a wrong number are refused', async () => {
    const a = await found('Norvania');
    const by = [signerOf(a.admins[0].device)];
    const ghost = { kid: idOf('kid', random(16)), kem: kemKeyPair(random(32)).publicKey };
    const body = (r: Rotation): LinkBody => ({ type: 'epoch_rotate', rotation: r });
    expect(await outcomeOf(attempt(a, body(rotationOf(a, {}, (due) => [...due, ghost])), by))).toBe(
      'ROSTER_RECIPIENTS',
    );
    expect(await outcomeOf(attempt(a, body(rotationOf(a, {}, (due) => due.slice(1))), by))).toBe('ROSTER_RECIPIENTS');
    expect(await outcomeOf(attempt(a, body(rotationOf(a, {}, (d) => d, 3)), by))).toBe('ROSTER_ROTATION');
    expect(await outcomeOf(attempt(a, body(rotationOf(a, {}, (d) => d, 1)), by))).toBe('ROSTER_ROTATION');
    expect(await outcomeOf(attempt(a, body({ ...rotationOf(a), previous: null }), by))).toBe('ROSTER_ROTATION');
    expect(await outcomeOf(attempt(a, body(rotationOf(a)), by))).toBe('accepted');
  });

  it('A16 a removal whose rotation still seals for the one removed is refused, and nobody removes themselves', async () => {
    const a = await found('Norvania');
    const officer = await a.enrol('Lindt', ROLES.officer);
    const [first, second] = a.admins;
    const remove = (r: Rotation, official = officer.official): LinkBody => ({
      type: 'official_remove',
      official,
      rotation: r,
    });
    expect(await outcomeOf(attempt(a, remove(rotationOf(a)), [signerOf(first.device)]))).toBe('ROSTER_RECIPIENTS');
    expect(
      await outcomeOf(
        attempt(a, remove(rotationOf(a, { removed: officer.official })), [
          signerOf(officer.device),
          signerOf(first.device),
        ]),
      ),
    ).toBe('ROSTER_SIGNER');
    expect(
      await outcomeOf(
        attempt(a, remove(rotationOf(a, { removed: second.official }), second.official), [signerOf(first.device)]),
      ),
    ).toBe('ROSTER_THRESHOLD');
    const after = await a.remove(officer);
    expect(rolesOf(after, officer.official)).toEqual([]);
    expect(currentEpoch(after)?.afterRemoval).toBe(true);
    expect(currentEpoch(after)?.recipients.some((r) => r.kid === officer.device.kid)).toBe(false);
  });

  it('one administrator ends the lost device of another; an officer ends only their own', async () => {
    const a = await found('Norvania');
    const officer = await a.enrol('Lindt', ROLES.officer);
    const [first, second] = a.admins;
    const revoke = (kid: DeviceKeys['kid']): LinkBody => ({
      type: 'device_revoke',
      kid,
      rotation: rotationOf(a, { revoked: kid }),
    });
    expect(await outcomeOf(attempt(a, revoke(second.device.kid), [signerOf(officer.device)]))).not.toBe('accepted');
    expect(await outcomeOf(attempt(a, revoke(second.device.kid), [signerOf(first.device)]))).toBe('accepted');
  });

  it('nobody revokes the device that signs', async () => {
    const a = await found('Norvania');
    const [first] = a.admins;
    const body: LinkBody = {
      type: 'device_revoke',
      kid: first.device.kid,
      rotation: rotationOf(a, { revoked: first.device.kid }),
    };
    expect(await outcomeOf(attempt(a, body, [signerOf(first.device)]))).toBe('ROSTER_SIGNER');
  });

  it('a grant lets in exactly who may read and has no lockbox; auditors never', async () => {
    const a = await found('Norvania');
    const officer = await a.enrol('Lindt', ROLES.officer);
    const auditor = await a.enrol('Vogel', ROLES.auditor);
    const { number: epoch, keyHash, seed } = { ...a.epoch(), seed: a.seedOf('main', a.epoch().number) as Uint8Array };
    const grant = (device: DeviceKeys, at = epoch): LinkBody => {
      const box = sealLockbox({
        authority: a.id,
        scope: 'main',
        epoch,
        kid: device.kid,
        kem: device.public.kem,
        keyHash,
        seed,
        random,
      });
      return {
        type: 'lockbox_grant',
        scope: 'main',
        epoch: at,
        recipients: [{ kid: device.kid, digest: digestOf(box) }],
      };
    };
    const by = [signerOf(a.admins[0].device)];
    expect(await outcomeOf(attempt(a, grant(auditor.device), by))).toBe('ROSTER_RECIPIENTS');
    expect(await outcomeOf(attempt(a, grant(a.admins[1].device), by))).toBe('ROSTER_RECIPIENTS');
    expect(await outcomeOf(attempt(a, grant(officer.device, epoch + 1), by))).toBe('EPOCH_STALE');
    expect(await outcomeOf(attempt(a, grant(officer.device), [signerOf(officer.device)]))).toBe('ROSTER_SIGNER');
    await a.extend(grant(officer.device), by);
    expect(await outcomeOf(attempt(a, grant(officer.device), by))).toBe('ROSTER_RECIPIENTS');
  });
});

describe('ROS-5, ROS-10, ROS-12: policy, roles, recovery', () => {
  it('A19 a lower threshold, practice switched off, an older suite are refused', async () => {
    const a = await found('Norvania', { minSuite: 2 });
    const both = a.admins.map((p) => signerOf(p.device));
    const policy = policyOf(a.roster());
    const set = (change: object, threshold = 2): LinkBody => ({
      type: 'policy_set',
      policy: { ...policy, ...change },
      threshold,
    });
    expect(await outcomeOf(attempt(a, set({}, 1), both))).toBe('ROSTER_POLICY');
    expect(await outcomeOf(attempt(a, set({}, 3), both))).toBe('ROSTER_THRESHOLD');
    expect(await outcomeOf(attempt(a, set({ practice: false }), both))).toBe('ROSTER_POLICY');
    expect(await outcomeOf(attempt(a, set({ minSuite: 1 }), both))).toBe('ROSTER_POLICY');
    expect(await outcomeOf(attempt(a, set({ formalSigners: 2 }), both))).toBe('accepted');
  });

  it('auditor stands alone, and a reader does not turn auditor without losing the seed', async () => {
    const a = await found('Norvania');
    const officer = await a.enrol('Lindt', ROLES.officer);
    const both = a.admins.map((p) => signerOf(p.device));
    const set = (
      official: OfficialId,
      roles: LinkBody & { type: 'role_set' } extends { roles: infer R } ? R : never,
    ): LinkBody => ({ type: 'role_set', official, roles });
    expect(await outcomeOf(attempt(a, set(officer.official, [ROLES.officer, ROLES.auditor]), both))).toBe(
      'ROSTER_ROLE',
    );
    expect(await outcomeOf(attempt(a, set(officer.official, [ROLES.auditor]), both))).toBe('ROSTER_ROLE');
    expect(await outcomeOf(attempt(a, set(a.admins[0].official, [ROLES.officer]), both))).toBe('ROSTER_THRESHOLD');
    expect(await outcomeOf(attempt(a, set(officer.official, [ROLES.signatory, ROLES.officer]), both))).toBe('accepted');
  });

  it('only a registrar endorses', async () => {
    const a = await found('Norvania');
    const body: LinkBody = {
      type: 'endorse',
      authority: verifyPeer.authority,
      jurisdiction: 'QN',
      competence: 'all',
      notifiedOn: '2026-01-31',
    };
    expect(
      await outcomeOf(
        attempt(
          a,
          body,
          a.admins.map((p) => signerOf(p.device)),
        ),
      ),
    ).toBe('ROSTER_ROLE');
  });

  it('A18 a recovery needs its custodians, its announcement, its delay, and no veto', async () => {
    const a = await found('Norvania');
    const keys = [1, 2, 3].map(() => signingKey(random(32)));
    const recoveryKey = kemKeyPair(random(32)).publicKey;
    const delayMs = 3 * DAY;
    const both = a.admins.map((p) => signerOf(p.device));
    const custodians = keys.map((k) => ({ key: k.publicKey, shareCommitment: name }));
    await a.extend(
      { type: 'recovery_set', recoveryKey, needed: 2, custodians, delayMs, rotation: rotationOf(a, { recoveryKey }) },
      both,
    );
    const signers = keys.map((k) => ({ kid: keyKid('custodian-kid', k.publicKey), sign: k.sign }));
    const device = deviceFromSeed(random(32));
    const official = newOfficial();
    const passkey = publicPasskey(newPasskey(random));
    const recover = (announcement: Roster['headHash'] | null): LinkBody => ({
      type: 'recover',
      announcement,
      official,
      nameCommitment: name,
      device: device.public,
      passkey,
    });
    const two = [...signers.slice(0, 2), signerOf(device)];
    expect(await outcomeOf(attempt(a, recover(null), [signers[0] as StatementSigner, signerOf(device)]))).toBe(
      'ROSTER_RECOVERY',
    );
    expect(await outcomeOf(attempt(a, recover(null), signers.slice(0, 2)))).toBe('ROSTER_SIGNER');
    expect(await outcomeOf(attempt(a, recover(name), two))).toBe('ROSTER_RECOVERY');
    const announced = await a.extend(recover(null), two);
    const announcement = announced.announced?.hash ?? name;
    expect(await outcomeOf(attempt(a, recover(announcement), two))).toBe('ROSTER_RECOVERY');
    const vetoed = await attempt(a, { type: 'recover_veto', announcement }, [signerOf(a.admins[0].device)]);
    expect(vetoed.announced).toBeNull();
    a.wait(delayMs);
    const after = await a.extend(recover(announcement), two);
    expect(rolesOf(after, official)).toEqual([ROLES.admin]);
    expect(activeDevice(after, device.kid)?.official).toBe(official);
  });
});
