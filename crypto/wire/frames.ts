// Frames: what crosses between a client and the relay around statements (docs/spec/http.md). CBOR, read as strictly as what is signed.
import { type CborKey, type CborValue, decode, decodeInPlace, encode } from './codec.ts';
import { type AuthorityId, idBytes, idOf, type Kid } from './ids.ts';
import { bytes, list, nullable, record, text, textLines, tuple, uint } from './read.ts';

export const MEDIA = {
  submission: 'application/vnd.rogatory.submission+cbor',
  receipt: 'application/vnd.rogatory.receipt+cbor',
  statement: 'application/vnd.rogatory.statement+cbor',
  link: 'application/vnd.rogatory.link+cbor',
  gesture: 'application/vnd.rogatory.gesture+cbor',
  list: 'application/vnd.rogatory.list+cbor',
  card: 'application/vnd.rogatory.card+cbor',
  transmission: 'application/vnd.rogatory.transmission+cbor',
  evidence: 'application/vnd.rogatory.evidence+cbor',
  octets: 'application/octet-stream',
  note: 'text/plain; charset=utf-8',
} as const;

export const MAX_FRAME_BYTES = 8 * 1024 * 1024;

const map = (...entries: [CborKey, CborValue][]): CborValue => new Map(entries);
const blob = (max = MAX_FRAME_BYTES) => bytes(1, max);

/** POST /v1/transmissions: the statement, one wrap per recipient in their order, the sealed body, gestures (null for class 0). */
export type Submission = {
  readonly statement: Uint8Array;
  readonly wraps: readonly Uint8Array[];
  readonly body: Uint8Array;
  readonly gestures: Uint8Array | null;
};

export const encodeSubmission = (s: Submission): Uint8Array =>
  encode(map([1, s.statement], [2, [...s.wraps]], [3, s.body], [4, s.gestures]));

/** What it returns lies in `raw`, which nobody may change from then on. Throws WIRE_*. */
export function decodeSubmission(raw: Uint8Array): Submission {
  const f = record(decodeInPlace(raw, MAX_FRAME_BYTES), [1, 2, 3, 4], 'submission');
  return {
    statement: blob(65_536)(f.get(1), 'statement'),
    wraps: list(bytes(1168), 256)(f.get(2), 'wraps'),
    body: blob()(f.get(3), 'body'),
    gestures: nullable(blob(16_384))(f.get(4), 'gestures'),
  };
}

/** One leaf of one authority's register with its proof (C2SP tlog-proof text, checkpoint included). */
export type ProvenLeaf = {
  readonly authority: AuthorityId;
  readonly index: number;
  readonly leaf: Uint8Array;
  readonly proof: string;
};

const provenValue = (p: ProvenLeaf): CborValue => [idBytes(p.authority), p.index, p.leaf, p.proof];
const readProven = (value: CborValue | undefined, what: string): ProvenLeaf => {
  const [authority, index, leaf, proof] = tuple(value, 4, what);
  return {
    authority: idOf('authority', bytes(32)(authority, `${what}.authority`)),
    index: uint()(index, `${what}.index`),
    leaf: bytes(1, 256)(leaf, `${what}.leaf`),
    proof: textLines(65_536, 1)(proof, `${what}.proof`),
  };
};

/** Answer to a submission, a second gesture, an acknowledgement: the leaves that were entered, each proven. */
export const encodeReceipt = (leaves: readonly ProvenLeaf[]): Uint8Array => encode(leaves.map(provenValue));
export const decodeReceipt = (raw: Uint8Array): ProvenLeaf[] =>
  list(readProven, 512)(decode(raw, MAX_FRAME_BYTES), 'receipt');

/** GET /v1/transmissions/SUBJECT. Auditors get neither wrap nor body. */
export type StoredTransmission = {
  readonly statement: Uint8Array;
  readonly wrapList: Uint8Array;
  readonly wrap: Uint8Array | null;
  readonly body: Uint8Array | null;
  readonly gestures: Uint8Array | null;
};

export const encodeStored = (t: StoredTransmission): Uint8Array =>
  encode(map([1, t.statement], [2, t.wrapList], [3, t.wrap], [4, t.body], [5, t.gestures]));

export function decodeStored(raw: Uint8Array): StoredTransmission {
  const f = record(decode(raw, MAX_FRAME_BYTES), [1, 2, 3, 4, 5], 'transmission');
  return {
    statement: blob(65_536)(f.get(1), 'statement'),
    wrapList: blob(16_384)(f.get(2), 'wrap list'),
    wrap: nullable(bytes(1168))(f.get(3), 'wrap'),
    body: nullable(blob())(f.get(4), 'body'),
    gestures: nullable(blob(16_384))(f.get(5), 'gestures'),
  };
}

/** GET /v1/transmissions/SUBJECT/evidence: every leaf about it that this party may see, and the acknowledgement statements. */
export type EvidenceFrame = {
  readonly leaves: readonly ProvenLeaf[];
  readonly acknowledgements: readonly Uint8Array[];
};

export const encodeEvidence = (e: EvidenceFrame): Uint8Array =>
  encode(map([1, e.leaves.map(provenValue)], [2, [...e.acknowledgements]]));

export function decodeEvidence(raw: Uint8Array): EvidenceFrame {
  const f = record(decode(raw, MAX_FRAME_BYTES), [1, 2], 'evidence');
  return {
    leaves: list(readProven, 4096)(f.get(1), 'leaves'),
    acknowledgements: list(blob(2048), 4096)(f.get(2), 'acknowledgements'),
  };
}

/** POST /v1/links: a link, and what a rotation in it publishes or delivers (epoch key by hash; lockboxes each to its device). */
export type LinkFrame = {
  readonly link: Uint8Array;
  readonly epochKey: Uint8Array | null;
  readonly lockboxes: readonly { readonly kid: Kid; readonly box: Uint8Array }[];
};

export const encodeLinkFrame = (l: LinkFrame): Uint8Array =>
  encode(map([1, l.link], [2, l.epochKey], [3, l.lockboxes.map((b) => [idBytes(b.kid), b.box])]));

export function decodeLinkFrame(raw: Uint8Array): LinkFrame {
  const f = record(decode(raw, MAX_FRAME_BYTES), [1, 2, 3], 'link frame');
  return {
    link: blob(262_144)(f.get(1), 'link'),
    epochKey: nullable(bytes(1216))(f.get(2), 'epoch key'),
    lockboxes: list((item, what) => {
      const [kid, box] = tuple(item, 2, what);
      return { kid: idOf('kid', bytes(16)(kid, `${what}.kid`)), box: bytes(1168)(box, `${what}.box`) };
    }, 4096)(f.get(3), 'lockboxes'),
  };
}

/** GET /v1/directory/objects: [leaf, object] pairs in the order of the log. */
export const encodeDirectoryObjects = (pairs: readonly { leaf: Uint8Array; object: Uint8Array }[]): Uint8Array =>
  encode(pairs.map((p) => [p.leaf, p.object]));
export const decodeDirectoryObjects = (raw: Uint8Array): { leaf: Uint8Array; object: Uint8Array }[] =>
  list((item, what) => {
    const [leaf, object] = tuple(item, 2, what);
    return { leaf: bytes(1, 256)(leaf, `${what}.leaf`), object: blob(262_144)(object, `${what}.object`) };
  }, 1024)(decode(raw, 64 * 1024 * 1024), 'directory objects');

/** A list of byte strings: leaves of one's register, links of a chain, hashes of a proof. */
export const encodeList = (items: readonly Uint8Array[]): Uint8Array => encode([...items]);
export const decodeList = (raw: Uint8Array, maxItem = 262_144): Uint8Array[] =>
  list(blob(maxItem), 4096)(decode(raw, 64 * 1024 * 1024), 'list');

/** GET /v1/lockboxes: those of the calling device. */
export const encodeLockboxes = (boxes: readonly { scope: string; epoch: number; box: Uint8Array }[]): Uint8Array =>
  encode(boxes.map((b) => [b.scope, b.epoch, b.box]));
export const decodeLockboxes = (raw: Uint8Array): { scope: string; epoch: number; box: Uint8Array }[] =>
  list((item, what) => {
    const [scope, epoch, box] = tuple(item, 3, what);
    return {
      scope: text(64, 1)(scope, `${what}.scope`),
      epoch: uint(0xffffffff, 1)(epoch, `${what}.epoch`),
      box: bytes(1168)(box, `${what}.box`),
    };
  }, 4096)(decode(raw, MAX_FRAME_BYTES), 'lockboxes');

/** A device's seed, wrapped by its official's passkey: bytes that mean something to that official's programs only. */
export type DeviceCopy = { readonly kid: Kid; readonly sealed: Uint8Array };
export const MAX_COPY_BYTES = 4096;

/** POST /v1/devices/wrapped: what devices left under one passkey. */
export const encodeCopies = (copies: readonly DeviceCopy[]): Uint8Array =>
  encode(copies.map(({ kid, sealed }) => [idBytes(kid), sealed]));
export const decodeCopies = (raw: Uint8Array): DeviceCopy[] =>
  list((item, what) => {
    const [kid, sealed] = tuple(item, 2, what);
    return {
      kid: idOf('kid', bytes(16)(kid, `${what}.kid`)),
      sealed: bytes(1, MAX_COPY_BYTES)(sealed, `${what}.sealed`),
    };
  }, 32)(decode(raw, MAX_FRAME_BYTES), 'copies');
