// Hints over a socket that something grew: a reason to pull, and never news in themselves (protocol.md section 6).
import { createSignatureSync } from 'http-message-sig';
import {
  COMPONENTS,
  type Random,
  SIGNATURE_ALGORITHM,
  SIGNATURE_LABEL,
  SIGNATURE_LIFETIME_S,
  SIGNATURE_TAG,
  toBase64url,
} from '../../crypto/index.ts';
import type { IdentityRoom } from './identity.ts';

export type Hint = { readonly kind: 'register' | 'directory'; readonly size: number };

/** What is needed of `io` of socket.io-client. */
export type OpenSocket = (
  origin: string,
  options: {
    readonly path: string;
    readonly transports: string[];
    readonly auth: (give: (credentials: Record<string, string>) => void) => void;
  },
) => {
  on(event: string, listener: (value: unknown) => void): unknown;
  /** Connected, or trying by itself. Not after the relay refused or ended it: then only `connect` brings it back. */
  readonly active: boolean;
  connect(): unknown;
  disconnect(): unknown;
};

export type Watching = {
  /** Tries once more where the relay refused the socket, before a sign-in say, or ended it as it restarted. */
  again(): void;
  close(): void;
};

/** Where there is no socket. */
export const UNWATCHED: Watching = { again: () => undefined, close: () => undefined };

const PATH = '/v1/socket';

/** Opens the socket and calls `onHint` for every hint; `onState` with whether it is connected. */
export function watch(options: {
  readonly origin: string;
  readonly open: OpenSocket;
  readonly identity: IdentityRoom;
  readonly clock: { now(): number };
  readonly random: Random;
  readonly onHint: (hint: Hint) => void;
  readonly onState?: (connected: boolean) => void;
}): Watching {
  const { origin, open, identity, clock, random, onHint, onState } = options;
  // Signed anew at each attempt: a signature lives a minute.
  const credentials = (): Record<string, string> => {
    const { device } = identity.enrolled();
    const created = Math.floor(clock.now() / 1000);
    const { signature, signatureInput } = createSignatureSync(
      { kind: 'request', method: 'GET', targetUri: `${origin}${PATH}`, fields: [] },
      {
        label: SIGNATURE_LABEL,
        components: COMPONENTS.bare,
        parameters: {
          created,
          expires: created + SIGNATURE_LIFETIME_S,
          nonce: toBase64url(random(16)),
          keyid: device.kid,
          alg: SIGNATURE_ALGORITHM,
          tag: SIGNATURE_TAG,
        },
        signer: { algorithm: SIGNATURE_ALGORITHM, sign: (data) => device.http.sign(new Uint8Array(data)) },
      },
    );
    return { signature, signatureInput };
  };
  const socket = open(origin, { path: PATH, transports: ['websocket'], auth: (give) => give(credentials()) });
  socket.on('hint', (value) => {
    const { kind, size } = (value ?? {}) as Hint;
    if ((kind === 'register' || kind === 'directory') && Number.isSafeInteger(size)) onHint({ kind, size });
  });
  socket.on('connect', () => onState?.(true));
  socket.on('disconnect', () => onState?.(false));
  return {
    again: () => void (socket.active || socket.connect()),
    close: () => void socket.disconnect(),
  };
}
