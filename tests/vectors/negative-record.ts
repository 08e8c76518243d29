// How the negative vectors are written: the known-answer transmission with one thing wrong each, and the code it must be refused with.
import { concat, fromUtf8, toHex, utf8 } from '../../crypto/primitives/bytes.ts';
import { PREFIX } from '../../crypto/primitives/labels.ts';
import { deviceFromSeed, signerOf } from '../../crypto/protocol/device.ts';
import { rotate } from '../../crypto/protocol/lockbox.ts';
import { dueRecipients } from '../../crypto/protocol/recipients.ts';
import { parseProof } from '../../crypto/tlog/proof.ts';
import { type CborKey, type CborMap, type CborValue, decode, encode } from '../../crypto/wire/codec.ts';
import { compareRecipients, type Envelope, encodeEnvelope } from '../../crypto/wire/envelope.ts';
import { EVENTS, encodeDirectoryLeaf, encodeRegisterLeaf, type RegisterLeaf } from '../../crypto/wire/leaf.ts';
import { encodeLink, type Link, type LinkBody } from '../../crypto/wire/roster-link.ts';
import { type StatementSigner, signJointly, signPart, signStatement } from '../../crypto/wire/statement.ts';
import { disclosing, openBundle } from '../testkit/bundle.ts';
import { flip } from '../testkit/outcome.ts';
import { seededRandom } from '../testkit/seed.ts';
import { knownAnswer } from './known-answer-record.ts';
import { expected, type Negative, tried } from './negative-run.ts';

type Bundle = Awaited<ReturnType<typeof openBundle>>;

/** Builds the vectors and tries each: one that is not refused as it says is a mistake in this file. */
export async function negatives(): Promise<Negative[]> {
  const bundle = await openBundle('known answer');
  const known = await knownAnswer();
  const all = [
    ...statements(bundle),
    ...(await chains(bundle)),
    ...envelopes(bundle),
    ...leaves(bundle),
    ...logs(bundle),
    ...content(bundle),
    ...bundles(bundle),
  ];
  const { hash: _hash, ...card } = known.card;
  for (const vector of all) {
    const found = await tried(vector, { ...known, card });
    if (found !== expected(vector)) throw new TypeError(`${vector.name}: ${found} instead of ${expected(vector)}`);
  }
  if (new Set(all.map(({ name }) => name)).size !== all.length) throw new TypeError('two vectors of one name');
  return all;
}

const map = (value: CborValue): Map<CborKey, CborValue> => new Map(value as CborMap);
const array = (raw: Uint8Array): CborValue[] => [...(decode(raw, 1 << 20) as readonly CborValue[])];

function statements({ sent, world }: Bundle): Negative[] {
  const { statement, envelope } = sent.sealed;
  const signer = signerOf(world.norvania.admins[0].device);
  const { sign } = world.norvania.admins[0].device.public;
  const [header, unprotected, payload, signature] = array(statement) as [Uint8Array, CborValue, Uint8Array, Uint8Array];
  // Signed honestly over a header of the forger's making: only the header is wrong.
  const headed = (edit: (fields: Map<CborKey, CborValue>) => Uint8Array | undefined): Uint8Array => {
    const fields = map(decode(header, 64));
    const bytes = edit(fields) ?? encode(fields);
    const signed = signer.sign(encode(['Signature1', bytes, utf8(`${PREFIX}envelope`), payload]));
    return encode([bytes, unprotected, payload, signed]);
  };
  const vector = (name: string, expect: Negative['expect'], bytes: Uint8Array, maxBytes = 65_536): Negative => ({
    name: `statement: ${name}`,
    expect,
    kind: 'statement',
    bytes: toHex(bytes),
    maxBytes,
    kid: signer.kid,
    publicKey: toHex(sign),
  });
  const other = signerOf(world.norvania.admins[1].device);
  const [a, b] = [signPart('link', payload, signer), signPart('link', payload, other)].sort((x, y) =>
    x.kid < y.kid ? -1 : 1,
  ) as [ReturnType<typeof signPart>, ReturnType<typeof signPart>];
  const joint = (name: string, expect: Negative['expect'], parts: CborValue[]): Negative => ({
    name: `joint statement: ${name}`,
    expect,
    kind: 'joint statement',
    bytes: toHex(encode([payload, parts])),
  });
  const part = (one: typeof a): CborValue => [one.header, one.signature];
  return [
    vector('one byte after it', 'WIRE_MALFORMED', concat(statement, Uint8Array.of(0))),
    vector('its last byte missing', 'WIRE_MALFORMED', statement.slice(0, -1)),
    vector(
      'an array of indefinite length',
      'WIRE_MALFORMED',
      concat(Uint8Array.of(0x9f), statement.slice(1), Uint8Array.of(0xff)),
    ),
    vector(
      'a length spelled in more bytes than it needs',
      'WIRE_MALFORMED',
      concat(Uint8Array.of(0x98, 4), statement.slice(1)),
    ),
    vector('larger than its kind may be', 'WIRE_TOO_LARGE', statement, statement.length - 1),
    vector('an unprotected header', 'WIRE_SHAPE', encode([header, new Map([[4, header]]), payload, signature])),
    vector('three parts', 'WIRE_SHAPE', encode([header, unprotected, payload])),
    vector(
      'another algorithm',
      'WIRE_SHAPE',
      headed((f) => void f.set(1, -7)),
    ),
    vector(
      'an unknown header',
      'WIRE_SHAPE',
      headed((f) => void f.set(5, 0)),
    ),
    vector(
      'a header without its key id',
      'WIRE_SHAPE',
      headed((f) => void f.delete(4)),
    ),
    vector(
      'the label of another type',
      'WIRE_TYPE',
      headed((f) => void f.set(3, 'ack')),
    ),
    vector(
      'a header in another order',
      'WIRE_NON_CANONICAL',
      headed((f) => unsorted(f)),
    ),
    vector('an acknowledgement signed as one', 'WIRE_TYPE', signStatement('ack', payload, signer)),
    vector('one bit of the signature', 'SIGNATURE_INVALID', encode([header, unprotected, payload, flip(signature, 0)])),
    vector('one bit of the payload', 'SIGNATURE_INVALID', encode([header, unprotected, flip(payload, 99), signature])),
    vector(
      'signed by another device',
      'SIGNATURE_UNKNOWN_KEY',
      signStatement('envelope', encodeEnvelope(envelope), other),
    ),
    vector(
      'signed by another device under this one’s key id',
      'SIGNATURE_INVALID',
      signStatement('envelope', payload, { kid: signer.kid, sign: other.sign }),
    ),
    joint('no signature', 'WIRE_SHAPE', []),
    joint('signers in another order', 'WIRE_SHAPE', [part(b), part(a)]),
    joint('one signer twice', 'WIRE_SHAPE', [part(a), part(a)]),
  ];
}

// A map of three small keys with its last pair moved to the front.
function unsorted(fields: Map<CborKey, CborValue>): Uint8Array {
  const pairs = [...fields].map(([key, value]) => concat(encode(key), encode(value)));
  return concat(Uint8Array.of(0xa0 | pairs.length), pairs.at(-1) as Uint8Array, ...pairs.slice(0, -1));
}

async function chains({ world: { norvania, talassa } }: Bundle): Promise<Negative[]> {
  const links = norvania.links();
  const roster = norvania.roster();
  const admins = norvania.admins.map(({ device }) => signerOf(device));
  const [first] = admins as [StatementSigner];
  const stranger = signerOf(deviceFromSeed(new Uint8Array(32).fill(7)));
  const next = (body: LinkBody): Link => ({
    authority: norvania.id,
    seq: roster.headSeq + 1,
    previous: roster.headHash,
    body,
    createdAt: norvania.now() + 60_000,
    directory: null,
  });
  const close = next({ type: 'close' });
  const signed = (link: Link, signers: readonly StatementSigner[] = admins): Uint8Array =>
    signJointly('link', encodeLink(link), signers);
  const remapped = (edit: (fields: Map<CborKey, CborValue>) => void): Uint8Array => {
    const fields = map(decode(encodeLink(close), 1 << 20));
    edit(fields);
    return signJointly('link', encode(fields), admins);
  };
  const vector = (name: string, expect: Negative['expect'], ...added: Uint8Array[]): Negative => ({
    name: `chain: ${name}`,
    expect,
    kind: 'chain',
    known: links.map((_, seq) => seq),
    added: added.map(toHex),
  });
  const whole = (
    name: string,
    expect: Negative['expect'],
    known: number[],
    added: readonly Uint8Array[] = [],
  ): Negative => ({
    name: `chain: ${name}`,
    expect,
    kind: 'chain',
    known,
    added: added.map(toHex),
  });
  const made = (epoch: number, change: (rotation: ReturnType<typeof rotate>['rotation']) => object = () => ({})) => {
    const { rotation } = rotate({
      authority: norvania.id,
      scope: 'main',
      epoch,
      previousSeed: norvania.seedOf('main', 1),
      recipients: dueRecipients(roster),
      random: seededRandom('negative rotation'),
    });
    return signed(next({ type: 'epoch_rotate', rotation: { ...rotation, ...change(rotation) } }));
  };
  const { device } = norvania.admins[1];
  const again: LinkBody = {
    type: 'device_add',
    official: norvania.admins[1].official,
    device: device.public,
    protection: 0,
    lockboxes: [],
    passkey: null,
  };
  const [genesis] = links as [Uint8Array];
  const [genesisPayload] = array(genesis) as [Uint8Array];
  return [
    whole('empty', 'ROSTER_GENESIS', []),
    whole('without its genesis', 'ROSTER_GENESIS', [1, 2, 3]),
    whole(
      'a genesis that its device did not sign',
      'SIGNATURE_UNKNOWN_KEY',
      [],
      [signJointly('link', genesisPayload, [stranger])],
    ),
    whole('one link left out', 'ROSTER_SEQUENCE', [0, 2, 3]),
    whole('one link twice', 'ROSTER_SEQUENCE', [0, 1, 1]),
    vector('a link of another authority', 'ROSTER_AUTHORITY', signed({ ...close, authority: talassa.id })),
    vector('a link after another one', 'ROSTER_PREVIOUS', signed({ ...close, previous: talassa.roster().headHash })),
    vector('a number skipped', 'ROSTER_SEQUENCE', signed({ ...close, seq: close.seq + 1 })),
    vector('fewer administrators than the threshold', 'ROSTER_THRESHOLD', signed(close, [first])),
    vector('signed by a stranger as well', 'ROSTER_SIGNER', signed(close, [...admins, stranger])),
    vector('one bit of a signature', 'SIGNATURE_INVALID', flip(signed(close), 8 * signed(close).length - 1)),
    vector(
      'an unknown type',
      'WIRE_TYPE',
      remapped((f) => void f.set(5, 99)),
    ),
    vector(
      'an unknown version',
      'WIRE_VERSION',
      remapped((f) => void f.set(1, 2)),
    ),
    vector(
      'an unknown field',
      'WIRE_SHAPE',
      remapped((f) => void f.set(9, 0)),
    ),
    vector('anything after the end', 'ROSTER_CLOSED', signed(close), signed({ ...close, seq: close.seq + 1 })),
    vector('a device that is known already', 'ROSTER_KEY_REUSED', signed(next(again), [signerOf(device)])),
    vector('an epoch that skips a number', 'ROSTER_ROTATION', made(3)),
    vector(
      'an epoch without the seed before it',
      'ROSTER_ROTATION',
      made(2, () => ({ previous: null })),
    ),
    vector(
      'an epoch that leaves a device out',
      'ROSTER_RECIPIENTS',
      made(2, (r) => ({ recipients: r.recipients.slice(1) })),
    ),
    vector(
      'an epoch of another scope',
      'ROSTER_ROTATION',
      made(2, () => ({ scope: 'restricted' })),
    ),
    vector(
      'an endorsement by an authority',
      'ROSTER_ROLE',
      signed(
        next({ type: 'endorse', authority: talassa.id, jurisdiction: 'QN', competence: 'x', notifiedOn: '2026-08-01' }),
      ),
    ),
    vector(
      'an official nobody knows',
      'ROSTER_UNKNOWN_OFFICIAL',
      signed(next({ type: 'role_set', official: 'ab'.repeat(16) as never, roles: [3] })),
    ),
  ];
}

function envelopes({ sent }: Bundle): Negative[] {
  const { envelope } = sent.sealed;
  const { core } = envelope;
  const vector = (name: string, expect: Negative['expect'], bytes: Uint8Array): Negative => ({
    name: `envelope: ${name}`,
    expect,
    kind: 'envelope',
    bytes: toHex(bytes),
  });
  const remapped = (edit: (fields: Map<CborKey, CborValue>) => void): Uint8Array => {
    const fields = map(decode(encodeEnvelope(envelope), 65_536));
    edit(fields);
    return encode(fields);
  };
  const recored = (change: Partial<Envelope['core']>): Uint8Array =>
    encodeEnvelope({ ...envelope, core: { ...core, ...change } });
  const reversed = [...core.recipients].sort(compareRecipients).reverse();
  const [one] = core.recipients as [Envelope['core']['recipients'][number]];
  return [
    vector(
      'suite 0',
      'POLICY_SUITE',
      remapped((f) => void f.set(2, 0)),
    ),
    vector(
      'suite 2',
      'POLICY_SUITE',
      remapped((f) => void f.set(2, 2)),
    ),
    vector(
      'version 2',
      'WIRE_SHAPE',
      remapped((f) => void f.set(1, 2)),
    ),
    vector(
      'an unknown class',
      'WIRE_SHAPE',
      remapped((f) => void f.set(5, 3)),
    ),
    vector(
      'an unknown field',
      'WIRE_SHAPE',
      remapped((f) => void f.set(9, 0)),
    ),
    vector(
      'a field missing',
      'WIRE_SHAPE',
      remapped((f) => void f.delete(14)),
    ),
    vector('recipients in another order', 'WIRE_SHAPE', recored({ recipients: reversed })),
    vector('one recipient twice', 'WIRE_SHAPE', recored({ recipients: [one, one] })),
    vector('no recipient', 'WIRE_SHAPE', recored({ recipients: [] })),
    vector(
      'the sender not among the recipients',
      'WIRE_SHAPE',
      recored({ recipients: core.recipients.filter((r) => r.authority !== core.sender.authority) }),
    ),
    vector('epoch 0', 'WIRE_SHAPE', recored({ recipients: core.recipients.map((r) => ({ ...r, epoch: 0 })) })),
    vector('an answer asked for, not urgent', 'WIRE_SHAPE', recored({ answerBy: core.createdAt + 3_600_000 })),
    vector('urgent, without an answer asked for', 'WIRE_SHAPE', recored({ class: 2 })),
    vector(
      'one upload named twice',
      'WIRE_SHAPE',
      encodeEnvelope({ ...envelope, attachments: [0, 0].map((i) => envelope.attachments[i] as never) }),
    ),
    vector(
      'a body larger than a body may be',
      'WIRE_SHAPE',
      encodeEnvelope({ ...envelope, body: { ...envelope.body, length: 4 * 1024 * 1024 + 1 } }),
    ),
  ];
}

function leaves({ world, sent }: Bundle): Negative[] {
  const leaf = world.entries[1]?.leaf as RegisterLeaf;
  const parts = array(encodeRegisterLeaf(leaf));
  const vector = (name: string, expect: Negative['expect'], at: number, value: CborValue): Negative => ({
    name: `register leaf: ${name}`,
    expect,
    kind: 'register leaf',
    bytes: toHex(encode(parts.map((part, i) => (i === at ? value : part)))),
  });
  const raw = (name: string, expect: Negative['expect'], bytes: Uint8Array): Negative =>
    ({
      ...vector(name, expect, 0, 1),
      bytes: toHex(bytes),
    }) as Negative;
  const line = encodeDirectoryLeaf({ authority: world.norvania.id, seq: 1, hash: sent.sealed.subject });
  const ack = map(decode(array(world.acknowledgements[0] as Uint8Array)[2] as Uint8Array, 2048));
  const acknowledged = (name: string, expect: Negative['expect'], key: number, value: CborValue): Negative => ({
    name: `acknowledgement: ${name}`,
    expect,
    kind: 'acknowledgement',
    bytes: toHex(encode(new Map(ack).set(key, value))),
  });
  return [
    vector('version 2', 'WIRE_SHAPE', 0, 2),
    vector('an unknown event', 'WIRE_SHAPE', 1, 63),
    vector('a subject of 31 bytes', 'WIRE_SHAPE', 2, new Uint8Array(31)),
    vector('an unknown reason', 'WIRE_SHAPE', 5, 99),
    vector('a time before 1970', 'WIRE_SHAPE', 6, -1),
    raw('a ninth part', 'WIRE_SHAPE', encode([...parts, 0])),
    raw('one byte after it', 'WIRE_MALFORMED', concat(encodeRegisterLeaf(leaf), Uint8Array.of(0))),
    {
      name: 'directory leaf: version 2',
      expect: 'WIRE_SHAPE',
      kind: 'directory leaf',
      bytes: toHex(encode([2, ...array(line).slice(1)])),
    },
    { name: 'directory leaf: cut', expect: 'WIRE_MALFORMED', kind: 'directory leaf', bytes: toHex(line.slice(0, -1)) },
    acknowledged('an unknown kind', 'WIRE_SHAPE', 4, 9),
    acknowledged('an unknown field', 'WIRE_SHAPE', 9, 0),
  ];
}

function logs({ world, parts }: Bundle): Negative[] {
  const register = world.register(world.norvania.id);
  const { origin } = register;
  const keys = [...register.keys];
  const note = register.note();
  const at = note.lastIndexOf('\n\n');
  const [text, lines] = [note.slice(0, at + 1), note.slice(at + 2)];
  const [name, size, root] = text.split('\n') as [string, string, string];
  const signed = (body: string): string => `${body}\n${lines}`;
  const noted = (what: string, expect: Negative['expect'], value: string, by = keys): Negative => ({
    name: `note: ${what}`,
    expect,
    kind: 'note',
    note: value,
    keys: by,
  });
  const marked = (what: string, expect: Negative['expect'], value: string, of = origin): Negative => ({
    name: `checkpoint: ${what}`,
    expect,
    kind: 'checkpoint',
    note: value,
    origin: of,
    keys: [...keys, ...world.directory.keys],
  });
  const [first] = parts.evidence.filter(({ authority }) => authority === world.norvania.id);
  const { proof, leaf } = first as { proof: string; leaf: Uint8Array };
  const { hashes } = parseProof(proof);
  if (hashes.length < 2) throw new TypeError('a proof too short to be cut');
  const proven = (what: string, expect: Negative['expect'], value: string, of = leaf): Negative => ({
    name: `proof: ${what}`,
    expect,
    kind: 'proof',
    proof: value,
    leaf: toHex(of),
    origin,
    keys,
  });
  const rows = proof.split('\n');
  const without = (row: number): string => rows.filter((_, i) => i !== row).join('\n');
  return [
    noted('one byte of the text', 'REGISTER_SIGNATURE', signed(text.replace(`\n${size}\n`, `\n${Number(size) + 1}\n`))),
    noted('nobody known signed', 'REGISTER_UNSIGNED', note, [...world.directory.keys]),
    noted('a control character', 'REGISTER_NOTE', signed(`${text}\t\n`)),
    noted('no blank line', 'REGISTER_NOTE', text + lines),
    noted('no newline at the end', 'REGISTER_NOTE', note.slice(0, -1)),
    noted('a signature cut short', 'REGISTER_SIGNATURE', note.replace(/.{8}\n$/, '\n')),
    noted('a signature line with a hyphen for its dash', 'REGISTER_NOTE', note.replace('\u2014', '-')),
    marked('of another log', 'REGISTER_ORIGIN', world.directory.note()),
    ...[
      ['a leading zero', `${name}\n0${size}\n${root}\n`],
      ['an extension line', `${text}more\n`],
      ['a root of 31 bytes', `${name}\n${size}\n${root.slice(0, -4)}\n`],
      ['a size in hexadecimal', `${name}\n0x8\n${root}\n`],
    ].map(([what, body]) => marked(what as string, 'REGISTER_CHECKPOINT', register.sign(body as string))),
    proven(
      'another leaf',
      'REGISTER_PROOF',
      proof,
      encodeRegisterLeaf({ ...(world.entries[0]?.leaf as RegisterLeaf), event: EVENTS.Proposed }),
    ),
    proven('another index', 'REGISTER_PROOF', proof.replace(/^index \d+$/m, 'index 2')),
    proven('an index beyond the log', 'REGISTER_PROOF', proof.replace(/^index \d+$/m, 'index 99')),
    proven('a hash left out', 'REGISTER_PROOF', without(2)),
    proven('a hash too many', 'REGISTER_PROOF', [...rows.slice(0, 3), rows[2], ...rows.slice(3)].join('\n')),
    proven('an index with a leading zero', 'REGISTER_PROOF', proof.replace(/^index /m, 'index 0')),
    proven('another version', 'REGISTER_PROOF', proof.replace('@v1', '@v2')),
  ];
}

function content({ sent, world }: Bundle): Negative[] {
  const { norvania, talassa } = world;
  const [ref, second] = sent.sealed.envelope.attachments as [never, never];
  const [ciphertext] = sent.ciphertexts as [Uint8Array];
  const [key, otherKey] = sent.keys as [Uint8Array, Uint8Array];
  const size = sent.files[0]?.length as number;
  const file = {
    kind: 'attachment',
    authority: norvania.id,
    ref,
    size,
    key: toHex(key),
    ciphertext: toHex(ciphertext),
  } as const;
  const { device } = norvania.admins[0];
  const keyHash = norvania.epoch().keyHash;
  const box = {
    kind: 'lockbox',
    authority: norvania.id,
    kid: device.kid,
    keyHash,
    kemSecret: toHex(device.kemSecret),
    box: toHex(norvania.boxes().get(device.kid) as Uint8Array),
  } as const;
  return [
    { ...file, name: 'attachment: one bit', expect: 'CONTENT_DIGEST', ciphertext: toHex(flip(ciphertext, 900)) },
    {
      ...file,
      name: 'attachment: its last byte missing',
      expect: 'CONTENT_LENGTH',
      ciphertext: toHex(ciphertext.slice(0, -1)),
    },
    { ...file, name: 'attachment: the key of another one', expect: 'CONTENT_COMMITMENT', key: toHex(otherKey) },
    { ...file, name: 'attachment: uploaded by another authority', expect: 'CONTENT_COMMITMENT', authority: talassa.id },
    {
      ...file,
      name: 'attachment: under another upload',
      expect: 'CONTENT_COMMITMENT',
      ref: { ...(ref as object), uploadId: (second as { uploadId: string }).uploadId } as never,
    },
    { ...file, name: 'attachment: of another size', expect: 'CONTENT_LENGTH', size: size + 1 },
    { ...box, name: 'lockbox: for another device', expect: 'EPOCH_LOCKBOX', kid: norvania.admins[1].device.kid },
    { ...box, name: 'lockbox: of another authority', expect: 'EPOCH_LOCKBOX', authority: talassa.id },
    { ...box, name: 'lockbox: of another epoch key', expect: 'EPOCH_LOCKBOX', keyHash: talassa.epoch().keyHash },
    {
      ...box,
      name: 'lockbox: one bit',
      expect: 'EPOCH_LOCKBOX',
      box: toHex(flip(norvania.boxes().get(device.kid) as Uint8Array, 9000)),
    },
  ];
}

function bundles(bundle: Bundle): Negative[] {
  const { files, world, sent } = bundle;
  const full = disclosing(bundle);
  const vector = (
    check: string,
    name: string,
    expect: Negative['expect'],
    replace: Record<string, Uint8Array | null>,
  ): Negative => ({
    name: `bundle: ${name}`,
    expect,
    kind: 'bundle',
    check,
    replace: Object.fromEntries(Object.entries(replace).map(([path, c]) => [path, c && toHex(c)])),
  });
  const file = (path: string): Uint8Array => files.get(path) as Uint8Array;
  const chain = [...files.keys()].filter((path) => path.startsWith(`chains/${world.talassa.id}/`));
  const [ack] = [...files.keys()].filter((path) => path.startsWith('acknowledgements/')) as [string];
  const key = full.disclosed.contentKey as Uint8Array;
  const card = (path: string) => `entries/${path}.cose`;
  // The page that fits what is left, so that only one check has something to say.
  const summary = (gestures: string, disclosed: string): Uint8Array =>
    utf8(
      fromUtf8(file('summary.txt'))
        .replace('Gestures      1', `Gestures      ${gestures}`)
        .replace('content: no; files: 0', disclosed),
    );
  return [
    vector('BND-2', 'a file that has no place in it', 'RECEIPT_LAYOUT', { 'more.txt': utf8('more') }),
    vector('BND-2', 'another kind of file', 'RECEIPT_LAYOUT', { mimetype: utf8('application/zip') }),
    vector('BND-2', 'no statement', 'RECEIPT_LAYOUT', { 'transmission/statement.cose': null }),
    vector('BND-3', 'a directory that is not sealed', 'RECEIPT_UNSEALED', {
      'directory/checkpoint': utf8(world.directory.note()),
    }),
    vector('BND-4', 'a directory without its last leaf', 'REGISTER_PROOF', {
      'directory/leaves.bin': file('directory/leaves.bin').slice(0, -lastEntry(world.directory.leaves)),
    }),
    vector('BND-5', 'a chain without its last link', 'RECEIPT_MISMATCH', { [chain.at(-1) as string]: null }),
    vector('BND-6', 'the admission of somebody else', 'RECEIPT_MISMATCH', {
      [card(world.norvania.id)]: file(card(world.talassa.id)),
    }),
    vector('BND-6', 'an admission left out', 'RECEIPT_MISSING', { [card(world.norvania.id)]: null }),
    vector('BND-9', 'the gestures left out', 'RECEIPT_MISMATCH', {
      'transmission/gestures.cbor': null,
      'summary.txt': summary('0', 'content: yes; files: 2'),
    }),
    vector('BND-12', 'other wraps', 'WRAP_DIGEST', {
      'transmission/wraps.cbor': flip(file('transmission/wraps.cbor'), 99),
    }),
    vector('BND-13', 'a file of other bytes', 'CONTENT_DIGEST', {
      [`transmission/attachments/${sent.sealed.envelope.attachments[0]?.uploadId}.bin`]: flip(
        sent.ciphertexts[0] as Uint8Array,
        900,
      ),
      'disclosed/attachments.cbor': null,
      'summary.txt': summary('1', 'content: yes; files: 0'),
    }),
    vector('BND-14', 'an acknowledgement left out', 'RECEIPT_MISSING', { [ack]: null }),
    vector('BND-15', 'a content key that opens nothing', 'CONTENT_COMMITMENT', {
      'disclosed/content-key': flip(key, 0),
    }),
    vector('BND-16', 'a summary that says something else', 'RECEIPT_MISMATCH', {
      'summary.txt': utf8('All is well.\n'),
    }),
  ];
}

const lastEntry = (leaves: readonly Uint8Array[]): number => 2 + (leaves.at(-1) as Uint8Array).length;
