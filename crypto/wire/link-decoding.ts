// Bodies of links from CBOR: exact shapes, sorted lists, known values only (protocol.md section 3).
import { compare, utf8 } from '../primitives/bytes.ts';
import { demand } from '../primitives/errors.ts';
import type { CborValue } from './codec.ts';
import { readDevicePublic, readPasskey } from './device.ts';
import { ROLES, type Role, readGenesis, readPolicy } from './genesis.ts';
import { readGesture } from './gesture.ts';
import { type AuthorityId, type Digest, idOf, type Kid, type OfficialId } from './ids.ts';
import { type LinkBody, type LinkType, type LockboxRef, PROTECTIONS, type Rotation } from './link-body.ts';
import { readParticulars } from './particulars.ts';
import { bytes, list, nullable, oneOf, record, text, tuple, uint } from './read.ts';

const digest = (value: CborValue | undefined, what: string): Digest => idOf('digest', bytes(32)(value, what));
const official = (value: CborValue | undefined, what: string): OfficialId => idOf('official', bytes(16)(value, what));
const authority = (value: CborValue | undefined, what: string): AuthorityId =>
  idOf('authority', bytes(32)(value, what));
const kid = (value: CborValue | undefined, what: string): Kid => idOf('kid', bytes(16)(value, what));
const roles = (value: CborValue | undefined, what: string): Role[] => {
  const read = list(oneOf(Object.values(ROLES)), 7)(value, what);
  demand(
    read.length > 0 && read.every((r, i) => i === 0 || (read[i - 1] as number) < r),
    'WIRE_SHAPE',
    `${what}: not ascending, or empty`,
  );
  return read;
};

function readRefs(value: CborValue | undefined, what: string): LockboxRef[] {
  const refs = list((item, w) => {
    const [k, d] = tuple(item, 2, w);
    return { kid: kid(k, w), digest: digest(d, w) };
  }, 4096)(value, what);
  for (let i = 1; i < refs.length; i++)
    demand(
      (refs[i - 1] as LockboxRef).kid < (refs[i] as LockboxRef).kid,
      'WIRE_SHAPE',
      `${what}: not sorted, or twice`,
    );
  return refs;
}
function readRotation(value: CborValue | undefined): Rotation {
  const f = record(value, [1, 2, 3, 4, 5], 'rotation');
  const previous = nullable((v, what) => tuple(v, 2, what))(f.get(4), 'rotation.previous');
  return {
    scope: text(64, 1)(f.get(1), 'rotation.scope'),
    epoch: uint(0xffffffff, 1)(f.get(2), 'rotation.epoch'),
    keyHash: digest(f.get(3), 'rotation.keyHash'),
    previous: previous && {
      nonce: bytes(24)(previous[0], 'rotation.nonce'),
      box: bytes(48)(previous[1], 'rotation.box'),
    },
    recipients: readRefs(f.get(5), 'rotation.recipients'),
  };
}

// A day of the calendar: the date that the text means is written as the text again.
function isDate(text: string): boolean {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
}

/** One reader a type. */
export const LINK_READERS: {
  readonly [T in LinkType]: (value: CborValue | undefined) => Extract<LinkBody, { type: T }>;
} = {
  genesis: (v) => ({ type: 'genesis', ...readGenesis(v) }),
  official_add: (v) => {
    const f = record(v, [1, 2, 3, 4, 5], 'official_add');
    return {
      type: 'official_add',
      official: official(f.get(1), 'official'),
      nameCommitment: digest(f.get(2), 'name'),
      roles: roles(f.get(3), 'roles'),
      inviteKey: bytes(32)(f.get(4), 'invite key'),
      inviteExpiresAt: uint()(f.get(5), 'expiry'),
    };
  },
  role_set: (v) => {
    const f = record(v, [1, 2], 'role_set');
    return { type: 'role_set', official: official(f.get(1), 'official'), roles: roles(f.get(2), 'roles') };
  },
  policy_set: (v) => {
    const f = record(v, [1, 2], 'policy_set');
    return { type: 'policy_set', policy: readPolicy(f.get(1)), threshold: uint(64, 1)(f.get(2), 'threshold') };
  },
  device_add: (v) => {
    const f = record(v, [1, 2, 3, 4, 5], 'device_add');
    const lockboxes = list((item, w) => {
      const [scope, epoch, d] = tuple(item, 3, w);
      return { scope: text(64, 1)(scope, w), epoch: uint(0xffffffff, 1)(epoch, w), digest: digest(d, w) };
    }, 16)(f.get(4), 'lockboxes');
    for (const [i, { scope }] of lockboxes.entries()) {
      const before = lockboxes[i - 1];
      demand(!before || compare(utf8(before.scope), utf8(scope)) < 0, 'WIRE_SHAPE', 'lockboxes: not sorted, or twice');
    }
    return {
      type: 'device_add',
      official: official(f.get(1), 'official'),
      device: readDevicePublic(f.get(2), 'device'),
      protection: oneOf(Object.values(PROTECTIONS))(f.get(3), 'protection'),
      lockboxes,
      passkey: nullable(readPasskey)(f.get(5), 'passkey'),
    };
  },
  passkey_add: (v) => {
    const f = record(v, [1, 2, 3], 'passkey_add');
    return {
      type: 'passkey_add',
      official: official(f.get(1), 'official'),
      passkey: readPasskey(f.get(2), 'passkey'),
      gesture: readGesture(f.get(3), 'gesture'),
    };
  },
  passkey_revoke: (v) => {
    const f = record(v, [1, 2, 3], 'passkey_revoke');
    return {
      type: 'passkey_revoke',
      official: official(f.get(1), 'official'),
      credentialId: bytes(16, 1023)(f.get(2), 'credential'),
      gesture: readGesture(f.get(3), 'gesture'),
    };
  },
  official_remove: (v) => {
    const f = record(v, [1, 2], 'official_remove');
    return { type: 'official_remove', official: official(f.get(1), 'official'), rotation: readRotation(f.get(2)) };
  },
  device_revoke: (v) => {
    const f = record(v, [1, 2], 'device_revoke');
    return { type: 'device_revoke', kid: kid(f.get(1), 'kid'), rotation: readRotation(f.get(2)) };
  },
  epoch_rotate: (v) => ({ type: 'epoch_rotate', rotation: readRotation(record(v, [1], 'epoch_rotate').get(1)) }),
  recovery_set: (v) => {
    const f = record(v, [1, 2, 3, 4, 5], 'recovery_set');
    const custodians = list((item, w) => {
      const [key, commitment] = tuple(item, 2, w);
      return { key: bytes(32)(key, w), shareCommitment: digest(commitment, w) };
    }, 16)(f.get(3), 'custodians');
    return {
      type: 'recovery_set',
      recoveryKey: bytes(1216)(f.get(1), 'recovery key'),
      needed: uint(16, 1)(f.get(2), 'needed'),
      custodians,
      delayMs: uint()(f.get(4), 'delay'),
      rotation: readRotation(f.get(5)),
    };
  },
  recover: (v) => {
    const f = record(v, [1, 2, 3, 4, 5], 'recover');
    return {
      type: 'recover',
      announcement: nullable(digest)(f.get(1), 'announcement'),
      official: official(f.get(2), 'official'),
      nameCommitment: digest(f.get(3), 'name'),
      device: readDevicePublic(f.get(4), 'device'),
      passkey: readPasskey(f.get(5), 'passkey'),
    };
  },
  recover_veto: (v) => ({
    type: 'recover_veto',
    announcement: digest(record(v, [1], 'recover_veto').get(1), 'announcement'),
  }),
  endorse: (v) => {
    const f = record(v, [1, 2, 3, 4], 'endorse');
    const notifiedOn = text(10, 10)(f.get(4), 'notifiedOn');
    demand(isDate(notifiedOn), 'WIRE_SHAPE', 'notifiedOn is not a date');
    return {
      type: 'endorse',
      authority: authority(f.get(1), 'authority'),
      jurisdiction: text(8, 2)(f.get(2), 'jurisdiction'),
      competence: text(500, 1)(f.get(3), 'competence'),
      notifiedOn,
    };
  },
  close: (v) => {
    record(v, [], 'close');
    return { type: 'close' };
  },
  verify_peer: (v) => {
    const f = record(v, [1, 2], 'verify_peer');
    return { type: 'verify_peer', authority: authority(f.get(1), 'authority'), chainSeq: uint()(f.get(2), 'chainSeq') };
  },
  lockbox_grant: (v) => {
    const f = record(v, [1, 2, 3], 'lockbox_grant');
    return {
      type: 'lockbox_grant',
      scope: text(64, 1)(f.get(1), 'scope'),
      epoch: uint(0xffffffff, 1)(f.get(2), 'epoch'),
      recipients: readRefs(f.get(3), 'recipients'),
    };
  },
  domestic_admit: (v) => ({
    type: 'domestic_admit',
    authority: authority(record(v, [1], 'domestic_admit').get(1), 'authority'),
  }),
  particulars_set: (v) => ({ type: 'particulars_set', ...readParticulars(v) }),
};
