// Bodies of links to CBOR (protocol.md section 3).
import type { CborKey, CborMap, CborValue } from './codec.ts';
import { devicePublicValue, passkeyValue } from './device.ts';
import { genesisFields, policyValue } from './genesis.ts';
import { gestureValue } from './gesture.ts';
import { idBytes } from './ids.ts';
import type { LinkBody, LockboxRef, Rotation } from './link-body.ts';
import { particularsFields } from './particulars.ts';

const map = (...entries: [CborKey, CborValue][]): CborMap => new Map(entries);
const refsValue = (refs: readonly LockboxRef[]): CborValue => refs.map((r) => [idBytes(r.kid), idBytes(r.digest)]);

const rotationValue = (r: Rotation): CborValue =>
  map(
    [1, r.scope],
    [2, r.epoch],
    [3, idBytes(r.keyHash)],
    [4, r.previous && [r.previous.nonce, r.previous.box]],
    [5, refsValue(r.recipients)],
  );

/** The body as CBOR, by type. */
export function bodyValue(b: LinkBody): CborValue {
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
    case 'particulars_set':
      return particularsFields(b);
  }
}
