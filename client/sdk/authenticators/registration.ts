// What an authenticator says of a passkey it has made, as a roster keeps it (WebAuthn level 3, 6.1 and 6.5.1; protocol.md section 3, ROS-7).
import { equal, type Passkey, sha256, utf8 } from '../../../crypto/index.ts';
import { ClientError, need } from '../failure.ts';

const FLAGS = { present: 0x01, verified: 0x04, eligible: 0x08, backedUp: 0x10, attested: 0x40 } as const;
const HEAD = 37;

/**
 * Reads the authenticator data of a registration: its user was verified, it was made for `rpId`, and its key is the one the credential was made with.
 * Throws CLIENT_PASSKEY. The key itself is judged by the roster's rules.
 */
export function readRegistration(data: Uint8Array, rpId: string): Passkey {
  const bad = (why: string): ClientError => new ClientError('CLIENT_PASSKEY', `the new passkey: ${why}`);
  const flags = data[32] ?? 0;
  const has = (flag: number): boolean => (flags & flag) !== 0;
  if (!equal(data.subarray(0, 32), sha256(utf8(rpId)))) throw bad('made for another RP ID');
  if (!has(FLAGS.present) || !has(FLAGS.verified)) throw bad('the user was not verified');
  if (!has(FLAGS.attested) || data.length < HEAD + 18) throw bad('no credential in it');
  const at = HEAD + 18 + (((data[HEAD + 16] as number) << 8) | (data[HEAD + 17] as number));
  return {
    credentialId: data.slice(HEAD + 18, at),
    // Extensions may follow: PRF leaves its own.
    key: data.slice(at, afterItem(data, at)),
    rpId,
    aaguid: data.slice(HEAD, HEAD + 16),
    flags: (has(FLAGS.eligible) ? 1 : 0) | (has(FLAGS.backedUp) ? 2 : 0),
  };
}

/** Where the CBOR item at `at` ends. COSE keys: integers, bytes, text, and one map of them. */
function afterItem(data: Uint8Array, at: number, depth = 0): number {
  const first = data[at];
  need(first !== undefined && depth <= 2, 'CLIENT_PASSKEY', 'the key of a new passkey is cut short');
  const short = first & 0x1f;
  need(short <= 26, 'CLIENT_PASSKEY', 'the key of a new passkey is of no known form');
  const extra = short < 24 ? 0 : 1 << (short - 24);
  let value = short;
  if (extra > 0) value = data.subarray(at + 1, at + 1 + extra).reduce((sum, byte) => sum * 256 + byte, 0);
  let end = at + 1 + extra;
  const major = first >> 5;
  need(major <= 3 || major === 5, 'CLIENT_PASSKEY', 'the key of a new passkey is of no known form');
  if (major === 2 || major === 3) end += value;
  if (major === 5) for (let i = 0; i < 2 * value; i++) end = afterItem(data, end, depth + 1);
  need(end <= data.length, 'CLIENT_PASSKEY', 'the key of a new passkey is cut short');
  return end;
}
