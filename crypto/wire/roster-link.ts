// Links of an authority's chain: the bodies of every type, encode and decode (protocol.md section 3). Rules over them are protocol/roster.
import { demand } from '../primitives/errors.ts';
import { type CborKey, type CborMap, type CborValue, decode, encode } from './codec.ts';
import {
  type DevicePublic,
  devicePublicValue,
  type Passkey,
  passkeyValue,
  readDevicePublic,
  readPasskey,
} from './device.ts';
import {
  type Genesis,
  genesisFields,
  type Policy,
  policyValue,
  ROLES,
  type Role,
  readGenesis,
  readPolicy,
} from './genesis.ts';
import { type Gesture, gestureValue, readGesture } from './gesture.ts';
import { type AuthorityId, type Digest, idBytes, idOf, type Kid, type OfficialId } from './ids.ts';
import { bytes, list, nullable, oneOf, record, text, tuple, uint } from './read.ts';

/** How a device guards its seed: told openly, so that a policy can refuse. */
export const PROTECTIONS = { passphrase: 0, passkey: 1, keyFile: 2, keyring: 3, none: 4 } as const;
export type Protection = (typeof PROTECTIONS)[keyof typeof PROTECTIONS];

/** Which lockbox went to whom; the box itself goes to its device only. */
export type LockboxRef = { readonly kid: Kid; readonly digest: Digest };

/** A new epoch: its public key by hash, the previous seed sealed under the new one, and exactly who can open it. */
export type Rotation = {
  readonly scope: string;
  readonly epoch: number;
  readonly keyHash: Digest;
  readonly previous: { readonly nonce: Uint8Array; readonly box: Uint8Array } | null;
  /** Sorted by kid: active devices of all roles but auditor, and the recovery key. */
  readonly recipients: readonly LockboxRef[];
};

export type LinkBody =
  | ({ readonly type: 'genesis' } & Genesis)
  | {
      readonly type: 'official_add';
      readonly official: OfficialId;
      readonly nameCommitment: Digest;
      readonly roles: readonly Role[];
      readonly inviteKey: Uint8Array;
      readonly inviteExpiresAt: number;
    }
  | { readonly type: 'role_set'; readonly official: OfficialId; readonly roles: readonly Role[] }
  | { readonly type: 'policy_set'; readonly policy: Policy; readonly threshold: number }
  | {
      readonly type: 'device_add';
      readonly official: OfficialId;
      readonly device: DevicePublic;
      readonly protection: Protection;
      readonly lockboxes: readonly { scope: string; epoch: number; digest: Digest }[];
      readonly passkey: Passkey | null;
    }
  | {
      readonly type: 'passkey_add';
      readonly official: OfficialId;
      readonly passkey: Passkey;
      readonly gesture: Gesture;
    }
  | {
      readonly type: 'passkey_revoke';
      readonly official: OfficialId;
      readonly credentialId: Uint8Array;
      readonly gesture: Gesture;
    }
  | { readonly type: 'official_remove'; readonly official: OfficialId; readonly rotation: Rotation }
  | { readonly type: 'device_revoke'; readonly kid: Kid; readonly rotation: Rotation }
  | { readonly type: 'epoch_rotate'; readonly rotation: Rotation }
  | {
      readonly type: 'recovery_set';
      readonly recoveryKey: Uint8Array;
      readonly needed: number;
      readonly custodians: readonly { key: Uint8Array; shareCommitment: Digest }[];
      readonly delayMs: number;
      readonly rotation: Rotation;
    }
  | {
      readonly type: 'recover';
      readonly announcement: Digest | null;
      readonly official: OfficialId;
      readonly nameCommitment: Digest;
      readonly device: DevicePublic;
      readonly passkey: Passkey;
    }
  | { readonly type: 'recover_veto'; readonly announcement: Digest }
  | {
      readonly type: 'endorse';
      readonly authority: AuthorityId;
      readonly jurisdiction: string;
      readonly competence: string;
      readonly notifiedOn: string;
    }
  | { readonly type: 'close' }
  | { readonly type: 'verify_peer'; readonly authority: AuthorityId; readonly chainSeq: number }
  | {
      readonly type: 'lockbox_grant';
      readonly scope: string;
      readonly epoch: number;
      readonly recipients: readonly LockboxRef[];
    }
  | { readonly type: 'domestic_admit'; readonly authority: AuthorityId };
export type LinkType = LinkBody['type'];

/** Numbers on the wire, never reused. */
const NUMBERS: { readonly [T in LinkType]: number } = {
  genesis: 0,
  official_add: 1,
  role_set: 2,
  policy_set: 3,
  device_add: 4,
  passkey_add: 5,
  passkey_revoke: 6,
  official_remove: 7,
  device_revoke: 8,
  epoch_rotate: 9,
  recovery_set: 10,
  recover: 11,
  recover_veto: 12,
  endorse: 13,
  close: 14,
  verify_peer: 15,
  lockbox_grant: 16,
  domestic_admit: 17,
};
export const LINK_TYPES = Object.keys(NUMBERS) as LinkType[];

export type Link<B extends LinkBody = LinkBody> = {
  /** null in the genesis: the id is its hash. */
  readonly authority: AuthorityId | null;
  readonly seq: number;
  /** SHA-256 of the previous link; null in the genesis. */
  readonly previous: Digest | null;
  readonly body: B;
  readonly createdAt: number;
  /** The directory as the author had verified it; null while founding. */
  readonly directory: { readonly size: number; readonly root: Digest } | null;
};

export const MAX_LINK_BYTES = 262_144;

const map = (...entries: [CborKey, CborValue][]): CborMap => new Map(entries);
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
const refsValue = (refs: readonly LockboxRef[]): CborValue => refs.map((r) => [idBytes(r.kid), idBytes(r.digest)]);

const rotationValue = (r: Rotation): CborValue =>
  map(
    [1, r.scope],
    [2, r.epoch],
    [3, idBytes(r.keyHash)],
    [4, r.previous && [r.previous.nonce, r.previous.box]],
    [5, refsValue(r.recipients)],
  );

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

/** The body as CBOR, by type. */
function bodyValue(b: LinkBody): CborValue {
  switch (b.type) {
    case 'genesis':
      return genesisFields(b);
    case 'official_add':
      return map(
        [1, idBytes(b.official)],
        [2, idBytes(b.nameCommitment)],
        [3, [...b.roles]],
        [4, b.inviteKey],
        [5, b.inviteExpiresAt],
      );
    case 'role_set':
      return map([1, idBytes(b.official)], [2, [...b.roles]]);
    case 'policy_set':
      return map([1, policyValue(b.policy)], [2, b.threshold]);
    case 'device_add':
      return map(
        [1, idBytes(b.official)],
        [2, devicePublicValue(b.device)],
        [3, b.protection],
        [4, b.lockboxes.map((l) => [l.scope, l.epoch, idBytes(l.digest)])],
        [5, b.passkey && passkeyValue(b.passkey)],
      );
    case 'passkey_add':
      return map([1, idBytes(b.official)], [2, passkeyValue(b.passkey)], [3, gestureValue(b.gesture)]);
    case 'passkey_revoke':
      return map([1, idBytes(b.official)], [2, b.credentialId], [3, gestureValue(b.gesture)]);
    case 'official_remove':
      return map([1, idBytes(b.official)], [2, rotationValue(b.rotation)]);
    case 'device_revoke':
      return map([1, idBytes(b.kid)], [2, rotationValue(b.rotation)]);
    case 'epoch_rotate':
      return map([1, rotationValue(b.rotation)]);
    case 'recovery_set':
      return map(
        [1, b.recoveryKey],
        [2, b.needed],
        [3, b.custodians.map((c) => [c.key, idBytes(c.shareCommitment)])],
        [4, b.delayMs],
        [5, rotationValue(b.rotation)],
      );
    case 'recover':
      return map(
        [1, b.announcement && idBytes(b.announcement)],
        [2, idBytes(b.official)],
        [3, idBytes(b.nameCommitment)],
        [4, devicePublicValue(b.device)],
        [5, passkeyValue(b.passkey)],
      );
    case 'recover_veto':
      return map([1, idBytes(b.announcement)]);
    case 'endorse':
      return map([1, idBytes(b.authority)], [2, b.jurisdiction], [3, b.competence], [4, b.notifiedOn]);
    case 'close':
      return map();
    case 'verify_peer':
      return map([1, idBytes(b.authority)], [2, b.chainSeq]);
    case 'lockbox_grant':
      return map([1, b.scope], [2, b.epoch], [3, refsValue(b.recipients)]);
    case 'domestic_admit':
      return map([1, idBytes(b.authority)]);
  }
}

const READERS: { readonly [T in LinkType]: (value: CborValue | undefined) => Extract<LinkBody, { type: T }> } = {
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
    return {
      type: 'device_add',
      official: official(f.get(1), 'official'),
      device: readDevicePublic(f.get(2), 'device'),
      protection: oneOf(Object.values(PROTECTIONS))(f.get(3), 'protection'),
      lockboxes: list((item, w) => {
        const [scope, epoch, d] = tuple(item, 3, w);
        return { scope: text(64, 1)(scope, w), epoch: uint(0xffffffff, 1)(epoch, w), digest: digest(d, w) };
      }, 16)(f.get(4), 'lockboxes'),
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
    demand(/^\d{4}-\d{2}-\d{2}$/.test(notifiedOn), 'WIRE_SHAPE', 'notifiedOn is not a date');
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
};

export const encodeLink = (link: Link): Uint8Array =>
  encode(
    map(
      [1, 1],
      [2, link.authority && idBytes(link.authority)],
      [3, link.seq],
      [4, link.previous && idBytes(link.previous)],
      [5, NUMBERS[link.body.type]],
      [6, bodyValue(link.body)],
      [7, link.createdAt],
      [8, link.directory && [link.directory.size, idBytes(link.directory.root)]],
    ),
  );

/** Reads a link's payload. An unknown type or version stops the chain (WIRE_VERSION, WIRE_TYPE): skipping it would hide a rule. */
export function decodeLink(payload: Uint8Array): Link {
  const f = record(decode(payload, MAX_LINK_BYTES), [1, 2, 3, 4, 5, 6, 7, 8], 'link');
  demand(f.get(1) === 1, 'WIRE_VERSION', `link version ${String(f.get(1))}`);
  const type = LINK_TYPES.find((t) => NUMBERS[t] === f.get(5));
  demand(type, 'WIRE_TYPE', `link type ${String(f.get(5))}`);
  const anchor = nullable((v, what) => tuple(v, 2, what))(f.get(8), 'directory');
  const link: Link = {
    authority: nullable(authority)(f.get(2), 'authority'),
    seq: uint()(f.get(3), 'seq'),
    previous: nullable(digest)(f.get(4), 'previous'),
    body: READERS[type](f.get(6)),
    createdAt: uint()(f.get(7), 'createdAt'),
    directory: anchor && { size: uint()(anchor[0], 'directory.size'), root: digest(anchor[1], 'directory.root') },
  };
  const first = link.seq === 0;
  demand(
    first === (type === 'genesis') && first === (link.authority === null) && first === (link.previous === null),
    'WIRE_SHAPE',
    'a genesis stands at 0 and nowhere else',
  );
  return link;
}
