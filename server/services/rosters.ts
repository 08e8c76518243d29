// Every authority's folded chain in memory, as it stands at the directory's size (protocol.md section 3). Changed by the sequencer only, after a commit.
import {
  type AuthorityId,
  activeDevice,
  type ChainView,
  type Device,
  type Digest,
  extendChain,
  foundChain,
  type Kid,
  type Official,
  parseLink,
  type Roster,
  rolesOf,
  toHex,
} from '../../crypto/relay.ts';
import type { ChainRow, Store } from '../../db/store.ts';

export type KnownChain = {
  readonly roster: Roster;
  readonly state: ChainRow['state'];
  /** SHA-256 of every link, by its place. */
  readonly hashes: readonly Digest[];
  /** When the genesis came, unix ms. */
  readonly foundedAt: number;
  /** The same as checks of envelopes want it. */
  readonly view: ChainView;
};

/** Whom a kid belongs to now: an active device, or an invitation not yet used. */
export type KidOwner = { readonly chain: KnownChain; readonly official: Official } & (
  | { readonly key: 'device'; readonly device: Device }
  | { readonly key: 'invite'; readonly publicKey: Uint8Array }
);

export type Rosters = {
  get(authority: AuthorityId): KnownChain | null;
  /** Null for kids unknown, revoked or used up. Whether an invitation has expired is the caller's to judge. */
  byKid(kid: Kid): KidOwner | null;
  /** The chain whose recovery a kid keeps a sheet of now; null for others, and while the authority is being founded. */
  byCustodian(kid: Kid): KnownChain | null;
  /** The authority under which a kid was ever seen, so that no other brings it again. */
  ownerOf(kid: Kid): AuthorityId | null;
  /** The same of a passkey, by its credential id in hex. */
  ownerOfPasskey(credential: string): AuthorityId | null;
  all(): IterableIterator<KnownChain>;
  /** Leaves of the directory. */
  directorySize(): number;
  /** Entries of the operator so far: the number of the next one. */
  operatorSeq(): number;
};

/** What one link or admission changes. `chain: null`: `dropped` is forgotten, which was never admitted. */
export type RosterChange = {
  readonly chain: KnownChain | null;
  readonly dropped?: AuthorityId;
  readonly directorySize: number;
  readonly operatorSeq: number;
};
export type MutableRosters = Rosters & { apply(change: RosterChange): void };

export function knownChain(
  roster: Roster,
  state: ChainRow['state'],
  hashes: readonly Digest[],
  foundedAt: number,
): KnownChain {
  const view = { roster, seq: roster.headSeq, hashAt: (seq: number) => hashes[seq] ?? null };
  return { roster, state, hashes, foundedAt, view };
}

const PAGE = 512;

async function loadChain(store: Store, row: ChainRow): Promise<{ chain: KnownChain; listed: number }> {
  let roster: Roster | null = null;
  let listed = 0;
  const hashes: Digest[] = [];
  for (let from = 0; from <= row.headSeq; from += PAGE) {
    for (const link of await store.links(row.authority, from, PAGE)) {
      const parsed = parseLink(link.bytes);
      roster = roster ? await extendChain(roster, parsed) : foundChain(parsed);
      hashes.push(parsed.statement.hash);
      if (link.dirIndex !== null) listed += 1;
    }
  }
  return { chain: knownChain(roster as Roster, row.state, hashes, row.createdAt), listed };
}

/** Folds all chains of the store. Throws what the fold throws when a stored chain does not stand: the database is then not ours. */
export async function loadRosters(store: Store, directoryOrigin: string): Promise<MutableRosters> {
  const chains = new Map<AuthorityId, KnownChain>();
  const owners = new Map<Kid, AuthorityId>();
  const passkeyOwners = new Map<string, AuthorityId>();
  const directory = await store.log(directoryOrigin);
  const at = { directorySize: directory?.size ?? 0, operatorSeq: 0 };

  const put = (chain: KnownChain): void => {
    const { roster } = chain;
    chains.set(roster.authority, chain);
    for (const kid of roster.devices.keys()) owners.set(kid, roster.authority);
    for (const official of roster.officials.values()) {
      if (official.invite) owners.set(official.invite.kid, roster.authority);
      for (const { passkey } of official.passkeys) passkeyOwners.set(toHex(passkey.credentialId), roster.authority);
    }
    for (const custodian of roster.recovery?.custodians ?? []) owners.set(custodian.kid, roster.authority);
  };

  let listed = 0;
  for (const row of await store.chains()) {
    const loaded = await loadChain(store, row);
    listed += loaded.listed;
    put(loaded.chain);
  }
  // Whatever in the directory is no link is an entry of the operator.
  at.operatorSeq = at.directorySize - listed;

  return {
    get: (authority) => chains.get(authority) ?? null,
    byKid: (kid) => {
      const owner = owners.get(kid);
      const chain = owner && chains.get(owner);
      return chain ? find(chain, kid) : null;
    },
    byCustodian: (kid) => {
      const owner = owners.get(kid);
      const chain = owner && chains.get(owner);
      const keeps = chain?.roster.recovery?.custodians.some((custodian) => custodian.kid === kid);
      return chain && keeps && chain.state !== 'founding' ? chain : null;
    },
    ownerOf: (kid) => owners.get(kid) ?? null,
    ownerOfPasskey: (credential) => passkeyOwners.get(credential) ?? null,
    all: () => chains.values(),
    directorySize: () => at.directorySize,
    operatorSeq: () => at.operatorSeq,
    apply: ({ chain, dropped, directorySize, operatorSeq }) => {
      if (chain) put(chain);
      if (dropped) {
        chains.delete(dropped);
        for (const [kid, owner] of owners) if (owner === dropped) owners.delete(kid);
        for (const [credential, owner] of passkeyOwners) if (owner === dropped) passkeyOwners.delete(credential);
      }
      at.directorySize = directorySize;
      at.operatorSeq = operatorSeq;
    },
  };
}

function find(chain: KnownChain, kid: Kid): KidOwner | null {
  const { roster } = chain;
  const device = activeDevice(roster, kid);
  if (device) {
    const official = roster.officials.get(device.official) as Official;
    return { key: 'device', chain, official, device };
  }
  for (const official of roster.officials.values())
    if (official.invite?.kid === kid && rolesOf(roster, official.id).length > 0)
      return { key: 'invite', chain, official, publicKey: official.invite.key };
  return null;
}
