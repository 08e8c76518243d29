// Entries of registers, proven: the leaf, where it stands, and the checkpoint that says so (protocol.md section 6).
import { demand } from '../primitives/errors.ts';
import { parseVkey, type VerifiedSignature, type Vkey } from '../tlog/note.ts';
import { type Policy, type Quorum, satisfies } from '../tlog/policy.ts';
import { parseProof, verifyProof } from '../tlog/proof.ts';
import type { ProvenLeaf } from '../wire/frames.ts';
import type { AuthorityId } from '../wire/ids.ts';
import { decodeRegisterLeaf, type RegisterLeaf } from '../wire/leaf.ts';
import { CLOCK_AHEAD_MS } from './envelope-rules.ts';

const SECOND = 1000;

/** vkeys of one log: Ed25519, then ML-DSA-44. */
export type LogKeys = readonly [ed25519: string, mldsa44: string];

/** Whom a reader of registers believes. Nothing of this may come from the relay's answer or from the file that is checked. */
export type RegisterTrust = {
  /** From the operator's admission in the verified directory; null for an authority that was never admitted. */
  registerKeys(authority: AuthorityId): LogKeys | null;
  origin(authority: AuthorityId): string;
  /** True where evidence must outlive this year: certificates and bundles. */
  readonly requireSealed: boolean;
  /** Witnesses asked for in addition, where any are. */
  readonly witnesses?: Policy;
};

declare const verified: unique symbol;

/** A leaf that stands in a register. Only `verifyEntry` makes one. */
export type VerifiedEntry = RegisterLeaf & {
  readonly [verified]: true;
  /** Whose register. */
  readonly register: AuthorityId;
  readonly index: number;
  readonly checkpoint: { readonly origin: string; readonly size: number; readonly root: Uint8Array };
  /** Time on the log's ML-DSA-44 line, unix **ms**; null where the checkpoint is not sealed. */
  readonly sealedAt: number | null;
  /** What the witnesses' policy made of it; null where none was given. */
  readonly quorum: Quorum | null;
};

/** The two keys of a log, read and held to its name. Throws REGISTER_KEY. */
export function readLogKeys(keys: LogKeys | null, origin: string): Vkey[] {
  demand(keys, 'REGISTER_KEY', `no keys of ${origin} are known`);
  const [ed25519, mldsa44] = [parseVkey(keys[0]), parseVkey(keys[1])];
  demand(ed25519.name === origin && mldsa44.name === origin, 'REGISTER_KEY', `keys of another log than ${origin}`);
  demand(ed25519.type === 1 && mldsa44.type === 6, 'REGISTER_KEY', 'not an Ed25519 and an ML-DSA-44 key');
  return [ed25519, mldsa44];
}

/**
 * The time at which a log sealed a checkpoint, unix ms, or null. Throws REGISTER_UNSIGNED without the log's Ed25519 line, RECEIPT_UNSEALED
 * when `required` and its ML-DSA-44 line is missing.
 */
export function sealingTime(
  signatures: readonly VerifiedSignature[],
  origin: string,
  required: boolean,
): number | null {
  const own = signatures.filter(({ key }) => key.name === origin);
  demand(
    own.some(({ key }) => key.type === 1),
    'REGISTER_UNSIGNED',
    `${origin}: no Ed25519 line`,
  );
  const seal = own.find(({ key }) => key.type === 6);
  demand(seal || !required, 'RECEIPT_UNSEALED', `${origin}: the checkpoint is not sealed`);
  return seal ? (seal.timestamp as number) * SECOND : null;
}

/**
 * REC-1: the leaf is canonical and stands at its index in that authority's register, by a checkpoint of that register's own keys. Throws WIRE_*,
 * REGISTER_* (a wrong proof, key, origin, signature; too few witnesses), RECEIPT_UNSEALED, RECEIPT_MISMATCH (an index or a time that contradicts).
 */
export function verifyEntry({ authority, index, leaf, proof }: ProvenLeaf, trust: RegisterTrust): VerifiedEntry {
  const entry = decodeRegisterLeaf(leaf);
  const origin = trust.origin(authority);
  const parsed = parseProof(proof);
  demand(parsed.index === index, 'RECEIPT_MISMATCH', `a proof of entry ${parsed.index} for entry ${index}`);
  const known = [...readLogKeys(trust.registerKeys(authority), origin), ...(trust.witnesses?.witnesses ?? [])];
  const { signatures, size, root } = verifyProof(parsed, leaf, origin, known);
  const sealedAt = sealingTime(signatures, origin, trust.requireSealed);
  // A register cannot contain, when sealed, what happens only later.
  demand(
    sealedAt === null || entry.at <= sealedAt + CLOCK_AHEAD_MS,
    'RECEIPT_MISMATCH',
    'an entry later than the checkpoint that contains it',
  );
  const quorum = trust.witnesses ? satisfies({ ...trust.witnesses, logs: [] }, signatures, origin) : null;
  const found = { ...entry, register: authority, index, checkpoint: { origin, size, root }, sealedAt, quorum };
  return found as Omit<VerifiedEntry, typeof verified> as VerifiedEntry;
}
