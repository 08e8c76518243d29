// What may be attached, and under which name: a name chosen here ends in a folder of the other side (protocol.md section 4, body field 2).

/** Bytes of the largest file that can be sealed. */
const MAX_FILE = 4 * 1024 ** 3 - 1;
const MAX_NAME = 120;
// Controls, and marks that turn around the order in which a name is read: "invoice\u202efdp.exe" looks like a PDF.
const MISLEADING = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/gu;
const TYPE = /^[a-z0-9][a-z0-9!#$&^_.+-]*\/[a-z0-9][a-z0-9!#$&^_.+-]*$/;

/** `empty`: nothing is in it; `too-large`: no relay takes it. */
export type FileProblem = 'empty' | 'too-large';
export const fileProblem = (size: number): FileProblem | null =>
  size === 0 ? 'empty' : size > MAX_FILE ? 'too-large' : null;

/** The name a file is attached under: the last part of a path, nothing that misleads, no other file's, short enough for any disk. */
export function fittingName(name: string, taken: readonly string[]): string {
  const plain = (name.normalize('NFC').split(/[/\\]/).at(-1) ?? '')
    .replace(MISLEADING, '')
    .replace(/^[.\s]+|[.\s]+$/g, '');
  const dot = plain.lastIndexOf('.');
  const ending = dot > 0 && plain.length - dot <= 12 ? plain.slice(dot) : '';
  const stem = [...plain.slice(0, plain.length - ending.length)].slice(0, MAX_NAME).join('');
  for (let count = 1; ; count++) {
    const tried = `${stem === '' ? 'file' : stem}${count === 1 ? '' : ` (${count})`}${ending}`;
    if (!taken.includes(tried)) return tried;
  }
}

/** The media type to send it with; octets for one that is no type. */
export function mediaTypeOf(type: string): string {
  const bare = type.toLowerCase().split(';')[0]?.trim() ?? '';
  return TYPE.test(bare) && bare.length <= 127 ? bare : 'application/octet-stream';
}
