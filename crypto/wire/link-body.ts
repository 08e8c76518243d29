// What each type of link carries (protocol.md section 3): shapes and their numbers; spelling is link-encoding and link-decoding.
import type { DevicePublic, Passkey } from './device.ts';
import type { Genesis, Policy, Role } from './genesis.ts';
import type { Gesture } from './gesture.ts';
import type { AuthorityId, Digest, Kid, OfficialId } from './ids.ts';
import type { Particulars } from './particulars.ts';

/** How a device guards its seed: told openly, so that a policy can refuse. */
export const PROTECTIONS = { passphrase: 0, passkey: 1, keyFile: 2, keyring: 3, none: 4 } as const;
export type Protection = (typeof PROTECTIONS)[keyof typeof PROTECTIONS];

/** An invitation lives 72 hours. */
export const INVITATION_LIFE_MS = 72 * 3_600_000;

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
  | { readonly type: 'domestic_admit'; readonly authority: AuthorityId }
  | ({ readonly type: 'particulars_set' } & Particulars);
export type LinkType = LinkBody['type'];

/** Numbers on the wire, never reused. */
export const LINK_NUMBERS: { readonly [T in LinkType]: number } = {
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
  particulars_set: 18,
};
export const LINK_TYPES = Object.keys(LINK_NUMBERS) as LinkType[];
