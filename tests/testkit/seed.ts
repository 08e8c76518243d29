// Randomness that a label decides: the same label gives the same bytes, so that a failing case can be run again.
import { concat, u32, utf8 } from '../../crypto/primitives/bytes.ts';
import { sha256 } from '../../crypto/primitives/hash.ts';
import type { Random } from '../../crypto/primitives/random.ts';

/** A stream of bytes that differs with `label` and with every call. */
export function seededRandom(label: string): Random {
  let calls = 0;
  return (length) => {
    const call = sha256(utf8(label), Uint8Array.of(0), u32(calls++));
    const blocks = Array.from({ length: Math.ceil(length / 32) }, (_, i) => sha256(call, u32(i)));
    return concat(...blocks).slice(0, length);
  };
}

/** A number below `limit` (at most 2^32) from such a stream. */
export const below = (random: Random, limit: number): number => new DataView(random(4).buffer).getUint32(0) % limit;
