// A log as the relay keeps one, in memory: leaves, both keys, checkpoints plain or sealed, and proofs in the public text form.
import { utf8 } from '../../crypto/primitives/bytes.ts';
import { sha256 } from '../../crypto/primitives/hash.ts';
import { mldsaKeyPair } from '../../crypto/primitives/mldsa.ts';
import { signingKey } from '../../crypto/primitives/sign.ts';
import type { LogKeys } from '../../crypto/protocol/register-entry.ts';
import { formatCheckpoint } from '../../crypto/tlog/checkpoint.ts';
import { logSigner, mldsaCosigner } from '../../crypto/tlog/cosignature.ts';
import { append, EMPTY_RANGE, inclusionProof, leafHash, rootFrom } from '../../crypto/tlog/merkle.ts';
import { formatVkey, type NoteSigner, signNote } from '../../crypto/tlog/note.ts';
import { formatProof } from '../../crypto/tlog/proof.ts';

/** When a checkpoint was sealed (unix ms), and who else signed it. */
export type Sealing = { readonly sealedAt?: number; readonly others?: readonly NoteSigner[] };

export type TestLog = {
  readonly origin: string;
  readonly keys: LogKeys;
  readonly leaves: readonly Uint8Array[];
  /** Seed of one of its keys, 32 bytes. */
  seedOf(use: 'ed25519' | 'mldsa44'): Uint8Array;
  /** Returns the index of the leaf. */
  append(leaf: Uint8Array): number;
  root(size?: number): Uint8Array;
  /** A note by its Ed25519 key over any text, checkpoint or not. */
  sign(text: string): string;
  /** A checkpoint of the whole log; plain without `sealedAt`. */
  note(sealing?: Sealing): string;
  proof(index: number, sealing?: Sealing): string;
};

/** The log `origin`, whose keys are made from its name and `secret`. */
export function openLog(origin: string, secret = 'a relay'): TestLog {
  const seedOf = (use: 'ed25519' | 'mldsa44'): Uint8Array => sha256(utf8(`${secret} ${use} ${origin}`));
  const plain = logSigner(origin, signingKey(seedOf('ed25519')));
  const mldsa = mldsaKeyPair(seedOf('mldsa44'));
  const leaves: Uint8Array[] = [];
  const nodes = new Map<string, Uint8Array>();
  let range = EMPTY_RANGE;
  const read = (level: number, index: number): Uint8Array => nodes.get(`${level}/${index}`) as Uint8Array;
  const log: TestLog = {
    origin,
    keys: [formatVkey(origin, 1, plain.vkey.publicKey), formatVkey(origin, 6, mldsa.publicKey)],
    leaves,
    seedOf,
    append(leaf) {
      const next = append(range, leafHash(leaf));
      for (const [level, index, hash] of next.newNodes) nodes.set(`${level}/${index}`, hash);
      range = next.range;
      return leaves.push(leaf) - 1;
    },
    root: (size = leaves.length) => rootFrom(size, read),
    sign: (text) => signNote(text, [plain]),
    note({ sealedAt, others = [] } = {}) {
      const text = formatCheckpoint({ origin, size: leaves.length, root: log.root() });
      const seal = sealedAt === undefined ? [] : [mldsaCosigner(origin, mldsa, Math.floor(sealedAt / 1000))];
      return signNote(text, [plain, ...seal, ...others]);
    },
    proof: (index, sealing = {}) =>
      formatProof({ index, hashes: inclusionProof(index, leaves.length, read), checkpointNote: log.note(sealing) }),
  };
  return log;
}
