// Logs, by property: trees and tiles against the definition of RFC 6962, proofs under alteration (protocol.md section 6).
import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { concat, toHex, utf8 } from '../../crypto/primitives/bytes.ts';
import {
  type CompactRange,
  consistencyNodes,
  consistencyProof,
  inclusionProof,
  leafHash,
  proofNodes,
  rangeFrom,
  root,
  rootFrom,
  rootNodes,
  verifyConsistency,
  verifyInclusion,
} from '../../crypto/tlog/merkle.ts';
import {
  bundlePath,
  decodeBundle,
  encodeBundle,
  encodeTile,
  parseTilePath,
  tileOf,
  tilePath,
  tileReader,
  tilesForSize,
} from '../../crypto/tlog/tiles.ts';
import { LARGEST, leaves, mth, only, path, ranges, read, subproof, treeOf } from '../testkit/merkle-oracle.ts';
import { flip, outcome } from '../testkit/outcome.ts';

const ALL_PAIRS = 40;
const leaf = (index: number) => leaves[index] as Uint8Array;
const hexes = (hashes: readonly Uint8Array[]) => hashes.map(toHex);

const sizeAndIndex = fc
  .integer({ min: 1, max: LARGEST })
  .chain((size) => fc.tuple(fc.constant(size), fc.nat({ max: size - 1 })));
const twoSizes = fc
  .integer({ min: 1, max: LARGEST })
  .chain((size2) => fc.tuple(fc.nat({ max: size2 }), fc.constant(size2)));

describe('trees', () => {
  test('every root up to 600 leaves, appended and read back, is that of the definition', () => {
    for (let size = 0; size <= LARGEST; size++) {
      const range = ranges[size] as CompactRange;
      const expected = toHex(treeOf(size));
      expect(toHex(root(range))).toBe(expected);
      expect(toHex(rootFrom(size, only(rootNodes(size))))).toBe(expected);
      expect(hexes(rangeFrom(size, read).hashes)).toEqual(hexes(range.hashes));
    }
  });

  test('every pair of small trees: proofs are those of the definition, and no other index or size passes', () => {
    for (let size = 1; size <= ALL_PAIRS; size++) {
      const tree = leaves.slice(0, size);
      const head = mth(tree);
      for (let index = 0; index < size; index++) {
        const proof = inclusionProof(index, size, only(proofNodes(index, size)));
        expect(hexes(proof)).toEqual(hexes(path(index, tree)));
        for (let claimed = 0; claimed < size; claimed++) {
          const answer = outcome(() => verifyInclusion(claimed, size, leaf(index), proof, head));
          expect(answer).toBe(claimed === index ? 'accepted' : 'REGISTER_PROOF');
        }
      }
      for (let size1 = 0; size1 <= size; size1++) {
        const proof = consistencyProof(size1, size, only(consistencyNodes(size1, size)));
        expect(hexes(proof)).toEqual(size1 === 0 ? [] : hexes(subproof(size1, tree, true)));
        verifyConsistency(size1, size, proof, treeOf(size1), head);
        for (const [claim1, claim2] of [
          [size1 + 1, size],
          [size1 - 1, size],
        ] as const) {
          const answer = outcome(() => verifyConsistency(claim1, claim2, proof, treeOf(size1), head));
          expect(answer).toBe('REGISTER_INCONSISTENT');
        }
      }
    }
  });

  test.prop([sizeAndIndex, fc.nat()])(
    'inclusion in any tree; one bit of leaf, root or proof is refused',
    ([size, index], at) => {
      const head = treeOf(size);
      const proof = inclusionProof(index, size, read);
      verifyInclusion(index, size, leaf(index), proof, head);
      const bit = at % 256;
      const altered = Math.floor(at / 256) % Math.max(proof.length, 1);
      const proofs = [
        proof.map((hash, i) => (i === altered ? flip(hash, bit) : hash)),
        proof.slice(1),
        [...proof, leaf(0)],
        proof.slice(0, -1),
      ];
      for (const wrong of proof.length > 0 ? proofs : [[leaf(0)]]) {
        expect(outcome(() => verifyInclusion(index, size, leaf(index), wrong, head))).toBe('REGISTER_PROOF');
      }
      expect(outcome(() => verifyInclusion(index, size, flip(leaf(index), bit), proof, head))).toBe('REGISTER_PROOF');
      expect(outcome(() => verifyInclusion(index, size, leaf(index), proof, flip(head, bit)))).toBe('REGISTER_PROOF');
      const elsewhere = flip(Uint8Array.of(index >> 8, index), at % 16);
      const other = ((elsewhere[0] as number) << 8) | (elsewhere[1] as number);
      expect(outcome(() => verifyInclusion(other, size, leaf(index), proof, head))).toBe('REGISTER_PROOF');
    },
  );

  test.prop([twoSizes, fc.nat()])(
    'consistency of any two trees; one bit of a root or the proof is refused',
    ([size1, size2], at) => {
      const [root1, root2] = [treeOf(size1), treeOf(size2)];
      const proof = consistencyProof(size1, size2, read);
      verifyConsistency(size1, size2, proof, root1, root2);
      const bit = at % 256;
      const altered = Math.floor(at / 256) % Math.max(proof.length, 1);
      const wrongs = [[...proof, leaf(0)]];
      if (proof.length > 0)
        wrongs.push(
          proof.map((hash, i) => (i === altered ? flip(hash, bit) : hash)),
          proof.slice(1),
          proof.slice(0, -1),
        );
      for (const wrong of wrongs) {
        expect(outcome(() => verifyConsistency(size1, size2, wrong, root1, root2))).toBe('REGISTER_INCONSISTENT');
      }
      expect(outcome(() => verifyConsistency(size1, size2, proof, flip(root1, bit), root2))).toBe(
        'REGISTER_INCONSISTENT',
      );
      if (size1 > 0) {
        expect(outcome(() => verifyConsistency(size1, size2, proof, root1, flip(root2, bit)))).toBe(
          'REGISTER_INCONSISTENT',
        );
      }
    },
  );

  test.prop([fc.nat({ max: 200 }), fc.nat({ max: 200 }), fc.integer({ min: 0, max: 199 })])(
    'C2, C9: a fork is never consistent: two logs that differ in one leaf have no proof between them',
    (a, b, changed) => {
      const [size1, size2] = a < b ? [a, b] : [b, a];
      fc.pre(changed < size1);
      const forked = leaves.slice(0, size2).map((hash, i) => (i === changed ? leafHash(utf8('rewritten')) : hash));
      const proof = subproof(size1, forked, true);
      expect(outcome(() => verifyConsistency(size1, size2, proof, treeOf(size1), mth(forked)))).toBe(
        'REGISTER_INCONSISTENT',
      );
    },
  );
});

describe('tiles', () => {
  test.prop([sizeAndIndex, fc.nat({ max: LARGEST })], { numRuns: 30 })(
    'a log read out of its tiles proves the same',
    ([size, index], old) => {
      const files = new Map<string, Uint8Array>();
      for (const tile of tilesForSize(0, size)) {
        const hashes = Array.from({ length: tile.width }, (_, i) => read(tile.level * 8, tile.index * 256 + i));
        files.set(tilePath(tile), encodeTile(hashes));
      }
      const reader = tileReader(size, (tile) => files.get(tilePath(tile)) as Uint8Array);
      expect(toHex(rootFrom(size, reader))).toBe(toHex(treeOf(size)));
      expect(hexes(inclusionProof(index, size, reader))).toEqual(hexes(inclusionProof(index, size, read)));
      for (const [level, at] of proofNodes(index, size))
        expect(files.has(tilePath(tileOf(level, at, size)))).toBe(true);
      // What grew since an older size is exactly what that size had not.
      const before = new Set(tilesForSize(0, Math.min(old, size)).map(tilePath));
      const grown = tilesForSize(Math.min(old, size), size).map(tilePath);
      expect(grown).toEqual(
        tilesForSize(0, size)
          .map(tilePath)
          .filter((name) => !before.has(name)),
      );
    },
  );

  test.prop([fc.nat({ max: 2 ** 53 - 1 }), fc.nat({ max: 63 }), fc.integer({ min: 1, max: 256 })])(
    'paths round trip',
    (index, level, width) => {
      expect(parseTilePath(tilePath({ level, index, width }))).toEqual({ kind: 'tile', level, index, width });
      expect(parseTilePath(bundlePath({ index, width }))).toEqual({ kind: 'entries', level: 0, index, width });
    },
  );

  test.prop([fc.array(fc.uint8Array({ maxLength: 400 }), { maxLength: 20 }), fc.nat()])(
    'bundles round trip, and no cut one is read',
    (entries, at) => {
      const bundle = encodeBundle(entries);
      expect(hexes(decodeBundle(bundle, entries.length))).toEqual(hexes(entries));
      if (bundle.length > 0) {
        expect(outcome(() => decodeBundle(bundle.slice(0, at % bundle.length), entries.length))).toBe('REGISTER_TILE');
      }
      expect(outcome(() => decodeBundle(concat(bundle, Uint8Array.of(0)), entries.length))).toBe('REGISTER_TILE');
    },
  );

  test.prop([fc.uint8Array({ maxLength: 300 }), fc.nat({ max: 256 })])(
    'noise as a bundle: entries that encode to it, or REGISTER_TILE',
    (bytes, width) => {
      expect(['accepted', 'REGISTER_TILE']).toContain(
        outcome(() => expect(encodeBundle(decodeBundle(bytes, width))).toEqual(bytes)),
      );
    },
  );
});
