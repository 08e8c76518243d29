// What a negative vector is and how it is tried: bytes with one thing wrong, and the code they are refused with.
import { fromBase64, fromHex } from '../../crypto/primitives/bytes.ts';
import { type ErrorCode, ProtocolError } from '../../crypto/primitives/errors.ts';
import { openAttachment } from '../../crypto/protocol/attachment.ts';
import { verifyBundle } from '../../crypto/protocol/bundle.ts';
import { encodeManifest, MANIFEST } from '../../crypto/protocol/bundle-layout.ts';
import { foldChain } from '../../crypto/protocol/chain.ts';
import { openLockbox } from '../../crypto/protocol/lockbox.ts';
import { openCheckpoint } from '../../crypto/tlog/checkpoint.ts';
import { openNote, parseVkey } from '../../crypto/tlog/note.ts';
import { parseProof, verifyProof } from '../../crypto/tlog/proof.ts';
import { decodeAcknowledgement } from '../../crypto/wire/acknowledgement.ts';
import { type AttachmentRef, decodeEnvelope } from '../../crypto/wire/envelope.ts';
import type { AuthorityId, Digest, Kid } from '../../crypto/wire/ids.ts';
import { decodeDirectoryLeaf, decodeRegisterLeaf } from '../../crypto/wire/leaf.ts';
import { parseJoint, parseStatement, verifyStatement } from '../../crypto/wire/statement.ts';
import type { TrustCard } from '../../crypto/wire/trust-card.ts';

/** Bytes are lowercase hexadecimal; texts are texts. */
type Input =
  | { kind: 'statement'; bytes: string; maxBytes: number; kid: Kid; publicKey: string }
  | { kind: 'joint statement'; bytes: string }
  /** `known`: links of the first authority of the known-answer file, by number; `added`: those after them. */
  | { kind: 'chain'; known: number[]; added: string[] }
  | { kind: 'envelope' | 'acknowledgement' | 'register leaf' | 'directory leaf'; bytes: string }
  | { kind: 'note'; note: string; keys: string[] }
  | { kind: 'checkpoint'; note: string; origin: string; keys: string[] }
  | { kind: 'proof'; proof: string; leaf: string; origin: string; keys: string[] }
  | { kind: 'attachment'; authority: AuthorityId; ref: AttachmentRef; size: number; key: string; ciphertext: string }
  | { kind: 'lockbox'; authority: AuthorityId; kid: Kid; keyHash: Digest; kemSecret: string; box: string }
  /** The bundle of the known-answer file with these files in place of its own (null: left out) and a fitting manifest. */
  | { kind: 'bundle'; replace: Record<string, string | null>; check: string };

/** `expect`: the code, of the one check that fails where it is a bundle. */
export type Negative = Input & { name: string; expect: ErrorCode };

const bytes = (text: string): Uint8Array => fromHex(text) as Uint8Array;

/** The files of a known-answer bundle. */
export const bundleFiles = (files: Record<string, string>): Map<string, Uint8Array> =>
  new Map(Object.entries(files).map(([path, content]) => [path, fromBase64(content) as Uint8Array]));

async function attempt(v: Exclude<Negative, { kind: 'bundle' }>, known: Known): Promise<void> {
  const keys = 'keys' in v ? v.keys.map(parseVkey) : [];
  switch (v.kind) {
    case 'statement':
      return verifyStatement(parseStatement('envelope', bytes(v.bytes), v.maxBytes), v.kid, bytes(v.publicKey));
    case 'joint statement':
      return void parseJoint('link', bytes(v.bytes), 262_144);
    case 'chain':
      return void (await foldChain([...v.known.map((seq) => knownLink(known, seq)), ...v.added.map(bytes)]));
    case 'envelope':
      return void decodeEnvelope(bytes(v.bytes));
    case 'acknowledgement':
      return void decodeAcknowledgement(bytes(v.bytes));
    case 'register leaf':
      return void decodeRegisterLeaf(bytes(v.bytes));
    case 'directory leaf':
      return void decodeDirectoryLeaf(bytes(v.bytes));
    case 'note':
      return void openNote(v.note, keys);
    case 'checkpoint':
      return void openCheckpoint(v.note, v.origin, keys);
    case 'proof':
      return void verifyProof(parseProof(v.proof), bytes(v.leaf), v.origin, keys);
    case 'attachment':
      return void openAttachment({ ...v, key: bytes(v.key), ciphertext: bytes(v.ciphertext) });
    case 'lockbox':
      return void openLockbox({ ...v, scope: 'main', epoch: 1, kemSecret: bytes(v.kemSecret), box: bytes(v.box) });
  }
}

type Known = {
  readonly bundle: { readonly files: Record<string, string> };
  readonly authorities: readonly { readonly id: AuthorityId }[];
  readonly card: TrustCard;
};

function knownLink({ bundle, authorities }: Known, seq: number): Uint8Array {
  const path = `chains/${authorities[0]?.id}/${String(seq).padStart(4, '0')}.link`;
  return fromBase64(bundle.files[path] as string) as Uint8Array;
}

/** The code that a vector is refused with, or 'accepted'. For a bundle: `BND-n CODE` of every check that failed, joined. */
export async function tried(vector: Negative, known: Known): Promise<string> {
  if (vector.kind === 'bundle') {
    const files = bundleFiles(known.bundle.files);
    for (const [path, content] of Object.entries(vector.replace)) {
      if (content === null) files.delete(path);
      else files.set(path, bytes(content));
    }
    files.set(MANIFEST, encodeManifest(files));
    const { checks } = await verifyBundle(files, known.card);
    const failed = checks.filter(({ outcome }) => outcome === 'failed').map(({ id, code }) => `${id} ${code}`);
    return failed.length === 0 ? 'accepted' : failed.join(', ');
  }
  try {
    await attempt(vector, known);
    return 'accepted';
  } catch (error) {
    if (error instanceof ProtocolError) return error.code;
    throw error;
  }
}

/** What `tried` must say. */
export const expected = (vector: Negative): string =>
  vector.kind === 'bundle' ? `${vector.check} ${vector.expect}` : vector.expect;
