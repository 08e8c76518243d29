// One more link of an authority's chain: folded by the rules everybody folds by, and entered in the directory in the same transaction (protocol.md section 3).
import {
  type AuthorityId,
  type Digest,
  demand,
  encodeDirectoryLeaf,
  extendChain,
  foundChain,
  type Kid,
  type LinkFrame,
  parseLink,
  type Roster,
  toHex,
  type UnverifiedLink,
} from '../../crypto/relay.ts';
import type { ChainRow, Effect, Store } from '../../db/store.ts';
import { RelayRefusal } from '../refusal.ts';
import { deliveryEffects } from './link-boxes.ts';
import { type KnownChain, knownChain, type Rosters } from './rosters.ts';
import type { Job, Prepared, View } from './sequencer.ts';

/** Where a link stands. `directoryIndex` is null while its authority waits to be admitted. */
export type LinkPlace = { readonly hash: string; readonly seq: number; readonly directoryIndex: number | null };

export type LinkJobDeps = {
  readonly store: Store;
  readonly rosters: Rosters;
  readonly directoryOrigin: string;
  readonly practice: boolean;
  /** Hashes of the relay's trust card: a chain belongs to one relay. */
  readonly trustCards: readonly Digest[];
};

/** How far a link's time may lie from the relay's. */
const CLOCK_MS = 10 * 60_000;

/** The job of a link as it came. `also`: effects stored with it, such as the nonce of the request. */
export function linkJob(deps: LinkJobDeps, frame: LinkFrame, also: readonly Effect[] = []): Job<LinkPlace> {
  const parsed = parseLink(frame.link);
  const key = parsed.link.authority ?? parsed.statement.hash;
  return { keys: [`chain:${key}`], prepare: (view) => prepareLink(deps, frame, parsed, also, view) };
}

async function prepareLink(
  deps: LinkJobDeps,
  frame: LinkFrame,
  parsed: UnverifiedLink,
  also: readonly Effect[],
  view: View,
): Promise<Prepared<LinkPlace>> {
  const { link, statement } = parsed;
  const known = link.authority && deps.rosters.get(link.authority);
  const again = await entered(deps, parsed, known);
  if (again) return { leaves: [], effects: () => [], answer: () => again };
  demandTime(link.createdAt, view.now);
  const roster = known ? await extendChain(known.roster, parsed) : newChain(deps, parsed);
  demandOwnKids(deps.rosters, roster);
  const listed = known?.state === 'admitted';
  // REL-LINK-2: whoever was shown a directory larger than ours was shown another one.
  if (link.directory)
    demand(
      link.directory.size <= view.directorySize,
      'ROSTER_STALE',
      'made on a directory that this relay does not have',
    );
  const delivered = deliveryEffects(roster.authority, link.body, frame);
  const consumed = await consumedInvitation(deps.store, known, roster, view.now);
  const state: ChainRow['state'] = roster.closedSeq !== null ? 'closed' : (known?.state ?? 'founding');
  const { authority } = roster;
  const { hash } = statement;
  const row = { authority, seq: link.seq, hash };
  return {
    leaves: listed ? [{ origin: deps.directoryOrigin, data: encodeDirectoryLeaf(row) }] : [],
    effects: ([dirIndex = null]) => [
      known
        ? { effect: 'chain-head', authority, expectedSeq: link.seq - 1, headSeq: link.seq, headHash: hash, state }
        : { effect: 'chain', authority, state, headSeq: 0, headHash: hash, createdAt: view.now },
      { effect: 'directory-object', kind: 'link', bytes: statement.bytes, dirIndex, ...row },
      ...delivered,
      ...consumed,
      ...also,
    ],
    change: {
      chain: knownChain(roster, state, [...(known?.hashes ?? []), hash], known?.foundedAt ?? view.now),
      directorySize: view.directorySize + (listed ? 1 : 0),
      operatorSeq: deps.rosters.operatorSeq(),
    },
    answer: ([placed]) => ({ hash, seq: link.seq, directoryIndex: placed?.index ?? null }),
  };
}

/** The same bytes sent again are answered with the place they have. */
async function entered(
  deps: LinkJobDeps,
  { link, statement }: UnverifiedLink,
  known: KnownChain | null,
): Promise<LinkPlace | null> {
  if (known && known.hashes[link.seq] !== statement.hash) return null;
  const row = await deps.store.directoryObject(statement.hash);
  return row && { hash: row.hash, seq: row.seq, directoryIndex: row.dirIndex };
}

function newChain(deps: LinkJobDeps, parsed: UnverifiedLink): Roster {
  const { link } = parsed;
  // A link of a chain that is not here: whether it exists elsewhere is nothing we tell.
  if (link.seq !== 0) throw new RelayRefusal('RELAY_NOT_FOUND', 'There is nothing here for you.');
  const roster = foundChain(parsed);
  const { genesis } = roster;
  demand(genesis.policy.practice === deps.practice, 'POLICY_PRACTICE', 'practice and earnest do not share a relay');
  demand(
    deps.trustCards.includes(genesis.trustCard),
    'POLICY_TRUST',
    'founded for another relay: its trust card is not ours',
  );
  return roster;
}

function demandTime(createdAt: number, now: number): void {
  demand(Math.abs(createdAt - now) <= CLOCK_MS, 'POLICY_TIME', 'made more than ten minutes from the relay’s time');
}

/** REL-LINK-1: a key answers for one authority only; otherwise a request signed with it would speak for two. */
function demandOwnKids(rosters: Rosters, roster: Roster): void {
  const kids: Kid[] = [...roster.devices.keys()];
  for (const official of roster.officials.values()) if (official.invite) kids.push(official.invite.kid);
  for (const custodian of roster.recovery?.custodians ?? []) kids.push(custodian.kid);
  const own = (owner: AuthorityId | null): void =>
    demand(owner === null || owner === roster.authority, 'ROSTER_KEY_REUSED', 'a key that another authority has');
  for (const kid of kids) own(rosters.ownerOf(kid));
  // Rosters are read by counterparts: one who entered a passkey found there would be asked for whenever it is.
  for (const { passkeys } of roster.officials.values())
    for (const { passkey } of passkeys) own(rosters.ownerOfPasskey(toHex(passkey.credentialId)));
}

/** An enrolment uses up the invitation whose card lies here. */
async function consumedInvitation(
  store: Store,
  before: KnownChain | null,
  after: Roster,
  now: number,
): Promise<Effect[]> {
  for (const official of before?.roster.officials.values() ?? []) {
    const { invite } = official;
    if (!invite || after.officials.get(official.id)?.invite?.kid === invite.kid) continue;
    const row = await store.invitation(invite.kid);
    if (row && row.consumedAt === null) return [{ effect: 'invitation-consumed', kid: invite.kid, at: now }];
  }
  return [];
}
