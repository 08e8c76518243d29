// Two colleagues of one authority at their drafts, each on a line of their own to a real relay, on which any answer can be changed.
import type { Draft, DraftVersion } from '../../client/sdk/drafts.ts';
import type { AuthorityId, DraftId } from '../../crypto/wire/ids.ts';
import { type FoundedAuthority, foundAuthority, reopened, type Someone } from './authority.ts';
import { startTestRelay, type TestRelay } from './relay.ts';

/** What becomes of a request; `honest` carries it to the relay. */
export type Ask = (url: string, init: RequestInit, honest: () => Promise<Response>) => Promise<Response>;
export const honestly: Ask = (_url, _init, honest) => honest();
export const offline: Ask = () => Promise.reject(new TypeError('fetch failed'));

export type OwnLine = { readonly via: typeof fetch; becomes(next: Ask): void };

export function ownLine(): OwnLine {
  let ask = honestly;
  return {
    via: (url, init = {}) => ask(String(url), init, () => fetch(url, init)),
    becomes(next) {
      ask = next;
    },
  };
}

export type Drafting = {
  readonly relay: TestRelay;
  readonly norvania: FoundedAuthority;
  readonly talassa: FoundedAuthority;
  /** Norvania's two administrators, opened anew and brought up to date, on lines that carry everything. */
  seated(): Promise<{ lindt: Someone; maro: Someone; lindtLine: OwnLine; maroLine: OwnLine }>;
  /** What the relay keeps as that version of a draft of somebody's authority. */
  keptAs(who: Someone, id: DraftId, version: number): Promise<Uint8Array>;
};

export async function openDrafting(): Promise<Drafting> {
  const relay = await startTestRelay();
  const norvania = await foundAuthority(relay, 'Norvania', { jurisdiction: 'QM' });
  const talassa = await foundAuthority(relay, 'Talassa', { jurisdiction: 'QN' });
  return {
    relay,
    norvania,
    talassa,
    async seated() {
      const [lindtLine, maroLine] = [ownLine(), ownLine()];
      const lindt = await reopened(relay, norvania.admin, { fetch: lindtLine.via });
      const maro = await reopened(relay, norvania.second, { fetch: maroLine.via });
      for (const { client } of [lindt, maro]) await client.sync();
      return { lindt, maro, lindtLine, maroLine };
    },
    async keptAs(who, id, version) {
      const authority = who.client.whoami()?.authority as AuthorityId;
      const { sealed } = await relay.app().relay.drafts.read(authority, id, version);
      return new Uint8Array(sealed);
    },
  };
}

/** A content as forms make it. */
export const draftOf = (subject: string) => ({ kind: 'consultation', fields: { subject }, to: [] });
export const subjectOf = ({ content }: Pick<Draft | DraftVersion, 'content'>): unknown =>
  (content?.['fields'] as { subject?: string } | undefined)?.subject;

/** The draft after an exchange with the relay. */
export async function synced({ client }: Someone, id: DraftId): Promise<Draft> {
  await client.drafts.sync();
  return client.drafts.get(id);
}

/** A relay that shows one draft and nothing else, at `version`, and serves `bytes` for its versions; null: what it has. */
export const showing =
  (id: DraftId, version: number, bytes: (url: string) => Uint8Array | null): Ask =>
  async (url, init, honest) => {
    const row = { id, version, savedAt: 0, length: 1, removed: false };
    if (url.endsWith('/v1/drafts') && init.method === 'GET') return Response.json({ drafts: [row] });
    const served = url.includes(`/v1/drafts/${id}`) && init.method === 'GET' ? bytes(url) : null;
    return served ? new Response(new Uint8Array(served)) : honest();
  };
