// What a sign-in screen shows of the people this browser knows: read without opening anything (docs/spec/browser.md, BRW-4).
import { lockOf, type WrapLock } from '../../sdk/vaults/wrap.ts';
import type { Places, Profile } from './profiles.ts';

/** What a sign-in screen shows of a profile. */
export type ProfileCard = Pick<Profile, 'id' | 'kid' | 'name' | 'authorityName' | 'practice' | 'openedAt'> & {
  readonly enrolled: boolean;
  readonly unlocksWith: readonly WrapLock['by'][];
};

export const cardOf = ({
  id,
  kid,
  name,
  authorityName,
  practice,
  openedAt,
  authority,
  wraps,
}: Profile): ProfileCard => ({
  id,
  kid,
  name,
  authorityName,
  practice,
  openedAt,
  enrolled: authority !== null,
  unlocksWith: [...new Set(wraps.map((wrap) => lockOf(wrap).by))],
});

/** The cards of all profiles, the one used last first. */
export const profileCards = async (places: Pick<Places, 'list'>): Promise<ProfileCard[]> =>
  (await places.list()).map(cardOf).sort((a, b) => b.openedAt - a.openedAt);
