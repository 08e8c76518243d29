// SHA-256 of large pieces through OpenSSL: the same digests as crypto/primitives/hash, six times faster (protocol.md section 0).
import { hash } from 'node:crypto';
import type { Digest } from '../../crypto/relay.ts';

/** SHA-256 as 64 lowercase hexadecimal digits. */
export const nativeDigest = (bytes: Uint8Array): Digest => hash('sha256', bytes, 'hex') as Digest;
