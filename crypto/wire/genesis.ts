// The genesis of an authority, its policy and the roles (protocol.md section 3). authority_id = H("authority-id", genesis link payload).
import { demand } from '../primitives/errors.ts';
import { hash } from '../primitives/hash.ts';
import type { CborKey, CborMap, CborValue } from './codec.ts';
import {
  type DevicePublic,
  devicePublicValue,
  type Passkey,
  passkeyValue,
  readDevicePublic,
  readPasskey,
} from './device.ts';
import { type AuthorityId, type Digest, idBytes, idOf, type OfficialId } from './ids.ts';
import { boolean, bytes, list, nullable, oneOf, record, text, tuple, uint } from './read.ts';

/** What an official may do. Numbers are wire bytes. */
export const ROLES = { admin: 1, signatory: 2, officer: 3, duty: 4, liaison: 5, auditor: 6, service: 7 } as const;
export type Role = (typeof ROLES)[keyof typeof ROLES];
export type RoleName = keyof typeof ROLES;

export type Policy = {
  /** Practice: software passkeys count; refused by a relay that is not a practice relay. */
  readonly practice: boolean;
  readonly minSuite: number;
  readonly rpIds: readonly string[];
  /** Origins of the authority's own web app: where gestures may be made. */
  readonly origins: readonly string[];
  /** When not empty, only these authenticator models (needs verified attestation). */
  readonly aaguids: readonly Uint8Array[];
  /** Officials whose gesture a formal act needs: 1 or 2. */
  readonly formalSigners: 1 | 2;
  /** Passkeys an official holds before sending: 2, in practice 1. */
  readonly passkeysBeforeSending: number;
};

export type Genesis = {
  readonly kind: 'authority' | 'registrar';
  /** ISO 3166-1 alpha-2, EU, UN, or QM to QZ for practice. */
  readonly jurisdiction: string;
  readonly territory: string | null;
  /** [BCP 47 tag, name] pairs, at least one. */
  readonly names: readonly (readonly [language: string, name: string])[];
  readonly admin: {
    readonly official: OfficialId;
    readonly nameCommitment: Digest;
    readonly device: DevicePublic;
    readonly protection: number;
    readonly passkey: Passkey;
  };
  readonly policy: Policy;
  readonly trustCard: Digest;
  /** A domestic authority's parent. */
  readonly parent: AuthorityId | null;
};

export const policyValue = (p: Policy): CborValue =>
  new Map<CborKey, CborValue>([
    [1, p.practice],
    [2, p.minSuite],
    [3, [...p.rpIds]],
    [4, [...p.origins]],
    [5, [...p.aaguids]],
    [6, p.formalSigners],
    [7, p.passkeysBeforeSending],
  ]);

export function readPolicy(value: CborValue | undefined): Policy {
  const f = record(value, [1, 2, 3, 4, 5, 6, 7], 'policy');
  return {
    practice: boolean(f.get(1), 'policy.practice'),
    minSuite: uint(255, 1)(f.get(2), 'policy.minSuite'),
    rpIds: list(text(253, 1), 8)(f.get(3), 'policy.rpIds'),
    origins: list(text(255, 1), 16)(f.get(4), 'policy.origins'),
    aaguids: list(bytes(16), 64)(f.get(5), 'policy.aaguids'),
    formalSigners: oneOf([1, 2] as const)(f.get(6), 'policy.formalSigners'),
    passkeysBeforeSending: uint(4, 1)(f.get(7), 'policy.passkeysBeforeSending'),
  };
}

export const genesisFields = (g: Genesis): CborMap =>
  new Map<CborKey, CborValue>([
    [1, g.kind === 'authority' ? 0 : 1],
    [2, g.jurisdiction],
    [3, g.territory],
    [4, g.names.map(([language, name]) => [language, name])],
    [
      5,
      [
        idBytes(g.admin.official),
        idBytes(g.admin.nameCommitment),
        devicePublicValue(g.admin.device),
        g.admin.protection,
        passkeyValue(g.admin.passkey),
      ],
    ],
    [6, policyValue(g.policy)],
    [7, idBytes(g.trustCard)],
    [8, g.parent && idBytes(g.parent)],
  ]);

export function readGenesis(value: CborValue | undefined): Genesis {
  const f = record(value, [1, 2, 3, 4, 5, 6, 7, 8], 'genesis');
  const [official, commitment, device, protection, passkey] = tuple(f.get(5), 5, 'genesis.admin');
  const jurisdiction = text(2, 2)(f.get(2), 'jurisdiction');
  demand(/^[A-Z]{2}$/.test(jurisdiction), 'WIRE_SHAPE', 'jurisdiction is not two capital letters');
  const names = list((item, what): readonly [string, string] => {
    const [language, name] = tuple(item, 2, what);
    return [text(35, 2)(language, `${what}.language`), text(200, 1)(name, `${what}.name`)];
  }, 16)(f.get(4), 'names');
  demand(names.length > 0, 'WIRE_SHAPE', 'an authority without a name');
  const policy = readPolicy(f.get(6));
  demand(
    policy.practice === /^Q[M-Z]$/.test(jurisdiction),
    'ROSTER_POLICY',
    'practice belongs to QM-QZ, and QM-QZ to practice',
  );
  const parent = nullable(bytes(32))(f.get(8), 'parent');
  return {
    kind: oneOf([0, 1] as const)(f.get(1), 'kind') === 0 ? 'authority' : 'registrar',
    jurisdiction,
    territory: nullable(text(100, 1))(f.get(3), 'territory'),
    names,
    admin: {
      official: idOf('official', bytes(16)(official, 'admin.official')),
      nameCommitment: idOf('digest', bytes(32)(commitment, 'admin.name')),
      device: readDevicePublic(device, 'admin.device'),
      protection: uint(4)(protection, 'admin.protection'),
      passkey: readPasskey(passkey, 'admin.passkey'),
    },
    policy,
    trustCard: idOf('digest', bytes(32)(f.get(7), 'trust card')),
    parent: parent && idOf('authority', parent),
  };
}

/** The authority's id, from the payload of its genesis link. */
export const authorityIdOf = (genesisPayload: Uint8Array): AuthorityId =>
  idOf('authority', hash('authority-id', genesisPayload));
