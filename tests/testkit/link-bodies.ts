// One honest body for each type of link, and the link around it.
import { kemKeyPair } from '../../crypto/primitives/kem.ts';
import { signingKey } from '../../crypto/primitives/sign.ts';
import { deviceFromSeed } from '../../crypto/protocol/device.ts';
import { type Digest, idOf } from '../../crypto/wire/ids.ts';
import type { Link, LinkBody, Rotation } from '../../crypto/wire/roster-link.ts';
import { PARTICULARS } from './particulars.ts';
import { assertion, newPasskey, publicPasskey } from './passkey.ts';
import { seededRandom } from './seed.ts';

const random = seededRandom('link bodies');
const digest = (): Digest => idOf('digest', random(32));
const authority = () => idOf('authority', random(32));
const official = () => idOf('official', random(16));
const kid = (first: number) => idOf('kid', Uint8Array.of(first, ...random(15)));
const AT = Date.UTC(2026, 8, 1, 9);

/** A body for each type of link. The program has awaited `ready()`. */
export function linkBodies(): LinkBody[] {
  const device = deviceFromSeed(random(32)).public;
  const own = newPasskey(random);
  const passkey = publicPasskey(own);
  const gesture = assertion(own, random(32), random(32));
  const rotation: Rotation = {
    scope: 'main',
    epoch: 2,
    keyHash: digest(),
    previous: { nonce: random(24), box: random(48) },
    recipients: [
      { kid: kid(1), digest: digest() },
      { kid: kid(2), digest: digest() },
    ],
  };
  const policy = {
    practice: true,
    minSuite: 1,
    rpIds: ['localhost'],
    origins: ['http://localhost:8788'],
    aaguids: [random(16)],
    formalSigners: 2,
    passkeysBeforeSending: 1,
  } as const;
  const person = { official: official(), nameCommitment: digest() };
  return [
    {
      type: 'genesis',
      kind: 'authority',
      jurisdiction: 'QN',
      territory: 'North',
      names: [
        ['en', 'Norvania'],
        ['fr', 'Norvanie'],
      ],
      admin: { ...person, device, protection: 1, passkey },
      policy,
      trustCard: digest(),
      parent: authority(),
    },
    { type: 'official_add', ...person, roles: [1, 2], inviteKey: random(32), inviteExpiresAt: AT },
    { type: 'role_set', official: person.official, roles: [3, 5] },
    { type: 'policy_set', policy, threshold: 2 },
    {
      type: 'device_add',
      official: person.official,
      device,
      protection: 0,
      lockboxes: [{ scope: 'main', epoch: 3, digest: digest() }],
      passkey,
    },
    { type: 'passkey_add', official: person.official, passkey, gesture },
    { type: 'passkey_revoke', official: person.official, credentialId: random(16), gesture },
    { type: 'official_remove', official: person.official, rotation },
    { type: 'device_revoke', kid: kid(3), rotation },
    { type: 'epoch_rotate', rotation: { ...rotation, epoch: 1, previous: null } },
    {
      type: 'recovery_set',
      recoveryKey: kemKeyPair(random(32)).publicKey,
      needed: 2,
      custodians: [1, 2].map(() => ({ key: signingKey(random(32)).publicKey, shareCommitment: digest() })),
      delayMs: 259_200_000,
      rotation,
    },
    { type: 'recover', announcement: digest(), ...person, device, passkey },
    { type: 'recover_veto', announcement: digest() },
    { type: 'endorse', authority: authority(), jurisdiction: 'QN', competence: 'all', notifiedOn: '2024-02-29' },
    { type: 'close' },
    { type: 'verify_peer', authority: authority(), chainSeq: 7 },
    { type: 'lockbox_grant', scope: 'main', epoch: 2, recipients: rotation.recipients },
    { type: 'domestic_admit', authority: authority() },
    { type: 'particulars_set', ...PARTICULARS },
  ];
}
export const linkOf = (body: LinkBody): Link => {
  const first = body.type === 'genesis';
  return {
    authority: first ? null : authority(),
    seq: first ? 0 : 5,
    previous: first ? null : digest(),
    body,
    createdAt: AT,
    directory: first ? null : { size: 12, root: digest() },
  };
};
