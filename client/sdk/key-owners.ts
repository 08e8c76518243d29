// No key serves two authorities: every device key of the directory with the one it belongs to (protocol.md section 3, device_add).
import { type AuthorityId, type DevicePublic, type LinkBody, sha256, toHex } from '../../crypto/index.ts';

/** The device a link brings, if it brings one. */
export function broughtDevice(body: LinkBody): DevicePublic | null {
  if (body.type === 'genesis') return body.admin.device;
  return body.type === 'device_add' || body.type === 'recover' ? body.device : null;
}

/** Digests under which the keys of a device are compared. */
export const keyNames = (device: DevicePublic): string[] =>
  [device.sign, device.http, device.kem].map((key) => toHex(sha256(key).slice(0, 16)));

export type KeyOwners = {
  /** Another authority that has one of these keys, else null; the keys are then this authority's. */
  claim(authority: AuthorityId, names: readonly string[]): AuthorityId | null;
};

export function openKeyOwners(): KeyOwners {
  const owners = new Map<string, AuthorityId>();
  return {
    claim(authority, names) {
      for (const name of names) {
        const owner = owners.get(name);
        if (owner && owner !== authority) return owner;
      }
      for (const name of names) owners.set(name, authority);
      return null;
    },
  };
}
