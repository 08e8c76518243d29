// Eight words people can compare: of an authority in the ceremony, of a statement before a gesture (protocol.md sections 3 and 5).
import { wordlist } from '@scure/bip39/wordlists/english.js';
import { hash } from '../primitives/hash.ts';
import type { HashLabel } from '../primitives/labels.ts';
import { type AuthorityId, type Digest, idBytes } from '../wire/ids.ts';

/** `words` from the one fixed list, and the same 88 bits as `digits`: eight groups of four, each 0000 to 2047, for those without the language. */
export type EightWords = { readonly words: readonly string[]; readonly digits: string };

function wordsOf(label: HashLabel, id: AuthorityId | Digest): EightWords {
  const bytes = hash(label, idBytes(id)).subarray(0, 11);
  const bits = Array.from(bytes, (byte) => byte.toString(2).padStart(8, '0')).join('');
  const numbers = Array.from({ length: 8 }, (_, i) => Number.parseInt(bits.slice(11 * i, 11 * i + 11), 2));
  return {
    words: numbers.map((n) => wordlist[n] as string),
    digits: numbers.map((n) => String(n).padStart(4, '0')).join(' '),
  };
}

/** What each side of the ceremony reads aloud of itself: the first 88 bits of H("fingerprint", authority id). */
export const eightWords = (authority: AuthorityId): EightWords => wordsOf('fingerprint', authority);

/** What the signing page and the command line show of one statement: the first 88 bits of H("statement-words", SHA-256(statement)). */
export const statementWords = (subject: Digest): EightWords => wordsOf('statement-words', subject);
