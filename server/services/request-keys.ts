// Whose request key a kid names now: an active device's http key, the key of an invitation that has not expired, or that of a custodian in force
// (protocol.md sections 3 and 7).
import type { Kid } from '../../crypto/relay.ts';
import type { Clock } from '../deps.ts';
import type { KeyOf } from './request-signature.ts';
import type { Rosters } from './rosters.ts';

/** ENR-5: whoever holds a sheet reads the directory with it, before anybody of the authority has a device again. */
const custodianKey = (rosters: Rosters, kid: Kid): ReturnType<KeyOf> => {
  const roster = rosters.byCustodian(kid)?.roster;
  const custodian = roster?.recovery?.custodians.find((one) => one.kid === kid);
  if (!roster || !custodian) return null;
  return { principal: { kid, authority: roster.authority, key: 'custodian' }, publicKey: custodian.key };
};

export const keyOf =
  (rosters: Rosters, clock: Clock): KeyOf =>
  (kid) => {
    const owner = rosters.byKid(kid);
    if (!owner) return custodianKey(rosters, kid);
    const { authority } = owner.chain.roster;
    if (owner.key === 'device')
      return { principal: { kid, authority, key: 'device' }, publicKey: owner.device.public.http };
    const expired = (owner.official.invite?.expiresAt ?? 0) < clock.now();
    return expired ? null : { principal: { kid, authority, key: 'invite' }, publicKey: owner.publicKey };
  };
