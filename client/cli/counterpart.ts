// Authorities as people name them: by a name, a State, the first characters of the id, or the first three of the eight words (protocol.md section 3, "Ceremony").
import type { AuthorityEntry } from '../sdk/index.ts';
import { CliError } from './errors.ts';
import { columns, plain } from './output.ts';

/** "Central Authority of Talassa (QN)". */
export const titleOf = ({ name, jurisdiction }: Pick<AuthorityEntry, 'name' | 'jurisdiction'>): string =>
  `${plain(name)} (${jurisdiction})`;

const folded = (text: string): string => text.normalize('NFKC').toLowerCase().trim();

function byWords(all: readonly AuthorityEntry[], typed: string): AuthorityEntry[] {
  const parts = folded(typed).split(/[\s,;-]+/);
  // Fewer would be a guess: each word is one of 2,048.
  if (parts.length < 3) return [];
  const begins = (whole: readonly string[]): boolean => parts.every((part, i) => whole[i] === part);
  return all.filter(({ words }) => begins(words.words) || begins(words.digits.split(' ')));
}

function byName(all: readonly AuthorityEntry[], typed: string): AuthorityEntry[] {
  const wanted = folded(typed);
  const names = ({ names: given }: AuthorityEntry): string[] => given.map(([, name]) => folded(name));
  const exact = all.filter((one) => names(one).includes(wanted));
  if (exact.length > 0) return exact;
  const state = /^[a-z]{2}$/.test(wanted) ? all.filter((one) => folded(one.jurisdiction) === wanted) : [];
  return state.length > 0 ? state : all.filter((one) => names(one).some((name) => name.includes(wanted)));
}

/** The one authority that fits what was typed. Throws CLI_RECIPIENT_UNKNOWN, CLI_AMBIGUOUS. */
export function findAuthority(all: readonly AuthorityEntry[], typed: string): AuthorityEntry {
  const id = folded(typed).replace(/\s/g, '');
  const byId = /^[0-9a-f]{4,64}$/.test(id) ? all.filter(({ authority }) => authority.startsWith(id)) : [];
  const words = byWords(all, typed);
  const found = byId.length > 0 ? byId : words.length > 0 ? words : byName(all, typed);
  const [first, ...others] = found;
  if (!first) throw new CliError('CLI_RECIPIENT_UNKNOWN', `Nobody in the directory is called "${plain(typed)}".`);
  if (others.length === 0) return first;
  const choices = columns(found.map((one) => [`    ${one.authority.slice(0, 12)}`, titleOf(one)])).join('\n');
  throw new CliError('CLI_AMBIGUOUS', `"${plain(typed)}" could be:\n${choices}`);
}
