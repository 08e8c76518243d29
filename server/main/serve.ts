// `serve`: one relay in one process, from its data directory to its port, and back within two seconds (docs/operations.md).
import { lookup } from 'node:dns/promises';
import type { Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { type DestinationStream, pino } from 'pino';
import { StartFailure } from '../failure.ts';
import { relayLogger } from '../plugins/logging.ts';
import { openDeps, readConfig, writeTrustCard } from './data-directory.ts';
import { nameOf } from './ed25519.ts';
import { claim, operatorOf } from './operator-socket.ts';
import type { Places } from './places.ts';

export type Serving = {
  readonly origin: string;
  readonly host: string;
  readonly port: number;
  readonly practice: boolean;
  readonly trustCard: string;
  close(): Promise<void>;
};
export type ServeOptions = { readonly practice: boolean; readonly logTo?: string; readonly logLevel?: string };

const destinationOf = (path: string | undefined): DestinationStream =>
  path === undefined || path === '-'
    ? pino.destination({ fd: 2, sync: true })
    : pino.destination({ dest: path, append: true, mkdir: true, mode: 0o600, sync: true });

/** Whether something answers there. */
const answers = (host: string, port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ host, port, timeout: 500 });
    const end = (answered: boolean): void => {
      socket.destroy();
      resolve(answered);
    };
    socket
      .once('connect', () => end(true))
      .once('error', () => end(false))
      .once('timeout', () => end(false));
  });

/**
 * Listens on every address of the host: "localhost" has two, and a stranger on the one we did not get would be taken for us by half of all
 * browsers. Resolves to the port.
 */
async function listen(app: FastifyInstance, { host, port }: { host: string; port: number }): Promise<number> {
  await app.listen({ host, port, backlog: 1024 });
  const bound = app.addresses() as AddressInfo[];
  const actual = (app.server.address() as AddressInfo).port;
  for (const { address } of host === 'localhost' ? await lookup(host, { all: true }) : [])
    if (!bound.some((b) => b.address === address) && (await answers(address, actual)))
      throw Object.assign(new Error('taken'), { code: 'EADDRINUSE', address, port: actual });
  return actual;
}

/** Starts serving. Whatever was opened is closed again when a later step refuses. Throws StartFailure, StoreError, errors of listening. */
export async function serve(places: Places, options: ServeOptions): Promise<Serving> {
  const config = await readConfig(places);
  if (config.practice !== options.practice)
    throw new StartFailure(
      'RELAY-USAGE',
      config.practice
        ? 'This is a practice relay: start it with --practice, so that nobody takes it for another.'
        : 'This relay is not for practice: start it without --practice.',
    );
  const log = relayLogger({
    now: () => Date.now(),
    destination: destinationOf(options.logTo),
    ...(options.logLevel ? { level: options.logLevel } : {}),
  });
  const closers: (() => unknown)[] = [];
  const close = async (): Promise<void> => {
    for (const closer of closers.splice(0).reverse()) await closer();
  };
  try {
    const operator = await claim(places.operatorSocket);
    closers.push(() => operator.close());
    const deps = await openDeps(places, config, log);
    closers.push(() => deps.store.close());
    const trustCard = await writeTrustCard(places, deps);
    // Loaded last: what refuses to start should say so before half a second of libraries.
    const { buildRelay } = await import('../app.ts');
    const app = await buildRelay(deps);
    closers.push(() => app.close());
    const port = await listen(app, config.listen);
    operator.answer(operatorOf(app.relay));
    if (config.metricsListen) {
      const { serveMetrics } = await import('../plugins/metrics.ts');
      const metrics: Server = await serveMetrics(app.metrics, config.metricsListen);
      closers.push(() => metrics.close());
    }
    log.info(nameOf(deps.ed25519));
    log.info({ event: 'listening', host: config.listen.host, port }, 'listening');
    return { origin: config.origin, host: config.listen.host, port, practice: config.practice, trustCard, close };
  } catch (error) {
    await close();
    throw error;
  }
}
