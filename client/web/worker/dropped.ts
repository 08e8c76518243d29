// Files that somebody drops on a page, told apart by what is in them and never by their names: a bundle, an alarm, a trust card, any document.
import { fromUtf8, ProtocolError, parseTrustCard, type TrustCard, toHex } from '../../../crypto/index.ts';
import { ClientError, codeOf } from '../../sdk/index.ts';
import type { Fault } from '../fault.ts';
import { type AlarmView, alarmView } from './alarm-view.ts';

const MIB = 1024 * 1024;
/** Larger than any bundle with its zip around it. */
const MAX_FILE = 640 * MIB;
const MAX_ALARM = 16 * MIB;
const MAX_CARD = 64 * 1024;
/** How a zip begins whose first entry, stored, is this media type (docs/spec/bundle.md, BND-1). */
const BEGINNING = 'mimetypeapplication/vnd.etsi.asic-e+zip';
const NAME_AT = 30;

/** Everything a check needs, of all files that were dropped so far; the latest of a kind counts. */
export type Dropped = {
  readonly bundle: File | null;
  readonly alarm: { readonly file: File; readonly view: AlarmView } | null;
  readonly card: TrustCard | null;
  /** "Was this file sent?" */
  readonly document: File | null;
};

/** A file's name to be shown and written: whoever made the file named it, and what turns or hides the text around it is no part of a name. */
export const nameOfFile = ({ name }: Pick<File, 'name'>): string => name.replace(/\p{C}+/gu, ' ').trim();

/** The bytes of a file that somebody gave. Throws CLIENT_BUNDLE_FILE when it is larger than a bundle may be, or cannot be read any more. */
export async function bytesOf(file: Blob): Promise<Uint8Array> {
  if (file.size > MAX_FILE) throw new ClientError('CLIENT_BUNDLE_FILE', 'larger than a bundle may be');
  try {
    return new Uint8Array(await file.arrayBuffer());
  } catch (cause) {
    throw new ClientError('CLIENT_BUNDLE_FILE', 'the file cannot be read', { cause });
  }
}

async function isBundle(file: File): Promise<boolean> {
  const head = await bytesOf(file.slice(NAME_AT, NAME_AT + BEGINNING.length));
  return toHex(head) === toHex(new TextEncoder().encode(BEGINNING));
}

/** What a reader makes of bytes that may be something else; null for what it refuses. */
function attempt<T>(read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    // Text that is none is a TypeError of the platform.
    if (error instanceof ProtocolError || error instanceof TypeError || codeOf(error)) return null;
    throw error;
  }
}

const textOf = (bytes: Uint8Array): string => attempt(() => fromUtf8(bytes)) ?? '';

/** Throws CLIENT_BUNDLE_FILE when nothing can be checked: no bundle and no alarm among them, or more than fits. */
export async function sortFiles(files: readonly File[], explain: (error: unknown) => Fault): Promise<Dropped> {
  let found: Dropped = { bundle: null, alarm: null, card: null, document: null };
  for (const file of files) {
    if (await isBundle(file)) {
      found = { ...found, bundle: file };
      continue;
    }
    const card = file.size > MAX_CARD ? null : parsedCard(textOf(await bytesOf(file)));
    const view = card || file.size > MAX_ALARM ? null : alarmView(await bytesOf(file), explain);
    if (card) found = { ...found, card };
    else if (view) found = { ...found, alarm: { file, view } };
    else found = { ...found, document: file };
  }
  if (!found.bundle && !found.alarm) throw new ClientError('CLIENT_BUNDLE_FILE', 'neither a bundle nor an alarm');
  return found;
}

const parsedCard = (text: string): TrustCard | null => attempt(() => parseTrustCard(text));
