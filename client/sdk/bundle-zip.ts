// The zip around a bundle: written the same everywhere, read as a stranger's file that may want to burst (protocol.md section 8).
import { inflateSync, type Zippable, zipSync } from 'fflate';
import type { BundleFiles } from '../../crypto/index.ts';
import { need } from './failure.ts';

/** What a reader lets a zip become, in files and bytes. */
export type ZipLimits = { readonly entries: number; readonly entryBytes: number; readonly totalBytes: number };

const MIB = 1024 * 1024;
export const BUNDLE_LIMITS: ZipLimits = { entries: 65_534, entryBytes: 256 * MIB, totalBytes: 512 * MIB };

const STORED = 0;
const DEFLATED = 8;
const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const LOCAL_BYTES = 30;
const CENTRAL_BYTES = 46;
const END_BYTES = 22;
const DESCRIPTOR = 0x8;
const DESCRIPTOR_BYTES = 16;
/** Hints about the compression, a descriptor behind the data, names in UTF-8. Encryption is none of them. */
const KNOWN_FLAGS = 0x2 | 0x4 | DESCRIPTOR | 0x800;
const NAME = /^[A-Za-z0-9._-]+(\/[A-Za-z0-9._-]+)*$/;

/** Whether a path stays below the folder it is unpacked in, on every system. */
const isSafe = (path: string): boolean => NAME.test(path) && !path.split('/').some((part) => /^\.+$/.test(part));

/**
 * The zip of these files, in their order: `mimetype` first and stored, so that programs know the kind of file by its first bytes. The same files give
 * the same bytes. Throws CLIENT_BUNDLE_TOO_LARGE for what `readZip` would refuse, CLIENT_BUNDLE_FILE for a path that leads out of its folder.
 */
export function writeZip(files: BundleFiles, limits: ZipLimits = BUNDLE_LIMITS): Uint8Array {
  need(files.size <= limits.entries, 'CLIENT_BUNDLE_TOO_LARGE', `${files.size} files`);
  let total = 0;
  for (const [path, { length }] of files) {
    need(isSafe(path), 'CLIENT_BUNDLE_FILE', 'a path that no bundle has');
    total += length;
    need(length <= limits.entryBytes && total <= limits.totalBytes, 'CLIENT_BUNDLE_TOO_LARGE', `${path}: too large`);
  }
  // The format has local time and no zone: the fields are fixed, not the moment.
  const mtime = new Date(1980, 0, 1, 12);
  const level = (path: string): 0 | 6 => (path === 'mimetype' || path.endsWith('.bin') ? 0 : 6);
  const entries: Zippable = Object.fromEntries(
    [...files].map(([path, content]) => [path, [content, { level: level(path), mtime, os: 0 }]]),
  );
  return zipSync(entries);
}

type Entry = {
  readonly path: string;
  readonly flags: number;
  readonly method: number;
  readonly packed: number;
  readonly size: number;
  readonly at: number;
};

type Place = { readonly entry: Entry; readonly start: number; readonly end: number };

/**
 * The files of a zip, by path. What two programs could read differently is refused: entries that overlap, bytes before or between them, two names for
 * one entry, two entries of one name. Nothing is unpacked before all of it fits `limits`. Throws CLIENT_BUNDLE_FILE.
 */
export function readZip(bytes: Uint8Array, limits: ZipLimits = BUNDLE_LIMITS): Map<string, Uint8Array> {
  const read = reader(bytes);
  const entries = readCentral(bytes, read, limits);
  let total = 0;
  for (const { path, size } of entries) {
    total += size;
    const fits = size <= limits.entryBytes && total <= limits.totalBytes;
    need(fits, 'CLIENT_BUNDLE_FILE', `${path}: larger than a bundle may be`);
  }
  const files = new Map<string, Uint8Array>();
  for (const { entry, start, end } of placed(bytes, read, entries)) {
    if (entry.path.endsWith('/')) continue;
    files.set(entry.path, unpack(entry, bytes.subarray(start, end)));
  }
  return files;
}

type Reader = { u16(at: number): number; u32(at: number): number; name(at: number, length: number): string };

function reader(bytes: Uint8Array): Reader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const within = (at: number, length: number): void =>
    need(at >= 0 && at + length <= bytes.length, 'CLIENT_BUNDLE_FILE', 'the zip is cut');
  return {
    u16(at) {
      within(at, 2);
      return view.getUint16(at, true);
    },
    u32(at) {
      within(at, 4);
      return view.getUint32(at, true);
    },
    name(at, length) {
      within(at, length);
      return String.fromCharCode(...bytes.subarray(at, at + Math.min(length, 512)));
    },
  };
}

function readCentral(bytes: Uint8Array, { u16, u32, name }: Reader, limits: ZipLimits): Entry[] {
  const end = bytes.length - END_BYTES;
  need(end >= 0 && u32(end) === END && u16(end + 20) === 0, 'CLIENT_BUNDLE_FILE', 'not a zip, or with a comment');
  const count = u16(end + 10);
  need(u32(end + 4) === 0 && u16(end + 8) === count, 'CLIENT_BUNDLE_FILE', 'a zip in several parts');
  need(count <= limits.entries, 'CLIENT_BUNDLE_FILE', `${count} entries`);
  let at = u32(end + 16);
  need(at + u32(end + 12) === end, 'CLIENT_BUNDLE_FILE', 'its directory is not at its end');
  const seen = new Set<string>();
  const entries: Entry[] = [];
  for (let i = 0; i < count; i++) {
    need(u32(at) === CENTRAL && u16(at + 34) === 0, 'CLIENT_BUNDLE_FILE', `entry ${i} is none`);
    const [flags, method, packed, size] = [u16(at + 8), u16(at + 10), u32(at + 20), u32(at + 24)];
    const path = name(at + CENTRAL_BYTES, u16(at + 28));
    const known = (method === STORED || method === DEFLATED) && (flags & ~KNOWN_FLAGS) === 0;
    need(known, 'CLIENT_BUNDLE_FILE', `entry ${i} is encrypted, or packed in a way that bundles are not`);
    const folder = path.endsWith('/') && size === 0;
    need(isSafe(folder ? path.slice(0, -1) : path), 'CLIENT_BUNDLE_FILE', `entry ${i}: a path that no bundle has`);
    // Some systems take names that differ in case for one.
    need(!seen.has(path.toLowerCase()), 'CLIENT_BUNDLE_FILE', `${path} stands in it twice`);
    seen.add(path.toLowerCase());
    entries.push({ path, flags, method, packed, size, at: u32(at + 42) });
    at += CENTRAL_BYTES + u16(at + 28) + u16(at + 30) + u16(at + 32);
  }
  need(at === end, 'CLIENT_BUNDLE_FILE', 'its directory has more than its entries');
  return entries;
}

// Each entry begins where the one before it ended: what lies in between would be read by some programs and not by others.
function placed(bytes: Uint8Array, { u16, u32, name }: Reader, entries: readonly Entry[]): Place[] {
  const directory = u32(bytes.length - END_BYTES + 16);
  let free = 0;
  let slack = 0;
  const places = [...entries]
    .sort((a, b) => a.at - b.at)
    .map((entry): Place => {
      const { at, path, method, packed } = entry;
      need(at >= free && at <= free + slack, 'CLIENT_BUNDLE_FILE', `${path} does not follow what is before it`);
      const same = u32(at) === LOCAL && u16(at + 8) === method && name(at + LOCAL_BYTES, u16(at + 26)) === path;
      need(same, 'CLIENT_BUNDLE_FILE', `${path} is called something else in another place`);
      const start = at + LOCAL_BYTES + u16(at + 26) + u16(at + 28);
      free = start + packed;
      slack = (entry.flags & DESCRIPTOR) === 0 ? 0 : DESCRIPTOR_BYTES;
      need(free <= directory, 'CLIENT_BUNDLE_FILE', `${path} is cut`);
      return { entry, start, end: free };
    });
  need(directory <= free + slack, 'CLIENT_BUNDLE_FILE', 'something lies between its entries and its directory');
  return places;
}

function unpack({ path, method, size }: Entry, packed: Uint8Array): Uint8Array {
  const content = method === STORED ? packed : inflated(packed, size);
  need(content?.length === size, 'CLIENT_BUNDLE_FILE', `${path} is not of the size it says`);
  return content;
}

// One byte more than announced: room to see that there is more, and never more room than that.
function inflated(packed: Uint8Array, size: number): Uint8Array | null {
  try {
    return inflateSync(packed, { out: new Uint8Array(size + 1) });
  } catch {
    return null;
  }
}
