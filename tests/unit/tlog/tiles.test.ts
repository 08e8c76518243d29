// Tiles and entry bundles, case by case (C2SP tlog-tiles; protocol.md section 6).
import { describe, expect, test } from 'vitest';
import { utf8 } from '../../../crypto/primitives/bytes.ts';
import {
  bundlePath,
  decodeBundle,
  decodeTile,
  encodeBundle,
  parseTilePath,
  tileOf,
  tilePath,
  tileReader,
  tilesForSize,
} from '../../../crypto/tlog/tiles.ts';
import { outcome } from '../../testkit/outcome.ts';
import { seed } from '../../testkit/register-cast.ts';

describe('tiles', () => {
  test('paths as tlog-tiles spells them, both ways', () => {
    expect(tilePath({ level: 0, index: 1_234_067, width: 256 })).toBe('tile/0/x001/x234/067');
    expect(tilePath({ level: 2, index: 0, width: 1 })).toBe('tile/2/000.p/1');
    expect(bundlePath({ index: 1000, width: 255 })).toBe('tile/entries/x001/000.p/255');
    expect(parseTilePath('tile/0/x001/x234/067')).toEqual({ kind: 'tile', level: 0, index: 1_234_067, width: 256 });
    expect(parseTilePath('tile/entries/x001/000.p/255')).toEqual({
      kind: 'entries',
      level: 0,
      index: 1000,
      width: 255,
    });
    const not = [
      'tile/00/000',
      'tile/64/000',
      'tile/0/x000/000',
      'tile/0/000.p/256',
      'tile/0/000.p/0',
      'tile/0/000.p/01',
    ];
    for (const path of [
      ...not,
      'tile/0/0',
      'tile/0/1000',
      '/tile/0/000',
      'tile/0/../000',
      `tile/0/${'x999/'.repeat(9)}000`,
    ]) {
      expect(parseTilePath(path)).toBeNull();
    }
  });
  test('which tiles a size has: the example of tlog-tiles', () => {
    const tiles = tilesForSize(0, 70_000);
    const at = (level: number) => tiles.filter((tile) => tile.level === level).map(({ width }) => width);
    expect([at(0).length, at(0).at(-1), at(1), at(2), tiles.length]).toEqual([274, 112, [256, 17], [1], 277]);
    expect(tilesForSize(255, 256)).toEqual([
      { level: 0, index: 0, width: 256 },
      { level: 1, index: 0, width: 1 },
    ]);
    expect(tilesForSize(256, 257)).toEqual([{ level: 0, index: 1, width: 1 }]);
    expect(tilesForSize(300, 300)).toEqual([]);
  });
  test('C16: corrupted lengths', () => {
    const bundle = encodeBundle([utf8('one'), utf8('')]);
    expect(decodeBundle(bundle, 2).map((entry) => new TextDecoder().decode(entry))).toEqual(['one', '']);
    for (const [bytes, width] of [
      [bundle, 1],
      [bundle, 3],
      [bundle.slice(0, -1), 2],
      [bundle.slice(0, 4), 1],
    ] as const) {
      expect(outcome(() => decodeBundle(bytes, width))).toBe('REGISTER_TILE');
    }
    expect(outcome(() => encodeBundle([new Uint8Array(65_536)]))).toBe('REGISTER_TILE');
    expect(outcome(() => decodeTile(seed(1), 2))).toBe('REGISTER_TILE');
    expect(outcome(() => tileReader(2, () => seed(1))(0, 0))).toBe('REGISTER_TILE');
    expect(outcome(() => tileReader(3, () => new Uint8Array(96))(1, 1))).toBe('REGISTER_TILE');
    expect(outcome(() => tileOf(0, 256, 256))).toBe('REGISTER_TILE');
  });
});
