// A practice relay in this process on a real port, over real files: what clients of the SDK meet. It can be stopped, started again, and its clock wound.
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { systemRandom } from '../../crypto/primitives/random.ts';
import { portableEd25519 } from '../../crypto/primitives/sign.ts';
import { ready } from '../../crypto/primitives/sodium.ts';
import type { AuthorityId } from '../../crypto/wire/ids.ts';
import type { TrustCard } from '../../crypto/wire/trust-card.ts';
import { openStore } from '../../db/index.ts';
import type { Store } from '../../db/store.ts';
import { buildRelay } from '../../server/app.ts';
import { type ConfigFile, relayConfig } from '../../server/config.ts';
import { relayLogger } from '../../server/plugins/logging.ts';
import { openBlobs } from '../../server/services/blobs.ts';
import { trustCardOf } from '../../server/services/directory.ts';
import { keysFrom } from '../../server/services/keys.ts';

export type TestRelay = {
  readonly card: TrustCard;
  readonly dataDir: string;
  /** What carries the requests of clients, where somebody stands in the middle. */
  readonly via?: typeof fetch;
  /** The relay's clock and, unless told otherwise, the clients': real time, and what was wound. */
  readonly clock: { now(): number };
  wind(ms: number): void;
  app(): FastifyInstance;
  /** Every line logged so far. */
  logged(): string;
  /** The operator's decision. */
  admit(authority: AuthorityId): Promise<void>;
  stop(): Promise<void>;
  start(): Promise<void>;
  /** Stops, and removes the files. */
  close(): Promise<void>;
};

export type TestRelayOptions = {
  readonly file?: Partial<ConfigFile>;
  /** The log and operator keys, so that two relays can be one and the same to a client. */
  readonly master?: Uint8Array;
  readonly port?: number;
  /** A data directory to begin with a copy of; its relay is stopped. */
  readonly from?: string;
};

/** A port nobody has at this moment. */
export const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });

export async function startTestRelay(options: TestRelayOptions = {}): Promise<TestRelay> {
  await ready();
  const dataDir = await mkdtemp(join(tmpdir(), 'rogatory-relay-'));
  if (options.from) await cp(options.from, dataDir, { recursive: true, filter: (path) => !path.endsWith('.sock') });
  const port = options.port ?? (await freePort());
  const master = options.master ?? systemRandom(32);
  const lines: string[] = [];
  const destination = new Writable({
    write: (chunk, _encoding, done) => {
      lines.push(String(chunk));
      done();
    },
  });
  let wound = 0;
  const clock = { now: () => Date.now() + wound };
  const config = relayConfig(
    {
      version: 1,
      relayName: 'relay.test',
      origin: `http://127.0.0.1:${port}`,
      listen: { host: '127.0.0.1', port },
      practice: true,
      ...options.file,
      // A test on a busy machine is no overload of the relay.
      limits: {
        eventLoopDelayMs: 120_000,
        headersTimeoutMs: 120_000,
        requestTimeoutMs: 120_000,
        connectionTimeoutMs: 240_000,
        ...options.file?.limits,
      },
    },
    dataDir,
  );
  const keys = keysFrom(master, config.relayName);
  let running: { app: FastifyInstance; store: Store } | null = null;

  async function start(): Promise<void> {
    const store = await openStore(config.databaseUrl);
    const app = await buildRelay({
      config,
      store,
      blobs: await openBlobs(join(dataDir, 'uploads')),
      keys,
      ed25519: portableEd25519,
      clock,
      schedule: (ms, act) => {
        const timer = setTimeout(act, ms);
        return () => clearTimeout(timer);
      },
      random: systemRandom,
      log: relayLogger({ now: clock.now, destination, level: 'debug' }),
      fetch: () => Promise.reject(new Error('no network in this test')),
    });
    await app.listen({ host: '127.0.0.1', port });
    running = { app, store };
  }
  async function stop(): Promise<void> {
    const was = running;
    running = null;
    await was?.app.close();
    await was?.store.close();
  }
  const live = (): FastifyInstance => {
    if (!running) throw new Error('the relay is stopped');
    return running.app;
  };
  await start();
  return {
    card: trustCardOf(config, keys),
    dataDir,
    clock,
    wind: (ms) => {
      wound += ms;
    },
    app: live,
    logged: () => lines.join(''),
    admit: async (authority) => void (await live().relay.directory.admit(authority)),
    stop,
    start,
    async close() {
      await stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
