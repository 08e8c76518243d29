// Proofs that a leaf stands in a log, checkable offline: index, path, checkpoint in one text (C2SP tlog-proof; protocol.md section 6).
import { fromBase64, toBase64 } from '../primitives/bytes.ts';
import { demand } from '../primitives/errors.ts';
import { type Checkpoint, openCheckpoint } from './checkpoint.ts';
import { parseDecimal } from './checkpoint-text.ts';
import { leafHash, verifyInclusion } from './merkle.ts';
import { MAX_NOTE_BYTES, type VerifiedSignature, type Vkey } from './note.ts';

/** `hashes`: sibling of the leaf first, 32 bytes each. `extra` is signed by nobody: a hint, never evidence. */
export type TlogProof = {
  readonly index: number;
  readonly hashes: readonly Uint8Array[];
  readonly checkpointNote: string;
  readonly extra?: Uint8Array;
};

const HEADER = 'c2sp.org/tlog-proof@v1';
const MAX_HASHES = 63;
const MAX_PROOF_BYTES = MAX_NOTE_BYTES + 16_384;

/** The text of a proof, media type text/plain, file name extension `.tlog-proof`. */
export function formatProof({ index, hashes, checkpointNote, extra }: TlogProof): string {
  const head = [HEADER, ...(extra ? [`extra ${toBase64(extra)}`] : []), `index ${index}`, ...hashes.map(toBase64)];
  return `${head.join('\n')}\n\n${checkpointNote}`;
}

/** Reads a proof of at most `max` UTF-16 units; the note inside is not opened. Throws REGISTER_PROOF for anything `formatProof` does not write. */
export function parseProof(text: string, max: number = MAX_PROOF_BYTES): TlogProof {
  demand(text.length <= max, 'REGISTER_PROOF', `a proof longer than ${max}`);
  const end = text.indexOf('\n\n');
  demand(end >= 0, 'REGISTER_PROOF', 'no checkpoint after a blank line');
  const lines = text.slice(0, end).split('\n');
  demand(lines.shift() === HEADER, 'REGISTER_PROOF', 'not a proof of version 1');
  const extra = lines[0]?.startsWith('extra ') ? fromBase64((lines.shift() as string).slice(6)) : undefined;
  demand(extra === undefined || (extra && extra.length > 0), 'REGISTER_PROOF', 'extra data not in canonical base64');
  const decimal = lines.shift();
  const index = decimal?.startsWith('index ') ? parseDecimal(decimal.slice(6)) : null;
  demand(index !== null, 'REGISTER_PROOF', 'no index below 2^53');
  demand(lines.length <= MAX_HASHES, 'REGISTER_PROOF', `more than ${MAX_HASHES} hashes`);
  const hashes = lines.map((line) => {
    const hash = fromBase64(line);
    demand(hash?.length === 32, 'REGISTER_PROOF', 'a line that is no hash');
    return hash;
  });
  return { index, hashes, checkpointNote: text.slice(end + 2), ...(extra ? { extra } : {}) };
}

/** The checkpoint a proof leads to, with those who signed it: what a policy of witnesses is applied to. */
export type ProvenCheckpoint = Checkpoint & { readonly signatures: readonly VerifiedSignature[] };

/**
 * Checks that `leafData` stands at `proof.index` in the log `origin`, by a checkpoint that one of the log's keys in `known` signed.
 * Throws what `openCheckpoint` throws, REGISTER_PROOF when the path does not lead to that root.
 */
export function verifyProof(
  proof: TlogProof,
  leafData: Uint8Array,
  origin: string,
  known: readonly Vkey[],
): ProvenCheckpoint {
  const { checkpoint, signatures } = openCheckpoint(proof.checkpointNote, origin, known);
  verifyInclusion(proof.index, checkpoint.size, leafHash(leafData), proof.hashes, checkpoint.root);
  return { ...checkpoint, signatures };
}
