// Checkpoints: a log's signed statement of its size and root (C2SP tlog-checkpoint; protocol.md section 6).
import { demand } from '../primitives/errors.ts';
import { type Checkpoint, parseCheckpoint } from './checkpoint-text.ts';
import { openNote, type VerifiedSignature, type Vkey } from './note.ts';

export { type Checkpoint, formatCheckpoint, parseCheckpoint } from './checkpoint-text.ts';

/** A checkpoint that the log signed. `note` is the very note that was opened. */
export type OpenedCheckpoint = {
  readonly checkpoint: Checkpoint;
  readonly signatures: readonly VerifiedSignature[];
  readonly note: string;
};

/**
 * Opens the checkpoint of the log `origin`. `known`: the log's keys (named `origin`) and those of witnesses; one of the log's own must
 * have signed. Throws what `openNote` throws, REGISTER_CHECKPOINT (malformed), REGISTER_ORIGIN (another log's),
 * REGISTER_UNSIGNED (witnesses signed, the log did not).
 */
export function openCheckpoint(note: string, origin: string, known: readonly Vkey[]): OpenedCheckpoint {
  const { text, signatures } = openNote(note, known);
  const checkpoint = parseCheckpoint(text);
  demand(checkpoint.origin === origin, 'REGISTER_ORIGIN', `checkpoint of ${checkpoint.origin}, not of ${origin}`);
  const own = signatures.some(({ key }) => key.name === origin);
  demand(own, 'REGISTER_UNSIGNED', 'the log itself did not sign its checkpoint');
  return { checkpoint, signatures, note };
}
