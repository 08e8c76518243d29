// Statements: COSE_Sign1 with our label as external data, and the form with several signers (RFC 9052; protocol.md section 2).
import { utf8 } from '../primitives/bytes.ts';
import { demand, ProtocolError } from '../primitives/errors.ts';
import { sha256Hex } from '../primitives/hash.ts';
import { PREFIX, type StatementType } from '../primitives/labels.ts';
import { verifySignature } from '../primitives/sign.ts';
import { type CborKey, type CborValue, decode, decodeInPlace, encode } from './codec.ts';
import { type Digest, idBytes, idOf, type Kid } from './ids.ts';
import { bytes, list, record, tuple } from './read.ts';

const EDDSA = -8;
const MAX_SIGNERS = 64;

/** A key that signs statements, by its kid. `sign` takes the exact bytes to sign and returns 64 bytes. */
export type StatementSigner = { readonly kid: Kid; sign(message: Uint8Array): Uint8Array };

/** One signature over a payload, not yet verified. */
export type RawSignature = { readonly kid: Kid; readonly header: Uint8Array; readonly signature: Uint8Array };

/** A statement whose form was checked and whose signatures were not. Its hash names it everywhere. */
export type UnverifiedStatement<T extends StatementType = StatementType> = {
  readonly type: T;
  readonly payload: Uint8Array;
  readonly signatures: readonly RawSignature[];
  readonly bytes: Uint8Array;
  readonly hash: Digest;
};

const header = (type: StatementType, kid: Kid): Uint8Array =>
  encode(
    new Map<CborKey, CborValue>([
      [1, EDDSA],
      [3, type],
      [4, idBytes(kid)],
    ]),
  );

const external = new Map<StatementType, Uint8Array>();
function externalOf(type: StatementType): Uint8Array {
  const known = external.get(type);
  if (known) return known;
  const made = utf8(PREFIX + type);
  external.set(type, made);
  return made;
}

const toBeSigned = (type: StatementType, protectedHeader: Uint8Array, payload: Uint8Array): Uint8Array =>
  encode(['Signature1', protectedHeader, externalOf(type), payload]);

function readHeader(type: StatementType, raw: Uint8Array): Kid {
  const fields = record(decode(raw, 64), [1, 3, 4], 'protected header');
  demand(fields.get(1) === EDDSA, 'WIRE_SHAPE', 'algorithm is not EdDSA');
  if (fields.get(3) !== type)
    throw new ProtocolError('WIRE_TYPE', `a statement of type ${String(fields.get(3))} where ${type} is expected`);
  return idOf('kid', bytes(16)(fields.get(4), 'kid'));
}

/** Signs `payload` once: `[protected, {}, payload, signature]`. */
export function signStatement(type: StatementType, payload: Uint8Array, signer: StatementSigner): Uint8Array {
  const protectedHeader = header(type, signer.kid);
  const signature = signer.sign(toBeSigned(type, protectedHeader, payload));
  return encode([protectedHeader, new Map(), payload, signature]);
}

/** Reads a statement of one signer. What it returns lies in `raw`, which nobody may change from then on. Throws WIRE_*; signatures are not verified here. */
export function parseStatement<T extends StatementType>(
  type: T,
  raw: Uint8Array,
  maxBytes: number,
): UnverifiedStatement<T> {
  const [protectedHeader, unprotected, payload, signature] = tuple(decodeInPlace(raw, maxBytes), 4, 'statement');
  demand(unprotected instanceof Map && unprotected.size === 0, 'WIRE_SHAPE', 'unprotected header is not empty');
  const headerBytes = bytes(1, 64)(protectedHeader, 'protected header');
  const one = { kid: readHeader(type, headerBytes), header: headerBytes, signature: bytes(64)(signature, 'signature') };
  return {
    type,
    payload: bytes(1, maxBytes)(payload, 'payload'),
    signatures: [one],
    bytes: raw,
    hash: digestOf(raw),
  };
}

/** Signs `payload` by several: `[payload, [[protected, signature], ...]]`, sorted by kid so that the set has one spelling. */
export function signJointly(type: StatementType, payload: Uint8Array, signers: readonly StatementSigner[]): Uint8Array {
  return encodeJoint(
    payload,
    signers.map((signer) => signPart(type, payload, signer)),
  );
}

/** One signer's part of a joint statement, made apart from the others. */
export function signPart(type: StatementType, payload: Uint8Array, signer: StatementSigner): RawSignature {
  const protectedHeader = header(type, signer.kid);
  return {
    kid: signer.kid,
    header: protectedHeader,
    signature: signer.sign(toBeSigned(type, protectedHeader, payload)),
  };
}

/** Joins parts made apart. */
export function encodeJoint(payload: Uint8Array, parts: readonly RawSignature[]): Uint8Array {
  const sorted = [...parts].sort((a, b) => (a.kid < b.kid ? -1 : 1));
  return encode([payload, sorted.map((part) => [part.header, part.signature])]);
}

/** Reads a statement of several signers; kids strictly ascending, so nobody is counted twice. */
export function parseJoint<T extends StatementType>(
  type: T,
  raw: Uint8Array,
  maxBytes: number,
): UnverifiedStatement<T> {
  const [payload, parts] = tuple(decode(raw, maxBytes), 2, 'joint statement');
  const signatures = list((value, what) => {
    const [protectedHeader, signature] = tuple(value, 2, what);
    const headerBytes = bytes(1, 64)(protectedHeader, 'protected header');
    return { kid: readHeader(type, headerBytes), header: headerBytes, signature: bytes(64)(signature, 'signature') };
  }, MAX_SIGNERS)(parts, 'signatures');
  demand(signatures.length > 0, 'WIRE_SHAPE', 'a joint statement without a signature');
  for (let i = 1; i < signatures.length; i++)
    demand(
      (signatures[i - 1]?.kid ?? '') < (signatures[i]?.kid ?? ''),
      'WIRE_SHAPE',
      'signers not in ascending order, or twice',
    );
  return {
    type,
    payload: bytes(1, maxBytes)(payload, 'payload'),
    signatures,
    bytes: raw,
    hash: digestOf(raw),
  };
}

/** Verifies the signature of `kid` with its public key, by `verify`. Throws SIGNATURE_UNKNOWN_KEY when that kid did not sign, SIGNATURE_INVALID. */
export function verifyStatement(
  statement: UnverifiedStatement,
  kid: Kid,
  publicKey: Uint8Array,
  verify = verifySignature,
): void {
  const part = statement.signatures.find((s) => s.kid === kid);
  if (!part) throw new ProtocolError('SIGNATURE_UNKNOWN_KEY', `not signed by ${kid}`);
  verify(publicKey, toBeSigned(statement.type, part.header, statement.payload), part.signature);
}

/** The signer of a statement with one signer. */
export function signerOf(statement: UnverifiedStatement): Kid {
  const [only, second] = statement.signatures;
  demand(only && !second, 'WIRE_SHAPE', 'not a statement of one signer');
  return only.kid;
}

/** SHA-256 over a list of byte strings, as used for lists of digests: H = SHA-256(CBOR([b1, b2, ...])). */
export const digestOfList = (items: readonly Uint8Array[]): Digest => digestOf(encode([...items]));

/** The name of raw bytes. */
export const digestOf = (...parts: readonly Uint8Array[]): Digest => sha256Hex(...parts) as Digest;
