// The files of a bundle: which part stands where, written and read (protocol.md section 8). One set of parts has one set of files.
import { compare, equal, fromUtf8, toHex, utf8 } from '../primitives/bytes.ts';
import { demand, ProtocolError } from '../primitives/errors.ts';
import { sha256 } from '../primitives/hash.ts';
import { encodeBundle } from '../tlog/tiles.ts';
import { decode, encode } from '../wire/codec.ts';
import type { ProvenLeaf } from '../wire/frames.ts';
import { type AuthorityId, idBytes, idOf, parseId, type UploadId } from '../wire/ids.ts';
import { decodeRegisterLeaf, eventName } from '../wire/leaf.ts';
import { bytes, list, tuple, uint } from '../wire/read.ts';
import { digestOf } from '../wire/statement.ts';
import { parseTrustCard, type TrustCard, trustCardJson } from '../wire/trust-card.ts';
import { README } from './bundle-readme.ts';

/** A file that somebody may read once they hold this: its key, and the salt that its ciphertext begins with. */
export type DisclosedAttachment = {
  readonly uploadId: UploadId;
  readonly key: Uint8Array;
  /** First 24 bytes of the ciphertext: with it the file itself can be sealed again and compared, without the ciphertext. */
  readonly salt: Uint8Array;
};

/** What an exporter puts into a bundle. */
export type BundleParts = {
  readonly statement: Uint8Array;
  readonly wrapList: Uint8Array;
  readonly gestures: Uint8Array | null;
  /** Ciphertexts, or null and none: then only their digests are shown, in the statement. */
  readonly body: Uint8Array | null;
  readonly attachments: ReadonlyMap<UploadId, Uint8Array>;
  /** Every entry about this transmission that the exporter has, proven under sealed checkpoints. */
  readonly evidence: readonly ProvenLeaf[];
  readonly acknowledgements: readonly Uint8Array[];
  /** Whole chains, genesis first, of all parties, and of the registrar where there is one. */
  readonly chains: ReadonlyMap<AuthorityId, readonly Uint8Array[]>;
  /** The operator's entries about the parties. */
  readonly admissions: ReadonlyMap<AuthorityId, Uint8Array>;
  /** The directory up to a sealed checkpoint: without every leaf nobody could see that a later link is missing. */
  readonly directory: { readonly checkpoint: string; readonly leaves: readonly Uint8Array[] };
  /** The exporter's trust card: shown and compared, never believed. */
  readonly claimedCard: TrustCard;
  /** Only what the exporter chose to disclose. */
  readonly disclosed: {
    readonly contentKey: Uint8Array | null;
    readonly attachments: readonly DisclosedAttachment[];
  };
};

/** Path to content. */
export type BundleFiles = ReadonlyMap<string, Uint8Array>;

export const MANIFEST = 'META-INF/manifest.sha256';
export const SUMMARY = 'summary.txt';
const MAX_EVIDENCE = 4096;
const MIME_TYPE = 'application/vnd.etsi.asic-e+zip';

const number = (n: number, digits: number): string => String(n).padStart(digits, '0');
const byKey = <V>(map: ReadonlyMap<string, V>): [string, V][] => [...map].sort(([a], [b]) => (a < b ? -1 : 1));

function orderedEvidence(evidence: readonly ProvenLeaf[]): { name: string; proven: ProvenLeaf }[] {
  return evidence
    .map((proven) => ({ proven, entry: decodeRegisterLeaf(proven.leaf) }))
    .sort(
      (a, b) =>
        a.entry.at - b.entry.at ||
        a.entry.event - b.entry.event ||
        compare(idBytes(a.proven.authority), idBytes(b.proven.authority)) ||
        a.proven.index - b.proven.index,
    )
    .map(({ proven, entry }, i) => ({ proven, name: `evidence/${number(i, 3)}-${eventName(entry.event)}` }));
}

/** All files but the manifest and the summary, which are made from these. Throws WIRE_* for a leaf that is none. */
export function encodeLayout(parts: BundleParts): Map<string, Uint8Array> {
  const files = new Map<string, Uint8Array>();
  const put = (path: string, content: Uint8Array | null): void => void (content && files.set(path, content));
  put('mimetype', utf8(MIME_TYPE));
  put('README.txt', utf8(README));
  put('claimed/trust-card.json', utf8(trustCardJson(parts.claimedCard)));
  put('transmission/statement.cose', parts.statement);
  put('transmission/wraps.cbor', parts.wrapList);
  put('transmission/gestures.cbor', parts.gestures);
  put('transmission/body.bin', parts.body);
  for (const [id, ciphertext] of byKey(parts.attachments)) put(`transmission/attachments/${id}.bin`, ciphertext);
  const evidence = orderedEvidence(parts.evidence);
  put('evidence/index.cbor', encode(evidence.map(({ proven }) => [idBytes(proven.authority), proven.index])));
  for (const { name, proven } of evidence) {
    put(`${name}.leaf`, proven.leaf);
    put(`${name}.tlog-proof`, utf8(proven.proof));
  }
  const acknowledgements = new Map(parts.acknowledgements.map((a) => [digestOf(a) as string, a]));
  for (const [hash, statement] of byKey(acknowledgements)) put(`acknowledgements/${hash}.cose`, statement);
  for (const [authority, links] of byKey(parts.chains))
    for (const [seq, link] of links.entries()) put(`chains/${authority}/${number(seq, 4)}.link`, link);
  for (const [authority, entry] of byKey(parts.admissions)) put(`entries/${authority}.cose`, entry);
  put('directory/checkpoint', utf8(parts.directory.checkpoint));
  put('directory/leaves.bin', encodeBundle(parts.directory.leaves));
  const { contentKey, attachments } = parts.disclosed;
  put('disclosed/content-key', contentKey);
  const keys = [...attachments].sort((a, b) => (a.uploadId < b.uploadId ? -1 : 1));
  if (keys.length > 0) put('disclosed/attachments.cbor', encode(keys.map((k) => [idBytes(k.uploadId), k.key, k.salt])));
  return files;
}

/** Lines as `sha256sum` reads them, sorted by path. */
export function encodeManifest(files: BundleFiles): Uint8Array {
  const lines = byKey(files).filter(([path]) => path !== MANIFEST);
  return utf8(lines.map(([path, content]) => `${toHex(sha256(content))}  ${path}\n`).join(''));
}

/** BND-1: every file has the digest in the manifest; none is missing, none is added. Throws RECEIPT_LAYOUT naming the first that differs. */
export function demandManifest(files: BundleFiles): void {
  const manifest = files.get(MANIFEST);
  demand(manifest, 'RECEIPT_LAYOUT', 'no manifest');
  if (equal(manifest, encodeManifest(files))) return;
  const listed = new Set(textOf(manifest, MANIFEST).split('\n'));
  const actual = textOf(encodeManifest(files), MANIFEST).split('\n');
  const other = actual.find((line) => !listed.has(line));
  const path = other?.slice(66);
  throw new ProtocolError(
    'RECEIPT_LAYOUT',
    path ? `${path} is not the file in the manifest` : 'the manifest lists more',
  );
}

function textOf(content: Uint8Array, path: string): string {
  try {
    return fromUtf8(content);
  } catch (cause) {
    throw new ProtocolError('RECEIPT_LAYOUT', `${path} is not text`, { cause });
  }
}

/** Entries of an entry bundle of any length. Throws RECEIPT_LAYOUT when one is cut. */
function splitEntries(content: Uint8Array): Uint8Array[] {
  const entries: Uint8Array[] = [];
  for (let at = 0; at < content.length; ) {
    const end = at + 2 + (((content[at] as number) << 8) | (content[at + 1] ?? 0));
    demand(end <= content.length, 'RECEIPT_LAYOUT', 'directory/leaves.bin is cut inside an entry');
    entries.push(content.subarray(at + 2, end));
    at = end;
  }
  return entries;
}

// Files of one folder whose names match, in order of their names.
const inFolder = (files: BundleFiles, pattern: RegExp): { id: string; content: Uint8Array }[] =>
  byKey(files).flatMap(([path, content]) => {
    const id = pattern.exec(path)?.[1];
    return id === undefined ? [] : [{ id, content }];
  });

const readKeys = list((value, what): DisclosedAttachment => {
  const [uploadId, key, salt] = tuple(value, 3, what);
  return {
    uploadId: idOf('upload', bytes(16)(uploadId, what)),
    key: bytes(32)(key, `${what}.key`),
    salt: bytes(24)(salt, `${what}.salt`),
  };
}, 256);

/**
 * BND-2: the parts in the files, if these are exactly the files that the parts give, the manifest and the summary aside. Throws
 * RECEIPT_LAYOUT (a file is missing, unknown, or not as it is written), WIRE_*, POLICY_TRUST.
 */
export function readLayout(files: BundleFiles): BundleParts {
  const one = (path: string): Uint8Array => {
    const content = files.get(path);
    demand(content, 'RECEIPT_LAYOUT', `${path} is missing`);
    return content;
  };
  const text = (path: string): string => textOf(one(path), path);
  const chains = new Map<AuthorityId, Uint8Array[]>();
  // By number, not by name: the ten-thousandth link has a longer name than the one before it.
  const links = inFolder(files, /^chains\/([0-9a-f]{64}\/\d{4,6})\.link$/).sort(
    (a, b) => Number(a.id.slice(65)) - Number(b.id.slice(65)),
  );
  for (const { id, content } of links) {
    const authority = parseId('authority', id.slice(0, 64));
    const chain = chains.get(authority) ?? [];
    chain.push(content);
    chains.set(authority, chain);
  }
  const places = list((value, what) => {
    const [authority, index] = tuple(value, 2, what);
    return { authority: idOf('authority', bytes(32)(authority, what)), index: uint()(index, what) };
  }, MAX_EVIDENCE)(decode(one('evidence/index.cbor'), 262_144), 'evidence/index.cbor');
  const leaves = inFolder(files, /^evidence\/(\d{3,4}-\w+)\.leaf$/);
  demand(leaves.length === places.length, 'RECEIPT_LAYOUT', 'evidence/index.cbor counts other entries');
  const ordered = leaves.sort((a, b) => Number.parseInt(a.id, 10) - Number.parseInt(b.id, 10));
  const parts: BundleParts = {
    statement: one('transmission/statement.cose'),
    wrapList: one('transmission/wraps.cbor'),
    gestures: files.get('transmission/gestures.cbor') ?? null,
    body: files.get('transmission/body.bin') ?? null,
    attachments: new Map(
      inFolder(files, /^transmission\/attachments\/([0-9a-f]{32})\.bin$/).map(({ id, content }) => [
        parseId('upload', id),
        content,
      ]),
    ),
    evidence: ordered.map(({ id, content }, i) => {
      const place = places[i] as { authority: AuthorityId; index: number };
      return { ...place, leaf: content, proof: text(`evidence/${id}.tlog-proof`) };
    }),
    acknowledgements: inFolder(files, /^acknowledgements\/([0-9a-f]{64})\.cose$/).map(({ content }) => content),
    chains,
    admissions: new Map(
      inFolder(files, /^entries\/([0-9a-f]{64})\.cose$/).map(({ id, content }) => [parseId('authority', id), content]),
    ),
    directory: { checkpoint: text('directory/checkpoint'), leaves: splitEntries(one('directory/leaves.bin')) },
    claimedCard: parseTrustCard(text('claimed/trust-card.json')),
    disclosed: {
      contentKey: files.get('disclosed/content-key') ?? null,
      attachments: files.has('disclosed/attachments.cbor')
        ? readKeys(decode(one('disclosed/attachments.cbor'), 32_768), 'disclosed/attachments.cbor')
        : [],
    },
  };
  demandSpelling(files, encodeLayout(parts));
  return parts;
}

function demandSpelling(files: BundleFiles, written: BundleFiles): void {
  for (const [path, content] of files) {
    if (path === MANIFEST || path === SUMMARY) continue;
    const expected = written.get(path);
    demand(expected, 'RECEIPT_LAYOUT', `${path} has no place in a bundle`);
    demand(equal(expected, content), 'RECEIPT_LAYOUT', `${path} is not as it is written`);
  }
  for (const path of written.keys()) demand(files.has(path), 'RECEIPT_LAYOUT', `${path} is missing`);
}
