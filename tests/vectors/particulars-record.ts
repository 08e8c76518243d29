// How the vectors of particulars are written: one link that follows the known-answer chain, and that link with one thing wrong each (docs/spec/roster.md ROS-17).
import { toHex } from '../../crypto/primitives/bytes.ts';
import { signerOf } from '../../crypto/protocol/device.ts';
import { type CborKey, type CborMap, type CborValue, decode, encode } from '../../crypto/wire/codec.ts';
import { encodeLink, type Link, type LinkBody } from '../../crypto/wire/roster-link.ts';
import { type StatementSigner, signJointly } from '../../crypto/wire/statement.ts';
import { openBundle } from '../testkit/bundle.ts';
import { PARTICULARS } from '../testkit/particulars.ts';
import { knownAnswer } from './known-answer-record.ts';
import { expected, type Negative, tried } from './negative-run.ts';

/** `link`: lowercase hexadecimal, after the last link of the first authority of the known-answer file. */
export type ParticularsAnswer = {
  readonly particulars: typeof PARTICULARS;
  readonly link: string;
  readonly negatives: readonly Negative[];
};

/** Builds them and tries each: one that is not refused as it says is a mistake in this file. */
export async function particularsAnswer(): Promise<ParticularsAnswer> {
  const { world } = await openBundle('known answer');
  const known = await knownAnswer();
  const { norvania } = world;
  const roster = norvania.roster();
  const admins = norvania.admins.map(({ device }) => signerOf(device));
  const next = (body: LinkBody): Link => ({
    authority: norvania.id,
    seq: roster.headSeq + 1,
    previous: roster.headHash,
    body,
    createdAt: norvania.now() + 60_000,
    directory: null,
  });
  const honest = encodeLink(next({ type: 'particulars_set', ...PARTICULARS }));
  const signed = (payload: Uint8Array, signers: readonly StatementSigner[] = admins): Uint8Array =>
    signJointly('link', payload, signers);
  const vector = (name: string, expect: Negative['expect'], added: Uint8Array): Negative => ({
    name: `particulars: ${name}`,
    expect,
    kind: 'chain',
    known: norvania.links().map((_, seq) => seq),
    added: [toHex(added)],
  });
  // Signed by both administrators over a body of the forger's making.
  const having = (name: string, field: number, value: CborValue | undefined): Negative => {
    const fields = new Map<CborKey, CborValue>(decode(honest, 1 << 20) as CborMap);
    const body = new Map<CborKey, CborValue>(fields.get(6) as CborMap);
    if (value === undefined) body.delete(field);
    else body.set(field, value);
    return vector(name, 'WIRE_SHAPE', signed(encode(fields.set(6, body))));
  };
  const negatives = [
    vector('by one administrator', 'ROSTER_THRESHOLD', signed(honest, admins.slice(0, 1))),
    having('no languages', 1, undefined),
    having('an empty list of languages', 1, []),
    having(
      'seventeen languages',
      1,
      [...'abcdefghijklmnopq'].map((letter) => `a${letter}`),
    ),
    having('a language twice', 1, ['en', 'en']),
    having('a language with a region', 1, ['en-GB']),
    having('a language in capitals', 1, ['EN']),
    having('an unknown form', 2, [7]),
    having('forms in another order', 2, [4, 1]),
    having('an unknown channel', 3, [[6, 'somewhere']]),
    having('channels in another order', 3, [
      [2, 'somewhere'],
      [1, null],
    ]),
    having('one channel twice', 3, [
      [2, 'somewhere'],
      [2, 'elsewhere'],
    ]),
    having('an address of this system', 3, [[1, 'here']]),
    having('post without an address', 3, [[2, null]]),
    having('an address of two lines', 3, [[2, 'one\ntwo']]),
    having('an address that turns the direction', 3, [[2, 'one \u202eowt']]),
    having('a national telephone number', 3, [[3, '011 555 0142']]),
    having('a telephone number with letters', 3, [[3, '+999 CALL NOW']]),
    having('an e-mail address with two at-signs', 3, [[4, 'a@b@c.example']]),
    having('an e-mail address of a look-alike host', 3, [[4, 'office@ехample.example']]),
    having('a name where the number at any hour stands', 3, [[5, 'the duty officer']]),
    having('hours on an eighth day', 4, [[8, 540, 1020]]),
    having('hours that end before they begin', 4, [[1, 1020, 540]]),
    having('hours beyond the day', 4, [[1, 540, 1441]]),
    having('hours that overlap', 4, [
      [1, 540, 720],
      [1, 700, 1020],
    ]),
    having('hours that touch', 4, [
      [1, 540, 720],
      [1, 720, 1020],
    ]),
    having('a zone that is an offset', 5, '+02:00'),
    having('no zone', 5, null),
    having('a sixth field', 6, 'A. Lindt'),
  ];
  const { hash: _hash, ...card } = known.card;
  for (const one of negatives) {
    const got = await tried(one, { ...known, card });
    if (got !== expected(one)) throw new TypeError(`${one.name}: ${got} instead of ${expected(one)}`);
  }
  return { particulars: PARTICULARS, link: toHex(signed(honest)), negatives };
}
