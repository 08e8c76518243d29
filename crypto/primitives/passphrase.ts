// What people type, stretched into a key: Argon2id (RFC 9106) at fixed costs (protocol.md sections 1 and 3: vaults, invitations).
import { argon2id } from '@noble/hashes/argon2.js';
import { utf8 } from './bytes.ts';
import { demand } from './errors.ts';

/** Argon2id costs: `passes` over `kibibytes` of memory in `lanes`. */
export type StretchParams = { readonly passes: number; readonly kibibytes: number; readonly lanes: number };

/** Argon2id to 32 bytes. Another implementation may be injected where a program has a faster one: it must give the same bytes. */
export type Stretcher = (secret: Uint8Array, salt16: Uint8Array, params: StretchParams) => Uint8Array;

/** The one that runs everywhere. */
const nobleStretcher: Stretcher = (secret, salt16, { passes, kibibytes, lanes }) =>
  argon2id(secret, salt16, { t: passes, m: kibibytes, p: lanes, dkLen: 32 });

/** The costs of version 1: about a second in a browser, 64 MiB for each guess. */
export const STRETCH_PARAMS: StretchParams = { passes: 3, kibibytes: 65536, lanes: 1 };

/** A 32-byte key of a passphrase (text is taken in Unicode NFKC) and a 16-byte salt (else WIRE_SHAPE). Slow on purpose; blocks. */
export function stretch(
  passphrase: Uint8Array | string,
  salt16: Uint8Array,
  params: StretchParams = STRETCH_PARAMS,
  stretcher: Stretcher = nobleStretcher,
): Uint8Array {
  demand(salt16.length === 16, 'WIRE_SHAPE', `a salt of ${salt16.length} bytes where 16 are needed`);
  const secret = typeof passphrase === 'string' ? utf8(passphrase.normalize('NFKC')) : passphrase;
  return stretcher(secret, salt16, params);
}
