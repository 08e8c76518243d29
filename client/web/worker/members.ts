// Officials of one's own authority as its pages show them: what they may do and with which devices (docs/spec/roster.md).
import { PROTECTIONS, parseLink, type RoleName } from '../../../crypto/index.ts';
import { type Client, ClientError } from '../../sdk/index.ts';

export type DeviceView = {
  readonly kid: string;
  /** This browser's. */
  readonly here: boolean;
  readonly opensWith: keyof typeof PROTECTIONS;
  /** Unix ms of the link that brought it; null before the authority was admitted. */
  readonly addedAt: number | null;
};

export type MemberView = {
  readonly official: string;
  readonly name: string | null;
  /** The name of the invitation, where they call themselves otherwise. */
  readonly invitedAs: string | null;
  readonly me: boolean;
  readonly roles: readonly RoleName[];
  readonly devices: readonly DeviceView[];
  readonly passkeys: number;
  /** Unix ms until which an unused invitation can be used; null when it was used. */
  readonly invitedUntil: number | null;
};

/** Throws CLIENT_NOT_ENROLLED. */
export async function membersView(client: Client): Promise<MemberView[]> {
  const me = client.whoami();
  if (!me) throw new ClientError('CLIENT_NOT_ENROLLED', 'no authority in this vault');
  const chain = (await client.directory.chain(me.authority))?.links ?? [];
  const addedAt = (seq: number): number | null => {
    const bytes = chain[seq]?.bytes;
    return bytes ? parseLink(bytes).link.createdAt : null;
  };
  return (await client.members()).map((member) => ({
    official: member.official,
    name: member.name,
    invitedAs: member.invitedAs,
    me: member.official === me.official,
    roles: member.roles,
    passkeys: member.passkeys,
    invitedUntil: member.invitedUntil,
    devices: member.devices.map((device) => ({
      kid: device.kid,
      here: device.kid === me.kid,
      opensWith: (Object.keys(PROTECTIONS) as (keyof typeof PROTECTIONS)[]).find(
        (name) => PROTECTIONS[name] === device.protection,
      ) as keyof typeof PROTECTIONS,
      addedAt: addedAt(device.addedSeq),
    })),
  }));
}
