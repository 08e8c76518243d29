// What people type, stretched into a key: Argon2id (RFC 9106) at fixed costs (protocol.md sections 1 and 3: vaults, invitations).
import { argon2id } from '@noble/hashes/argon2.js';
import { utf8 } from './bytes.ts';
import { demand } from './errors.ts';

/** Argon2id costs: `passes` over `kibibytes` of memory in `lanes`. */
export type StretchParams = { readonly passes: number; readonly kibibytes: number; readonly lanes: number };

/** The costs of version 1: about a second in a browser, 64 MiB for each guess. */
export const STRETCH_PARAMS: StretchParams = { passes: 3, kibibytes: 65536, lanes: 1 };

/** A 32-byte key of a passphrase (text is taken in Unicode NFKC) and a 16-byte salt (else WIRE_SHAPE). Slow on purpose; blocks. */
export function stretch(
  passphrase: Uint8Array | string,
  salt16: Uint8Array,
  params: StretchParams = STRETCH_PARAMS,
): Uint8Array {
  demand(salt16.length === 16, 'WIRE_SHAPE', `a salt of ${salt16.length} bytes where 16 are needed`);
  const secret = typeof passphrase === 'string' ? utf8(passphrase.normalize('NFKC')) : passphrase;
  return argon2id(secret, salt16, { t: params.passes, m: params.kibibytes, p: params.lanes, dkLen: 32 });
}
