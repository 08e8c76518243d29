// Who sits at an open desk, as the bar above every page names them: from the profile, and from the chain that this device verified (docs/spec/browser.md, BRW-4).
import { authorityName, type ROLES } from '../../../crypto/index.ts';
import { type Client, codeOf } from '../../sdk/index.ts';
import type { OpenProfile } from './open-profile.ts';

type Role = keyof typeof ROLES;

export type Seat = {
  readonly profile: string;
  readonly authority: { readonly id: string; readonly name: string };
  readonly official: { readonly id: string; readonly name: string };
  readonly roles: readonly Role[];
};

/** What an authority calls itself in its genesis, which stands before any directory lists it; empty where nothing of its chain was fetched yet. */
export async function nameOfAuthority(client: Pick<Client, 'roster'>): Promise<string> {
  try {
    return authorityName(await client.roster());
  } catch (error) {
    if (codeOf(error) === null) throw error;
    return '';
  }
}

/** Null before the device is enrolled. */
export async function seatOf({ client, card }: Pick<OpenProfile, 'client' | 'card'>): Promise<Seat | null> {
  const mine = client.whoami();
  if (!mine) return null;
  const { id, name, authorityName: kept } = card();
  const members = await client.members().catch(() => []);
  const me = members.find(({ official }) => official === mine.official);
  return {
    profile: id,
    authority: { id: mine.authority, name: kept || (await nameOfAuthority(client)) || mine.authority.slice(0, 8) },
    official: { id: mine.official, name },
    roles: me?.roles ?? [],
  };
}
