// Argon2id costs as they are kept beside what a passphrase opens (protocol.md section 1): read back, they are a stranger's.
import type { CborValue, StretchParams } from '../../../crypto/index.ts';

export const costsValue = (params: StretchParams | null): CborValue =>
  params && [params.passes, params.kibibytes, params.lanes];

/** Costs as read, null where none belong; undefined for absurd ones, which would hang the program before any key is compared. */
export function readCosts(value: unknown): StretchParams | null | undefined {
  if (value === null) return null;
  if (!Array.isArray(value) || value.length !== 3 || !value.every((n) => Number.isSafeInteger(n) && n >= 1))
    return undefined;
  const [passes, kibibytes, lanes] = value as [number, number, number];
  return passes <= 16 && kibibytes <= 2 ** 21 && lanes <= 8 ? { passes, kibibytes, lanes } : undefined;
}
