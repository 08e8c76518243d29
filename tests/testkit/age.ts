// A small reader of age files (c2sp.org/age) built on our primitives, so that its testkit can try them. Not part of the product.
import { concat, equal, fromBase64, fromHex, fromUtf8, utf8 } from '../../crypto/primitives/bytes.ts';
import type { ChunkEngine } from '../../crypto/primitives/chunks.ts';
import { hkdfExpand, hmacSha256 } from '../../crypto/primitives/hash.ts';
import { hpkeOpenRaw } from '../../crypto/primitives/hpke.ts';
import { KEM_ENCAPSULATION } from '../../crypto/primitives/kem.ts';
import { xwingDecapsulate } from '../../crypto/primitives/sodium.ts';

/** The testkit's words for how a file fares. */
export type AgeOutcome = 'success' | 'no match' | 'header failure' | 'HMAC failure' | 'payload failure';
export type AgeReading = { outcome: AgeOutcome; fileKey?: Uint8Array; payload?: Uint8Array };
type Stanza = { args: string[]; body: Uint8Array };

const EMPTY = new Uint8Array(0);
const INFO = utf8('age-encryption.org/mlkem768x25519');
const STREAM_CHUNK = 65536;
const TAG = 16;
const ageBase64 = (text: string): Uint8Array | null =>
  text.includes('=') ? null : fromBase64(text.padEnd(Math.ceil(text.length / 4) * 4, '='));
const ageKey = (fileKey: Uint8Array, salt: Uint8Array, info: string): Uint8Array =>
  hkdfExpand(hmacSha256(salt, fileKey), utf8(info), 32);

/** The 32 bytes of an `AGE-SECRET-KEY-PQ-1...` identity (Bech32; the checksum is the vectors' business). */
function agePqIdentity(text: string): Uint8Array {
  const bits = [...text.slice(text.lastIndexOf('1') + 1, -6)]
    .map((c) => 'QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L'.indexOf(c).toString(2).padStart(5, '0'))
    .join('');
  return Uint8Array.from({ length: 32 }, (_, i) => Number.parseInt(bits.slice(8 * i, 8 * i + 8), 2));
}

function readHeader(
  file: Uint8Array,
): { stanzas: Stanza[]; signed: Uint8Array; mac: Uint8Array; rest: Uint8Array } | null {
  let at = 0;
  const line = (): string | null => {
    const end = file.indexOf(0x0a, at);
    if (end < 0) return null;
    const text = fromUtf8(file.subarray(at, end));
    at = end + 1;
    return text;
  };
  if (line() !== 'age-encryption.org/v1') return null;
  const stanzas: Stanza[] = [];
  for (;;) {
    const start = at;
    const text = line();
    if (text === null) return null;
    if (text.startsWith('--- ')) {
      const mac = ageBase64(text.slice(4));
      return mac && { stanzas, signed: file.subarray(0, start + 3), mac, rest: file.subarray(at) };
    }
    if (!text.startsWith('-> ')) return null;
    let body: Uint8Array = EMPTY;
    for (;;) {
      const row = line();
      const bytes = row === null || row.length > 64 ? null : ageBase64(row);
      if (row === null || bytes === null) return null;
      body = concat(body, bytes);
      if (row.length < 64) break;
    }
    stanzas.push({ args: text.slice(3).split(' '), body });
  }
}

// null: not for this identity; a text: broken for everyone.
function unwrap(stanza: Stanza, secretKey: Uint8Array): Uint8Array | 'header failure' | null {
  const [kind, share, ...more] = stanza.args;
  const length = kind === 'mlkem768x25519' ? KEM_ENCAPSULATION : kind === 'X25519' ? 32 : null;
  if (length === null) return null;
  const enc = ageBase64(share ?? '');
  if (more.length > 0 || enc?.length !== length || stanza.body.length !== 32) return 'header failure';
  if (kind === 'X25519') return null;
  if (xwingDecapsulate(secretKey, enc) === null) return 'header failure';
  try {
    return hpkeOpenRaw(secretKey, INFO, EMPTY, concat(enc, stanza.body));
  } catch {
    return null;
  }
}

/**
 * Reads the payload (nonce, then STREAM chunks) with the given engine. Like the reference it tries a full chunk as one of the middle
 * first: what it authenticated before a failure is in `payload`, and the testkit says what that must be.
 */
function readAgePayload(fileKey: Uint8Array, rest: Uint8Array, engine: ChunkEngine): AgeReading {
  if (rest.length < 16) return { outcome: 'header failure' };
  const key = ageKey(fileKey, rest.subarray(0, 16), 'payload');
  const opened: Uint8Array[] = [];
  let sealed = rest.subarray(16);
  let ended = false;
  for (let index = 0; sealed.length > 0 && !ended; index++) {
    const piece = sealed.subarray(0, STREAM_CHUNK + TAG);
    const open = (last: number) => {
      const nonce = new Uint8Array(12);
      new DataView(nonce.buffer).setUint32(7, index);
      nonce[11] = last;
      return engine.open(key, nonce, piece);
    };
    const middle = piece.length === STREAM_CHUNK + TAG ? open(0) : null;
    const chunk = middle ?? open(1);
    if (chunk === null || (chunk.length === 0 && index > 0)) break;
    opened.push(chunk);
    ended = middle === null;
    sealed = sealed.subarray(piece.length);
  }
  const payload = concat(...opened);
  return ended && sealed.length === 0
    ? { outcome: 'success', fileKey, payload }
    : { outcome: 'payload failure', payload };
}

/** Reads a whole file for a post-quantum identity, or with a file key that is given. */
export function readAge(
  file: Uint8Array,
  opener: { identity: string } | { fileKey: string },
  engine: ChunkEngine,
): AgeReading {
  const header = readHeader(file);
  if (header === null) return { outcome: 'header failure' };
  let fileKey = 'fileKey' in opener ? fromHex(opener.fileKey) : null;
  if ('identity' in opener) {
    for (const stanza of header.stanzas) {
      const found = unwrap(stanza, agePqIdentity(opener.identity));
      if (found === 'header failure') return { outcome: found };
      fileKey ??= found;
    }
  }
  if (fileKey === null) return { outcome: 'no match' };
  if (!equal(hmacSha256(ageKey(fileKey, EMPTY, 'header'), header.signed), header.mac))
    return { outcome: 'HMAC failure' };
  return readAgePayload(fileKey, header.rest, engine);
}
