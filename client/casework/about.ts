// What an act is about in its author's own words: what tells two of a kind to the same authority apart.
import type { ActKind } from './act.ts';
import { type Fields, isRecord, own } from './form.ts';

// Where each kind names its subject, the most telling first; `list.field` is that of the first entry.
const NAMES: Readonly<Partial<Record<ActKind, readonly string[]>>> = {
  'mla-request': ['conductingAuthority.caseNumber', 'persons.name', 'offences.title', 'items.description'],
  'preservation-request': ['offence.title', 'data.identifier'],
  consultation: ['subject'],
};
const MOST = 2;
const LONGEST = 80;

/** Up to two of the names it gives its subject, in one line each; empty while it gives none. */
export function aboutOf(kind: ActKind, fields: Fields): readonly string[] {
  const found = (NAMES[kind] ?? []).map((path) => textAt(fields, path.split('.'))).filter((text) => text !== '');
  return found.slice(0, MOST);
}

function textAt(fields: Fields, [id = '', inner]: readonly string[]): string {
  const value: unknown = own(fields, id);
  const first: unknown = Array.isArray(value) ? value[0] : value;
  const text: unknown = inner === undefined ? first : isRecord(first) ? own(first, inner) : undefined;
  if (typeof text !== 'string') return '';
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > LONGEST ? `${line.slice(0, LONGEST - 1)}…` : line;
}
