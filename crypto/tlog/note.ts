// Signed notes: a text and the lines of those who signed it (C2SP signed-note; protocol.md section 6).
import { concat, fromBase64, fromHex, fromUtf8, toBase64, toHex, utf8 } from '../primitives/bytes.ts';
import { demand, ProtocolError } from '../primitives/errors.ts';
import { verifyBlob } from './cosignature.ts';
import { isKeyName, type NoteSigner, type Vkey } from './vkey.ts';

export { formatVkey, type NoteSigner, parseVkey, type Vkey } from './vkey.ts';

/** A signature that verified. `timestamp`: unix **seconds** of a cosignature, null for a plain Ed25519 line. */
export type VerifiedSignature = { readonly key: Vkey; readonly timestamp: number | null };
/** A text with at least one verified signature. */
export type OpenedNote = { readonly text: string; readonly signatures: readonly VerifiedSignature[] };

/** Room for 32 ML-DSA-44 lines. */
export const MAX_NOTE_BYTES = 131_072;
const MAX_LINES = 100;

type Line = { name: string; keyId: string; blob: Uint8Array; line: string };

function checkCharacters(text: string): void {
  demand(text.isWellFormed(), 'REGISTER_NOTE', 'not Unicode text');
  demand(!/[\u0000-\u0009\u000b-\u001f]/.test(text), 'REGISTER_NOTE', 'control characters');
}

function parseLine(line: string): Line {
  const parts = /^\u2014 ([^ ]+) ([A-Za-z0-9+/]+={0,2})$/.exec(line);
  demand(parts, 'REGISTER_NOTE', 'a line that is no signature');
  const [, name = '', encoded = ''] = parts;
  demand(isKeyName(name), 'REGISTER_NOTE', 'a key name that cannot stand in a note');
  const bytes = fromBase64(encoded);
  demand(bytes && bytes.length > 4, 'REGISTER_NOTE', 'a signature not in canonical base64');
  return { name, keyId: toHex(bytes.subarray(0, 4)), blob: bytes.subarray(4), line };
}

function split(note: string): { text: string; lines: Line[] } {
  checkCharacters(note);
  // The text may itself contain blank lines: only the last one separates.
  const at = note.lastIndexOf('\n\n');
  demand(
    at >= 0 && note.endsWith('\n') && note.length > at + 2,
    'REGISTER_NOTE',
    'no signature lines after a blank line',
  );
  const rows = note.slice(at + 2, -1).split('\n');
  demand(rows.length <= MAX_LINES, 'REGISTER_NOTE', `more than ${MAX_LINES} signatures`);
  return { text: note.slice(0, at + 1), lines: rows.map(parseLine) };
}

/** One signature line over `text`, without its newline. */
export function signatureLine(text: string, { vkey, sign }: NoteSigner): string {
  return `\u2014 ${vkey.name} ${toBase64(concat(fromHex(vkey.keyId) as Uint8Array, sign(text)))}`;
}

/** The note of `text` (ends in a newline) signed by all `signers`, at least one. Throws REGISTER_NOTE for a text no note can carry. */
export function signNote(text: string, signers: readonly NoteSigner[]): string {
  checkCharacters(text);
  demand(text.endsWith('\n'), 'REGISTER_NOTE', 'a text that does not end in a newline');
  demand(signers.length > 0, 'REGISTER_NOTE', 'no signer');
  return `${text}\n${signers.map((signer) => `${signatureLine(text, signer)}\n`).join('')}`;
}

/**
 * The note with further signature lines (each without its newline); a line of a key that already has one takes its place, as when a
 * checkpoint is stamped anew. Nothing is verified. Throws REGISTER_NOTE for a malformed note or line.
 */
export function addSignatures(note: string, lines: readonly string[]): string {
  const { text, lines: present } = split(note);
  const byKey = new Map<string, string>();
  for (const { name, keyId, line } of [...present, ...lines.map(parseLine)]) byKey.set(`${name}+${keyId}`, line);
  return `${text}\n${[...byKey.values()].map((line) => `${line}\n`).join('')}`;
}

function decodeNote(note: Uint8Array | string, max: number): string {
  const size = typeof note === 'string' ? utf8(note).length : note.length;
  demand(size <= max, 'REGISTER_NOTE', `a note of ${size} bytes where at most ${max} are read`);
  if (typeof note === 'string') return note;
  try {
    return fromUtf8(note);
  } catch (cause) {
    throw new ProtocolError('REGISTER_NOTE', 'not UTF-8', { cause });
  }
}

function indexKeys(known: readonly Vkey[]): Map<string, Vkey> {
  const keys = new Map<string, Vkey>();
  for (const key of known) {
    const id = `${key.name}+${key.keyId}`;
    const other = keys.get(id);
    // Key ids are 32 bits: two trusted keys under one would make it a matter of order which of them is asked.
    demand(
      !other || toHex(other.publicKey) === toHex(key.publicKey),
      'REGISTER_KEY',
      `two known keys are called ${id}`,
    );
    keys.set(id, key);
  }
  return keys;
}

/**
 * Opens a note: every line of a known key (name and key id) must verify, at least one must exist, lines of others are ignored.
 * A key counts once however many lines it has, with its newest time. `max` in bytes.
 * Throws REGISTER_NOTE (malformed), REGISTER_SIGNATURE (a known key's line is false), REGISTER_UNSIGNED (no known key signed),
 * REGISTER_KEY (two known keys under one name and id).
 */
export function openNote(note: Uint8Array | string, known: readonly Vkey[], max: number = MAX_NOTE_BYTES): OpenedNote {
  const keys = indexKeys(known);
  const { text, lines } = split(decodeNote(note, max));
  const verified = new Map<string, VerifiedSignature>();
  for (const { name, keyId, blob } of lines) {
    const id = `${name}+${keyId}`;
    const key = keys.get(id);
    if (!key) continue;
    const timestamp = verifyBlob(key, text, blob);
    const earlier = verified.get(id)?.timestamp ?? -1;
    if (!verified.has(id) || (timestamp ?? -1) > earlier) verified.set(id, { key, timestamp });
  }
  demand(verified.size > 0, 'REGISTER_UNSIGNED', 'no known key signed this note');
  return { text, signatures: [...verified.values()] };
}
