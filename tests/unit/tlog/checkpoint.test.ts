// Checkpoints and proofs, case by case: one spelling each, and what they must be refused for (protocol.md section 6).
import { describe, expect, test } from 'vitest';
import { fromBase64, toBase64, utf8 } from '../../../crypto/primitives/bytes.ts';
import { signingKey } from '../../../crypto/primitives/sign.ts';
import { ready } from '../../../crypto/primitives/sodium.ts';
import { formatCheckpoint, openCheckpoint, parseCheckpoint } from '../../../crypto/tlog/checkpoint.ts';
import { logSigner } from '../../../crypto/tlog/cosignature.ts';
import {
  consistencyNodes,
  consistencyProof,
  inclusionProof,
  leafHash,
  nodeHash,
  proofNodes,
  rootFrom,
  rootNodes,
  verifyConsistency,
  verifyInclusion,
} from '../../../crypto/tlog/merkle.ts';
import { openNote, signNote } from '../../../crypto/tlog/note.ts';
import { formatProof, parseProof, verifyProof } from '../../../crypto/tlog/proof.ts';
import { outcome } from '../../testkit/outcome.ts';
import { keysOf, LEAF, log, ORIGIN, ROOT, seed, TEXT, witness } from '../../testkit/register-cast.ts';

await ready();

describe('C18: a checkpoint has one spelling', () => {
  const refusal = (text: string) => outcome(() => openCheckpoint(signNote(text, [log()]), ORIGIN, keysOf(log())));

  test('the honest one opens', () => {
    expect(openCheckpoint(signNote(TEXT, [log()]), ORIGIN, keysOf(log())).checkpoint).toEqual(parseCheckpoint(TEXT));
  });
  test('leading zeros', () => expect(refusal(TEXT.replace('\n1\n', '\n01\n'))).toBe('REGISTER_CHECKPOINT'));
  test('size of 2^53', () => {
    expect(refusal(TEXT.replace('\n1\n', '\n9007199254740992\n'))).toBe('REGISTER_CHECKPOINT');
    expect(refusal(TEXT.replace('\n1\n', '\n9007199254740991\n'))).toBe('accepted');
  });
  test.each(['', '+1', '-1', '1.0', '1e3', '0x1', ' 1', '１'])('size spelt "%s"', (size) => {
    expect(refusal(TEXT.replace('\n1\n', `\n${size}\n`))).toBe('REGISTER_CHECKPOINT');
  });
  test('CRLF', () => {
    const note = signNote(TEXT, [log()]).replaceAll('\n', '\r\n');
    expect(outcome(() => openNote(note, keysOf(log())))).toBe('REGISTER_NOTE');
    expect(outcome(() => parseCheckpoint(TEXT.replaceAll('\n', '\r\n')))).toBe('REGISTER_CHECKPOINT');
  });
  test.each(['\0', '\t', '\u001f'])('control character %j', (character) => {
    const note = signNote(TEXT, [log()]).replace('relay', `relay${character}`);
    expect(outcome(() => openNote(note, keysOf(log())))).toBe('REGISTER_NOTE');
    expect(outcome(() => signNote(`a${character}\n`, [log()]))).toBe('REGISTER_NOTE');
  });
  test('two blank lines', () => {
    const note = signNote(TEXT, [log()]);
    expect(outcome(() => openNote(note.replace('\n\n', '\n\n\n'), keysOf(log())))).toBe('REGISTER_SIGNATURE');
    expect(refusal(`${TEXT}\n`)).toBe('REGISTER_CHECKPOINT');
    expect(outcome(() => openNote(`${note}\n`, keysOf(log())))).toBe('REGISTER_NOTE');
  });
  test('non-canonical base64 of root and of signature', () => {
    const stray = toBase64(ROOT).replace(/.=$/, (last) => `${last[0] === 'B' ? 'C' : 'B'}=`);
    expect(fromBase64(stray)).toBeNull();
    expect(refusal(TEXT.replace(toBase64(ROOT), stray))).toBe('REGISTER_CHECKPOINT');
    expect(refusal(TEXT.replace('=\n', '\n'))).toBe('REGISTER_CHECKPOINT');
    const note = signNote(TEXT, [log()]);
    const blob = note.slice(note.lastIndexOf(' ') + 1, -1);
    for (const spelling of [blob.replaceAll('=', ''), `${blob}=`, ` ${blob}`, blob.replace(/.=$/, '/='), 'AAAA']) {
      expect(outcome(() => openNote(note.replace(blob, spelling), keysOf(log())))).toBe('REGISTER_NOTE');
    }
  });
  test('extension lines', () => expect(refusal(`${TEXT}more\n`)).toBe('REGISTER_CHECKPOINT'));
  test('too few lines, no origin, a short root', () => {
    expect(refusal(`${ORIGIN}\n1\n`)).toBe('REGISTER_CHECKPOINT');
    expect(refusal(TEXT.replace(ORIGIN, ''))).toBe('REGISTER_CHECKPOINT');
    expect(refusal(`${ORIGIN}\n1\n${toBase64(ROOT.slice(1))}\n`)).toBe('REGISTER_CHECKPOINT');
  });
  test('none of these can be written', () => {
    for (const bad of [
      { size: -1 },
      { size: 2 ** 53 },
      { size: 0.5 },
      { origin: '' },
      { origin: 'a\nb' },
      { origin: 'a\tb' },
      { origin: '\ud800' },
      { root: seed(1).slice(1) },
    ]) {
      expect(outcome(() => formatCheckpoint({ origin: ORIGIN, size: 1, root: ROOT, ...bad }))).toBe(
        'REGISTER_CHECKPOINT',
      );
    }
  });
});

describe('checkpoints and proofs', () => {
  test('C14: a checkpoint of another origin, truly signed', () => {
    const other = logSigner('relay.example/directory', signingKey(seed(1)));
    const known = keysOf(log(), other);
    expect(outcome(() => openCheckpoint(signNote(TEXT, [log()]), 'relay.example/directory', known))).toBe(
      'REGISTER_ORIGIN',
    );
  });
  test('witnesses without the log', () => {
    const note = signNote(TEXT, [witness(1, 5)]);
    expect(outcome(() => openCheckpoint(note, ORIGIN, keysOf(log(), witness(1, 0))))).toBe('REGISTER_UNSIGNED');
  });
  test('C1, C2: a proof is exact, and of this leaf', () => {
    const proof = { index: 0, hashes: [], checkpointNote: signNote(TEXT, [log()]), extra: utf8('a hint') };
    const text = formatProof(proof);
    expect(parseProof(text)).toEqual(proof);
    expect(verifyProof(parseProof(text), LEAF, ORIGIN, keysOf(log()))).toMatchObject({ size: 1 });
    expect(outcome(() => verifyProof(proof, utf8('another'), ORIGIN, keysOf(log())))).toBe('REGISTER_PROOF');
    const more = { ...proof, hashes: [ROOT] };
    expect(outcome(() => verifyProof(more, LEAF, ORIGIN, keysOf(log())))).toBe('REGISTER_PROOF');
    const bad = [
      '',
      text.replace('@v1', '@v2'),
      text.replace('index 0', 'index 00'),
      text.replace('index 0', 'index -1'),
    ];
    bad.push(
      text.replace(/extra .*\n/, 'extra \n'),
      text.replace(/extra .*\n/, 'extra ?\n'),
      text.replace('index 0\n', ''),
    );
    bad.push(
      text.replace('index 0', 'index 9007199254740992'),
      text.replace('index 0\n', 'index 0\nAAAA\n'),
      text.replace('\n\n', '\n'),
    );
    bad.push(text.replace('index 0\n', `index 0\n${`${toBase64(ROOT)}\n`.repeat(64)}`), text.replaceAll('\n', '\r\n'));
    for (const spelling of bad) {
      expect(outcome(() => parseProof(spelling))).toBe('REGISTER_PROOF');
    }
    expect(outcome(() => parseProof('c2sp.org/tlog-proof@v1\nindex 0x'))).toBe('REGISTER_PROOF');
    expect(outcome(() => parseProof(text, 50))).toBe('REGISTER_PROOF');
  });
  test('sizes and hashes that are none', () => {
    for (const [index, size] of [
      [0, 0],
      [1, 1],
      [-1, 1],
      [0.5, 1],
      [0, 2 ** 53],
      [Number.NaN, 1],
    ] as const) {
      expect(outcome(() => verifyInclusion(index, size, ROOT, [], ROOT))).toBe('REGISTER_PROOF');
    }
    expect(outcome(() => verifyInclusion(0, 1, ROOT.slice(1), [], ROOT.slice(1)))).toBe('REGISTER_PROOF');
    expect(outcome(() => verifyConsistency(1, 1, [], ROOT.slice(1), ROOT.slice(1)))).toBe('REGISTER_INCONSISTENT');
    expect(outcome(() => verifyConsistency(3, 4, [], ROOT, ROOT))).toBe('REGISTER_INCONSISTENT');
    // C6, C7: same size with another root, a smaller size
    expect(outcome(() => verifyConsistency(1, 1, [], ROOT, seed(1)))).toBe('REGISTER_INCONSISTENT');
    expect(outcome(() => verifyConsistency(2, 1, [], ROOT, ROOT))).toBe('REGISTER_INCONSISTENT');
    expect(outcome(() => verifyConsistency(0, 1, [], ROOT, ROOT))).toBe('REGISTER_INCONSISTENT');
    expect(outcome(() => verifyConsistency(0, 2 ** 53, [], ROOT, ROOT))).toBe('REGISTER_INCONSISTENT');
  });
  test('proofs that cannot be made are refused before any node is read', () => {
    const unread = () => {
      throw new RangeError('a node was read');
    };
    for (const size of [-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53]) {
      expect(outcome(() => rootFrom(size, unread))).toBe('REGISTER_PROOF');
      expect(outcome(() => inclusionProof(0, size, unread))).toBe('REGISTER_PROOF');
      expect(outcome(() => consistencyProof(1, size, unread))).toBe('REGISTER_INCONSISTENT');
      expect(outcome(() => consistencyProof(size, 9, unread))).toBe('REGISTER_INCONSISTENT');
    }
    for (const index of [-1, 0.5, Number.NaN, 4]) {
      expect(outcome(() => inclusionProof(index, 4, unread))).toBe('REGISTER_PROOF');
    }
    expect(outcome(() => consistencyProof(4, 3, unread))).toBe('REGISTER_INCONSISTENT');
    expect([consistencyNodes(0, 4), consistencyNodes(4, 4), rootNodes(0)]).toEqual([[], [], []]);
  });
  test('C8: far sizes do not wrap at 32 bits', () => {
    const size = 2 ** 40 + 1;
    const left = seed(4);
    const right = leafHash(utf8('last'));
    const top = nodeHash(left, right);
    verifyInclusion(2 ** 40, size, right, [left], top);
    verifyConsistency(2 ** 40, size, [right], left, top);
    expect(outcome(() => verifyInclusion(0, size, right, [left], top))).toBe('REGISTER_PROOF');
    expect(proofNodes(2 ** 40, size)).toEqual([[40, 0]]);
  });
});
