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
import { recordOf, type Vault } from './vault.ts';

export type Member = {
  readonly official: OfficialId;
  /** Known to the device that invited them and to nobody else; null elsewhere. */
  readonly name: string | null;
  readonly roles: readonly RoleName[];
  readonly devices: readonly Device[];
  readonly passkeys: number;
  /** Unix ms until which an unused invitation can be used; null when it was used. */
  readonly invitedUntil: number | null;
};

/** The name of an official as this vault knows it, or null. */
async function nameOf(vault: Vault, official: OfficialId): Promise<string | null> {
  return (await recordOf<{ name: string }>(vault, `name/${official}`))?.name ?? null;
}

/** The officials of a roster, in the order they were added. */
export async function membersOf(roster: Roster, vault: Vault): Promise<Member[]> {
  const members: Member[] = [];
  for (const { id, invite } of [...activeOfficials(roster)].sort((a, b) => a.addedSeq - b.addedSeq)) {
    const held = rolesOf(roster, id);
    members.push({
      official: id,
      name: await nameOf(vault, id),
      roles: (Object.keys(ROLES) as RoleName[]).filter((name) => held.includes(ROLES[name])),
      devices: activeDevices(roster).filter(({ official }) => official === id),
      passkeys: activePasskeysOf(roster, id).length,
      invitedUntil: invite?.expiresAt ?? null,
    });
  }
  return members;
}
