// The three lines that a checkpoint signs: origin, size, root (C2SP tlog-checkpoint; protocol.md section 6).
import { fromBase64, toBase64 } from '../primitives/bytes.ts';
import { demand } from '../primitives/errors.ts';

/** The state of a log: `size` leaves with Merkle root `root` (32 bytes). For our logs the origin is also the name of the log's keys. */
export type Checkpoint = { readonly origin: string; readonly size: number; readonly root: Uint8Array };

/** A number as C2SP texts spell it: ASCII decimal without leading zeros, at most 2^53-1. Null for any other spelling. */
export function parseDecimal(text: string): number | null {
  if (!/^(0|[1-9][0-9]{0,15})$/.test(text)) return null;
  const value = Number(text);
  return Number.isSafeInteger(value) ? value : null;
}

function demandOrigin(origin: string): void {
  demand(origin !== '' && origin.isWellFormed(), 'REGISTER_CHECKPOINT', 'no origin');
  demand(!/[\u0000-\u001f]/.test(origin), 'REGISTER_CHECKPOINT', 'control characters in the origin');
}

/** The text to be signed. Throws REGISTER_CHECKPOINT for an origin, size or root that could not be read back. */
export function formatCheckpoint({ origin, size, root }: Checkpoint): string {
  demandOrigin(origin);
  demand(Number.isSafeInteger(size) && size >= 0, 'REGISTER_CHECKPOINT', 'size is no number of leaves');
  demand(root.length === 32, 'REGISTER_CHECKPOINT', 'root is not 32 bytes');
  return `${origin}\n${size}\n${toBase64(root)}\n`;
}

/**
 * Reads the text of a checkpoint. Throws REGISTER_CHECKPOINT for anything but three exact lines: extension lines are refused,
 * because an ML-DSA-44 line does not sign them and no monitor audits them.
 */
export function parseCheckpoint(text: string): Checkpoint {
  const lines = text.split('\n');
  demand(lines.length >= 4 && lines.at(-1) === '', 'REGISTER_CHECKPOINT', 'fewer than three lines');
  demand(lines.length === 4, 'REGISTER_CHECKPOINT', 'extension lines');
  const [origin = '', decimal = '', encoded = ''] = lines;
  demandOrigin(origin);
  const size = parseDecimal(decimal);
  demand(size !== null, 'REGISTER_CHECKPOINT', 'size is not a decimal below 2^53');
  const root = fromBase64(encoded);
  demand(root?.length === 32, 'REGISTER_CHECKPOINT', 'root is not 32 bytes in canonical base64');
  return { origin, size, root };
}
