// One's own authority as its administrators look at it: officials with what they may do and with what they do it, and the names this vault knows (protocol.md section 3).
import {
  activeDevices,
  activeOfficials,
  activePasskeysOf,
  type Device,
  type OfficialId,
  ROLES,
  type RoleName,
  type Roster,
  rolesOf,
} from '../../crypto/index.ts';
import type { Called } from './names.ts';

export type Member = {
  readonly official: OfficialId;
  /** How they call themselves, or else the name they were invited under; null where this vault was not told. */
  readonly name: string | null;
  /** The name of the invitation, where it is another. */
  readonly invitedAs: string | null;
  readonly roles: readonly RoleName[];
  readonly devices: readonly Device[];
  readonly passkeys: number;
  /** Unix ms until which an unused invitation can be used; null when it was used. */
  readonly invitedUntil: number | null;
};

/** The officials of a roster, in the order they were added, with the names that this vault knows. */
export function membersOf(roster: Roster, names: ReadonlyMap<OfficialId, Called>): Member[] {
  const members: Member[] = [];
  for (const { id, invite } of [...activeOfficials(roster)].sort((a, b) => a.addedSeq - b.addedSeq)) {
    const held = rolesOf(roster, id);
    members.push({
      official: id,
      name: names.get(id)?.name ?? null,
      invitedAs: names.get(id)?.invitedAs ?? null,
      roles: (Object.keys(ROLES) as RoleName[]).filter((name) => held.includes(ROLES[name])),
      devices: activeDevices(roster).filter(({ official }) => official === id),
      passkeys: activePasskeysOf(roster, id).length,
      invitedUntil: invite?.expiresAt ?? null,
    });
  }
  return members;
}
