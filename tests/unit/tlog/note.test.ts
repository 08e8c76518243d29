// Signed notes and cosignatures, case by case: who counts as a signer and what was signed (protocol.md section 6).
import { describe, expect, test } from 'vitest';
import { concat, fromHex, toBase64, toHex, u64, utf8 } from '../../../crypto/primitives/bytes.ts';
import { mldsaSign } from '../../../crypto/primitives/mldsa.ts';
import { signingKey } from '../../../crypto/primitives/sign.ts';
import { ready } from '../../../crypto/primitives/sodium.ts';
import { openCheckpoint } from '../../../crypto/tlog/checkpoint.ts';
import { ed25519Cosigner, logSigner, mldsaCosigner } from '../../../crypto/tlog/cosignature.ts';
import {
  addSignatures,
  formatVkey,
  type NoteSigner,
  openNote,
  parseVkey,
  signatureLine,
  signNote,
} from '../../../crypto/tlog/note.ts';
import { outcome } from '../../testkit/outcome.ts';
import {
  keysOf,
  liar,
  log,
  logPair,
  ORIGIN,
  ROOT,
  sealingLog,
  seed,
  TEXT,
  vkeyText,
  witness,
} from '../../testkit/register-cast.ts';

await ready();

const NOON = 1_700_000_000;

describe('notes', () => {
  test('C3: a stranger, even of the same name, signs nothing; beside a known key it is ignored', () => {
    const stranger = logSigner(ORIGIN, signingKey(seed(2)));
    expect(outcome(() => openNote(signNote(TEXT, [stranger]), keysOf(log())))).toBe('REGISTER_UNSIGNED');
    expect(openNote(signNote(TEXT, [stranger, log()]), keysOf(log())).signatures).toHaveLength(1);
  });
  test('C4: a false line of a known key spoils the note, however many others hold', () => {
    const impostor = liar(witness(1, 5), new Uint8Array(72));
    const note = signNote(TEXT, [log(), impostor]);
    expect(outcome(() => openNote(note, keysOf(log(), impostor)))).toBe('REGISTER_SIGNATURE');
    expect(openNote(note, keysOf(log())).signatures).toHaveLength(1);
  });
  test('a line of a known key that is too short or too long is false', () => {
    for (const length of [1, 63, 65, 72]) {
      const impostor = liar(log(), new Uint8Array(length));
      expect(outcome(() => openNote(signNote(TEXT, [impostor]), keysOf(log())))).toBe('REGISTER_SIGNATURE');
    }
    for (const signer of [witness(1, 5), sealingLog(NOON)]) {
      for (const blob of [Uint8Array.of(0), signer.sign(TEXT).slice(0, -1), concat(signer.sign(TEXT), seed(0))]) {
        const impostor = liar(signer, blob);
        expect(outcome(() => openNote(signNote(TEXT, [impostor]), keysOf(signer)))).toBe('REGISTER_SIGNATURE');
      }
    }
  });
  test('a key counts once, with its newest time, and a second, false line still spoils the note', () => {
    const twice = signNote(TEXT, [log(), witness(1, 7), witness(1, 9), witness(1, 8)]);
    expect(openNote(twice, keysOf(log(), witness(1, 0))).signatures.map(({ timestamp }) => timestamp)).toEqual([
      null,
      9,
    ]);
    const impostor = liar(log(), new Uint8Array(64));
    expect(outcome(() => openNote(signNote(TEXT, [log(), impostor]), keysOf(log())))).toBe('REGISTER_SIGNATURE');
  });
  test('the text is split at the last blank line', () => {
    const inner = signNote('inner\n', [log()]);
    const outer = signNote(inner, [log()]);
    expect(openNote(outer, keysOf(log())).text).toBe(inner);
  });
  test('16 signatures and more are read, 101 or an oversized note are not', () => {
    const many = (n: number) => Array.from({ length: n }, (_, i) => witness(i, 1));
    expect(openNote(signNote(TEXT, many(32)), keysOf(...many(32))).signatures).toHaveLength(32);
    expect(outcome(() => openNote(signNote(TEXT, many(101)), keysOf(log())))).toBe('REGISTER_NOTE');
    expect(outcome(() => openNote(signNote(TEXT, [log()]), keysOf(log()), 100))).toBe('REGISTER_NOTE');
  });
  test('bytes that are not UTF-8', () => {
    expect(outcome(() => openNote(Uint8Array.of(0xff, 10, 10, 65, 10), keysOf(log())))).toBe('REGISTER_NOTE');
    expect(openNote(utf8(signNote('\ufeffé\n', [log()])), keysOf(log())).text).toBe('\ufeffé\n');
  });
  test('two known keys under one name and id are refused, the same key listed twice is not', () => {
    const { vkey } = log();
    const twin = { ...vkey, publicKey: seed(3) };
    expect(outcome(() => openNote(signNote(TEXT, [log()]), [vkey, twin]))).toBe('REGISTER_KEY');
    expect(openNote(signNote(TEXT, [log()]), [vkey, vkey]).signatures).toHaveLength(1);
  });
  test('a line added for a key that has one takes its place', () => {
    const note = addSignatures(signNote(TEXT, [log()]), [signatureLine(TEXT, witness(1, 5))]);
    const anew = addSignatures(note, [signatureLine(TEXT, witness(1, 6))]);
    expect(anew).toBe(signNote(TEXT, [log(), witness(1, 6)]));
    expect(outcome(() => addSignatures(note, ['\u2014 a b\n\u2014 c d']))).toBe('REGISTER_NOTE');
  });
  test('a text without a final newline, a note without a signer', () => {
    expect(outcome(() => signNote('text', [log()]))).toBe('REGISTER_NOTE');
    expect(outcome(() => signNote('text\n', []))).toBe('REGISTER_NOTE');
    expect(outcome(() => signNote('\ud800\n', [log()]))).toBe('REGISTER_NOTE');
  });
  test('what follows the blank line is signature lines and nothing else, each ended by a newline', () => {
    const note = signNote(TEXT, [log()]);
    for (const spelling of [
      '',
      TEXT,
      `${TEXT}\n`,
      note.slice(0, -1),
      `${note.slice(0, -1)}x`,
      `${note}x\n`,
      note.replace('\u2014', '-'),
    ]) {
      expect(outcome(() => openNote(spelling, keysOf(log())))).toBe('REGISTER_NOTE');
    }
    for (const odd of ['a+b', 'a\u00a0b', 'a\u0085b', '']) {
      const line = `\u2014 ${odd}${note.slice(note.lastIndexOf(' '))}`;
      expect(outcome(() => openNote(note + line, keysOf(log())))).toBe('REGISTER_NOTE');
    }
  });
  test('keys: name, type, length, id', () => {
    const text = vkeyText(log());
    expect(parseVkey(text)).toEqual(log().vkey);
    for (const bad of [
      '',
      'a+b',
      text.replace('relay', 'relai'),
      text.toUpperCase(),
      `${text}=`,
      text.replace('example', 'exam ple'),
    ]) {
      expect(outcome(() => parseVkey(bad))).toBe('REGISTER_KEY');
    }
    for (const name of ['', 'a b', 'a+b', 'a\u0085b', 'a\u3000b', 'a\nb', '\ud800', 'n'.repeat(256)]) {
      expect(outcome(() => formatVkey(name, 1, seed(1)))).toBe('REGISTER_KEY');
    }
    expect(outcome(() => formatVkey('a', 6, seed(1)))).toBe('REGISTER_KEY');
  });
});

describe('cosignatures', () => {
  test('a sealed checkpoint: plain line, ML-DSA line, witness', () => {
    const note = signNote(TEXT, [log(), sealingLog(NOON), witness(1, 1_700_000_005)]);
    const { signatures } = openCheckpoint(note, ORIGIN, keysOf(log(), sealingLog(NOON), witness(1, 0)));
    expect(signatures.map(({ key, timestamp }) => [key.type, timestamp])).toEqual([
      [1, null],
      [6, 1_700_000_000],
      [4, 1_700_000_005],
    ]);
  });
  test('the signed time, origin, size, root and (ML-DSA) name cannot be changed', () => {
    const tampered = (signer: NoteSigner): NoteSigner => ({
      vkey: signer.vkey,
      sign: (text) => signer.sign(text).map((byte, i) => (i === 7 ? byte ^ 1 : byte)),
    });
    for (const signer of [sealingLog(NOON), ed25519Cosigner(ORIGIN, signingKey(seed(1)), 5)]) {
      expect(outcome(() => openNote(signNote(TEXT, [tampered(signer)]), keysOf(signer)))).toBe('REGISTER_SIGNATURE');
      for (const other of [
        TEXT.replace('00ff', '00fe'),
        TEXT.replace('\n1\n', '\n2\n'),
        TEXT.replace(toBase64(ROOT), toBase64(seed(1))),
      ]) {
        const moved = signNote(TEXT, [signer]).replace(TEXT, other);
        expect(outcome(() => openNote(moved, keysOf(signer)))).toBe('REGISTER_SIGNATURE');
      }
    }
    const renamed: NoteSigner = {
      vkey: mldsaCosigner('other.example', logPair, 5).vkey,
      sign: (text) => sealingLog(5).sign(text),
    };
    expect(outcome(() => openNote(signNote(TEXT, [renamed]), keysOf(renamed)))).toBe('REGISTER_SIGNATURE');
  });
  test('an ML-DSA line over anything but a checkpoint is neither made nor believed', () => {
    expect(outcome(() => signNote('text\n', [sealingLog(NOON)]))).toBe('REGISTER_CHECKPOINT');
    const forced: NoteSigner = { vkey: sealingLog(NOON).vkey, sign: () => sealingLog(NOON).sign(TEXT) };
    expect(outcome(() => openNote(signNote('text\n', [forced]), keysOf(sealingLog(NOON))))).toBe('REGISTER_SIGNATURE');
    expect(outcome(() => openNote(signNote(`${TEXT}ext\n`, [forced]), keysOf(sealingLog(NOON))))).toBe(
      'REGISTER_SIGNATURE',
    );
  });
  test('the ML-DSA message is the one of tlog-cosignature', () => {
    const signer = mldsaCosigner('w', { publicKey: logPair.publicKey, secretKey: logPair.secretKey }, 258);
    const blob = signer.sign(`o\n3\n${toBase64(seed(7))}\n`);
    expect(toHex(blob.subarray(0, 8))).toBe('0000000000000102');
    const message = `${toHex(utf8('subtree/v1\n\0'))}01770000000000000102016f00000000000000000000000000000003${toHex(seed(7))}`;
    // The same bytes by hand: both signatures are deterministic, so equality of one is equality of the message.
    expect(toHex(blob.subarray(8))).toBe(toHex(mldsaSign(logPair.secretKey, fromHex(message) as Uint8Array)));
  });
  test('times that are no seconds, or lie beyond 2^53-1', () => {
    for (const time of [-1, 0.5, 2 ** 53, Number.NaN]) {
      expect(outcome(() => witness(1, time).sign(TEXT))).toBe('REGISTER_CHECKPOINT');
    }
    const signed = signingKey(seed(21)).sign(utf8(`cosignature/v1\ntime ${2 ** 53}\n${TEXT}`));
    const far = liar(witness(1, 0), concat(u64(2n ** 53n), signed));
    expect(outcome(() => openNote(signNote(TEXT, [far]), keysOf(far)))).toBe('REGISTER_SIGNATURE');
  });
  test('names and origins that ML-DSA lines have no room for', () => {
    const text = `${'o'.repeat(256)}\n0\n${toBase64(seed(0))}\n`;
    expect(outcome(() => sealingLog(NOON).sign(text))).toBe('REGISTER_CHECKPOINT');
    const forced = liar(sealingLog(NOON), sealingLog(NOON).sign(TEXT));
    expect(outcome(() => openNote(signNote(text, [forced]), keysOf(forced)))).toBe('REGISTER_SIGNATURE');
  });
});
