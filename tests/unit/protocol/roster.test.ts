// The rules of an authority's chain, each seen to refuse (docs/spec/roster.md; rows A5 to A20 of the threat model).
import { beforeAll, describe, expect, it } from 'vitest';
import { kemKeyPair } from '../../../crypto/primitives/kem.ts';
import { signingKey } from '../../../crypto/primitives/sign.ts';
import { ready } from '../../../crypto/primitives/sodium.ts';
import { extendChain, foldChain, parseLink } from '../../../crypto/protocol/chain.ts';
import { type DeviceKeys, deviceFromSeed, signerOf } from '../../../crypto/protocol/device.ts';
import { enrolChallenge } from '../../../crypto/protocol/gesture.ts';
import { rotate, sealLockbox } from '../../../crypto/protocol/lockbox.ts';
import { passkeyChangeNonce } from '../../../crypto/protocol/passkey-rules.ts';
import { dueRecipients, type EpochRecipient, type RecipientChange } from '../../../crypto/protocol/recipients.ts';
import {
  activeDevice,
  currentEpoch,
  isFounded,
  policyOf,
  type Roster,
  rolesOf,
} from '../../../crypto/protocol/roster.ts';
import { keyKid } from '../../../crypto/wire/device.ts';
import { ROLES } from '../../../crypto/wire/genesis.ts';
import { idOf, type OfficialId } from '../../../crypto/wire/ids.ts';
import { encodeLink, type Link, type LinkBody, PROTECTIONS } from '../../../crypto/wire/roster-link.ts';
import { digestOf, type StatementSigner, signJointly } from '../../../crypto/wire/statement.ts';
import { DAY, found, type TestAuthority } from '../../testkit/cast.ts';
import { assertion, newPasskey, publicPasskey } from '../../testkit/passkey.ts';
import { seededRandom } from '../../testkit/seed.ts';

beforeAll(ready);

const random = seededRandom('roster tests');
const name = digestOf(new Uint8Array([1]));
const newOfficial = (): OfficialId => idOf('official', random(16));
const outcomeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'accepted',
    (error: { code?: string }) => error.code ?? String(error),
  );

function nextLink(a: TestAuthority, body: LinkBody, change: Partial<Link> = {}): Link {
  const roster = a.roster();
  return {
    authority: roster.authority,
    seq: roster.headSeq + 1,
    previous: roster.headHash,
    body,
    createdAt: a.now() + 1,
    directory: null,
    ...change,
  };
}
/** Tries a link against the roster without extending the authority's own chain. */
const attempt = (
  a: TestAuthority,
  body: LinkBody,
  signers: readonly StatementSigner[],
  change: Partial<Link> = {},
): Promise<Roster> =>
  Promise.resolve().then(() =>
    extendChain(a.roster(), parseLink(signJointly('link', encodeLink(nextLink(a, body, change)), signers))),
  );

const rotation = (
  a: TestAuthority,
  change: RecipientChange = {},
  edit: (due: EpochRecipient[]) => EpochRecipient[] = (due) => due,
  epoch?: number,
) => {
  const current = a.epoch().number;
  return rotate({
    authority: a.id,
    scope: 'main',
    epoch: epoch ?? current + 1,
    previousSeed: a.seedOf('main', current),
    recipients: edit(dueRecipients(a.roster(), change)),
    random,
  }).rotation;
};
const verifyPeer: LinkBody = {
  type: 'verify_peer',
  authority: idOf('authority', new Uint8Array(32).fill(9)),
  chainSeq: 3,
};

describe('ROS-1 to ROS-3: place in the chain', () => {
  it('folds to a founded authority', async () => {
    const a = await found('Norvania');
    expect(isFounded(a.roster())).toBe(true);
    expect((await foldChain(a.links(), a.id)).headHash).toBe(a.roster().headHash);
  });

  it('A8 a skipped or repeated seq, another prev, and A9 a link of another authority are refused', async () => {
    const [a, b] = [await found('Norvania'), await found('Talassa')];
    const by = [signerOf(a.admins[0].device)];
    const { headSeq } = a.roster();
    expect(await outcomeOf(attempt(a, verifyPeer, by, { seq: headSeq + 2 }))).toBe('ROSTER_SEQUENCE');
    expect(await outcomeOf(attempt(a, verifyPeer, by, { seq: headSeq }))).toBe('ROSTER_SEQUENCE');
    expect(await outcomeOf(attempt(a, verifyPeer, by, { previous: name }))).toBe('ROSTER_PREVIOUS');
    expect(await outcomeOf(attempt(a, verifyPeer, by, { authority: b.id }))).toBe('ROSTER_AUTHORITY');
    expect(await outcomeOf(foldChain(a.links(), b.id))).toBe('ROSTER_AUTHORITY');
    expect(await outcomeOf(foldChain([a.links()[0] as Uint8Array, ...a.links().slice(2)]))).toBe('ROSTER_SEQUENCE');
    expect(await outcomeOf(attempt(a, verifyPeer, by))).toBe('accepted');
  });

  it('A5 every flipped bit of a link is refused', async () => {
    const a = await found('Norvania');
    const bytes = signJointly('link', encodeLink(nextLink(a, verifyPeer)), [signerOf(a.admins[0].device)]);
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const bad = bytes.slice();
      bad[bit >> 3] = (bad[bit >> 3] as number) ^ (1 << (bit & 7));
      const result = await outcomeOf(Promise.resolve().then(() => extendChain(a.roster(), parseLink(bad))));
      expect(result, `bit ${bit}`).toMatch(/^(WIRE|ROSTER|SIGNATURE)_/);
    }
  });

  it('nothing follows a close', async () => {
    const a = await found('Norvania');
    await a.extend({ type: 'close' });
    expect(await outcomeOf(attempt(a, verifyPeer, [signerOf(a.admins[0].device)]))).toBe('ROSTER_CLOSED');
  });
});

describe('ROS-4: signers and thresholds', () => {
  const invitation = (): LinkBody => ({
    type: 'official_add',
    official: newOfficial(),
    nameCommitment: name,
    roles: [ROLES.officer],
    inviteKey: signingKey(random(32)).publicKey,
    inviteExpiresAt: Date.UTC(2027, 0, 1),
  });

  it('A6 one administrator of two, a non-admin, the same official on two devices: refused; both: accepted', async () => {
    const a = await found('Norvania');
    const officer = await a.enrol('Lindt', ROLES.officer);
    const [first, second] = a.admins;
    const extra = deviceFromSeed(random(32));
    await a.extend(
      {
        type: 'device_add',
        official: first.official,
        device: extra.public,
        protection: 0,
        lockboxes: [],
        passkey: null,
      },
      [signerOf(extra), signerOf(first.device)],
    );
    expect(await outcomeOf(attempt(a, invitation(), [signerOf(first.device)]))).toBe('ROSTER_THRESHOLD');
    expect(await outcomeOf(attempt(a, invitation(), [signerOf(first.device), signerOf(extra)]))).toBe(
      'ROSTER_THRESHOLD',
    );
    expect(await outcomeOf(attempt(a, invitation(), [signerOf(first.device), signerOf(officer.device)]))).toBe(
      'ROSTER_THRESHOLD',
    );
    expect(
      await outcomeOf(attempt(a, invitation(), [signerOf(first.device), signerOf(deviceFromSeed(random(32)))])),
    ).toBe('ROSTER_SIGNER');
    expect(await outcomeOf(attempt(a, invitation(), [signerOf(first.device), signerOf(second.device)]))).toBe(
      'accepted',
    );
  });

  it('A7 a device revoked earlier in the chain signs nothing, and its official’s other facts stay', async () => {
    const a = await found('Norvania');
    const officer = await a.enrol('Lindt', ROLES.officer);
    await a.revoke(officer.device);
    expect(activeDevice(a.roster(), officer.device.kid)).toBeNull();
    expect(activeDevice(a.roster(), officer.device.kid, a.roster().headSeq - 1)).not.toBeNull();
    const again = { type: 'epoch_rotate', rotation: rotation(a) } as const;
    expect(await outcomeOf(attempt(a, again, [signerOf(officer.device)]))).toBe('ROSTER_SIGNER');
    expect(await outcomeOf(attempt(a, again, [signerOf(a.admins[0].device)]))).toBe('accepted');
  });
});

describe('ROS-6, ROS-7: devices and passkeys', () => {
  const add = (person: { official: OfficialId }, device: DeviceKeys, change: object = {}): LinkBody => ({
    type: 'device_add',
    official: person.official,
    device: device.public,
    protection: PROTECTIONS.passphrase,
    lockboxes: [],
    passkey: null,
    ...change,
  });

  it('A10 a device that did not sign, or whose key another device has, is refused', async () => {
    const a = await found('Norvania');
    const [first, second] = a.admins;
    const fresh = deviceFromSeed(random(32));
    expect(await outcomeOf(attempt(a, add(first, fresh), [signerOf(first.device)]))).toBe('ROSTER_SIGNER');
    expect(
      await outcomeOf(attempt(a, add(first, second.device), [signerOf(second.device), signerOf(first.device)])),
    ).toBe('ROSTER_KEY_REUSED');
    const borrowed = { ...fresh, public: { ...fresh.public, http: second.device.public.http } };
    expect(await outcomeOf(attempt(a, add(first, borrowed), [signerOf(first.device), signerOf(fresh)]))).toMatch(
      /ROSTER_(KEY_REUSED|SIGNER)/,
    );
    expect(await outcomeOf(attempt(a, add(first, fresh), [signerOf(fresh), signerOf(second.device)]))).toBe(
      'ROSTER_SIGNER',
    );
    expect(await outcomeOf(attempt(a, add(first, fresh), [signerOf(fresh), signerOf(first.device)]))).toBe('accepted');
  });

  it('an expired or foreign invitation, and a first device without a passkey, are refused', async () => {
    const a = await found('Norvania');
    const invite = signingKey(random(32));
    const official = newOfficial();
    const expiresAt = a.now() + DAY;
    await a.extend({
      type: 'official_add',
      official,
      nameCommitment: name,
      roles: [ROLES.duty],
      inviteKey: invite.publicKey,
      inviteExpiresAt: expiresAt,
    });
    const device = deviceFromSeed(random(32));
    const passkey = publicPasskey(newPasskey(random));
    const inviteSigner = { kid: keyKid('invite-kid', invite.publicKey), sign: invite.sign };
    const signers = [signerOf(device), inviteSigner];
    expect(await outcomeOf(attempt(a, add({ official }, device), signers))).toBe('ROSTER_POLICY');
    expect(
      await outcomeOf(attempt(a, add({ official }, device, { passkey }), signers, { createdAt: expiresAt + 1 })),
    ).toBe('POLICY_INVITATION');
    expect(await outcomeOf(attempt(a, add(a.admins[0], device), [signerOf(device), inviteSigner]))).toBe(
      'ROSTER_SIGNER',
    );
    expect(
      await outcomeOf(
        attempt(a, add({ official }, device, { passkey: { ...passkey, rpId: 'evil.example' } }), signers),
      ),
    ).toBe('ROSTER_POLICY');
    expect(await outcomeOf(attempt(a, add({ official }, device, { passkey }), signers))).toBe('accepted');
  });

  it('a passkey is added and revoked only with an assertion over exactly this change; the last one stays', async () => {
    const a = await found('Norvania');
    const [first, second] = a.admins;
    const extra = newPasskey(random);
    const seq = a.roster().headSeq + 1;
    const nonce = passkeyChangeNonce(a.id, seq, publicPasskey(extra));
    const body = (gesture: ReturnType<typeof assertion>): LinkBody => ({
      type: 'passkey_add',
      official: first.official,
      passkey: publicPasskey(extra),
      gesture,
    });
    const good = assertion(first.passkey, enrolChallenge(nonce, first.device.kid), nonce);
    const elsewhere = passkeyChangeNonce(a.id, seq + 1, publicPasskey(extra));
    const by = [signerOf(first.device)];
    expect(
      await outcomeOf(attempt(a, body(assertion(second.passkey, enrolChallenge(nonce, first.device.kid), nonce)), by)),
    ).toBe('ROSTER_SIGNER');
    expect(
      await outcomeOf(
        attempt(a, body(assertion(first.passkey, enrolChallenge(elsewhere, first.device.kid), elsewhere)), by),
      ),
    ).toBe('SIGNATURE_GESTURE');
    expect(
      await outcomeOf(
        attempt(a, body(assertion(first.passkey, enrolChallenge(nonce, first.device.kid), nonce, { flags: 0x01 })), by),
      ),
    ).toBe('SIGNATURE_GESTURE');
    expect(
      await outcomeOf(
        attempt(
          a,
          body(
            assertion(first.passkey, enrolChallenge(nonce, first.device.kid), nonce, {
              origin: 'https://evil.example',
            }),
          ),
          by,
        ),
      ),
    ).toBe('SIGNATURE_GESTURE');
    await a.extend(body(good), by);
    const revoke = (credentialId: Uint8Array) => {
      const at = passkeyChangeNonce(a.id, a.roster().headSeq + 1, credentialId);
      return {
        type: 'passkey_revoke',
        official: first.official,
        credentialId,
        gesture: assertion(extra, enrolChallenge(at, first.device.kid), at),
      } as const;
    };
    await a.extend(revoke(first.passkey.credentialId), by);
    expect(await outcomeOf(attempt(a, revoke(extra.credentialId), by))).toBe('ROSTER_POLICY');
  });
});

describe('ROS-8, ROS-9, ROS-11: epochs', () => {
  it('A12 a ghost recipient, A13 a missing one, A16 a wrong number are refused', async () => {
    const a = await found('Norvania');
    const by = [signerOf(a.admins[0].device)];
    const ghost = { kid: idOf('kid', random(16)), kem: kemKeyPair(random(32)).publicKey };
    const body = (r: ReturnType<typeof rotation>): LinkBody => ({ type: 'epoch_rotate', rotation: r });
    expect(await outcomeOf(attempt(a, body(rotation(a, {}, (due) => [...due, ghost])), by))).toBe('ROSTER_RECIPIENTS');
    expect(await outcomeOf(attempt(a, body(rotation(a, {}, (due) => due.slice(1))), by))).toBe('ROSTER_RECIPIENTS');
    expect(await outcomeOf(attempt(a, body(rotation(a, {}, (d) => d, 3)), by))).toBe('ROSTER_ROTATION');
    expect(await outcomeOf(attempt(a, body(rotation(a, {}, (d) => d, 1)), by))).toBe('ROSTER_ROTATION');
    expect(await outcomeOf(attempt(a, body({ ...rotation(a), previous: null }), by))).toBe('ROSTER_ROTATION');
    expect(await outcomeOf(attempt(a, body(rotation(a)), by))).toBe('accepted');
  });

  it('A16 a removal whose rotation still seals for the one removed is refused, and nobody removes themselves', async () => {
    const a = await found('Norvania');
    const officer = await a.enrol('Lindt', ROLES.officer);
    const [first, second] = a.admins;
    const remove = (r: ReturnType<typeof rotation>, official = officer.official): LinkBody => ({
      type: 'official_remove',
      official,
      rotation: r,
    });
    expect(await outcomeOf(attempt(a, remove(rotation(a)), [signerOf(first.device)]))).toBe('ROSTER_RECIPIENTS');
    expect(
      await outcomeOf(
        attempt(a, remove(rotation(a, { removed: officer.official })), [
          signerOf(officer.device),
          signerOf(first.device),
        ]),
      ),
    ).toBe('ROSTER_SIGNER');
    expect(
      await outcomeOf(
        attempt(a, remove(rotation(a, { removed: second.official }), second.official), [signerOf(first.device)]),
      ),
    ).toBe('ROSTER_THRESHOLD');
    const after = await a.remove(officer);
    expect(rolesOf(after, officer.official)).toEqual([]);
    expect(currentEpoch(after)?.afterRemoval).toBe(true);
    expect(currentEpoch(after)?.recipients.some((r) => r.kid === officer.device.kid)).toBe(false);
  });

  it('nobody revokes the device that signs', async () => {
    const a = await found('Norvania');
    const [first] = a.admins;
    const body: LinkBody = {
      type: 'device_revoke',
      kid: first.device.kid,
      rotation: rotation(a, { revoked: first.device.kid }),
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
      { type: 'recovery_set', recoveryKey, needed: 2, custodians, delayMs, rotation: rotation(a, { recoveryKey }) },
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
