// How old the view of the directory is: nothing is sent on one older than 24 hours, because a revocation could hide behind it (protocol.md section 3, "Freshness").
import {
  directoryOrigin,
  openCheckpoint,
  parsePolicy,
  readLogKeys,
  satisfies,
  sealingTime,
  type TrustCard,
} from '../../crypto/index.ts';
import type { Directory } from './directory.ts';
import { need } from './failure.ts';
import type { RelayDoor } from './relay-door.ts';
import { put, recordOf, type Vault } from './vault.ts';

/** `at`: the quorum-th newest witness's time, or without witnesses the directory's own, unix ms. */
export type Freshness = { readonly at: number; readonly witnessed: boolean; readonly note: string };

export const FRESH_MS = 24 * 3_600_000;
const AHEAD_MS = 10 * 60_000;
const KEY = 'directory/fresh';

export type FreshnessRoom = {
  /**
   * Fetches the newest stamp, holds it to the pinned directory, and returns it if it is at most 24 hours old. Throws CLIENT_DIRECTORY_STALE,
   * CLIENT_ALARM, REGISTER_*.
   */
  demand(): Promise<Freshness>;
  /** The newest stamp seen, however old; null before the first. */
  last(): Promise<Freshness | null>;
};

export function openFreshness(options: {
  readonly vault: Vault;
  readonly door: RelayDoor;
  readonly directory: Directory;
  readonly trust: TrustCard;
  readonly clock: { now(): number };
}): FreshnessRoom {
  const { vault, door, directory, trust, clock } = options;
  const origin = directoryOrigin(trust.relayName);
  const policy = parsePolicy(trust.witnessPolicy);
  const known = [...readLogKeys(trust.directoryKeys, origin), ...policy.witnesses];
  const last = (): Promise<Freshness | null> => recordOf<Freshness>(vault, KEY);

  async function fetchStamp(): Promise<Freshness> {
    const note = await door.note('/v1/directory/sealed');
    const opened = openCheckpoint(note, origin, known);
    sealingTime(opened.signatures, origin, true);
    await directory.agree(opened);
    const { witnessed, timestamp } = satisfies({ ...policy, logs: [] }, opened.signatures, origin);
    need(timestamp !== null, 'CLIENT_DIRECTORY_STALE', 'a directory without a time');
    return { at: timestamp * 1000, witnessed, note };
  }

  return {
    last,
    async demand() {
      const before = await last();
      const now = clock.now();
      const fetched = await fetchStamp();
      need(fetched.at <= now + AHEAD_MS, 'CLIENT_CLOCK', 'the directory is stamped in the future of this clock');
      // An older stamp than one already seen is an old view shown again: the newest counts, whoever is asked.
      const newest = before && before.at > fetched.at ? before : fetched;
      if (newest !== before) await vault.write([put(KEY, newest)]);
      const age = Math.round((now - newest.at) / 60_000);
      need(now - newest.at <= FRESH_MS, 'CLIENT_DIRECTORY_STALE', `the newest stamp is ${age} minutes old`);
      return newest;
    },
  };
}
