// Devices, passkeys and officials of one's own authority: added, revoked, removed, each with the rotation that shuts them out (protocol.md section 3).
import {
  type AuthorityId,
  activeDevice,
  activePasskeysOf,
  type CborValue,
  type DevicePublic,
  decode,
  deviceKid,
  devicePublicValue,
  digestOf,
  encode,
  enrolChallenge,
  fromBase64url,
  type Gesture,
  hasRole,
  type Kid,
  type LinkBody,
  type OfficialId,
  type Particulars,
  type Passkey,
  PROTECTIONS,
  type Protection,
  passkeyChangeNonce,
  policyOf,
  type Random,
  type RecipientChange,
  ROLES,
  type Role,
  type Roster,
  type Rotation,
  readDevicePublic,
  signerOf,
  signPart,
  toBase64url,
} from '../../crypto/index.ts';
import type { Authenticator } from './authenticator.ts';
import { keepCopy } from './copies.ts';
import { ClientError, need } from './failure.ts';
import type { Enrolled, IdentityRoom } from './identity.ts';
import { ascending } from './invitations.ts';
import type { Changed, Links } from './links.ts';
import type { OwnChain } from './own-chain.ts';
import { encodePending, readPending } from './pending-link.ts';
import type { RelayDoor } from './relay-door.ts';
import type { Seeds } from './seeds.ts';

export type Devices = {
  /** A further passkey of this official, confirmed with one they have. */
  addPasskey(name: string): Promise<Changed>;
  revokePasskey(credentialId: Uint8Array): Promise<Changed>;
  /** On the new device: the line to bring to a device one has. */
  request(): Promise<string>;
  /**
   * On a device one has: the file to bring back to the new device, which signs it; then this device submits it. By an administrator, `official` is a colleague
   * who lost every device (each is revoked first): after the new device, as many administrators sign as decide.
   */
  admit(request: string, official?: OfficialId): Promise<Changed>;
  /** On the new device: signs the file it was admitted with, and nothing but that. Throws CLIENT_PENDING_LINK. */
  countersign(file: Uint8Array): Promise<Uint8Array>;
  /** On the new device, once the link stands: from here on it acts for that official. Throws CLIENT_NOT_FOUND before. */
  adopt(authority: AuthorityId): Promise<Enrolled>;
  /**
   * Leaves this device's seed at the relay, sealed by the caller under what one of its official's passkeys gives, so that wiped storage is no lost device.
   * Got back with `fetchCopies`. Throws RELAY_NOT_FOUND (not a passkey of this official), RELAY_CONFLICT (more than eight).
   */
  keepCopy(credentialId: Uint8Array, sealed: Uint8Array): Promise<void>;
  revoke(kid: Kid): Promise<Changed>;
  remove(official: OfficialId): Promise<Changed>;
  /** A new epoch before its time: what was received so far stays readable, later transmissions are sealed for a new key. */
  rotate(): Promise<Changed>;
  setRoles(official: OfficialId, roles: readonly Role[]): Promise<Changed>;
  setPolicy(change: {
    readonly formalSigners?: 1 | 2;
    readonly threshold?: number;
    readonly origins?: readonly string[];
  }): Promise<Changed>;
  /** What other authorities see of one's own office, the whole of it; public, and of no person. Throws WIRE_SHAPE. */
  setParticulars(particulars: Particulars): Promise<Changed>;
  /** After the ceremony: "compared the eight words of that authority". `chainSeq`: its head as verified here. */
  verifyPeer(authority: AuthorityId, chainSeq: number): Promise<Changed>;
  /** Registrar's chains only. */
  endorse(input: Omit<Extract<LinkBody, { type: 'endorse' }>, 'type'>): Promise<Changed>;
  admitDomestic(authority: AuthorityId): Promise<Changed>;
  close(): Promise<Changed>;
};

const REQUEST = 'rogatory-device:';

export type DevicesOptions = {
  readonly door: RelayDoor;
  readonly identity: IdentityRoom;
  readonly authenticator: Authenticator;
  readonly chain: OwnChain;
  readonly links: Links;
  readonly seeds: Seeds;
  readonly random: Random;
};

export function openDevices({ door, identity, authenticator, chain, links, seeds, random }: DevicesOptions): Devices {
  const own = () => identity.enrolled();
  const simple = (body: LinkBody): Promise<Changed> => links.change(own().authority, () => ({ body }));

  async function confirmed(roster: Roster, subject: Passkey | Uint8Array): Promise<Gesture> {
    const { device, official } = own();
    const nonce = passkeyChangeNonce(roster.authority, roster.headSeq + 1, subject);
    const allowed = activePasskeysOf(roster, official).filter(
      ({ credentialId }) => !(subject instanceof Uint8Array) || credentialId.some((byte, i) => byte !== subject[i]),
    );
    const [first] = allowed;
    need(first, 'CLIENT_PASSKEY', 'no other passkey of this official');
    const assertion = await authenticator.assert({
      rpId: first.rpId,
      origin: policyOf(roster).origins[0] as string,
      challenge: enrolChallenge(nonce, device.kid),
      allow: allowed.map(({ credentialId }) => credentialId),
    });
    return { ...assertion, nonce };
  }

  const rotating = (change: RecipientChange, body: (rotation: Rotation) => LinkBody): Promise<Changed> =>
    links.change(own().authority, async (roster) => {
      const { rotation, ...delivered } = await seeds.rotation(roster, change);
      return { body: body(rotation), ...delivered };
    });

  return {
    async addPasskey(name) {
      const { official, device, authority } = own();
      const roster = await chain.roster(authority);
      const policy = policyOf(roster);
      const passkey = await authenticator.register({
        rpId: policy.rpIds[0] as string,
        origin: policy.origins[0] as string,
        challenge: enrolChallenge(random(32), device.kid),
        user: { id: random(16), name },
        exclude: activePasskeysOf(roster, official).map(({ credentialId }) => credentialId),
      });
      return links.change(authority, async (now) => ({
        body: { type: 'passkey_add', official, passkey, gesture: await confirmed(now, passkey) },
      }));
    },
    revokePasskey: (credentialId) =>
      links.change(own().authority, async (now) => ({
        body: {
          type: 'passkey_revoke',
          official: own().official,
          credentialId,
          gesture: await confirmed(now, credentialId),
        },
      })),
    async request() {
      const { device, protection } = await identity.device();
      return `${REQUEST}${toBase64url(encode([devicePublicValue(device.public), protection]))}`;
    },
    async admit(request, colleague) {
      const { authority } = own();
      const official = colleague ?? own().official;
      const { device, protection } = readRequest(request);
      const kid = deviceKid(device);
      return links.change(authority, (roster) => {
        // An auditor reads nothing, so there is nothing to hand over.
        const given = hasRole(roster, official, ROLES.auditor) ? null : seeds.boxFor(roster, kid, device.kem);
        const lockboxes = given
          ? [{ scope: given.epoch.scope, epoch: given.epoch.epoch, digest: digestOf(given.box) }]
          : [];
        return {
          body: { type: 'device_add', official, device, protection, lockboxes, passkey: null },
          lockboxes: new Map(given ? [[kid, given.box]] : []),
          unfinished: true,
        };
      });
    },
    async countersign(file) {
      const { device } = await identity.device();
      const pending = readPending(file);
      const { body } = pending.link;
      need(
        body.type === 'device_add' && deviceKid(body.device) === device.kid,
        'CLIENT_PENDING_LINK',
        'not the admission of this device',
      );
      return encodePending({
        ...pending,
        parts: [...pending.parts, signPart('link', pending.payload, signerOf(device))],
      });
    },
    async adopt(authority) {
      const { device } = await identity.device();
      const listed = activeDevice(await chain.sync(authority), device.kid);
      need(listed, 'CLIENT_NOT_FOUND', 'this device is not in the roster yet');
      return identity.enrol(authority, listed.official);
    },
    keepCopy: (credentialId, sealed) => keepCopy(door, credentialId, sealed),
    revoke: (kid) => rotating({ revoked: kid }, (rotation) => ({ type: 'device_revoke', kid, rotation })),
    remove: (official) =>
      rotating({ removed: official }, (rotation) => ({ type: 'official_remove', official, rotation })),
    rotate: () => rotating({}, (rotation) => ({ type: 'epoch_rotate', rotation })),
    setRoles: (official, roles) => simple({ type: 'role_set', official, roles: ascending(roles) }),
    setPolicy: ({ formalSigners, threshold, origins }) =>
      links.change(own().authority, (roster) => {
        const policy = policyOf(roster);
        return {
          body: {
            type: 'policy_set',
            policy: {
              ...policy,
              formalSigners: formalSigners ?? policy.formalSigners,
              origins: origins ?? policy.origins,
            },
            threshold: threshold ?? (roster.threshold.at(-1)?.value as number),
          },
        };
      }),
    setParticulars: (particulars) => simple({ type: 'particulars_set', ...particulars }),
    verifyPeer: (authority, chainSeq) => simple({ type: 'verify_peer', authority, chainSeq }),
    endorse: (input) => simple({ type: 'endorse', ...input }),
    admitDomestic: (authority) => simple({ type: 'domestic_admit', authority }),
    close: () => simple({ type: 'close' }),
  };
}

function readRequest(request: string): { device: DevicePublic; protection: Protection } {
  const bytes = request.startsWith(REQUEST) ? fromBase64url(request.slice(REQUEST.length).trim()) : null;
  if (!bytes) throw new ClientError('CLIENT_PENDING_LINK', 'not the request of a device');
  const [device, protection] = decode(bytes, 4096) as CborValue[];
  const known = Object.values(PROTECTIONS).find((one) => one === protection);
  need(known !== undefined, 'CLIENT_PENDING_LINK', 'not the request of a device');
  return { device: readDevicePublic(device, 'device'), protection: known };
}
