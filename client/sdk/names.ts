// Names of one's own officials: a link commits to the name of the invitation only, which whoever invited them leaves for the colleagues, sealed among the drafts; what
// an official typed on enrolling they say themselves, in a draft that their device signed (docs/spec/roster.md, official_add; docs/spec/drafts.md, DRF-2).
import { fromHex, hash, idOf, type OfficialId, type Roster, toHex, utf8 } from '../../crypto/index.ts';
import type { DraftContent } from './draft-record.ts';
import type { Draft, Drafts } from './drafts.ts';
import type { IdentityRoom } from './identity.ts';
import type { Plain } from './plain.ts';
import { put, recordsOf, type Vault } from './vault.ts';

/** `salt` is known to whoever invited them, and to whoever was told the name by them. */
type Known = { readonly name: string; readonly salt?: Uint8Array };
type Told = { readonly official: OfficialId; readonly name: string; readonly salt: Uint8Array };

/** `name`: how they are called. `invitedAs`: what the invitation said, where they call themselves otherwise. */
export type Called = { readonly name: string; readonly invitedAs: string | null };

export type Names = {
  /** All that this vault knows, of officials who have left too. */
  all(): Promise<ReadonlyMap<OfficialId, string>>;
  called(): Promise<ReadonlyMap<OfficialId, Called>>;
  /** Learns what colleagues left, and leaves what they do not know. */
  exchange(roster: Roster): Promise<void>;
};

const PREFIX = 'name/';
/** What officials call themselves. */
const OWN = 'called/';
const MAX_NAME = 200;

/** Whether a draft is such a list of names, and so no act. */
export const isNames = (content: DraftContent | null): boolean => content?.['names'] === 1;

function toldIn(content: DraftContent | null): Told[] {
  const list = isNames(content) ? content?.['told'] : null;
  if (!Array.isArray(list)) return [];
  return (list as Plain[]).flatMap((one) => {
    const { official, name, salt } = (one ?? {}) as { official?: unknown; name?: unknown; salt?: unknown };
    const bytes = typeof official === 'string' ? fromHex(official) : null;
    const readable = bytes?.length === 16 && typeof name === 'string' && name.length <= MAX_NAME;
    return readable && salt instanceof Uint8Array ? [{ official: idOf('official', bytes), name, salt }] : [];
  });
}

/** Two names that a reader takes for one. */
const alike = (name: string): string => name.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim();

const ownIn = (content: DraftContent | null): string | null => {
  const own = isNames(content) ? content?.['own'] : null;
  return typeof own === 'string' && own.trim() !== '' && own.length <= MAX_NAME ? own : null;
};

/** What each official last said of themselves: a version is its saver's word, and nobody's about anybody else. */
function saidIn(drafts: readonly Draft[]): Map<OfficialId, { name: string; at: number }> {
  const said = new Map<OfficialId, { name: string; at: number }>();
  for (const { content, savedBy } of drafts) {
    const name = ownIn(content);
    if (name === null || !savedBy?.active || savedBy.at < (said.get(savedBy.official)?.at ?? 0)) continue;
    said.set(savedBy.official, { name, at: savedBy.at });
  }
  return said;
}

export type NamesOptions = { readonly vault: Vault; readonly drafts: Drafts; readonly identity: IdentityRoom };

export function openNames({ vault, drafts, identity }: NamesOptions): Names {
  const known = async (): Promise<ReadonlyMap<OfficialId, Known>> =>
    new Map(
      (await recordsOf<Known>(vault, PREFIX)).map(({ key, record }) => [
        key.slice(PREFIX.length) as OfficialId,
        record,
      ]),
    );
  const committed = (roster: Roster, { official, name, salt }: Told): boolean =>
    roster.officials.get(official)?.nameCommitment === toHex(hash('name-commitment', salt, utf8(name)));

  async function called(): Promise<ReadonlyMap<OfficialId, Called>> {
    const invited = await known();
    const own = await recordsOf<{ name: string }>(vault, OWN);
    const all = [
      ...[...invited].map(([official, { name }]) => ({ official, name })),
      ...own.map(({ key, record }) => ({ official: key.slice(OWN.length) as OfficialId, name: record.name })),
    ];
    const names = new Map(
      [...invited].map(([official, { name }]): [OfficialId, Called] => [official, { name, invitedAs: null }]),
    );
    for (const { official, name } of all.slice(invited.size)) {
      // Nobody takes a colleague's name, or that colleague's decisions could seem to be theirs: where two would be called alike, the invitation counts.
      if (all.some((other) => other.official !== official && alike(other.name) === alike(name))) continue;
      const invitedAs = invited.get(official)?.name ?? null;
      const same = invitedAs === null || alike(invitedAs) === alike(name);
      names.set(official, { name, invitedAs: same ? null : invitedAs });
    }
    return names;
  }

  /** What this official typed, said once; and what the others said. */
  async function introduce(all: readonly Draft[], mine: ReadonlyMap<OfficialId, Known>): Promise<void> {
    const said = saidIn(all);
    const before = new Map(
      (await recordsOf<{ name: string }>(vault, OWN)).map(({ key, record }) => [key, record.name]),
    );
    const news = [...said].filter(([official, { name }]) => before.get(`${OWN}${official}`) !== name);
    if (news.length > 0) await vault.write(news.map(([official, { name }]) => put(`${OWN}${official}`, { name })));
    const { official } = identity.enrolled();
    const typed = mine.get(official);
    if (typed && !typed.salt && !said.has(official)) await drafts.save(null, { names: 1, told: [], own: typed.name });
  }

  return {
    called,
    all: async () => new Map([...(await called())].map(([official, { name }]) => [official, name])),
    async exchange(roster) {
      const list = await drafts.list();
      const told = list.flatMap(({ content }) => toldIn(content));
      const mine = await known();
      await introduce(list, mine);
      const right = told.filter((one) => committed(roster, one));
      const news = right.filter(({ official }) => !mine.has(official));
      if (news.length > 0)
        await vault.write(news.map(({ official, name, salt }) => put(`${PREFIX}${official}`, { name, salt })));
      const heard = new Set(right.map(({ official }) => official));
      const untold = [...mine].flatMap(([official, { name, salt }]) => {
        const one = salt && { official, name, salt };
        return one && !heard.has(official) && committed(roster, one) ? [one] : [];
      });
      if (untold.length > 0) await drafts.save(null, { names: 1, told: untold });
    },
  };
}
