// The rules of an authority's chain, each seen to refuse: place, signers, devices and passkeys (docs/spec/roster.md; rows A5 to A11 of the threat model).
import { beforeAll, describe, expect, it } from 'vitest';
import { signingKey } from '../../../crypto/primitives/sign.ts';
import { ready } from '../../../crypto/primitives/sodium.ts';
import { extendChain, foldChain, parseLink } from '../../../crypto/protocol/chain.ts';
import { type DeviceKeys, deviceFromSeed, signerOf } from '../../../crypto/protocol/device.ts';
import { enrolChallenge } from '../../../crypto/protocol/gesture.ts';
import { passkeyChangeNonce } from '../../../crypto/protocol/passkey-rules.ts';
import { activeDevice, isFounded } from '../../../crypto/protocol/roster.ts';
import { keyKid } from '../../../crypto/wire/device.ts';
import { ROLES } from '../../../crypto/wire/genesis.ts';
import { idOf, type OfficialId } from '../../../crypto/wire/ids.ts';
import { encodeLink, type LinkBody, PROTECTIONS } from '../../../crypto/wire/roster-link.ts';
import { digestOf, signJointly } from '../../../crypto/wire/statement.ts';
import { DAY, found, START } from '../../testkit/cast.ts';
import { attempt, newOfficial, nextLink, outcomeOf, rotationOf } from '../../testkit/links.ts';
import { assertion, newPasskey, publicPasskey } from '../../testkit/passkey.ts';
import { seededRandom } from '../../testkit/seed.ts';

beforeAll(ready);

const random = seededRandom('roster tests');
const name = digestOf(new Uint8Array([1]));
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
    inviteExpiresAt: START + DAY,
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
    const again = { type: 'epoch_rotate', rotation: rotationOf(a) } as const;
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
