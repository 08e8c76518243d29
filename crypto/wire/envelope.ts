// The envelope: core, the sealed statement's payload E, body plaintext and wrap list (protocol.md section 4).
import { compare, utf8 } from '../primitives/bytes.ts';
import { demand, ProtocolError } from '../primitives/errors.ts';
import { sha256 } from '../primitives/hash.ts';
import { type CborKey, type CborMap, type CborValue, decode, decodeInPlace, encode } from './codec.ts';
import {
  type AuthorityId,
  type CaseId,
  type Digest,
  idBytes,
  idOf,
  type Kid,
  type MessageId,
  type UploadId,
} from './ids.ts';
import { bytes, list, oneOf, type Read, record, text, tuple, uint } from './read.ts';

export const CLASSES = { ordinary: 0, formal: 1, urgent: 2 } as const;
export type EnvelopeClass = (typeof CLASSES)[keyof typeof CLASSES];

/** The one suite of version 1: X-Wing HPKE wraps, ChaCha20-Poly1305 chunks, Ed25519 statements. */
export const SUITE = 1;
const MAX_RECIPIENTS = 256;
export const MAX_STATEMENT_BYTES = 65_536;
export const MAX_BODY_BYTES = 4 * 1024 * 1024;
export const MAX_ATTACHMENTS = 256;

export type Recipient = {
  readonly authority: AuthorityId;
  readonly scope: string;
  readonly epoch: number;
  readonly keyHash: Digest;
};
export type Sender = {
  readonly authority: AuthorityId;
  readonly chainSeq: number;
  readonly chainHead: Digest;
  readonly kid: Kid;
};

/** Everything that is fixed before sealing; its hash `hc` binds the body and each wrap to it. */
export type EnvelopeCore = {
  readonly messageId: MessageId;
  readonly caseId: CaseId;
  readonly class: EnvelopeClass;
  readonly sender: Sender;
  /** Sorted by authority and scope, the sender's own authority included. */
  readonly recipients: readonly Recipient[];
  /** Latest statements of the case that were addressed to every authority in `recipients`. */
  readonly previous: readonly Digest[];
  readonly createdAt: number;
  readonly directory: { readonly size: number; readonly root: Digest };
  /** Urgent only: when an answer is needed, unix ms. */
  readonly answerBy: number | null;
};

export type AttachmentRef = { readonly uploadId: UploadId; readonly digest: Digest; readonly length: number };

/** The payload of the envelope statement. */
export type Envelope = {
  readonly core: EnvelopeCore;
  readonly body: { readonly digest: Digest; readonly length: number };
  readonly attachments: readonly AttachmentRef[];
  /** SHA-256 over the CBOR list of SHA-256(wrap). */
  readonly wraps: Digest;
};

function coreEntries(core: EnvelopeCore): [CborKey, CborValue][] {
  const { sender } = core;
  const entries: [CborKey, CborValue][] = [
    [1, 1],
    [2, SUITE],
    [3, idBytes(core.messageId)],
    [4, idBytes(core.caseId)],
    [5, core.class],
    [6, [idBytes(sender.authority), sender.chainSeq, idBytes(sender.chainHead), idBytes(sender.kid)]],
    [7, core.recipients.map((r) => [idBytes(r.authority), r.scope, r.epoch, idBytes(r.keyHash)])],
    [8, core.previous.map(idBytes)],
    [10, core.createdAt],
    [11, [core.directory.size, idBytes(core.directory.root)]],
  ];
  if (core.answerBy !== null) entries.push([15, core.answerBy]);
  return entries;
}

export const encodeCore = (core: EnvelopeCore): Uint8Array => encode(new Map(coreEntries(core)));

/** hc = SHA-256(CBOR(core)). */
export const coreHash = (core: EnvelopeCore): Uint8Array => sha256(encodeCore(core));

export function encodeEnvelope(envelope: Envelope): Uint8Array {
  return encode(
    new Map<CborKey, CborValue>([
      ...coreEntries(envelope.core),
      [12, [idBytes(envelope.body.digest), envelope.body.length]],
      [13, envelope.attachments.map((a) => [idBytes(a.uploadId), idBytes(a.digest), a.length])],
      [14, idBytes(envelope.wraps)],
    ]),
  );
}

const digest = (value: CborValue | undefined, what: string): Digest => idOf('digest', bytes(32)(value, what));

function readRecipients(value: CborValue | undefined): Recipient[] {
  const recipients = list((item, what) => {
    const [authority, scope, epoch, keyHash] = tuple(item, 4, what);
    return {
      authority: idOf('authority', bytes(32)(authority, `${what}.authority`)),
      scope: text(64, 1)(scope, `${what}.scope`),
      epoch: uint(0xffffffff, 1)(epoch, `${what}.epoch`),
      keyHash: digest(keyHash, `${what}.keyHash`),
    };
  }, MAX_RECIPIENTS)(value, 'recipients');
  demand(recipients.length >= 1, 'WIRE_SHAPE', 'no recipient');
  for (let i = 1; i < recipients.length; i++) {
    const before = recipients[i - 1] as Recipient;
    const order = compareRecipients(before, recipients[i] as Recipient);
    demand(order < 0, 'WIRE_SHAPE', 'recipients not sorted, or twice');
  }
  return recipients;
}

/** The order of recipients: by the bytes of authority, then of scope. */
export const compareRecipients = (a: Recipient, b: Recipient): number =>
  compare(idBytes(a.authority), idBytes(b.authority)) || compare(utf8(a.scope), utf8(b.scope));

function readCore(fields: CborMap): EnvelopeCore {
  uint(1, 1)(fields.get(1), 'version');
  if (fields.get(2) !== SUITE)
    throw new ProtocolError('POLICY_SUITE', `suite ${String(fields.get(2))} is not ${SUITE}`);
  const klass = oneOf(Object.values(CLASSES))(fields.get(5), 'class');
  const [authority, chainSeq, chainHead, kid] = tuple(fields.get(6), 4, 'sender');
  const [size, root] = tuple(fields.get(11), 2, 'directory');
  demand(
    fields.has(15) === (klass === CLASSES.urgent),
    'WIRE_SHAPE',
    'answer_by belongs to urgent envelopes and to no others',
  );
  const core: EnvelopeCore = {
    messageId: idOf('message', bytes(16)(fields.get(3), 'message id')),
    caseId: idOf('case', bytes(16)(fields.get(4), 'case id')),
    class: klass,
    sender: {
      authority: idOf('authority', bytes(32)(authority, 'sender.authority')),
      chainSeq: uint()(chainSeq, 'sender.chainSeq'),
      chainHead: digest(chainHead, 'sender.chainHead'),
      kid: idOf('kid', bytes(16)(kid, 'sender.kid')),
    },
    recipients: readRecipients(fields.get(7)),
    previous: list(digest, 16)(fields.get(8), 'previous'),
    createdAt: uint()(fields.get(10), 'createdAt'),
    directory: { size: uint()(size, 'directory.size'), root: digest(root, 'directory.root') },
    answerBy: fields.has(15) ? uint()(fields.get(15), 'answerBy') : null,
  };
  demand(new Set(core.previous).size === core.previous.length, 'WIRE_SHAPE', 'one previous item named twice');
  demand(
    core.recipients.some((r) => r.authority === core.sender.authority),
    'WIRE_SHAPE',
    "the sender's own authority is not among the recipients",
  );
  return core;
}

/** Reads E. Throws WIRE_*, or POLICY_SUITE for another suite. */
export function decodeEnvelope(payload: Uint8Array): Envelope {
  const fields = record(
    decodeInPlace(payload, MAX_STATEMENT_BYTES),
    [1, 2, 3, 4, 5, 6, 7, 8, 10, 11, 12, 13, 14, 15],
    'envelope',
  );
  const [bodyDigest, bodyLength] = tuple(fields.get(12), 2, 'body');
  const attachments = list((item, what) => {
    const [uploadId, attachmentDigest, length] = tuple(item, 3, what);
    return {
      uploadId: idOf('upload', bytes(16)(uploadId, `${what}.uploadId`)),
      digest: digest(attachmentDigest, `${what}.digest`),
      length: uint()(length, `${what}.length`),
    };
  }, MAX_ATTACHMENTS)(fields.get(13), 'attachments');
  demand(
    new Set(attachments.map((a) => a.uploadId)).size === attachments.length,
    'WIRE_SHAPE',
    'one upload named twice',
  );
  return {
    core: readCore(fields),
    body: { digest: digest(bodyDigest, 'body.digest'), length: uint(MAX_BODY_BYTES, 1)(bodyLength, 'body.length') },
    attachments,
    wraps: digest(fields.get(14), 'wraps'),
  };
}

/** What only parties read: the act, the keys of attachments, and what the sender saw of the logs (gossip). */
export type Body = {
  readonly act: Uint8Array;
  readonly attachments: readonly {
    readonly uploadId: UploadId;
    /** A file name without a path. */
    readonly name: string;
    /** Lowercase `type/subtype` without parameters (RFC 6838). */
    readonly mediaType: string;
    readonly size: number;
    readonly key: Uint8Array;
  }[];
  /** [log origin, size, root] of logs the sender follows. */
  readonly gossip: readonly { readonly origin: string; readonly size: number; readonly root: Digest }[];
};

export const encodeBody = (body: Body): Uint8Array =>
  encode(
    new Map<CborKey, CborValue>([
      [1, body.act],
      [2, body.attachments.map((a) => [idBytes(a.uploadId), a.name, a.mediaType, a.size, a.key])],
      [3, body.gossip.map((g) => [g.origin, g.size, idBytes(g.root)])],
    ]),
  );

// A name chosen by the other side ends in a folder of this side.
const fileName: Read<string> = (value, what) => {
  const name = text(255, 1)(value, what);
  demand(!/[/\\]/.test(name) && name !== '.' && name !== '..', 'WIRE_SHAPE', `${what}: a path, not a name`);
  return name;
};

const mediaType: Read<string> = (value, what) => {
  const type = text(127, 3)(value, what);
  demand(
    /^[a-z0-9][a-z0-9!#$&^_.+-]*\/[a-z0-9][a-z0-9!#$&^_.+-]*$/.test(type),
    'WIRE_SHAPE',
    `${what}: not type/subtype`,
  );
  return type;
};

export function decodeBody(raw: Uint8Array): Body {
  const fields = record(decode(raw, MAX_BODY_BYTES), [1, 2, 3], 'body');
  return {
    act: bytes(1, MAX_BODY_BYTES)(fields.get(1), 'act'),
    attachments: list((item, what) => {
      const [uploadId, name, type, size, key] = tuple(item, 5, what);
      return {
        uploadId: idOf('upload', bytes(16)(uploadId, `${what}.uploadId`)),
        name: fileName(name, `${what}.name`),
        mediaType: mediaType(type, `${what}.mediaType`),
        size: uint()(size, `${what}.size`),
        key: bytes(32)(key, `${what}.key`),
      };
    }, MAX_ATTACHMENTS)(fields.get(2), 'attachments'),
    gossip: list((item, what) => {
      const [origin, size, root] = tuple(item, 3, what);
      return {
        origin: text(255, 1)(origin, `${what}.origin`),
        size: uint()(size, `${what}.size`),
        root: digest(root, `${what}.root`),
      };
    }, 16)(fields.get(3), 'gossip'),
  };
}

/** The list of SHA-256(wrap), in the order of recipients; its own hash stands in E. */
export const encodeWrapList = (digests: readonly Digest[]): Uint8Array => encode(digests.map(idBytes));
export const decodeWrapList = (raw: Uint8Array): Digest[] =>
  list(digest, MAX_RECIPIENTS)(decode(raw, 16_384), 'wrap list');
