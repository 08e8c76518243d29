// The room `register`: every transmission that one's own register proves, without what it says. For auditors, who read no content (docs/auditors.md).
import {
  type AuthorityId,
  type Digest,
  digestOf,
  EVENTS,
  type EventName,
  type RegisterLeaf,
} from '../../../crypto/index.ts';
import { numberIn } from '../../casework/number.ts';
import { type Client, ClientError, foldStatus, type TransmissionStatus } from '../../sdk/index.ts';
import { type Party, partiesOf } from './mail/reading.ts';
import { type Standing, wordOf } from './mail/rows.ts';
import { plainly } from './mail/search.ts';
import type { Office } from './office.ts';

export type RegisterRow = {
  /** 64 hexadecimal digits. */
  readonly subject: string;
  readonly direction: 'in' | 'out';
  /** The other sides, as far as entries name them: of what was sent, whoever has stated or missed something. */
  readonly others: readonly Party[];
  readonly status: TransmissionStatus;
  /** When it was entered, unix ms by the relay's clock. */
  readonly at: number;
};

export type RegisterEntry = {
  readonly index: number;
  readonly event: EventName;
  readonly at: number;
  /** Null: one's own authority. */
  readonly who: Party | null;
  readonly own: boolean;
  /** Who says so. */
  readonly standing: Standing;
};

export type RegisterRecord = RegisterRow & { readonly entries: readonly RegisterEntry[] };

type Proved = (evidence: Digest | null) => boolean;
type PartyOf = (authority: string) => Party;
type Entry = { readonly index: number; readonly leaf: RegisterLeaf };

const SENT: readonly number[] = [EVENTS.SubmissionAcceptance, EVENTS.Proposed];

function recordOf(
  subject: string,
  entries: readonly Entry[],
  mine: AuthorityId,
  partyOf: PartyOf,
  isProved: Proved = () => false,
): RegisterRecord {
  const out = entries.some(({ leaf }) => SENT.includes(leaf.event));
  const named = [...new Set(entries.flatMap(({ leaf }) => leaf.counterpart ?? []))];
  const others = named.filter((one) => one !== mine);
  const { status, events } = foldStatus(entries, out ? others : [mine], isProved);
  return {
    subject,
    direction: out ? 'out' : 'in',
    others: others.map(partyOf),
    status,
    at: (entries[0] as Entry).leaf.at,
    entries: events.map(({ index, event, at, by, proved }) => ({
      index,
      event,
      at,
      who: by === null || by === mine ? null : partyOf(by),
      own: by === mine || SENT.includes(EVENTS[event]),
      standing: wordOf({ event, proved }),
    })),
  };
}

function transmissionsOf(client: Client): Map<Digest, Entry[]> {
  const own = client.register();
  const found = new Map<Digest, Entry[]>();
  for (let index = 0; index < own.size(); index++) {
    const leaf = own.leaf(index);
    const entries = found.get(leaf.subject);
    if (entries) entries.push({ index, leaf });
    else found.set(leaf.subject, [{ index, leaf }]);
  }
  return found;
}

export function registerRoom(office: Office) {
  return {
    /** Newest first; with `text`, those whose number begins so or whose other side has a name with it. Throws CLIENT_NOT_ADMITTED. */
    async list(language: string, text = ''): Promise<RegisterRow[]> {
      const [number, wanted] = [numberIn(text), plainly(text.trim())];
      const fits = ({ subject, others }: RegisterRow): boolean =>
        (number !== null && subject.startsWith(number)) ||
        others.some(({ name, otherNames }) => [name, ...otherNames].some((one) => plainly(one).includes(wanted)));
      const client = office.client();
      const partyOf = await partiesOf(client, language);
      const { authority } = client.register();
      const rows = [...transmissionsOf(client)]
        .map(([subject, entries]) => recordOf(subject, entries, authority, partyOf))
        .map(({ entries: _, ...row }) => row)
        .reverse();
      return wanted === '' ? rows : rows.filter(fits);
    },

    /** Throws CLIENT_NOT_FOUND for a transmission of which one's own register says nothing. */
    async record(subject: string, language: string): Promise<RegisterRecord> {
      const client = office.client();
      const entries = transmissionsOf(client).get(subject as Digest);
      if (!entries) throw new ClientError('CLIENT_NOT_FOUND', 'no entry about it in the register');
      const named = entries.flatMap(({ leaf }) => leaf.evidence ?? []);
      const held = await client.items.proofs(named);
      const proved = new Set(held.map((statement) => digestOf(statement)));
      const { authority } = client.register();
      const isProved = (evidence: Digest | null): boolean => evidence !== null && proved.has(evidence);
      return recordOf(subject, entries, authority, await partiesOf(client, language), isProved);
    },
  };
}
