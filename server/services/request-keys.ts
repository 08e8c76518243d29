// Whose request key a kid names now: an active device's http key, or the key of an invitation that has not expired (protocol.md section 7).
import type { Clock } from '../deps.ts';
import type { KeyOf } from './request-signature.ts';
import type { Rosters } from './rosters.ts';

export const keyOf =
  (rosters: Rosters, clock: Clock): KeyOf =>
  (kid) => {
    const owner = rosters.byKid(kid);
    if (!owner) return null;
    const { authority } = owner.chain.roster;
    if (owner.key === 'device')
      return { principal: { kid, authority, key: 'device' }, publicKey: owner.device.public.http };
    const expired = (owner.official.invite?.expiresAt ?? 0) < clock.now();
    return expired ? null : { principal: { kid, authority, key: 'invite' }, publicKey: owner.publicKey };
  };
