// What a chain must not let anybody gain sideways: keys nobody proved, rights by another name, doors that lock for ever (docs/spec/roster.md).
import { beforeAll, describe, expect, it } from 'vitest';
import { fromHex } from '../../../crypto/primitives/bytes.ts';
import { kemKeyPair } from '../../../crypto/primitives/kem.ts';
import { type SigningKey, signingKey } from '../../../crypto/primitives/sign.ts';
import { ready } from '../../../crypto/primitives/sodium.ts';
import { foundChain, parseLink } from '../../../crypto/protocol/chain.ts';
import { deviceFromSeed, signerOf } from '../../../crypto/protocol/device.ts';
import { practiceAaguid } from '../../../crypto/protocol/gesture.ts';
import { currentEpoch, enrolledAdmins, policyOf } from '../../../crypto/protocol/roster.ts';
import { deviceKid, keyKid, type Passkey } from '../../../crypto/wire/device.ts';
import { type Genesis, type Policy, ROLES, type Role } from '../../../crypto/wire/genesis.ts';
import type { Digest, OfficialId } from '../../../crypto/wire/ids.ts';
import { encodeLink, INVITATION_LIFE_MS, type LinkBody, PROTECTIONS } from '../../../crypto/wire/roster-link.ts';
import { digestOf, type StatementSigner, signJointly } from '../../../crypto/wire/statement.ts';
import { DAY, found, START, type TestAuthority } from '../../testkit/cast.ts';
import { attempt, newOfficial, outcomeOf, rotationOf } from '../../testkit/links.ts';
import { outcome } from '../../testkit/outcome.ts';
import { newPasskey, publicPasskey } from '../../testkit/passkey.ts';
import { seededRandom } from '../../testkit/seed.ts';

beforeAll(ready);

const random = seededRandom('roster rights');
const name = digestOf(new Uint8Array([1]));
const both = (a: TestAuthority): StatementSigner[] => a.admins.map(({ device }) => signerOf(device));
const inviteSigner = (key: SigningKey): StatementSigner => ({
  kid: keyKid('invite-kid', key.publicKey),
  sign: key.sign,
});

const invitation = (change: object = {}, roles: readonly Role[] = [ROLES.officer]): LinkBody => ({
  type: 'official_add',
  official: newOfficial(),
  nameCommitment: name,
  roles,
  inviteKey: signingKey(random(32)).publicKey,
  inviteExpiresAt: START + DAY,
  ...change,
});

const deviceAdd = (official: OfficialId, change: object = {}): LinkBody => ({
  type: 'device_add',
  official,
  device: deviceFromSeed(random(32)).public,
  protection: PROTECTIONS.passphrase,
  lockboxes: [],
  passkey: null,
  ...change,
});

describe('ROS-13: invitations', () => {
  it('one of more than 72 hours, one that has expired when made, a weak key and a code for two are refused', async () => {
    const a = await found('Norvania');
    const at = a.now() + 1;
    const expiring = (inviteExpiresAt: number) => attempt(a, invitation({ inviteExpiresAt }), both(a));
    expect(await outcomeOf(expiring(at + INVITATION_LIFE_MS + 1))).toBe('POLICY_INVITATION');
    expect(await outcomeOf(expiring(at))).toBe('POLICY_INVITATION');
    expect(await outcomeOf(expiring(at + INVITATION_LIFE_MS))).toBe('accepted');
    // A point of order 8.
    const small = fromHex('26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05');
    expect(await outcomeOf(attempt(a, invitation({ inviteKey: small }), both(a)))).toBe('SIGNATURE_WEAK_KEY');
    const inviteKey = signingKey(random(32)).publicKey;
    await a.extend(invitation({ inviteKey, inviteExpiresAt: a.now() + DAY }));
    expect(await outcomeOf(attempt(a, invitation({ inviteKey }), both(a)))).toBe('ROSTER_KEY_REUSED');
  });
});

describe('ROS-6: keys', () => {
  it('a device whose request key is another device’s signing key is refused', async () => {
    const a = await found('Norvania');
    const [first, second] = a.admins;
    const fresh = deviceFromSeed(random(32));
    const device = { ...fresh.public, http: second.device.public.sign };
    const body = deviceAdd(first.official, { device });
    const signer = { kid: deviceKid(device), sign: fresh.sign.sign };
    expect(await outcomeOf(attempt(a, body, [signer, signerOf(first.device)]))).toBe('ROSTER_KEY_REUSED');
  });

  it('a recovery key that was in force before, or that a device has, is refused', async () => {
    const a = await found('Norvania');
    const before = a.roster().recovery?.key as Uint8Array;
    const set = (recoveryKey: Uint8Array): LinkBody => ({
      type: 'recovery_set',
      recoveryKey,
      needed: 2,
      custodians: [1, 2].map(() => ({ key: signingKey(random(32)).publicKey, shareCommitment: name })),
      delayMs: 0,
      rotation: rotationOf(a, { recoveryKey }),
    });
    const fresh = kemKeyPair(random(32)).publicKey;
    expect(await outcomeOf(attempt(a, set(a.admins[0].device.public.kem), both(a)))).toBe('ROSTER_KEY_REUSED');
    const after = await attempt(a, set(fresh), both(a));
    // Its custodians can open what came before, and they are custodians no more.
    expect(currentEpoch(after)?.afterRemoval).toBe(true);
    expect(after.epochs[0]?.afterRemoval).toBe(false);
    expect(await outcomeOf(attempt(a, set(before), both(a)))).toBe('ROSTER_KEY_REUSED');
  });
});

describe('ROS-11: who can have made a lockbox', () => {
  it('an invited device brings none, because it cannot have sealed one; a colleague who holds the epoch can', async () => {
    const a = await found('Norvania');
    const [first] = a.admins;
    const key = signingKey(random(32));
    const official = newOfficial();
    await a.extend(invitation({ official, inviteKey: key.publicKey, inviteExpiresAt: a.now() + DAY }));
    const device = deviceFromSeed(random(32));
    const lockboxes = [{ scope: 'main', epoch: a.epoch().number, digest: name }];
    const body = deviceAdd(official, {
      device: device.public,
      passkey: publicPasskey(newPasskey(random)),
      lockboxes,
    });
    const by = [signerOf(device), inviteSigner(key)];
    expect(await outcomeOf(attempt(a, body, by))).toBe('ROSTER_SIGNER');
    expect(await outcomeOf(attempt(a, body, [...by, signerOf(first.device)]))).toBe('accepted');
    const twice = deviceAdd(official, { device: device.public, lockboxes: [...lockboxes, ...lockboxes] });
    expect(await outcomeOf(attempt(a, twice, by))).toBe('WIRE_SHAPE');
  });
});

describe('ROS-5: policy and thresholds', () => {
  it('a threshold counts on administrators who have a device, not on invited ones', async () => {
    const a = await found('Norvania');
    await a.extend(invitation({ inviteExpiresAt: a.now() + DAY }, [ROLES.admin]));
    expect(enrolledAdmins(a.roster())).toHaveLength(2);
    const policy = policyOf(a.roster());
    const set = (threshold: number): LinkBody => ({ type: 'policy_set', policy, threshold });
    expect(await outcomeOf(attempt(a, set(3), both(a)))).toBe('ROSTER_THRESHOLD');
    const demote: LinkBody = { type: 'role_set', official: a.admins[0].official, roles: [ROLES.officer] };
    expect(await outcomeOf(attempt(a, demote, both(a)))).toBe('ROSTER_THRESHOLD');
    await a.enrol('Vogel', ROLES.admin);
    expect(await outcomeOf(attempt(a, set(3), both(a)))).toBe('accepted');
    expect(await outcomeOf(attempt(a, demote, both(a)))).toBe('accepted');
  });

  const genesis = (change: Partial<Policy>, passkey: Partial<Passkey> = {}, jurisdiction = 'FR') => {
    const device = deviceFromSeed(random(32));
    const body: { readonly type: 'genesis' } & Genesis = {
      type: 'genesis',
      kind: 'authority',
      jurisdiction,
      territory: null,
      names: [['en', 'Norvania']],
      admin: {
        official: newOfficial(),
        nameCommitment: name,
        device: device.public,
        protection: 0,
        passkey: { ...publicPasskey(newPasskey(random)), aaguid: new Uint8Array(16), ...passkey },
      },
      policy: {
        practice: false,
        minSuite: 1,
        rpIds: ['localhost'],
        origins: ['https://mla.example'],
        aaguids: [],
        formalSigners: 1,
        passkeysBeforeSending: 2,
        ...change,
      },
      trustCard: name,
      parent: null,
    };
    const link = { authority: null, seq: 0, previous: null, body, createdAt: START, directory: null };
    return outcome(() => foundChain(parseLink(signJointly('link', encodeLink(link), [signerOf(device)]))));
  };

  it('a genesis in earnest asks for two passkeys, and its own first passkey obeys its policy', () => {
    expect(genesis({})).toBe('accepted');
    expect(genesis({ passkeysBeforeSending: 1 })).toBe('ROSTER_POLICY');
    expect(genesis({ passkeysBeforeSending: 1, practice: true }, {}, 'QN')).toBe('accepted');
    expect(genesis({}, { aaguid: practiceAaguid() })).toBe('POLICY_PRACTICE');
    expect(genesis({ aaguids: [new Uint8Array(16).fill(7)] })).toBe('ROSTER_POLICY');
    expect(genesis({}, { rpId: 'evil.example' })).toBe('ROSTER_POLICY');
    expect(genesis({}, {}, 'QN')).toBe('ROSTER_POLICY');
  });
});

describe('ROS-10: a service is no person', () => {
  it('a service with a device does not become an official who never showed a passkey, nor the other way', async () => {
    const a = await found('Norvania');
    const service = await a.enrol('gateway', ROLES.service);
    const officer = await a.enrol('Lindt', ROLES.officer);
    const set = (official: OfficialId, roles: Role[]): LinkBody => ({ type: 'role_set', official, roles });
    expect(await outcomeOf(attempt(a, set(service.official, [ROLES.admin]), both(a)))).toBe('ROSTER_ROLE');
    expect(await outcomeOf(attempt(a, set(officer.official, [ROLES.service]), both(a)))).toBe('ROSTER_ROLE');
  });

  it('and gets no passkey when the administrators enrol it anew', async () => {
    const a = await found('Norvania');
    const service = await a.enrol('gateway', ROLES.service);
    await a.revoke(service.device);
    const device = deviceFromSeed(random(32));
    const add = (passkey: Passkey | null) =>
      attempt(a, deviceAdd(service.official, { device: device.public, passkey }), [signerOf(device), ...both(a)]);
    expect(await outcomeOf(add(publicPasskey(newPasskey(random))))).toBe('ROSTER_POLICY');
    expect(await outcomeOf(add(null))).toBe('accepted');
  });
});

describe('ROS-12: recovery', () => {
  async function recoverable() {
    const a = await found('Norvania');
    const keys = [1, 2].map(() => signingKey(random(32)));
    const recoveryKey = kemKeyPair(random(32)).publicKey;
    const custodians = keys.map((k) => ({ key: k.publicKey, shareCommitment: name }));
    const rotation = rotationOf(a, { recoveryKey });
    await a.extend({ type: 'recovery_set', recoveryKey, needed: 2, custodians, delayMs: DAY, rotation });
    const signers = keys.map((k) => ({ kid: keyKid('custodian-kid', k.publicKey), sign: k.sign }));
    const claim = (device = deviceFromSeed(random(32))) => {
      const fields = { official: newOfficial(), nameCommitment: name, passkey: publicPasskey(newPasskey(random)) };
      const body = (announcement: Digest | null, change: object = {}): LinkBody => ({
        type: 'recover',
        announcement,
        ...fields,
        device: device.public,
        ...change,
      });
      return { body, by: [...signers, signerOf(device)] };
    };
    return { a, claim };
  }

  it('what is enacted is what was announced, to the last field', async () => {
    const { a, claim } = await recoverable();
    const one = claim();
    const announced = (await a.extend(one.body(null), one.by)).announced?.hash as Digest;
    a.wait(DAY);
    const other = digestOf(new Uint8Array([2]));
    const swapped = publicPasskey(newPasskey(random));
    expect(await outcomeOf(attempt(a, one.body(announced, { passkey: swapped }), one.by))).toBe('ROSTER_RECOVERY');
    expect(await outcomeOf(attempt(a, one.body(announced, { nameCommitment: other }), one.by))).toBe('ROSTER_RECOVERY');
    expect(await outcomeOf(attempt(a, one.body(announced, { official: newOfficial() }), one.by))).toBe(
      'ROSTER_RECOVERY',
    );
    expect(await outcomeOf(attempt(a, one.body(announced), one.by))).toBe('accepted');
  });

  it('a second announcement takes the place of the first and waits anew', async () => {
    const { a, claim } = await recoverable();
    const [lost, found] = [claim(), claim()];
    const first = (await a.extend(lost.body(null), lost.by)).announced?.hash as Digest;
    a.wait(DAY);
    const second = (await a.extend(found.body(null), found.by)).announced?.hash as Digest;
    expect(await outcomeOf(attempt(a, lost.body(first), lost.by))).toBe('ROSTER_RECOVERY');
    expect(await outcomeOf(attempt(a, found.body(second), found.by))).toBe('ROSTER_RECOVERY');
    a.wait(DAY);
    expect(await outcomeOf(attempt(a, found.body(second), found.by))).toBe('accepted');
  });
});

describe('ROS-14: an authority and itself', () => {
  it('neither verifies nor admits itself', async () => {
    const a = await found('Norvania');
    const [first] = both(a);
    const itself = { authority: a.id };
    expect(
      await outcomeOf(attempt(a, { type: 'verify_peer', chainSeq: 0, ...itself }, [first as StatementSigner])),
    ).toBe('ROSTER_LINK');
    expect(await outcomeOf(attempt(a, { type: 'domestic_admit', ...itself }, both(a)))).toBe('ROSTER_LINK');
  });
});
