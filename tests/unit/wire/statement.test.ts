// Statements: one header, one signature form for one signer and one for several, and nothing unsigned beside them (docs/spec/encoding.md ENC-6 to ENC-9; rows B14, B16).
import { beforeAll, describe, expect, it } from 'vitest';
import { utf8 } from '../../../crypto/primitives/bytes.ts';
import { STATEMENT_TYPES } from '../../../crypto/primitives/labels.ts';
import { signingKey } from '../../../crypto/primitives/sign.ts';
import { ready } from '../../../crypto/primitives/sodium.ts';
import { type CborValue, encode } from '../../../crypto/wire/codec.ts';
import { idBytes, idOf, type Kid } from '../../../crypto/wire/ids.ts';
import {
  encodeJoint,
  parseJoint,
  parseStatement,
  signerOf,
  signJointly,
  signPart,
  signStatement,
  verifyStatement,
} from '../../../crypto/wire/statement.ts';
import { flip, outcome } from '../../testkit/outcome.ts';
import { seededRandom } from '../../testkit/seed.ts';

beforeAll(ready);

const MAX = 4096;
const random = seededRandom('statements');
const payload = utf8('a payload');

function signer(byte: number) {
  const key = signingKey(random(32));
  return { kid: idOf('kid', new Uint8Array(16).fill(byte)), sign: key.sign, publicKey: key.publicKey };
}

const header = (entries: readonly (readonly [number, CborValue])[]): Uint8Array => encode(new Map(entries));
const kid = new Uint8Array(16).fill(7);
const GOOD = [
  [1, -8],
  [3, 'envelope'],
  [4, kid],
] as const;
const withHeader = (protectedHeader: CborValue, unprotected: CborValue = new Map()): Uint8Array =>
  encode([protectedHeader, unprotected, payload, new Uint8Array(64)]);
const parsing = (raw: Uint8Array): string => outcome(() => parseStatement('envelope', raw, MAX));

describe('ENC-6: a statement of one signer', () => {
  it('verifies under the key of the kid it names, and under no other', () => {
    const [one, two] = [signer(1), signer(2)];
    const statement = parseStatement('ack', signStatement('ack', payload, one), MAX);
    expect(signerOf(statement)).toBe(one.kid);
    expect(outcome(() => verifyStatement(statement, one.kid, one.publicKey))).toBe('accepted');
    expect(outcome(() => verifyStatement(statement, one.kid, two.publicKey))).toBe('SIGNATURE_INVALID');
    expect(outcome(() => verifyStatement(statement, two.kid, two.publicKey))).toBe('SIGNATURE_UNKNOWN_KEY');
  });

  it('says one type, which every other reader refuses', () => {
    const one = signer(1);
    for (const type of STATEMENT_TYPES)
      for (const other of STATEMENT_TYPES)
        expect(outcome(() => parseStatement(other, signStatement(type, payload, one), MAX))).toBe(
          type === other ? 'accepted' : 'WIRE_TYPE',
        );
  });

  it('has the type under its signature: the same header bytes over another label do not verify', () => {
    const one = signer(1);
    const part = signPart('ack', payload, one);
    const forged = encode([
      header([
        [1, -8],
        [3, 'envelope'],
        [4, idBytes(one.kid)],
      ]),
      new Map(),
      payload,
      part.signature,
    ]);
    const statement = parseStatement('envelope', forged, MAX);
    expect(outcome(() => verifyStatement(statement, one.kid, one.publicKey))).toBe('SIGNATURE_INVALID');
  });

  it.each<[string, Uint8Array, string]>([
    ['as it is', withHeader(header(GOOD)), 'accepted'],
    ['a further header', withHeader(header([...GOOD, [5, 1]])), 'WIRE_SHAPE'],
    ['a critical header', withHeader(header([GOOD[0], [2, [4]], GOOD[1], GOOD[2]])), 'WIRE_SHAPE'],
    ['no kid', withHeader(header(GOOD.slice(0, 2))), 'WIRE_SHAPE'],
    ['a longer kid', withHeader(header([GOOD[0], GOOD[1], [4, new Uint8Array(17)]])), 'WIRE_SHAPE'],
    ['no algorithm', withHeader(header(GOOD.slice(1))), 'WIRE_SHAPE'],
    ['another algorithm', withHeader(header([[1, -7], GOOD[1], GOOD[2]])), 'WIRE_SHAPE'],
    ['another type', withHeader(header([GOOD[0], [3, 'ack'], GOOD[2]])), 'WIRE_TYPE'],
    ['an unknown type', withHeader(header([GOOD[0], [3, 'application/cose'], GOOD[2]])), 'WIRE_TYPE'],
    ['no header', withHeader(new Uint8Array(0)), 'WIRE_SHAPE'],
    ['a header that is no bytes', withHeader(new Map()), 'WIRE_SHAPE'],
    ['a header that is too long', withHeader(header([...GOOD, [5, new Uint8Array(40)]])), 'WIRE_SHAPE'],
    ['an unsigned header', withHeader(header(GOOD), new Map([[4, kid]])), 'WIRE_SHAPE'],
    ['null for an unsigned header', withHeader(header(GOOD), null), 'WIRE_SHAPE'],
    ['a detached payload', encode([header(GOOD), new Map(), null, new Uint8Array(64)]), 'WIRE_SHAPE'],
    ['an empty payload', encode([header(GOOD), new Map(), new Uint8Array(0), new Uint8Array(64)]), 'WIRE_SHAPE'],
    ['a short signature', encode([header(GOOD), new Map(), payload, new Uint8Array(63)]), 'WIRE_SHAPE'],
    ['a fifth item', encode([header(GOOD), new Map(), payload, new Uint8Array(64), 0]), 'WIRE_SHAPE'],
  ])('%s', (_what, raw, expected) => {
    expect(parsing(raw)).toBe(expected);
  });

  it('a header that is not canonical inside its bytes, and a tagged statement, are refused', () => {
    const unsorted = Uint8Array.of(0xa3, 0x03, 0x68, ...utf8('envelope'), 0x01, 0x27, 0x04, 0x50, ...kid);
    expect(parsing(withHeader(unsorted))).toBe('WIRE_NON_CANONICAL');
    expect(parsing(Uint8Array.of(0xd2, ...withHeader(header(GOOD))))).toBe('WIRE_MALFORMED');
  });

  it('every flipped bit is refused', () => {
    const one = signer(1);
    const raw = signStatement('ack', payload, one);
    for (let bit = 0; bit < raw.length * 8; bit++) {
      const result = outcome(() => {
        const statement = parseStatement('ack', flip(raw, bit), MAX);
        verifyStatement(statement, one.kid, one.publicKey);
      });
      expect(result, `bit ${bit}`).toMatch(/^(WIRE|SIGNATURE)_/);
    }
  });
});

describe('ENC-8: a statement of several signers', () => {
  it('is the same whoever signed first, and each signature verifies for its own kid', () => {
    const [one, two, three] = [signer(1), signer(2), signer(3)];
    const raw = signJointly('link', payload, [three, one, two]);
    expect(raw).toEqual(signJointly('link', payload, [one, two, three]));
    const statement = parseJoint('link', raw, MAX);
    for (const { kid: by, publicKey } of [one, two, three])
      expect(outcome(() => verifyStatement(statement, by, publicKey))).toBe('accepted');
    expect(outcome(() => verifyStatement(statement, one.kid, two.publicKey))).toBe('SIGNATURE_INVALID');
    expect(outcome(() => signerOf(statement))).toBe('WIRE_SHAPE');
  });

  it('names its signers in ascending order, each once, at least one and at most 64', () => {
    const part = (byte: number) => {
      const { header: bytes, signature } = signPart('link', payload, signer(byte));
      return [bytes, signature];
    };
    const joint = (...parts: CborValue[]): string =>
      outcome(() => parseJoint('link', encode([payload, parts]), 65_536));
    expect(joint(part(1), part(2))).toBe('accepted');
    expect(joint(part(2), part(1))).toBe('WIRE_SHAPE');
    expect(joint(part(1), part(1))).toBe('WIRE_SHAPE');
    expect(joint()).toBe('WIRE_SHAPE');
    expect(joint([...part(1), 0])).toBe('WIRE_SHAPE');
    const many = (n: number) => joint(...Array.from({ length: n }, (_, i) => part(i + 1)));
    expect(many(64)).toBe('accepted');
    expect(many(65)).toBe('WIRE_SHAPE');
  });

  it('is not read where one signer is meant, nor the other way round', () => {
    const one = signer(1);
    expect(outcome(() => parseStatement('link', signJointly('link', payload, [one]), MAX))).toBe('WIRE_SHAPE');
    expect(outcome(() => parseJoint('link', signStatement('link', payload, one), MAX))).toBe('WIRE_SHAPE');
    const kids: Kid[] = parseJoint('link', encodeJoint(payload, [signPart('link', payload, one)]), MAX).signatures.map(
      (s) => s.kid,
    );
    expect(kids).toEqual([one.kid]);
  });
});
