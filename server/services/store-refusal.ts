// What the store's refusals mean to a caller: which may be tried again, and under which code (docs/spec/http.md).
import { RelayRefusal } from '../refusal.ts';

// The port is a type here (R3), so its errors are known by name.
const named = (error: unknown, name: string): error is Error & { code?: string; what?: string } =>
  error instanceof Error && error.name === name;

export const isConflict = (error: unknown): boolean => named(error, 'StoreConflict');

/** The refusal to answer with, or the error itself when it is not the store's. */
export function refusalOf(error: unknown): unknown {
  if (isConflict(error))
    return new RelayRefusal('RELAY_CONFLICT', 'Something else took this place first.', { cause: error });
  if (!named(error, 'StoreError')) return error;
  const passing = { retry: true, cause: error };
  switch (error.code) {
    case 'STORE_FULL':
      return new RelayRefusal('RELAY_STORAGE_FULL', 'The relay has no room left; nothing was stored.', passing);
    case 'STORE_BUSY':
    case 'STORE_IO':
    case 'STORE_CLOSED':
      return new RelayRefusal(
        'RELAY_UNAVAILABLE',
        'The relay cannot write at the moment; nothing was stored.',
        passing,
      );
    default:
      return error;
  }
}
