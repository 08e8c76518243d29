// Who is in the directory, as people choose and judge them: names, state, the registrar's word, one's own ceremony (protocol.md section 3).
import {
  type AuthorityId,
  authorityName,
  currentEpoch,
  type EightWords,
  type Endorsement,
  type ErrorCode,
  eightWords,
  type Particulars,
  type Roster,
  type TrustCard,
} from '../../crypto/index.ts';
import type { Directory } from './directory.ts';

export type AuthorityEntry = {
  readonly authority: AuthorityId;
  readonly kind: 'authority' | 'registrar';
  readonly name: string;
  readonly names: readonly (readonly [language: string, name: string])[];
  readonly jurisdiction: string;
  readonly territory: string | null;
  readonly parent: AuthorityId | null;
  readonly practice: boolean;
  /** `sendable`: admitted, founded, open, its chain holds. */
  readonly state: 'sendable' | 'not admitted' | 'closed' | 'broken';
  /** The rule at which its chain stops, where it does. */
  readonly code: ErrorCode | null;
  /** What the registrar of the trust card says of it, newest last. */
  readonly endorsements: readonly Endorsement[];
  /** Link of one's own chain by which an administrator compared the eight words; null when nobody did. */
  readonly verifiedSeq: number | null;
  readonly words: EightWords;
  /**
   * What it says of its office: languages, channels, hours, as its administrators signed it at `statedAt` (unix ms, their word). Null: not stated. Where the
   * eight words were not compared, a telephone in here is the word of whoever made the chain.
   */
  readonly particulars: (Particulars & { readonly statedAt: number }) | null;
};

export type Authorities = {
  /** Everybody in the directory, by jurisdiction and name. */
  list(): Promise<AuthorityEntry[]>;
  entry(authority: AuthorityId): Promise<AuthorityEntry | null>;
  /** Those whose name contains `text`, whose id begins with it, or whose eight words begin with its words. */
  search(text: string): Promise<AuthorityEntry[]>;
};

export function openAuthorities(options: {
  readonly directory: Directory;
  readonly trust: TrustCard;
  /** One's own roster, where there is one. */
  own(): Promise<Roster | null>;
}): Authorities {
  const { directory, trust, own } = options;

  async function entryOf(authority: AuthorityId): Promise<AuthorityEntry | null> {
    const chain = await directory.chain(authority);
    if (!chain) return null;
    const { roster, stopped } = chain;
    const { genesis } = roster;
    const registrar = trust.registrar && (await directory.chain(trust.registrar));
    const mine = await own();
    const open = roster.closedSeq === null && currentEpoch(roster) !== null;
    const ready = directory.admitted(authority) !== null && open;
    return {
      authority,
      kind: genesis.kind,
      name: authorityName(roster),
      names: genesis.names,
      jurisdiction: genesis.jurisdiction,
      territory: genesis.territory,
      parent: genesis.parent,
      practice: genesis.policy.practice,
      state: stopped ? 'broken' : roster.closedSeq !== null ? 'closed' : ready ? 'sendable' : 'not admitted',
      code: stopped?.code ?? null,
      endorsements: registrar ? registrar.roster.endorsements.filter((e) => e.authority === authority) : [],
      verifiedSeq: mine?.peers.get(authority)?.seq ?? null,
      words: eightWords(authority),
      particulars: roster.particulars && { ...roster.particulars.value, statedAt: roster.particulars.statedAt },
    };
  }
  async function list(): Promise<AuthorityEntry[]> {
    const entries: AuthorityEntry[] = [];
    for (const authority of directory.authorities()) {
      const entry = await entryOf(authority);
      if (entry) entries.push(entry);
    }
    return entries.sort(
      (a, b) => a.jurisdiction.localeCompare(b.jurisdiction, 'en') || a.name.localeCompare(b.name, 'en'),
    );
  }
  return {
    list,
    entry: entryOf,
    async search(text) {
      const wanted = text.trim().toLowerCase();
      if (wanted === '') return [];
      return (await list()).filter(
        ({ names, authority, words }) =>
          names.some(([, name]) => name.toLowerCase().includes(wanted)) ||
          (wanted.length >= 4 && authority.startsWith(wanted)) ||
          words.words.join(' ').startsWith(wanted),
      );
    },
  };
}
