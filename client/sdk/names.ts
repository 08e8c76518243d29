// Names of one's own officials: a link carries a commitment only, so whoever invited somebody leaves the name for the colleagues, sealed among the drafts, and each
// of them holds it to the commitment (docs/spec/roster.md, official_add; docs/spec/drafts.md).
import { fromHex, hash, idOf, type OfficialId, type Roster, toHex, utf8 } from '../../crypto/index.ts';
import type { DraftContent } from './draft-record.ts';
import type { Drafts } from './drafts.ts';
import type { Plain } from './plain.ts';
import { put, recordsOf, type Vault } from './vault.ts';

/** `salt` is known to whoever invited them, and to whoever was told the name by them. */
type Known = { readonly name: string; readonly salt?: Uint8Array };
type Told = { readonly official: OfficialId; readonly name: string; readonly salt: Uint8Array };

export type Names = {
  /** All that this vault knows, of officials who have left too. */
  all(): Promise<ReadonlyMap<OfficialId, string>>;
  /** Learns what colleagues left, and leaves what they do not know. */
  exchange(roster: Roster): Promise<void>;
};

const PREFIX = 'name/';
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

export function openNames({ vault, drafts }: { readonly vault: Vault; readonly drafts: Drafts }): Names {
  const known = async (): Promise<ReadonlyMap<OfficialId, Known>> =>
    new Map(
      (await recordsOf<Known>(vault, PREFIX)).map(({ key, record }) => [
        key.slice(PREFIX.length) as OfficialId,
        record,
      ]),
    );
  const committed = (roster: Roster, { official, name, salt }: Told): boolean =>
    roster.officials.get(official)?.nameCommitment === toHex(hash('name-commitment', salt, utf8(name)));

  return {
    all: async () => new Map([...(await known())].map(([official, { name }]) => [official, name])),
    async exchange(roster) {
      const told = (await drafts.list()).flatMap(({ content }) => toldIn(content));
      const mine = await known();
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
