// Log texts, by property: notes under alteration, parsers under noise, round trips (protocol.md section 6).
import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { utf8 } from '../../crypto/primitives/bytes.ts';
import { sha256 } from '../../crypto/primitives/hash.ts';
import { signingKey } from '../../crypto/primitives/sign.ts';
import { ready } from '../../crypto/primitives/sodium.ts';
import { formatCheckpoint, openCheckpoint, parseCheckpoint } from '../../crypto/tlog/checkpoint.ts';
import { ed25519Cosigner, logSigner } from '../../crypto/tlog/cosignature.ts';
import { inclusionProof } from '../../crypto/tlog/merkle.ts';
import { openNote, parseVkey, signNote } from '../../crypto/tlog/note.ts';
import { parsePolicy } from '../../crypto/tlog/policy.ts';
import { formatProof, parseProof, verifyProof } from '../../crypto/tlog/proof.ts';
import { parseTilePath } from '../../crypto/tlog/tiles.ts';
import { LARGEST, leafData, read, treeOf } from '../testkit/merkle-oracle.ts';
import { flip, outcome } from '../testkit/outcome.ts';

const sizeAndIndex = fc
  .integer({ min: 1, max: LARGEST })
  .chain((size) => fc.tuple(fc.constant(size), fc.nat({ max: size - 1 })));
await ready();

describe('texts', () => {
  const origin = 'relay.example/register/00ff';
  const signers = () => [
    logSigner(origin, signingKey(sha256(utf8('log')))),
    ed25519Cosigner('w', signingKey(sha256(utf8('w'))), 5),
  ];
  const known = () => signers().map(({ vkey }) => vkey);
  const text = formatCheckpoint({ origin, size: 7, root: treeOf(7) });
  const note = () => signNote(text, signers());
  const alphabet = fc.constantFrom(
    '\n',
    '\n\n',
    '\u2014 ',
    ' ',
    '+',
    '=',
    '\r',
    '\0',
    'A',
    '0',
    'é',
    '\ud800',
    origin,
    text,
    'w',
    'index ',
    'extra ',
  );
  const noise = fc.array(fc.oneof(alphabet, fc.string()), { maxLength: 12 }).map((parts) => parts.join(''));

  test.prop([fc.nat()])('one altered bit of a note is refused, unless it makes a stranger of one signer', (at) => {
    const bytes = utf8(note());
    const altered = flip(bytes, at % (bytes.length * 8));
    const code = outcome(() => expect(openNote(altered, known()).text).toBe(text));
    expect(['accepted', 'REGISTER_NOTE', 'REGISTER_SIGNATURE']).toContain(code);
    if (code === 'accepted') expect(openNote(altered, known()).signatures).toHaveLength(1);
  });

  test.prop([noise])('the parsers answer noise with a value or a code, never with another error', (junk) => {
    outcome(() => openNote(junk, known()));
    outcome(() => openNote(utf8(junk), known()));
    outcome(() => openNote(`${text}\n${junk}`, known()));
    outcome(() => openCheckpoint(junk, origin, known()));
    outcome(() => parseProof(junk));
    outcome(() => parseProof(`c2sp.org/tlog-proof@v1\n${junk}`));
    outcome(() => parseVkey(junk));
    outcome(() => parsePolicy(junk));
    expect(['accepted', 'REGISTER_CHECKPOINT']).toContain(
      outcome(() => expect(formatCheckpoint(parseCheckpoint(junk))).toBe(junk)),
    );
    expect(parseTilePath(junk)).toBeNull();
  });

  test.prop([fc.uint8Array({ maxLength: 300 })])('and so does the note parser answer bytes', (junk) => {
    expect(['REGISTER_NOTE', 'REGISTER_UNSIGNED']).toContain(outcome(() => openNote(junk, known())));
  });

  test.prop([noise.filter((t) => !/[\u0000-\u0009\u000b-\u001f]/.test(t) && t.isWellFormed())])(
    'any text signed is that text opened',
    (body) => {
      const [log] = signers();
      if (!log) return;
      expect(openNote(signNote(`${body}\n`, [log]), [log.vkey]).text).toBe(`${body}\n`);
    },
  );

  test.prop([sizeAndIndex, fc.option(fc.uint8Array({ minLength: 1, maxLength: 60 }), { nil: undefined })])(
    'a proof text round trips and verifies; cut or of another leaf it does not',
    ([size, index], extra) => {
      const checkpointNote = signNote(formatCheckpoint({ origin, size, root: treeOf(size) }), signers());
      const proof = { index, hashes: inclusionProof(index, size, read), checkpointNote, ...(extra ? { extra } : {}) };
      const spelt = formatProof(proof);
      expect(formatProof(parseProof(spelt))).toBe(spelt);
      expect(verifyProof(parseProof(spelt), leafData(index), origin, known())).toMatchObject({ origin, size });
      expect(outcome(() => verifyProof(proof, leafData(index + 1), origin, known()))).toBe('REGISTER_PROOF');
      const cut = outcome(() => verifyProof(parseProof(spelt.slice(0, -2)), leafData(index), origin, known()));
      expect(cut).toBe('REGISTER_NOTE');
    },
  );
});
