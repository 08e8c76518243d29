// Nonces for whoever has no device to sign a request with. Nothing of one is kept before it is used: strangers who ask for many push out nobody's
// (docs/spec/http.md ENR-8, HTTP-15).
import { concat, equal, fromHex, hmacSha256, toHex } from '../../crypto/relay.ts';
import type { RelayDeps } from '../deps.ts';

export type OpenNonces = {
  /** 32 bytes in hex, and until when they stand, unix ms. */
  issue(): { nonce: string; expiresAt: number };
  /** Whether this relay gave it out since it started, its time is not over, and nobody used it. */
  stands(nonce: string): boolean;
  /** True once for each that stands. */
  use(nonce: string): boolean;
};

const LIFE_MS = 5 * 60_000;
const TIME = 8;
/** Time and random bytes, then what only this relay can add to them. */
const TAG_AT = 16;

export function openNonces({ clock, random }: Pick<RelayDeps, 'clock' | 'random'>): OpenNonces {
  const key = random(32);
  // Only what a passkey or a device answered comes here, and for five minutes.
  const used = new Map<string, number>();
  const tagOf = (head: Uint8Array): Uint8Array => hmacSha256(key, head).subarray(0, TAG_AT);

  function expiryOf(nonce: string): number | null {
    const bytes = fromHex(nonce);
    if (bytes?.length !== 2 * TAG_AT || !equal(tagOf(bytes.subarray(0, TAG_AT)), bytes.subarray(TAG_AT))) return null;
    return Number(new DataView(bytes.buffer, bytes.byteOffset, TIME).getBigUint64(0));
  }
  function stands(nonce: string): boolean {
    const now = clock.now();
    const expiresAt = expiryOf(nonce);
    // One from the future means that the relay's clock was set back: its age cannot be told.
    return expiresAt !== null && expiresAt > now && expiresAt <= now + LIFE_MS && !used.has(nonce);
  }

  return {
    issue() {
      const expiresAt = clock.now() + LIFE_MS;
      const time = new Uint8Array(TIME);
      new DataView(time.buffer).setBigUint64(0, BigInt(expiresAt));
      const head = concat(time, random(TAG_AT - TIME));
      return { nonce: toHex(concat(head, tagOf(head))), expiresAt };
    },
    stands,
    use(nonce) {
      if (!stands(nonce)) return false;
      for (const [old, expiresAt] of used) {
        if (expiresAt > clock.now()) break;
        used.delete(old);
      }
      used.set(nonce, expiryOf(nonce) as number);
      return true;
    },
  };
}
