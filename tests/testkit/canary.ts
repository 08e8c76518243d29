// Words planted in what is sealed, and the search for them in whatever the relay keeps or says, in every spelling in which bytes are usually written.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The word in bytes, hex, base64 at each of its three alignments, base64url, UTF-16 both ways, percent and JSON escapes. */
export function spellings(word: string): Buffer[] {
  const raw = Buffer.from(word, 'utf8');
  const wide = Buffer.from(word, 'utf16le');
  const hex = raw.toString('hex');
  // What surrounds the word decides the first and last characters of its base64: the middle remains.
  const base64 = [0, 1, 2].map((shift) => {
    const text = Buffer.concat([Buffer.alloc(shift), raw])
      .toString('base64')
      .replaceAll('=', '');
    return text.slice(shift === 0 ? 0 : shift + 1, -1);
  });
  const texts = [
    hex,
    hex.toUpperCase(),
    ...base64,
    ...base64.map((text) => text.replaceAll('+', '-').replaceAll('/', '_')),
    hex.replaceAll(/../g, '%$&'),
    [...word].map((c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`).join(''),
  ];
  return [raw, wide, Buffer.from(wide).swap16(), ...texts.map((text) => Buffer.from(text, 'latin1'))];
}

/** Those of `words` that stand in `bytes` in any spelling. */
export const foundIn = (bytes: Uint8Array, words: readonly string[]): string[] =>
  words.filter((word) =>
    spellings(word).some((form) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).includes(form)),
  );

/** `file: word` for every file below `folder` that holds one of `words`. */
export async function foundBelow(folder: string, words: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    for (const word of foundIn(await readFile(path), words)) found.push(`${path.slice(folder.length + 1)}: ${word}`);
  }
  return found;
}
