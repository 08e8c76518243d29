// Recovery at the relay: what an authority without any device may still hand in and fetch, with its custodians' sheets (protocol.md section 3).
import { decodeLinkFrame, encodeLockboxes, parseLink } from '../../crypto/relay.ts';
import type { RelayDeps } from '../deps.ts';
import type { Principal } from '../door.ts';
import { notFound, RelayRefusal } from '../refusal.ts';
import type { Directory } from './directory.ts';
import type { LinkPlace } from './link-job.ts';
import type { Rosters } from './rosters.ts';

export type Recovery = {
  /** Takes a `recover` link that custodians signed. Throws RELAY_FORBIDDEN (another link), RELAY_NOT_FOUND (no custodian of it), and what the fold throws. */
  recover(raw: Uint8Array): Promise<LinkPlace>;
  /** Frame of the recovery key's lockboxes, for a custodian in force. Anybody else gets RELAY_NOT_FOUND. */
  lockboxes(principal: Principal, fromEpoch: number): Promise<Uint8Array>;
};

export function createRecovery({ store }: Pick<RelayDeps, 'store'>, rosters: Rosters, directory: Directory): Recovery {
  return {
    async recover(raw) {
      const frame = decodeLinkFrame(raw);
      const { link, statement } = parseLink(frame.link);
      if (link.body.type !== 'recover')
        throw new RelayRefusal('RELAY_FORBIDDEN', 'Here custodians recover; other links are handed in by a device.');
      // ENR-6: a stranger does not learn whom there is to recover; whose signatures they are, and how many, the fold judges.
      const named = statement.signatures.some(
        ({ kid }) => rosters.byCustodian(kid)?.roster.authority === link.authority,
      );
      if (!named) throw notFound();
      return directory.appendLink(frame);
    },
    async lockboxes({ key, kid }, fromEpoch) {
      const recovery = key === 'custodian' ? rosters.byCustodian(kid)?.roster.recovery : null;
      if (!recovery) throw notFound();
      return encodeLockboxes(await store.lockboxes(recovery.kid, fromEpoch));
    },
  };
}
