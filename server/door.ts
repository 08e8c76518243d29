// What the routes behind the door rely on: who signed a request and who is signed in. The plugins and the session service implement it (protocol.md section 7).
import type { FastifyRequest, preHandlerAsyncHookHandler } from 'fastify';
import type { AuthorityId, Kid } from '../crypto/relay.ts';

/** Who signed a request: an active device, an invitation not yet used, or a custodian in force. */
export type Principal = {
  readonly kid: Kid;
  readonly authority: AuthorityId;
  readonly key: 'device' | 'invite' | 'custodian';
};

export type Door = {
  /** Refuses a request not signed by a known key (RELAY_UNSIGNED, RELAY_SIGNATURE, RELAY_CLOCK, RELAY_REPLAY, RELAY_DIGEST). */
  readonly signed: preHandlerAsyncHookHandler;
  /** `signed` by an active device, auditors' and services' included (RELAY_FORBIDDEN for an invitation or a custodian). */
  readonly device: preHandlerAsyncHookHandler;
  /** `signed` by an active device, and signed in unless it is a service's (RELAY_SIGN_IN). */
  readonly reader: preHandlerAsyncHookHandler;
  /** After either of them. */
  principalOf(request: FastifyRequest): Principal;
};

export type SignedIn = {
  /** Throws RELAY_SIGN_IN unless `kid` has a session that stands at `now`; the session counts as used. Service devices are not asked. */
  demandSession(kid: Kid, now: number): Promise<void>;
};
