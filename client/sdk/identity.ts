// Who this vault is: one device, and the official and authority it acts for (protocol.md section 1).
import {
  type AuthorityId,
  type DeviceKeys,
  deviceFromSeed,
  equal,
  type OfficialId,
  PROTECTIONS,
  type Protection,
  type Random,
  type TrustCard,
  trustCardHash,
} from '../../crypto/index.ts';
import { need } from './failure.ts';
import { put, recordOf, type Vault, type VaultWrite } from './vault.ts';

type Stored = {
  seed: Uint8Array;
  protection: Protection;
  authority: AuthorityId | null;
  official: OfficialId | null;
};

/** The device of this vault, enrolled or not yet. */
export type Identity = {
  readonly device: DeviceKeys;
  readonly protection: Protection;
  readonly authority: AuthorityId | null;
  readonly official: OfficialId | null;
};
export type Enrolled = Identity & { readonly authority: AuthorityId; readonly official: OfficialId };

const KEY = 'identity';
const TRUST = 'trust';

export type IdentityRoom = {
  /** The device, made at first need. */
  device(): Promise<Identity>;
  current(): Identity | null;
  /** Throws CLIENT_NO_DEVICE, CLIENT_NOT_ENROLLED. */
  enrolled(): Enrolled;
  /** The write that makes this device that official's. It counts from the moment it is written with `settle`. */
  enrol(authority: AuthorityId, official: OfficialId, also?: readonly VaultWrite[]): Promise<Enrolled>;
};

export type IdentityOptions = {
  readonly protection?: Protection;
  /** A person compared the new trust card by another way. */
  readonly acceptTrust?: boolean;
  /**
   * The device's seed, 32 bytes, where the program guards it outside of the vault: an empty vault then becomes that device. Throws CLIENT_VAULT_CORRUPT when
   * the vault is another device's.
   */
  readonly seed?: Uint8Array;
};

/**
 * Opens the identity of a vault and pins the trust card it was first used with: another one throws CLIENT_TRUST_CHANGED, unless `acceptTrust` says that
 * a person compared it by another way.
 */
export async function openIdentity(
  vault: Vault,
  trust: TrustCard,
  random: Random,
  { protection = PROTECTIONS.passphrase, acceptTrust = false, seed }: IdentityOptions = {},
): Promise<IdentityRoom> {
  const pinned = await recordOf<string>(vault, TRUST);
  const given = trustCardHash(trust);
  const known = pinned === null || pinned === given || acceptTrust;
  need(known, 'CLIENT_TRUST_CHANGED', 'the vault was opened with another trust card');
  if (pinned !== given) await vault.write([put(TRUST, given)]);

  let stored = await recordOf<Stored>(vault, KEY);
  need(!seed || !stored || equal(seed, stored.seed), 'CLIENT_VAULT_CORRUPT', 'the vault is of another device');
  let identity: Identity | null = null;
  const read = (): Identity | null => {
    if (stored && !identity) {
      const { seed, ...rest } = stored;
      identity = { device: deviceFromSeed(seed), ...rest };
    }
    return identity;
  };
  const save = async (next: Stored, also: readonly VaultWrite[] = []): Promise<void> => {
    await vault.write([put(KEY, next), ...also]);
    stored = next;
    identity = null;
  };
  return {
    current: read,
    async device() {
      if (!stored) await save({ seed: seed ?? random(32), protection, authority: null, official: null });
      return read() as Identity;
    },
    enrolled() {
      const found = read();
      need(found, 'CLIENT_NO_DEVICE', 'no device in this vault');
      need(found.authority && found.official, 'CLIENT_NOT_ENROLLED', 'the device belongs to no authority');
      return found as Enrolled;
    },
    async enrol(authority, official, also) {
      need(stored, 'CLIENT_NO_DEVICE', 'no device in this vault');
      await save({ ...stored, authority, official }, also);
      return read() as Enrolled;
    },
  };
}
