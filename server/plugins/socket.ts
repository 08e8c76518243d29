// The socket: a hint that a register or the directory grew, nothing else; what happened is read from the register (protocol.md sections 6 and 7).
import type { FastifyInstance } from 'fastify';
import { Server, type Socket } from 'socket.io';
import type { AuthorityId, Kid } from '../../crypto/relay.ts';
import type { RelayDeps } from '../deps.ts';
import type { Principal, SignedIn } from '../door.ts';
import { type KeyOf, verifyRequest } from '../services/request-signature.ts';
import type { Grown } from '../services/sequencer.ts';

const SOCKET_PATH = '/v1/socket';

export type Hint = { readonly kind: 'register' | 'directory'; readonly size: number };

export type Hints = {
  /** Tells those concerned that these logs grew. Sockets whose device may act no more are ended first. */
  grown(logs: readonly Grown[]): void;
};

type Joined = Socket & { data: { principal?: Principal } };

const room = (authority: AuthorityId): string => `authority ${authority}`;

/** Attaches the socket to the server of `app`. The handshake is a signed GET of the socket's address: `auth: { signature, signatureInput }`. */
export function openSocket(
  app: FastifyInstance,
  { config, clock, ed25519 }: RelayDeps,
  keyOf: KeyOf,
  sessions: SignedIn,
): Hints {
  const io = new Server(app.server, {
    path: SOCKET_PATH,
    serveClient: false,
    // No polling: its requests would bypass every limit of the routes.
    transports: ['websocket'],
    maxHttpBufferSize: 4096,
    perMessageDeflate: false,
    connectTimeout: 10_000,
  });

  io.use((socket: Joined, next) => {
    const { signature, signatureInput } = socket.handshake.auth as Record<string, unknown>;
    const fields = [
      { name: 'signature', value: String(signature ?? '') },
      { name: 'signature-input', value: String(signatureInput ?? '') },
    ];
    const request = { method: 'GET', targetUri: config.origin + SOCKET_PATH, fields, kind: 'bare' } as const;
    verifyRequest(request, keyOf, clock.now(), ed25519.verify)
      .then(async ({ principal }) => {
        if (principal.key !== 'device') throw new Error('not a device');
        await sessions.demandSession(principal.kid, clock.now());
        socket.data.principal = principal;
        next();
      })
      .catch((error: { code?: unknown }) =>
        next(new Error(typeof error.code === 'string' ? error.code : 'RELAY_SIGNATURE')),
      );
  });
  io.on('connection', (socket: Joined) => {
    const principal = socket.data.principal as Principal;
    void socket.join(room(principal.authority));
    // Nothing that a client says on the socket means anything.
    socket.onAny(() => socket.disconnect(true));
  });

  const stillThere = (kid: Kid): boolean => keyOf(kid)?.principal.key === 'device';
  const endOrphans = (): void => {
    for (const socket of io.sockets.sockets.values() as IterableIterator<Joined>)
      if (!socket.data.principal || !stillThere(socket.data.principal.kid)) socket.disconnect(true);
  };

  app.addHook('preClose', async () => {
    io.local.disconnectSockets(true);
    // Not io.close(): that would close the HTTP server too, which is Fastify's to do.
    io.engine.close();
  });

  return {
    grown(logs) {
      if (logs.some((log) => log.kind === 'directory')) endOrphans();
      const { rooms } = io.sockets.adapter;
      for (const { kind, authority, size } of logs) {
        const hint: Hint = { kind, size };
        if (kind === 'directory') io.emit('hint', hint);
        // Most authorities have nobody at the socket most of the time, and under load hundreds of logs grow at once.
        else if (authority && rooms.has(room(authority))) io.to(room(authority)).emit('hint', hint);
      }
    },
  };
}
