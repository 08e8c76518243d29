// One's own chain: from the directory once admitted; before that from the relay's waiting room, where it may grow and never change (protocol.md section 3).
import { type AuthorityId, digestOf, foldChain, type Roster, utf8 } from '../../crypto/index.ts';
import type { Alarms } from './alarms.ts';
import type { Directory } from './directory.ts';
import { need } from './failure.ts';
import type { RelayDoor } from './relay-door.ts';
import { put, recordOf, type Vault } from './vault.ts';

export type OwnChain = {
  /** The roster as last verified; fetched only when there is none yet. */
  roster(authority: AuthorityId): Promise<Roster>;
  /** Fetches what is new, asking `by` where this device is in no chain yet. Throws CLIENT_ALARM, CLIENT_NOT_FOUND, ROSTER_*, what the directory throws. */
  sync(authority: AuthorityId, by?: RelayDoor): Promise<Roster>;
  /** The links as they came, genesis first. */
  links(authority: AuthorityId): Promise<readonly Uint8Array[]>;
};

const KEY = 'founding/links';

export function openOwnChain({
  vault,
  door,
  alarms,
  directory,
}: {
  readonly vault: Vault;
  readonly door: RelayDoor;
  readonly alarms: Alarms;
  readonly directory: Directory;
}): OwnChain {
  let waiting: { links: readonly Uint8Array[]; roster: Roster } | null = null;

  // OWN-1: what this client saw of its own chain stays its beginning, whoever serves the rest.
  async function demandBeginning(authority: AuthorityId, links: readonly Uint8Array[]): Promise<void> {
    const seen = (await recordOf<Uint8Array[]>(vault, KEY)) ?? [];
    const changed = seen.findIndex((link, i) => !links[i] || digestOf(links[i]) !== digestOf(link));
    if (changed < 0) return;
    const pieces = [seen[changed] as Uint8Array, ...(links[changed] ? [links[changed]] : [])];
    throw await alarms.raise({
      kind: links[changed] ? 'fork' : 'rollback',
      origin: `chain ${authority}`,
      code: 'ROSTER_PREVIOUS',
      detail: `link ${changed} of one's own chain is another or missing`,
      evidence: [utf8(authority), ...pieces],
    });
  }

  async function listed(authority: AuthorityId): Promise<Roster | null> {
    const chain = await directory.chain(authority);
    if (!chain) return null;
    need(chain.stopped === null, 'CLIENT_ALARM', `one's own chain does not hold from link ${chain.stopped?.seq} on`);
    return chain.roster;
  }

  async function fetchWaiting(authority: AuthorityId, by = door): Promise<Roster> {
    const links = await by.list(`/v1/chains/${authority}/links?from=0`);
    need(links.length > 0, 'CLIENT_NOT_FOUND', 'the relay has no chain of this authority');
    await demandBeginning(authority, links);
    const roster = await foldChain(links, authority);
    await vault.write([put(KEY, links)]);
    waiting = { links, roster };
    return roster;
  }

  return {
    async roster(authority) {
      return (await listed(authority)) ?? waiting?.roster ?? (await fetchWaiting(authority));
    },
    async sync(authority, by) {
      await directory.sync(by);
      const roster = await listed(authority);
      if (!roster) return fetchWaiting(authority, by);
      const chain = await directory.chain(authority);
      await demandBeginning(authority, chain?.links.map(({ bytes }) => bytes) ?? []);
      return roster;
    },
    async links(authority) {
      const chain = await directory.chain(authority);
      return chain ? chain.links.map(({ bytes }) => bytes) : (waiting?.links ?? []);
    },
  };
}
