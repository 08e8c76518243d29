// `doctor`: looks at everything a relay needs and says, for each, that it is well or what to do (docs/operations.md).
import { statfs } from 'node:fs/promises';
import { createServer } from 'node:net';
import { pino } from 'pino';
import type { RelayConfig } from '../config.ts';
import { checkSecondPlace } from '../services/second-place.ts';
import { demandWritable, openDeps, readConfig, sharedBits } from './data-directory.ts';
import { LEAST_NODE, nodeIsFit } from './node.ts';
import { reach } from './operator-socket.ts';
import type { Places } from './places.ts';
import { failureOf } from './refusals.ts';

/** `mend`: null when it is well, else what to do. */
export type Finding = { readonly what: string; readonly found: string; readonly mend: string | null };

const LEAST_SPACE = 1024 ** 3;
// No relay ran before this: a clock that says so was never set.
const FIRST_YEAR = Date.UTC(2026, 0, 1);

async function look(what: string, act: () => Promise<Omit<Finding, 'what'>>): Promise<Finding> {
  try {
    return { what, ...(await act()) };
  } catch (error) {
    const failure = failureOf(error);
    return { what, found: failure.code, mend: failure.message };
  }
}
const well = (found: string) => ({ found, mend: null });

const portIsFree = ({ host, port }: RelayConfig['listen']): Promise<void> =>
  new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(port, host, () => server.close(() => resolve()));
  });

async function lookAtSpace(dataDir: string): Promise<Omit<Finding, 'what'>> {
  const { bavail, bsize } = await statfs(dataDir);
  const free = bavail * bsize;
  const found = `${(free / 1024 ** 3).toFixed(1)} GiB free`;
  return free < LEAST_SPACE
    ? { found, mend: 'Make room: below 1 GiB the relay may soon refuse to store.' }
    : well(found);
}

async function lookAtRights(places: Places): Promise<Omit<Finding, 'what'>> {
  const open = [];
  for (const path of [places.dataDir, places.key, places.config]) if ((await sharedBits(path)) !== 0) open.push(path);
  return open.length > 0
    ? { found: `open to others: ${open.join(', ')}`, mend: `Run: chmod go-rwx ${open.join(' ')}` }
    : well('for its owner only');
}

/** All findings, in the order they are looked at. Reads; of the data directory it changes nothing but a probe that it removes. */
export async function* doctor(places: Places, now: number): AsyncGenerator<Finding> {
  const node = process.versions.node;
  yield { what: 'Node', found: node, mend: nodeIsFit(node) ? null : `Install Node ${LEAST_NODE.join('.')} or newer.` };
  yield await look('data directory', async () => {
    await demandWritable(places.dataDir);
    return well(places.dataDir);
  });
  yield await look('rights', () => lookAtRights(places));
  yield await look('disk space', () => lookAtSpace(places.dataDir));
  let config: RelayConfig | null = null;
  yield await look('config.json', async () => {
    config = await readConfig(places);
    return well(`${config.relayName}, ${config.origin}${config.practice ? ', practice' : ''}`);
  });
  if (!config) return;
  const settings = config as RelayConfig;
  const running = await reach(places.operatorSocket);
  running?.destroy();
  yield await look('port', async () => {
    if (!running) await portIsFree(settings.listen);
    return well(`${settings.listen.host}:${settings.listen.port} ${running ? 'served by this relay' : 'free'}`);
  });
  if (running) {
    yield {
      what: 'database',
      found: 'in use by the running relay; stop it and ask again to have it looked at',
      mend: null,
    };
    return;
  }
  yield* lookInside(places, settings, now);
}

async function* lookInside(places: Places, config: RelayConfig, now: number): AsyncGenerator<Finding> {
  let newest = 0;
  yield await look('database', async () => {
    const { store, keys } = await openDeps(places, config, pino({ enabled: false }));
    try {
      const findings = await store.check();
      newest = (await store.sealed(keys.directoryOrigin))?.sealedAt ?? 0;
      if (findings.length > 0)
        return { found: findings.join('; '), mend: 'Restore the newest back-up, then run "rogatory relay fsck".' };
      await checkSecondPlace(config.secondPlacePath, store);
      return well('sound, and as the second place remembers it');
    } finally {
      await store.close();
    }
  });
  const mend = 'Set this computer’s clock: everything the relay signs carries its time.';
  const at = new Date(now).toISOString();
  yield { what: 'clock', found: at, mend: now < Math.max(FIRST_YEAR, newest - 60_000) ? mend : null };
}
