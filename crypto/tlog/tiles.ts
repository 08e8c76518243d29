// Tiles and entry bundles: a log as a set of static files (C2SP tlog-tiles; protocol.md section 6).
import { concat } from '../primitives/bytes.ts';
import { demand } from '../primitives/errors.ts';
import { parseDecimal } from './checkpoint-text.ts';
import { type NodeReader, nodeHash } from './merkle.ts';

/** Hashes in a full tile, entries in a full bundle. */
export const TILE_WIDTH = 256;
const HASH = 32;
const MAX_ENTRY = 0xffff;

/** `width` hashes of tile level `level` (each spans 256^level leaves) starting at index * 256. Partial when width < 256. */
export type Tile = { readonly level: number; readonly index: number; readonly width: number };

function numberPath(index: number): string {
  const digits = String(index);
  const groups = digits.padStart(Math.ceil(digits.length / 3) * 3, '0').match(/.{3}/g) as string[];
  return groups.map((group, i) => (i < groups.length - 1 ? `x${group}` : group)).join('/');
}

const suffix = (width: number): string => (width === TILE_WIDTH ? '' : `.p/${width}`);

/** Path of a tile below the log's prefix: `tile/0/x001/x234/067` or, partial, `tile/0/000.p/17`. */
export const tilePath = ({ level, index, width }: Tile): string => `tile/${level}/${numberPath(index)}${suffix(width)}`;
/** Path of an entry bundle: `tile/entries/000.p/17`. The level is 0. */
export const bundlePath = ({ index, width }: Omit<Tile, 'level'>): string =>
  `tile/entries/${numberPath(index)}${suffix(width)}`;

/** The tile or bundle that `path` names, or null when it is the path of neither in its one right spelling. */
export function parseTilePath(path: string): (Tile & { readonly kind: 'tile' | 'entries' }) | null {
  const parts = /^tile\/(entries|[0-9]{1,2})\/((?:x[0-9]{3}\/)*[0-9]{3})(?:\.p\/([0-9]{1,3}))?$/.exec(path);
  if (!parts) return null;
  const [, place = '', digits = '', partial] = parts;
  const kind = place === 'entries' ? 'entries' : 'tile';
  const index = parseDecimal(digits.replaceAll(/[x/]/g, '').replace(/^0+(?=[0-9])/, ''));
  const level = kind === 'entries' ? 0 : parseDecimal(place);
  const width = partial === undefined ? TILE_WIDTH : parseDecimal(partial);
  if (index === null || level === null || level > 63 || width === null || width < 1 || width > TILE_WIDTH) return null;
  const tile = { level, index, width, kind } as const;
  return (kind === 'entries' ? bundlePath(tile) : tilePath(tile)) === path ? tile : null;
}

/**
 * The tiles that exist for `newSize` and did not, in this width, for `oldSize`; level 0 first. From 0: all tiles of the log. The level 0
 * ones are also the entry bundles. Tiles of sizes between are not listed.
 */
export function tilesForSize(oldSize: number, newSize: number): Tile[] {
  const tiles: Tile[] = [];
  let [before, after] = [oldSize, newSize];
  for (let level = 0; before < after; level++) {
    for (let index = Math.floor(before / TILE_WIDTH); index * TILE_WIDTH < after; index++) {
      tiles.push({ level, index, width: Math.min(TILE_WIDTH, after - index * TILE_WIDTH) });
    }
    [before, after] = [Math.floor(before / TILE_WIDTH), Math.floor(after / TILE_WIDTH)];
  }
  return tiles;
}

/** The bytes of a tile. */
export const encodeTile = (hashes: readonly Uint8Array[]): Uint8Array => concat(...hashes);

/** The `width` hashes of a tile. Throws REGISTER_TILE unless the length is exact. */
export function decodeTile(bytes: Uint8Array, width: number): Uint8Array[] {
  demand(bytes.length === width * HASH, 'REGISTER_TILE', `a tile of ${bytes.length} bytes, not ${width} hashes`);
  return Array.from({ length: width }, (_, i) => bytes.subarray(i * HASH, (i + 1) * HASH));
}

/** The bytes of an entry bundle. Throws REGISTER_TILE for an entry beyond 65,535 bytes. */
export function encodeBundle(entries: readonly Uint8Array[]): Uint8Array {
  return concat(
    ...entries.flatMap((entry) => {
      demand(entry.length <= MAX_ENTRY, 'REGISTER_TILE', `an entry of ${entry.length} bytes`);
      return [Uint8Array.of(entry.length >> 8, entry.length & 0xff), entry];
    }),
  );
}

/** The `width` entries of a bundle. Throws REGISTER_TILE when there are fewer, more, or a cut one. */
export function decodeBundle(bytes: Uint8Array, width: number): Uint8Array[] {
  const entries: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; ) {
    const length = ((bytes[at] as number) << 8) | (bytes[at + 1] ?? 0);
    at += 2;
    demand(at + length <= bytes.length, 'REGISTER_TILE', 'an entry bundle cut inside an entry');
    entries.push(bytes.subarray(at, at + length));
    at += length;
  }
  demand(entries.length === width, 'REGISTER_TILE', `an entry bundle of ${entries.length} entries, not ${width}`);
  return entries;
}

/** The tile, in a log of `size` leaves, from which the node (level, index) is computed: what to fetch before reading it. */
export function tileOf(level: number, index: number, size: number): Tile {
  const tileLevel = Math.floor(level / 8);
  const tileIndex = Math.floor((index * 2 ** (level % 8)) / TILE_WIDTH);
  const width = Math.floor(size / TILE_WIDTH ** tileLevel) - tileIndex * TILE_WIDTH;
  demand(width >= 1, 'REGISTER_TILE', `a log of ${size} leaves has no tile ${tileIndex} at level ${tileLevel}`);
  return { level: tileLevel, index: tileIndex, width: Math.min(TILE_WIDTH, width) };
}

/** Reads nodes of a log of `size` leaves out of the bytes of its tiles. Throws REGISTER_TILE for a tile of the wrong length or a node it lacks. */
export function tileReader(size: number, bytesOf: (tile: Tile) => Uint8Array): NodeReader {
  return (level, index) => {
    const tile = tileOf(level, index, size);
    const hashes = decodeTile(bytesOf(tile), tile.width);
    const span = 2 ** (level % 8);
    const first = (index * span) % TILE_WIDTH;
    let row = hashes.slice(first, first + span);
    demand(row.length === span, 'REGISTER_TILE', `a log of ${size} leaves has no node ${index} at level ${level}`);
    while (row.length > 1) {
      row = row.flatMap((hash, i) => (i % 2 === 0 ? [nodeHash(hash, row[i + 1] as Uint8Array)] : []));
    }
    return row[0] as Uint8Array;
  };
}
