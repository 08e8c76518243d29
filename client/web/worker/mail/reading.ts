// What the mail room reads once for an answer: items, cases folded from them, parties by name, and the words of the page's language.
import type { AuthorityId } from '../../../../crypto/index.ts';
import type { Act } from '../../../casework/act.ts';
import { isKnownZone } from '../../../casework/calendar.ts';
import { type Language, labelsOf } from '../../../casework/labels/language.ts';
import { type LabelKey, type Labels, say } from '../../../casework/labels/say.ts';
import { type CaseView, foldCase } from '../../../casework/lifecycle.ts';
import type { CaseEntry } from '../../../casework/order.ts';
import { type AuthorityEntry, type Client, type Item, wasSent } from '../../../sdk/index.ts';

export type Party = {
  readonly authority: string;
  readonly name: string;
  /** What it is called in other languages. */
  readonly otherNames: readonly string[];
  /** ISO 3166, or a code of practice; empty where the directory does not know them. */
  readonly country: string;
  /** Whether an administrator of one's own compared the eight words with theirs. */
  readonly verified: boolean;
};

export type Reading = {
  readonly mine: string;
  readonly now: number;
  readonly items: readonly Item[];
  /** Acts of one case, oldest first; what was never sent is none. */
  readonly actsOf: (caseId: string) => readonly Item[];
  readonly caseOf: (caseId: string) => CaseView;
  readonly caseIds: readonly string[];
  readonly partyOf: (authority: string) => Party;
  readonly language: Language;
  readonly labels: Labels;
  readonly word: (key: LabelKey) => string;
};

const entryOf = (item: Item): CaseEntry => ({
  hash: item.subject,
  from: item.sender.authority,
  act: item.act,
  class: item.class,
  at: item.registeredAt,
  previous: item.previous,
});

/** Authorities by the name they have in a language; one that the directory does not know, by its number. */
export async function partiesOf(client: Client, language: string): Promise<(authority: string) => Party> {
  const known = new Map<string, AuthorityEntry>((await client.authorities.list()).map((one) => [one.authority, one]));
  const mine = client.whoami()?.authority;
  return (authority) => {
    const entry = known.get(authority);
    if (!entry) return { authority, name: authority.slice(0, 12), otherNames: [], country: '', verified: false };
    const verified = (entry.verifiedSeq !== null && entry.state !== 'broken') || authority === mine;
    const otherNames = [entry.name, ...entry.names.map(([, name]) => name)];
    return { authority, name: nameIn(entry, language), otherNames, country: entry.jurisdiction, verified };
  };
}

/** Reads it all. Throws CLIENT_NO_DEVICE, CLIENT_NOT_ENROLLED, CLIENT_VAULT_CORRUPT. */
export async function readMail(client: Client, language: Language, now: number): Promise<Reading> {
  const labels = await labelsOf(language);
  const partyOf = await partiesOf(client, language);
  const items = await client.items.list();
  const mine = client.register().authority;
  const cases = new Map<string, Item[]>();
  for (const item of items) {
    if (!wasSent(item.status)) continue;
    const same = cases.get(item.caseId);
    if (same) same.push(item);
    else cases.set(item.caseId, [item]);
  }
  const folded = new Map<string, CaseView>();
  const actsOf = (caseId: string): readonly Item[] => cases.get(caseId) ?? [];
  return {
    mine,
    now,
    items,
    language,
    labels,
    word: (key) => say(key, {}, labels),
    caseIds: [...cases.keys()],
    actsOf,
    caseOf(caseId) {
      const found = folded.get(caseId) ?? foldCase(actsOf(caseId).map(entryOf), { now });
      folded.set(caseId, found);
      return found;
    },
    partyOf,
  };
}

const nameIn = ({ names, name }: AuthorityEntry, language: string): string =>
  names.find(([tag]) => tag === language)?.[1] ?? name;

/** Everybody else in it: the sender and all it was sent to, without oneself. */
export const othersOf = ({ sender, to }: Item, mine: string): AuthorityId[] =>
  [...new Set([sender.authority, ...to])].filter((one) => one !== mine);

/** Numbers of the case, seen from the reader; what was learned last counts. */
export function referencesOf(acts: readonly Item[]): { readonly ours: string | null; readonly theirs: string | null } {
  let [ours, theirs]: [string | null, string | null] = [null, null];
  for (const { act, direction } of acts) {
    const [own, other] = direction === 'out' ? (['ours', 'theirs'] as const) : (['theirs', 'ours'] as const);
    ours = act.caseRefs[own] ?? ours;
    theirs = act.caseRefs[other] ?? theirs;
  }
  return { ours, theirs };
}

/** Numbers that a line of a list has: those of its case, and its own where it was never sent and so is no act of it. */
export const lineReferences = (item: Item, { actsOf }: Pick<Reading, 'actsOf'>): ReturnType<typeof referencesOf> =>
  referencesOf([...actsOf(item.caseId), ...(wasSent(item.status) ? [] : [item])]);

// People write their hours as "8:00 to 16:00, Europe/Vienna": the only place where the other side's zone is told.
const ZONE = /\b[A-Z][A-Za-z]+\/[A-Za-z_]+(?:\/[A-Za-z_]+)?\b/g;

/** The time zone that the other side's own contact names, or null. */
export function zoneOf(acts: readonly Item[]): string | null {
  const told = acts
    .filter(({ direction }) => direction === 'in')
    .flatMap(({ act }) => hoursIn(act))
    .flatMap((text) => text.match(ZONE) ?? [])
    .filter(isKnownZone);
  return told.at(-1) ?? null;
}

function hoursIn({ fields }: Act): string[] {
  return Object.values(fields).flatMap((value) => {
    const hours =
      typeof value === 'object' && !Array.isArray(value) ? (value as Record<string, unknown>)['hours'] : null;
    return typeof hours === 'string' ? [hours] : [];
  });
}
