// What a new draft knows already: who asks, whom, under which names, and who answers for it, as the last act said it.
import type { AuthorityId } from '../../../crypto/index.ts';
import type { Act, ActKind, Author } from '../../casework/act.ts';
import { type DraftedAct, emptyDraft } from '../../casework/draft.ts';
import type { Fields } from '../../casework/form.ts';
import type { Client } from '../../sdk/index.ts';

export type NewDraft = {
  readonly kind: ActKind;
  readonly to: readonly string[];
  /** ISO 639: what the official's pages speak. */
  readonly language: string;
};

const isGroup = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The last act that this vault sent or is sending; acts of colleagues are not one's own words. */
async function lastActs(client: Client): Promise<Act[]> {
  const sent = await client.outbox.list();
  return sent.map(({ act }) => act).reverse();
}

/** Who answers for an act: as last time, else the official by name. */
export async function authorOf(client: Client): Promise<Author> {
  const [last] = await lastActs(client);
  if (last) return last.author;
  const me = client.whoami();
  const own = (await client.members()).find(({ official }) => official === me?.official);
  return { officialName: own?.name ?? '', function: '', unit: '' };
}

/** The group that says who asks and how to reach them: as last time, else the authority and the official by name. */
export async function contactOf(client: Client): Promise<Fields> {
  for (const { fields } of await lastActs(client)) {
    const known = ['requestingAuthority', 'authority', 'officer'].map((id) => fields[id]).find(isGroup);
    if (known) return known;
  }
  const me = client.whoami();
  const entry = me && (await client.authorities.entry(me.authority));
  const { officialName } = await authorOf(client);
  return {
    ...(entry ? { authority: entry.name } : {}),
    ...(officialName === '' ? {} : { official: officialName }),
  };
}

/** A new draft of a case that it opens. */
export async function freshDraft(client: Client, { kind, to, language }: NewDraft): Promise<DraftedAct> {
  const draft = { ...emptyDraft(kind, to), author: await authorOf(client) };
  const contact = await contactOf(client);
  if (kind === 'preservation-request') return { ...draft, fields: { authority: contact, handling: { days: 90 } } };
  if (kind !== 'mla-request') return draft;
  const first = to[0] ? await client.authorities.entry(to[0] as AuthorityId) : null;
  const requestedAuthority = first ? { authority: first.name, country: first.jurisdiction } : {};
  return {
    ...draft,
    fields: { status: 'new', requestingAuthority: contact, requestedAuthority, language },
  };
}
