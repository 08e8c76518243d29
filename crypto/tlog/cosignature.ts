// What the signature types of a note sign, and the signers of each (C2SP signed-note, tlog-cosignature; protocol.md section 6).
import { concat, u64, utf8 } from '../primitives/bytes.ts';
import { demand, ProtocolError } from '../primitives/errors.ts';
import { mldsaSign, mldsaVerify } from '../primitives/mldsa.ts';
import type { Random } from '../primitives/random.ts';
import { type SigningKey, verifySignature } from '../primitives/sign.ts';
import { parseCheckpoint } from './checkpoint-text.ts';
import { type NoteSigner, type Vkey, vkeyOf } from './vkey.ts';

const TIMESTAMP_BYTES = 8;

function lengthPrefixed(text: string): Uint8Array {
  const bytes = utf8(text);
  demand(bytes.length >= 1 && bytes.length <= 255, 'REGISTER_CHECKPOINT', 'a name or origin not of 1 to 255 bytes');
  return concat(Uint8Array.of(bytes.length), bytes);
}

function stamp(timestamp: number): Uint8Array {
  const valid = Number.isSafeInteger(timestamp) && timestamp >= 0;
  demand(valid, 'REGISTER_CHECKPOINT', 'a timestamp that is not a number of seconds');
  return u64(BigInt(timestamp));
}

const ed25519Message = (text: string, timestamp: number): Uint8Array =>
  utf8(`cosignature/v1\ntime ${timestamp}\n${text}`);

// Unlike the Ed25519 form this one signs the cosigner's name, and not the text but what the text says.
function mldsaMessage(name: string, text: string, timestamp: number): Uint8Array {
  const { origin, size, root } = parseCheckpoint(text);
  return concat(
    utf8('subtree/v1\n\0'),
    lengthPrefixed(name),
    stamp(timestamp),
    lengthPrefixed(origin),
    u64(0n),
    u64(BigInt(size)),
    root,
  );
}

function readStamp(blob: Uint8Array): number {
  const view = new DataView(blob.buffer, blob.byteOffset, TIMESTAMP_BYTES);
  const timestamp = view.getBigUint64(0);
  demand(timestamp <= BigInt(Number.MAX_SAFE_INTEGER), 'REGISTER_SIGNATURE', 'a timestamp beyond 2^53-1 seconds');
  return Number(timestamp);
}

const BLOB_SIZES = { 1: 64, 4: TIMESTAMP_BYTES + 64, 6: TIMESTAMP_BYTES + 2420 } as const;

/**
 * Verifies the blob of one signature line over `text` by the key's type; returns the signer's time in unix **seconds** (as C2SP has it),
 * null for type 1, which has none. Throws REGISTER_SIGNATURE.
 */
export function verifyBlob(key: Vkey, text: string, blob: Uint8Array): number | null {
  demand(blob.length === BLOB_SIZES[key.type], 'REGISTER_SIGNATURE', `${key.name}: ${blob.length} bytes of signature`);
  try {
    if (key.type === 1) {
      verifySignature(key.publicKey, utf8(text), blob);
      return null;
    }
    const timestamp = readStamp(blob);
    const signature = blob.subarray(TIMESTAMP_BYTES);
    if (key.type === 4) verifySignature(key.publicKey, ed25519Message(text, timestamp), signature);
    else mldsaVerify(key.publicKey, mldsaMessage(key.name, text, timestamp), signature);
    return timestamp;
  } catch (cause) {
    if (!(cause instanceof ProtocolError)) throw cause;
    throw new ProtocolError('REGISTER_SIGNATURE', `${key.name}: signature does not verify`, { cause });
  }
}

/** The log's own plain Ed25519 line (type 1). `name` is the log's origin. */
export const logSigner = (name: string, key: SigningKey): NoteSigner => ({
  vkey: vkeyOf(name, 1, key.publicKey),
  sign: (text) => key.sign(utf8(text)),
});

/**
 * A timestamped Ed25519 cosignature (type 4) at `timestamp` unix seconds. It does not sign the cosigner's name: one key must never serve two names.
 */
export const ed25519Cosigner = (name: string, key: SigningKey, timestamp: number): NoteSigner => ({
  vkey: vkeyOf(name, 4, key.publicKey),
  sign: (text) => concat(stamp(timestamp), key.sign(ed25519Message(text, timestamp))),
});

/**
 * A timestamped ML-DSA-44 cosignature (type 6) at `timestamp` unix seconds; by the log itself when `name` is its origin.
 * Signing throws REGISTER_CHECKPOINT when the text is not a checkpoint. Without `random` the signature is deterministic.
 */
export const mldsaCosigner = (
  name: string,
  key: { readonly publicKey: Uint8Array; readonly secretKey: Uint8Array },
  timestamp: number,
  random?: Random,
): NoteSigner => ({
  vkey: vkeyOf(name, 6, key.publicKey),
  sign: (text) => concat(stamp(timestamp), mldsaSign(key.secretKey, mldsaMessage(name, text, timestamp), random)),
});
