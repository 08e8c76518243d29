// The search for a word in all that the relay keeps, in every spelling in which bytes are usually written (docs/what-the-relay-holds.md).
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** What is looked for: a word in every spelling, or bytes as they are. */
export type Sought = string | Uint8Array;

/** The word as bytes, UTF-16 both ways, hex, base64 at each of its three alignments, base64url, percent and JSON escapes. */
function spellings(word: Sought): Buffer[] {
  if (typeof word !== 'string') return [Buffer.from(word)];
  const raw = Buffer.from(word, 'utf8');
  const wide = Buffer.from(word, 'utf16le');
  const hex = raw.toString('hex');
  // The bytes around a word decide the first and last characters of its base64; what stands between them is searched.
  const base64 = [0, 1, 2].map((shift) =>
    Buffer.concat([Buffer.alloc(shift), raw])
      .toString('base64')
      .replaceAll('=', '')
      .slice(shift === 0 ? 0 : shift + 1, -1),
  );
  const texts = [
    hex,
    hex.toUpperCase(),
    ...base64,
    ...base64.map((text) => text.replaceAll('+', '-').replaceAll('/', '_')),
    encodeURIComponent(word),
    hex.replaceAll(/../g, '%$&'),
    [...word].map((c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`).join(''),
  ];
  return [raw, wide, Buffer.from(wide).swap16(), ...texts.map((text) => Buffer.from(text, 'latin1'))];
}

/** How often a word stands in `bytes`, in any spelling. */
export function occurrences(bytes: Uint8Array, word: Sought): number {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  let count = 0;
  for (const form of new Set(spellings(word).map((one) => one.toString('latin1')))) {
    const wanted = Buffer.from(form, 'latin1');
    for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + 1)) count++;
  }
  return count;
}

export type SearchResult = { readonly files: number; readonly bytes: number; readonly found: readonly string[] };

async function filesBelow(path: string): Promise<string[]> {
  if (!(await stat(path)).isDirectory()) return [path];
  const entries = await readdir(path, { withFileTypes: true, recursive: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

/** Searches files, and all files below folders, for any of `words`. `found` names the files, so that somebody can look. */
export async function searchFor(words: readonly Sought[], places: readonly string[]): Promise<SearchResult> {
  const result = { files: 0, bytes: 0, found: [] as string[] };
  for (const place of places)
    for (const file of await filesBelow(place)) {
      const bytes = await readFile(file);
      result.files++;
      result.bytes += bytes.length;
      if (words.some((word) => occurrences(bytes, word) > 0)) result.found.push(file);
    }
  return result;
}
