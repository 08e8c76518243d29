// Holds: a party's word that the relay deletes nothing of a transmission, and its taking back (docs/spec/register.md REG-24).
import { type Digest, encodeHold, MEDIA, signerOf, signStatement } from '../../crypto/index.ts';
import type { IdentityRoom } from './identity.ts';
import type { RelayDoor } from './relay-door.ts';

export type Holds = {
  /** `held` false takes it back. Throws RELAY_NOT_FOUND (no party), RELAY_CONFLICT (the content has gone, or something later stands), CLIENT_NOT_ENROLLED. */
  set(subject: Digest, held: boolean): Promise<void>;
};

export const openHolds = ({
  door,
  identity,
  clock,
}: {
  readonly door: RelayDoor;
  readonly identity: IdentityRoom;
  readonly clock: { now(): number };
}): Holds => ({
  async set(subject, held) {
    const payload = encodeHold({ subject, held, createdAt: clock.now() });
    const statement = signStatement('hold', payload, signerOf(identity.enrolled().device));
    await door.hand('/v1/holds', MEDIA.statement, statement);
  },
});
