// To whom one can write, and who will be able to read it, from rosters as verified here (look.md "Sign and send").
import { type AuthorityId, activeDevice, currentEpoch, policyOf, type Roster } from '../../../crypto/index.ts';
import type { ActClass } from '../../casework/form.ts';
import type { AuthorityEntry, Client } from '../../sdk/index.ts';

/** Why one cannot write to them: one's own, not admitted by the operator yet, closed, or a roster that does not hold. */
export type Hindrance = 'own' | 'not-admitted' | 'closed' | 'broken';

export type Counterpart = {
  readonly authority: string;
  readonly name: string;
  /** The same office in the languages it gave: ISO 639 and name. */
  readonly names: readonly (readonly [language: string, name: string])[];
  /** ISO 3166, or a code of practice. */
  readonly country: string;
  readonly territory: string | null;
  /** Whether an administrator of one's own compared the eight words with theirs. */
  readonly verified: boolean;
  /** What the secretariat says they are competent for. */
  readonly competence: string | null;
  /** What it says of its office; null: not stated. */
  readonly particulars: AuthorityEntry['particulars'];
  readonly hindrance: Hindrance | null;
};

export type Readers = {
  readonly authority: string;
  readonly name: string;
  readonly own: boolean;
  readonly verified: boolean;
  /** Officials whose devices can open what is sealed now. */
  readonly officials: number;
  /** Their names where this browser knows them: one's own authority's. */
  readonly names: readonly string[];
};

/** A recipient to whom nothing can be sent now, though it may have been possible when it was chosen. */
export type Stopped = {
  readonly authority: string;
  readonly name: string;
  readonly hindrance: Exclude<Hindrance, 'own'>;
};

/** What stands behind "Sign and send" for one class. */
export type Signing = {
  /** Without those who are stopped: nothing is sealed for them. */
  readonly readers: readonly Readers[];
  readonly stopped: readonly Stopped[];
  /** A second signatory of one's own authority signs before it leaves. */
  readonly twoSigners: boolean;
  /** Whether this official's passkey counts for this class. */
  readonly maySign: boolean;
};

// Words that were compared say nothing of an authority whose chain breaks a rule.
const wasCompared = ({ verifiedSeq, state }: AuthorityEntry): boolean => verifiedSeq !== null && state !== 'broken';

const hindranceOf = ({ state, authority }: AuthorityEntry, mine: AuthorityId | undefined): Hindrance | null => {
  if (authority === mine) return 'own';
  return state === 'sendable' ? null : state === 'not admitted' ? 'not-admitted' : state;
};

export async function counterparts(client: Client): Promise<Counterpart[]> {
  const mine = client.whoami()?.authority;
  const all = await client.authorities.list();
  return all
    .filter(({ kind }) => kind === 'authority')
    .map((entry) => ({
      authority: entry.authority,
      name: entry.name,
      names: entry.names,
      country: entry.jurisdiction,
      territory: entry.territory,
      verified: wasCompared(entry),
      competence: entry.endorsements.at(-1)?.competence ?? null,
      particulars: entry.particulars,
      hindrance: hindranceOf(entry, mine),
    }));
}

const holdersOf = (roster: Roster): string[] => [
  ...new Set((currentEpoch(roster)?.recipients ?? []).flatMap(({ kid }) => activeDevice(roster, kid)?.official ?? [])),
];

async function readersOf(client: Client, authority: string): Promise<Readers | null> {
  const [entry, chain] = [
    await client.authorities.entry(authority as AuthorityId),
    await client.directory.chain(authority as AuthorityId),
  ];
  if (!entry || !chain) return null;
  const own = client.whoami()?.authority === authority;
  const holders = holdersOf(chain.roster);
  const members = own ? await client.members() : [];
  return {
    authority,
    name: entry.name,
    own,
    verified: own || wasCompared(entry),
    officials: holders.length,
    names: members.flatMap(({ official, name }) => (name !== null && holders.includes(official) ? [name] : [])),
  };
}

async function stoppedOf(client: Client, authority: string): Promise<Stopped[]> {
  const entry = await client.authorities.entry(authority as AuthorityId);
  const hindrance = entry && hindranceOf(entry, client.whoami()?.authority);
  return hindrance && hindrance !== 'own' ? [{ authority, name: entry.name, hindrance }] : [];
}

/** Throws CLIENT_NOT_ENROLLED. */
export async function signingOf(client: Client, to: readonly string[], level: ActClass): Promise<Signing> {
  const me = client.whoami();
  const roster = await client.roster();
  const roles = (await client.members()).find(({ official }) => official === me?.official)?.roles ?? [];
  const stopped = (await Promise.all(to.map((one) => stoppedOf(client, one)))).flat();
  const reached = to.filter((one) => stopped.every(({ authority }) => authority !== one));
  const readers = await Promise.all([...(me ? [me.authority] : []), ...reached].map((one) => readersOf(client, one)));
  return {
    readers: readers.filter((one) => one !== null),
    stopped,
    twoSigners: level === 1 && policyOf(roster).formalSigners === 2,
    maySign:
      !roles.includes('auditor') &&
      (level === 0 ||
        roles.includes('signatory') ||
        roles.includes('service') ||
        (level === 2 && roles.includes('duty'))),
  };
}
