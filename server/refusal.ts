// How the relay says no for reasons of its own: one error, codes from wire/api, a sentence without content (docs/spec/http.md).
import type { RelayCode } from '../crypto/relay.ts';

/** Thrown by services; plugins/errors makes problem details of it. `message` tells the caller why, in one sentence that quotes nothing they sent. */
export class RelayRefusal extends Error {
  readonly code: RelayCode;
  /** Safe to send the same bytes again. */
  readonly retry: boolean;
  constructor(code: RelayCode, message: string, options: { retry?: boolean; cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.name = 'RelayRefusal';
    this.code = code;
    this.retry = options.retry ?? false;
  }
}

/** What callers who are not parties get, whether the thing exists or not: one answer, so that it tells nothing. */
export const notFound = (): RelayRefusal => new RelayRefusal('RELAY_NOT_FOUND', 'There is nothing here for you.');
