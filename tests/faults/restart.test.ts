// Stopping and starting: a stop gives back the port and answers or stores what is under way, a second start is refused, an old back-up is not served.
import { cp, mkdir, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { START_CODES } from '../../server/failure.ts';
import type { TestAuthority } from '../testkit/cast.ts';
import { establishAll, load, seal } from '../testkit/load.ts';
import { type Oracle, openOracle } from '../testkit/oracle.ts';
import { runProgram } from '../testkit/program.ts';
import { RelayNotStarted, type RelayProcess, relayFolder, startRelay } from '../testkit/relay-process.ts';
import { type Visitor, visit } from '../testkit/visitor.ts';

let folder: Awaited<ReturnType<typeof relayFolder>>;
let relay: RelayProcess;
let visitor: Visitor;
let parties: TestAuthority[];
let oracle: Oracle;

async function start(): Promise<void> {
  relay = await startRelay(folder.dataDir);
  visitor = visit(relay.port);
}
async function stop(): Promise<void> {
  visitor.close();
  expect(await relay.end('SIGTERM')).toEqual({ code: 0, signal: null });
}
const sealed = (label: string, count: number) =>
  Array.from({ length: count }, (_, i) => seal(parties, `${label} ${i}`, 'a stop'));

/** What a refused start said and how it ended. */
async function refusedStart(): Promise<{ code: number | null; output: string }> {
  const outcome = await startRelay(folder.dataDir).catch((error: unknown) => error);
  if (!(outcome instanceof RelayNotStarted)) throw new Error('it started');
  return { code: outcome.code, output: outcome.output };
}

/** Binds the port as the next program would; rejects while somebody has it. */
const bind = (port: number): Promise<void> =>
  new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(port, '127.0.0.1', () => server.close(() => resolve()));
  });

beforeAll(async () => {
  folder = await relayFolder();
  await start();
  const made = await establishAll(visitor, folder.dataDir, ['Norvania', 'Talassa', 'Bystander']);
  const bystander = made.pop() as TestAuthority;
  parties = made;
  oracle = openOracle(folder.keys, parties, bystander);
});
afterAll(async () => {
  await relay.end('SIGKILL');
  await folder.remove();
});

test('a stop under load: the process ends by itself, its port can be bound, everything sent stands once', async () => {
  const pool = sealed('load', 40);
  const { port } = relay;
  let ended: Promise<unknown> = Promise.resolve();
  const outcome = await load(visitor, pool, 8, (count) => {
    // Eight are under way when the word comes, and their connections are open.
    if (count === 10) ended = relay.end('SIGTERM');
  });
  expect(await ended).toEqual({ code: 0, signal: null });
  await bind(port);
  // Those that came after the word were told so; the others were answered, or not at all.
  for (const { status } of outcome.refused) expect(status).toBe(503);
  oracle.acknowledged(outcome.acknowledged);
  visitor.close();
  await start();
  const again = [...outcome.unanswered, ...outcome.refused.map(({ one }) => one)];
  const rest = await load(visitor, again, 8);
  expect(rest.acknowledged).toHaveLength(again.length);
  oracle.acknowledged(rest.acknowledged);
  expect(await oracle.consult(visitor, true)).toEqual([]);
  expect(oracle.counts()).toEqual({ transmissions: pool.length, leaves: 2 * pool.length });
});

test('connections that ask nothing do not hold a stop up', async () => {
  const idle = visit(relay.port);
  expect((await idle.plain({ method: 'GET', url: '/healthz' }))?.status).toBe(200);
  const { port } = relay;
  await stop();
  await bind(port);
  idle.close();
  await start();
});

test('a second relay on the same data is refused, and the first serves on', async () => {
  const { code, output } = await refusedStart();
  expect(code).toBe(START_CODES['RELAY-RUNNING']);
  expect(output).toContain('RELAY-RUNNING');
  expect((await visitor.plain({ method: 'GET', url: '/healthz' }))?.status).toBe(200);
});

test('an old back-up of the database put back: nothing is signed, and one sentence says why', async () => {
  const files = ['relay.db', 'relay.db-wal', 'relay.db-shm'];
  const backup = join(folder.dataDir, '..', 'backup');
  const recent = join(folder.dataDir, '..', 'recent');
  const carry = async (from: string, to: string): Promise<void> => {
    await mkdir(to, { recursive: true });
    for (const name of files) await rm(join(to, name), { force: true });
    await cp(from, to, { recursive: true, filter: (path) => path === from || /relay\.db(-wal|-shm)?$/.test(path) });
  };
  await stop();
  await carry(folder.dataDir, backup);
  await start();
  const { acknowledged } = await load(visitor, sealed('after the back-up', 4), 4);
  expect(acknowledged).toHaveLength(4);
  oracle.acknowledged(acknowledged);
  await stop();

  await carry(folder.dataDir, recent);
  await carry(backup, folder.dataDir);
  const { code, output } = await refusedStart();
  expect(code).toBe(START_CODES['RELAY-SECOND-PLACE']);
  expect(output).toMatch(/^RELAY-SECOND-PLACE: The database is older than what was signed: .*signs nothing/m);
  const looked = await runProgram(process.execPath, ['server/main.ts', 'fsck', '--data', folder.dataDir]);
  expect(looked.status).toBe(START_CODES['RELAY-UNSOUND']);
  expect(looked.out).toMatch(/second place: The database is older/);

  await carry(recent, folder.dataDir);
  await start();
  expect(await oracle.consult(visitor, true)).toEqual([]);
});
