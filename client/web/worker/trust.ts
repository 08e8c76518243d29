// The room `trust`: who is in the directory and how far they can be relied on, the ceremony of the eight words, and what the relay was caught at (docs/spec/roster.md).
import {
  type AuthorityId,
  type EightWords,
  eightWords,
  parseId,
  parseLink,
  type Random,
  registerOrigin,
  systemRandom,
} from '../../../crypto/index.ts';
import { type AlarmKind, type AuthorityEntry, type Client, ClientError } from '../../sdk/index.ts';
import { type Ceremony, type Halves, prepareCeremony } from './ceremony.ts';
import { type Outcome, outcomeOf } from './decisions.ts';
import type { Office } from './office.ts';

export type { Halves };

/** How far an authority can be relied on: one's own; its eight words were compared; not yet; or something about it contradicts itself. */
export type Standing = 'own' | 'verified' | 'unverified' | 'changed';

export type DirectoryRow = {
  readonly authority: string;
  readonly kind: 'authority' | 'registrar';
  readonly name: string;
  readonly names: readonly (readonly [language: string, name: string])[];
  /** ISO 3166, or a code of practice. */
  readonly country: string;
  readonly territory: string | null;
  readonly standing: Standing;
  readonly state: AuthorityEntry['state'];
  /** The registrar's word; null where there is none. `notifiedOn`: a day, YYYY-MM-DD. */
  readonly designation: { readonly notifiedOn: string; readonly competence: string } | null;
  readonly words: EightWords;
  /** Null: not stated. */
  readonly particulars: AuthorityEntry['particulars'];
};

/** `by` null: an administrator whose name this browser was not told. */
export type ComparedBy = { readonly at: number; readonly by: string | null; readonly me: boolean };

export type AuthorityView = DirectoryRow & {
  readonly compared: ComparedBy | null;
  /** The rule that its roster breaks, where it does. */
  readonly code: string | null;
  /** Alarms about it that nobody acknowledged. */
  readonly alarms: readonly string[];
  /** Somebody else in the directory with a name that this one bears too. */
  readonly namesake: { readonly authority: string; readonly standing: Standing } | null;
};

export type AlarmView = {
  readonly id: string;
  readonly kind: AlarmKind;
  readonly code: string;
  readonly detail: string;
  /** The log, as it names itself. */
  readonly origin: string;
  /** Whom it is about, where that is an authority of the directory. */
  readonly about: { readonly authority: string; readonly name: string } | null;
  readonly at: number;
  readonly acknowledgedAt: number | null;
};

const idFrom = (hex: string): AuthorityId => parseId('authority', hex);

export function trustRoom(office: Office, random: Random = systemRandom) {
  const ceremonies = new Map<string, Ceremony>();

  /** Ids of the alarms that nobody acknowledged, by whom they are about. */
  async function openAlarms(client: Client): Promise<(authority: AuthorityId) => string[]> {
    const open = (await client.alarms.list()).filter(({ acknowledgedAt }) => acknowledgedAt === null);
    const { relayName } = client.trust;
    return (authority) =>
      open
        .filter(({ origin, detail }) => origin === registerOrigin(relayName, authority) || detail.includes(authority))
        .map(({ id }) => id);
  }

  function rowOf(entry: AuthorityEntry, mine: AuthorityId | undefined, alarms: readonly string[]): DirectoryRow {
    const { authority, kind, name, names, jurisdiction, territory, state, verifiedSeq, words, particulars } = entry;
    const last = entry.endorsements.at(-1);
    const changed = state === 'broken' || alarms.length > 0;
    const settled = authority === mine ? 'own' : verifiedSeq === null ? 'unverified' : 'verified';
    return {
      authority,
      kind,
      name,
      names,
      country: jurisdiction,
      territory,
      standing: changed ? 'changed' : settled,
      state,
      designation: last ? { notifiedOn: last.notifiedOn, competence: last.competence } : null,
      words,
      particulars,
    };
  }

  async function directory(): Promise<DirectoryRow[]> {
    const client = office.client();
    const about = await openAlarms(client);
    const mine = client.whoami()?.authority;
    return (await client.authorities.list()).map((entry) => rowOf(entry, mine, about(entry.authority)));
  }

  /** Who signed, in one's own roster, that the words were compared. */
  async function comparedBy(client: Client, seq: number): Promise<ComparedBy | null> {
    const me = client.whoami();
    const chain = me && (await client.directory.chain(me.authority));
    const bytes = chain?.links[seq]?.bytes;
    if (!me || !chain || !bytes) return null;
    const { link, statement } = parseLink(bytes);
    const official = statement.signatures.flatMap(({ kid }) => chain.roster.devices.get(kid)?.official ?? [])[0];
    const members = await client.members();
    const name = members.find((one) => one.official === official)?.name ?? null;
    return { at: link.createdAt, by: name, me: official === me.official };
  }

  async function demandEntry(client: Client, authority: AuthorityId): Promise<AuthorityEntry> {
    const entry = await client.authorities.entry(authority);
    if (!entry) throw new ClientError('CLIENT_NOT_FOUND', 'no such authority in the directory');
    return entry;
  }

  return {
    directory,

    /** Throws CLIENT_NOT_FOUND. */
    async authority(id: string): Promise<AuthorityView> {
      const client = office.client();
      const entry = await demandEntry(client, idFrom(id));
      const alarms = (await openAlarms(client))(entry.authority);
      const row = rowOf(entry, client.whoami()?.authority, alarms);
      const namesake = (await directory()).find(
        (other) => other.authority !== id && other.names.some(([, name]) => entry.names.some(([, n]) => n === name)),
      );
      return {
        ...row,
        compared: entry.verifiedSeq === null ? null : await comparedBy(client, entry.verifiedSeq),
        code: entry.code,
        alarms,
        namesake: namesake ? { authority: namesake.authority, standing: namesake.standing } : null,
      };
    },

    /** Begins a ceremony anew: the rows to choose from. Throws CLIENT_NOT_FOUND. */
    async ceremony(id: string): Promise<{ readonly mine: EightWords; readonly halves: Halves }> {
      const client = office.client();
      const me = client.whoami();
      if (!me) throw new ClientError('CLIENT_NOT_ENROLLED', 'no authority to compare for');
      const { authority } = await demandEntry(client, idFrom(id));
      const prepared = prepareCeremony(authority, random);
      ceremonies.set(id, prepared);
      return { mine: eightWords(me.authority), halves: prepared.halves };
    },

    /**
     * What was heard, as a row of each half; null: none of them. A wrong one ends the ceremony, and nothing is signed. Throws CLIENT_NOT_FOUND, CLIENT_ALARM (its
     * roster stopped holding meanwhile), ROSTER_ROLE (an administrator signs).
     */
    async compared(id: string, heard: readonly (number | null)[]): Promise<{ readonly is: 'wrong' } | Outcome> {
      const client = office.client();
      const prepared = ceremonies.get(id);
      if (!prepared) throw new ClientError('CLIENT_NOT_FOUND', 'no ceremony was begun');
      ceremonies.delete(id);
      if (!prepared.right(heard)) return { is: 'wrong' };
      await client.sync();
      const chain = await client.directory.chain(idFrom(id));
      if (!chain || chain.stopped) throw new ClientError('CLIENT_ALARM', 'its roster does not hold');
      const changed = await client.devices.verifyPeer(idFrom(id), chain.roster.headSeq);
      const outcome = await outcomeOf(client, changed);
      office.announce('directory');
      office.announce('authority');
      return outcome;
    },

    async alarms(): Promise<AlarmView[]> {
      const client = office.client();
      const alarms = await client.alarms.list();
      // Asked with every round: usually there is none, and nobody need be looked up.
      const entries = alarms.length > 0 ? await client.authorities.list() : [];
      return alarms
        .map(({ id, kind, code, detail, origin, at, acknowledgedAt }) => {
          const { relayName } = client.trust;
          const about = entries.find(
            ({ authority }) => origin === registerOrigin(relayName, authority) || detail.includes(authority),
          );
          const whom = about ? { authority: about.authority, name: about.name } : null;
          return { id, kind, code, detail, origin, at, acknowledgedAt, about: whom };
        })
        .reverse();
    },

    /** The signed file. Throws CLIENT_NOT_FOUND. */
    alarmFile: (id: string): Promise<Uint8Array> => office.client().alarms.file(id),

    /** Sending goes on after this. Throws CLIENT_ROLE, CLIENT_NOT_FOUND. */
    async acknowledge(id: string): Promise<void> {
      await office.client().alarms.acknowledge(id);
      office.announce('alarms');
      office.announce('directory');
    },
  };
}
