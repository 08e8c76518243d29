// Published vectors of RFC 6962 trees and of the C2SP log formats (protocol.md section 6; sources in README.md).
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { equal, fromBase64, fromHex, toBase64, toHex, utf8 } from '../../crypto/primitives/bytes.ts';
import { ProtocolError } from '../../crypto/primitives/errors.ts';
import { signingKey } from '../../crypto/primitives/sign.ts';
import { ready } from '../../crypto/primitives/sodium.ts';
import { formatCheckpoint, openCheckpoint, parseCheckpoint } from '../../crypto/tlog/checkpoint.ts';
import { logSigner } from '../../crypto/tlog/cosignature.ts';
import {
  append,
  type CompactRange,
  consistencyProof,
  EMPTY_RANGE,
  EMPTY_ROOT,
  inclusionProof,
  leafHash,
  nodeHash,
  root,
  rootFrom,
  verifyConsistency,
  verifyInclusion,
} from '../../crypto/tlog/merkle.ts';
import { formatVkey, openNote, parseVkey, signNote } from '../../crypto/tlog/note.ts';
import { formatProof, parseProof, verifyProof } from '../../crypto/tlog/proof.ts';
import {
  bundlePath,
  decodeBundle,
  decodeTile,
  encodeBundle,
  encodeTile,
  tilePath,
  tileReader,
} from '../../crypto/tlog/tiles.ts';
import { outcome } from '../testkit/outcome.ts';

const bytesOf = (path: string): Uint8Array =>
  new Uint8Array(readFileSync(new URL(`data/tlog/${path}`, import.meta.url)));
const textOf = (path: string): string => new TextDecoder().decode(bytesOf(path));
const notes = JSON.parse(textOf('notes.json'));

await ready();

describe('signed notes (golang/mod sumdb/note, C2SP signed-note)', () => {
  for (const { name, vkey, note, skey } of notes.signedNotes) {
    test(`${name} opens, and its text is the note's`, () => {
      const { text, signatures } = openNote(note, [parseVkey(vkey)]);
      expect(note.startsWith(`${text}\n\u2014 `)).toBe(true);
      expect(signatures).toEqual([{ key: parseVkey(vkey), timestamp: null }]);
    });

    test(`${name}: the key is written as it was read`, () => {
      const key = parseVkey(vkey);
      expect(formatVkey(key.name, key.type, key.publicKey)).toBe(vkey);
    });

    if (skey) {
      test(`${name} is signed byte for byte as the Go library signs it`, () => {
        const [, , keyName, , ...encoded] = skey.split('+');
        const seed = (fromBase64(encoded.join('+')) as Uint8Array).slice(1);
        const { text } = openNote(note, [parseVkey(vkey)]);
        expect(signNote(text, [logSigner(keyName, signingKey(seed))])).toBe(note);
      });
    }
  }

  test.each(notes.badVkeys as string[])('the bad key %s is refused', (vkey) => {
    expect(outcome(() => parseVkey(vkey))).toBe('REGISTER_KEY');
  });
});

describe('RFC 6962 hashes (transparency-dev/merkle)', () => {
  test('empty tree, empty leaf, leaf, node', () => {
    expect(toHex(EMPTY_ROOT)).toBe(notes.rfc6962.empty);
    expect(toHex(leafHash(new Uint8Array()))).toBe(notes.rfc6962.emptyLeaf);
    expect(toHex(leafHash(utf8('L123456')))).toBe(notes.rfc6962.leaf_L123456);
    expect(toHex(nodeHash(utf8('N123'), utf8('N456')))).toBe(notes.rfc6962.node_N123_N456);
  });

  test('the checkpoint text of golang/mod sumdb/tlog is read and written', () => {
    const { n, record, text } = notes.formatTree;
    const checkpoint = parseCheckpoint(text);
    expect(checkpoint).toEqual({ origin: 'go.sum database tree', size: n, root: leafHash(utf8(record)) });
    expect(formatCheckpoint(checkpoint)).toBe(text);
  });
});

describe('a whole log (transparency-dev/tessera testdata)', () => {
  const known = [parseVkey(notes.tesseraVkey)];
  const origin = 'example.com/log/testdata';
  const entries = decodeBundle(bytesOf(`tessera/${bundlePath({ index: 0, width: 15 })}`), 15);
  const reader = (size: number) => tileReader(size, (tile) => bytesOf(`tessera/${tilePath(tile)}`));
  const checkpointAt = (size: number) => openCheckpoint(textOf(`tessera/checkpoint.${size}`), origin, known).checkpoint;

  test('every checkpoint is signed and is the tree over the entries before it', () => {
    let range: CompactRange = EMPTY_RANGE;
    for (let size = 0; size <= 15; size++) {
      const checkpoint = checkpointAt(size);
      expect(checkpoint.size).toBe(size);
      expect(toBase64(checkpoint.root)).toBe(toBase64(root(range)));
      if (size < 15) range = append(range, leafHash(entries[size] as Uint8Array)).range;
    }
    expect(openCheckpoint(textOf('tessera/checkpoint'), origin, known).checkpoint).toEqual(checkpointAt(15));
  });

  test('every checkpoint is signed byte for byte as Tessera signs it', () => {
    const encoded = notes.tesseraSkey.split('+').slice(4).join('+');
    const signer = logSigner(origin, signingKey((fromBase64(encoded) as Uint8Array).slice(1)));
    for (let size = 0; size <= 15; size++) {
      expect(signNote(formatCheckpoint(checkpointAt(size)), [signer])).toBe(textOf(`tessera/checkpoint.${size}`));
    }
  });

  test('every partial tile and bundle is what the entries make, byte for byte', () => {
    for (let width = 1; width <= 15; width++) {
      const tile = bytesOf(`tessera/${tilePath({ level: 0, index: 0, width })}`);
      const bundle = bytesOf(`tessera/${bundlePath({ index: 0, width })}`);
      const some = entries.slice(0, width);
      expect(equal(encodeTile(some.map(leafHash)), tile)).toBe(true);
      expect(equal(encodeBundle(some), bundle)).toBe(true);
      expect(decodeTile(tile, width).map(toHex)).toEqual(decodeBundle(bundle, width).map((e) => toHex(leafHash(e))));
    }
  });

  test('proofs made from the tiles of any size verify against the signed roots, and only there', () => {
    for (let size = 1; size <= 15; size++) {
      const { root: signed } = checkpointAt(size);
      expect(toHex(rootFrom(size, reader(size)))).toBe(toHex(signed));
      for (let index = 0; index < size; index++) {
        const proof = inclusionProof(index, size, reader(size));
        verifyInclusion(index, size, leafHash(entries[index] as Uint8Array), proof, signed);
        const other = leafHash(entries[(index + 1) % 15] as Uint8Array);
        expect(outcome(() => verifyInclusion(index, size, other, proof, signed))).toBe('REGISTER_PROOF');
      }
      for (let size1 = 0; size1 <= size; size1++) {
        const proof = consistencyProof(size1, size, reader(size));
        verifyConsistency(size1, size, proof, checkpointAt(size1).root, signed);
        const foreign = checkpointAt((size1 + 1) % 16).root;
        expect(outcome(() => verifyConsistency(size1, size, proof, foreign, signed))).toBe('REGISTER_INCONSISTENT');
      }
    }
  });

  test('a tlog-proof over it verifies offline', () => {
    const checkpointNote = textOf('tessera/checkpoint');
    const proof = parseProof(formatProof({ index: 9, hashes: inclusionProof(9, 15, reader(15)), checkpointNote }));
    const proven = verifyProof(proof, entries[9] as Uint8Array, origin, known);
    expect(proven).toMatchObject({ origin, size: 15 });
    expect(outcome(() => verifyProof(proof, entries[8] as Uint8Array, origin, known))).toBe('REGISTER_PROOF');
  });
});

describe('checkpoints as submitted to a witness (FiloSottile/torchwood litewitness)', () => {
  const script = textOf('litewitness-add-checkpoint.txtar.txt');
  const logKey = /add-sigsum-log -key=([0-9a-f]{64})/.exec(script)?.[1] as string;
  const origin = 'sigsum.org/v1/tree/4d6d8825a6bb689d459628312889dfbb0bcd41b5211d9e1ce768b0ff0309e562';
  const known = [parseVkey(formatVkey(origin, 1, fromHex(logKey) as Uint8Array))];
  const requests = [...script.matchAll(/```\n(old [0-9]+\n[\s\S]*?)```\nHTTP ([0-9]{3})/g)];
  // The witness remembers what it cosigned last; only that part of it is played here, its answers are by our verifiers.
  const state = { size: 0, root: EMPTY_ROOT };

  function answer(body: string): string {
    const end = body.indexOf('\n\n');
    const [old = '', ...lines] = body.slice(0, end).split('\n');
    const proof = lines.map((line) => fromBase64(line) as Uint8Array);
    const size1 = Number(old.slice(4));
    try {
      const { checkpoint } = openCheckpoint(body.slice(end + 2), origin, known);
      if (size1 !== state.size) return '409';
      verifyConsistency(size1, checkpoint.size, proof, state.root, checkpoint.root);
      Object.assign(state, { size: checkpoint.size, root: checkpoint.root });
      return '200';
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      return error.code;
    }
  }

  test('each is answered as the witness answers it, the refused ones with the stage that failed', () => {
    const expected = [
      ['200', '200'],
      // Altered in its last character, which leaves base64 with stray bits: here refused before it is even verified.
      ['403', 'REGISTER_NOTE'],
      ['403', 'REGISTER_UNSIGNED'],
      ['422', 'REGISTER_INCONSISTENT'],
      ['422', 'REGISTER_INCONSISTENT'],
      ['200', '200'],
      ['409', '409'],
      ['200', '200'],
      ['409', '409'],
    ];
    expect(requests.map(([, body = '', status]) => [status, answer(body)])).toEqual(expected);
    expect(state.size).toBe(5);
  });
});
