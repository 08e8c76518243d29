// Founding, and every later link of a chain: who may hand one in, before the fold judges whether it stands (protocol.md sections 3 and 7).
import { activeDevices, decodeLinkFrame, type LinkType, parseLink } from '../../crypto/relay.ts';
import type { RelayDeps } from '../deps.ts';
import type { Principal } from '../door.ts';
import { notFound, RelayRefusal } from '../refusal.ts';
import type { Copies } from './copies.ts';
import type { Directory } from './directory.ts';
import type { LinkPlace } from './link-job.ts';
import type { Rosters } from './rosters.ts';
import type { Sessions } from './session.ts';

export type Enrolment = {
  /** Takes a genesis into the waiting room. Throws RELAY_BUSY when it is full, and what `appendLink` throws. */
  found(raw: Uint8Array): Promise<LinkPlace>;
  /** Takes a link of the caller's own authority. Throws RELAY_NOT_FOUND, RELAY_FORBIDDEN, RELAY_SIGN_IN, RELAY_GESTURE_AGE, and what `appendLink` throws. */
  append(principal: Principal, raw: Uint8Array): Promise<LinkPlace>;
};

/** Links that keep the books: clients make them by themselves, so they need a session and no recent gesture. */
const ROUTINE: readonly LinkType[] = ['lockbox_grant', 'epoch_rotate'];

type EnrolmentDeps = Pick<RelayDeps, 'config' | 'clock' | 'store'> & {
  readonly rosters: Rosters;
  readonly directory: Directory;
  readonly sessions: Sessions;
  readonly copies: Copies;
};

export function createEnrolment({
  config,
  clock,
  store,
  rosters,
  directory,
  sessions,
  copies,
}: EnrolmentDeps): Enrolment {
  const { founding, foundingMs } = config.limits;
  const inTime = (foundedAt: number): boolean => clock.now() - foundedAt <= foundingMs;
  const waiting = (): number =>
    [...rosters.all()].filter((chain) => chain.state === 'founding' && inTime(chain.foundedAt)).length;

  // One founding at a time: the room is counted and entered in one step.
  let last: Promise<unknown> = Promise.resolve();

  async function enter(raw: Uint8Array): Promise<LinkPlace> {
    const frame = decodeLinkFrame(raw);
    const { link, statement } = parseLink(frame.link);
    if (link.body.type !== 'genesis')
      throw new RelayRefusal('RELAY_BAD_REQUEST', 'An authority is founded by a genesis.');
    const known = (await store.directoryObject(statement.hash)) !== null;
    if (!known && waiting() >= founding)
      throw new RelayRefusal('RELAY_BUSY', 'The waiting room for new authorities is full: ask the operator.');
    return directory.appendLink(frame);
  }

  /** ENR-3: an invitation brings in its one device and does nothing else; deciding for an authority takes a gesture of now. */
  async function demandRight({ key, kid }: Principal, type: LinkType): Promise<void> {
    if (key === 'invite') {
      if (type !== 'device_add')
        throw new RelayRefusal('RELAY_FORBIDDEN', 'An invitation adds a device and nothing else.');
      return;
    }
    if (key === 'custodian') throw new RelayRefusal('RELAY_FORBIDDEN', 'A custodian recovers, and does nothing else.');
    const now = clock.now();
    await (ROUTINE.includes(type) ? sessions.demandSession(kid, now) : sessions.demandRecentGesture(kid, now));
  }

  return {
    found(raw) {
      const next = last.then(() => enter(raw));
      last = next.catch(() => {});
      return next;
    },
    async append(principal, raw) {
      const frame = decodeLinkFrame(raw);
      const { link } = parseLink(frame.link);
      const chain = link.authority && rosters.get(link.authority);
      if (!chain || link.authority !== principal.authority) throw notFound();
      if (chain.state === 'founding' && !inTime(chain.foundedAt))
        throw new RelayRefusal('RELAY_FORBIDDEN', 'This founding was not finished in time: found the authority anew.');
      await demandRight(principal, link.body.type);
      const place = await directory.appendLink(frame);
      if (link.body.type === 'passkey_revoke') {
        // Whoever signed in with it signs in again.
        const { official, credentialId } = link.body;
        for (const device of chain.roster.devices.values())
          if (device.official === official) {
            await sessions.endOf(device.kid);
            // ENR-7: of its own official only; the same id in another roster is another passkey.
            await copies.forgetUnder(device.kid, credentialId);
          }
      }
      for (const { kid } of activeDevices(chain.roster)) if (rosters.byKid(kid) === null) await copies.forget(kid);
      return place;
    },
  };
}
