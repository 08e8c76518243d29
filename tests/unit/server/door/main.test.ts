// The relay's program: it starts, serves, stops in time, and whatever keeps it from that is one sentence and a code (docs/operations.md).
import { type ChildProcess, spawn } from 'node:child_process';
import { chmod, cp, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { parseTrustCard } from '../../../../crypto/wire/trust-card.ts';
import { START_CODES, type StartCode } from '../../../../server/failure.ts';
import { init } from '../../../../server/main/init.ts';
import { placesIn } from '../../../../server/main/places.ts';
import { openDoorOf } from '../../../testkit/door.ts';
import { type Outcome, runProgram } from '../../../testkit/program.ts';
import { ROOT } from '../../../testkit/tree.ts';

// Programs are started dozens of times, on a machine that may be busy with other tests.
vi.setConfig({ testTimeout: 120_000 });

let home: string;
let count = 0;
const running = new Set<ChildProcess>();

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'rogatory-main-'));
});
afterAll(async () => {
  for (const child of running) child.kill('SIGKILL');
  await rm(home, { recursive: true, force: true });
});

const run = (...args: string[]): Promise<Outcome> => runProgram(process.execPath, ['server/main.ts', ...args]);
const codeOf = ({ status, err }: Outcome): [string, boolean] => {
  const code = /^([A-Z-]+): /.exec(err)?.[1] ?? 'none';
  // One sentence or two, on one line, and the status that belongs to the code.
  return [code, err.trim().split('\n').length === 1 && status === START_CODES[code as StartCode]];
};

/** A relay made for practice on a free port; `serve` must say --practice. */
async function made(): Promise<{ data: string; port: number }> {
  const data = join(home, `relay-${++count}`);
  const probe = createServer();
  const port = await new Promise<number>((resolve) =>
    probe.listen(0, '127.0.0.1', () => resolve((probe.address() as { port: number }).port)),
  );
  await new Promise((resolve) => probe.close(resolve));
  await init(placesIn(data), { practice: true, listen: `127.0.0.1:${port}` });
  return { data, port };
}

function start(data: string): Promise<{ child: ChildProcess; facts: { event: string; port: number } }> {
  const child = spawn(process.execPath, ['server/main.ts', 'serve', '--data', data, '--practice', '--json'], {
    cwd: ROOT,
  });
  running.add(child);
  child.on('exit', () => running.delete(child));
  return new Promise((resolve, reject) => {
    let err = '';
    child.stderr?.on('data', (text) => (err += String(text)));
    child.stdout?.once('data', (line) => resolve({ child, facts: JSON.parse(String(line)) }));
    child.once('exit', (status) => reject(new Error(`ended with ${status}: ${err}`)));
  });
}
const ended = (child: ChildProcess): Promise<number | null> => new Promise((resolve) => child.once('exit', resolve));
const stranger = (port: number): Promise<Server> =>
  new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve(server));
  });

describe('init', () => {
  test('makes a directory for its owner only, with a key, settings and a trust card that reads back', async () => {
    const data = join(home, 'spoken');
    const outcome = await run('init', '--data', data, '--practice', '--listen', '127.0.0.1:8799');
    expect(outcome).toMatchObject({ status: 0, err: '', out: expect.stringContaining('--practice') });
    expect((await stat(data)).mode & 0o777).toBe(0o700);
    expect((await stat(join(data, 'relay.key'))).mode & 0o777).toBe(0o600);
    const card = parseTrustCard(await readFile(join(data, 'rogatory.json'), 'utf8'));
    expect(card).toMatchObject({ practice: true, relayOrigin: 'http://localhost:8799' });
  });

  test('never writes over a relay', async () => {
    const { data } = await made();
    const key = await readFile(join(data, 'relay.key'));
    const again = await run('init', '--data', data, '--practice');
    expect(codeOf(again)).toEqual(['RELAY-DATA', true]);
    expect(await readFile(join(data, 'relay.key'))).toEqual(key);
  });

  test('in earnest it asks for an address, and takes no nonsense', async () => {
    const data = join(home, 'earnest');
    expect(codeOf(await run('init', '--data', data))).toEqual(['RELAY-USAGE', true]);
    const refusal = (options: Parameters<typeof init>[1]) => init(placesIn(data), options).catch((error) => error.code);
    expect(await refusal({ practice: false, origin: 'ftp://x' })).toBe('RELAY-CONFIG');
    expect(await refusal({ practice: false, origin: 'https://x.example/path' })).toBe('RELAY-CONFIG');
    expect(await refusal({ practice: true, listen: 'x' })).toBe('RELAY-USAGE');
    expect(await refusal({ practice: true, listen: 'localhost:70000' })).toBe('RELAY-USAGE');
    expect(await readdir(home)).not.toContain('earnest');
  });
});

describe('serve', () => {
  test('serves, refuses a second of its kind, and on SIGTERM frees the port within two seconds', async () => {
    const { data, port } = await made();
    const { child, facts } = await start(data);
    expect(facts).toMatchObject({ schemaVersion: 1, event: 'listening', port });
    const health = (await (await fetch(`http://127.0.0.1:${port}/readyz`)).json()) as object;
    expect(health).toMatchObject({ status: 'ok', practice: true });
    expect(codeOf(await run('serve', '--data', data, '--practice'))).toEqual(['RELAY-RUNNING', true]);
    expect(codeOf(await run('fsck', '--data', data))).toEqual(['RELAY-RUNNING', true]);
    const waiting = await run('admit', '--data', data, '--json');
    expect(JSON.parse(waiting.out)).toEqual({ schemaVersion: 1, waiting: [] });
    expect(codeOf(await run('admit', '--data', data, 'ab'.repeat(32)))).toEqual(['RELAY-ADMISSION', true]);
    const before = performance.now();
    const end = ended(child);
    child.kill('SIGTERM');
    expect(await end).toBe(0);
    expect(performance.now() - before).toBeLessThan(2000);
    (await stranger(port)).close();
  });

  test('after kill -9 it starts again: what the dead one left behind is in nobody’s way', async () => {
    const { data } = await made();
    const { child } = await start(data);
    const end = ended(child);
    child.kill('SIGKILL');
    await end;
    expect(await readdir(data)).toContain('operator.sock');
    const again = await start(data);
    const stopped = ended(again.child);
    again.child.kill('SIGINT');
    expect(await stopped).toBe(0);
  });

  test('a stranger on the port, named, and what to do', async () => {
    const { data, port } = await made();
    const other = await stranger(port);
    const outcome = await run('serve', '--data', data, '--practice');
    expect(codeOf(outcome)).toEqual(['RELAY-PORT', true]);
    expect(outcome.err).toContain(String(port));
    expect(outcome.err).toContain('config.json');
    await new Promise((resolve) => other.close(resolve));
  });

  const harms: [string, (data: string) => Promise<unknown>, StartCode][] = [
    ['no data directory', (data) => rm(data, { recursive: true }), 'RELAY-DATA'],
    ['a damaged database', (data) => writeFile(join(data, 'relay.db'), 'x'.repeat(8192)), 'RELAY-DATABASE'],
    ['a key that others may read', (data) => chmod(join(data, 'relay.key'), 0o644), 'RELAY-KEY'],
    ['a key cut short', (data) => writeFile(join(data, 'relay.key'), 'x'), 'RELAY-KEY'],
    ['no key', (data) => rm(join(data, 'relay.key')), 'RELAY-KEY'],
    ['settings that are no JSON', (data) => writeFile(join(data, 'config.json'), '{'), 'RELAY-CONFIG'],
    [
      'a misspelt setting',
      async (data) => {
        const path = join(data, 'config.json');
        const settings = JSON.parse(await readFile(path, 'utf8')) as object;
        await writeFile(path, JSON.stringify({ ...settings, limit: {} }));
      },
      'RELAY-CONFIG',
    ],
  ];
  test.each(harms)('%s: one sentence and a code', async (_what, harm, code) => {
    const { data } = await made();
    await harm(data);
    expect(codeOf(await run('serve', '--data', data, '--practice'))).toEqual([code, true]);
  });

  test('practice and earnest are not mistaken for each other; unknown words are usage', async () => {
    const { data } = await made();
    expect(codeOf(await run('serve', '--data', data))).toEqual(['RELAY-USAGE', true]);
    expect((await run('nonsense')).status).toBe(2);
    expect((await run('--help')).status).toBe(0);
  });
});

describe('what was signed', () => {
  /** The files of a relay that has admitted an authority, and of the same relay before. */
  async function twoAges(): Promise<{ data: string; old: string }> {
    const { data } = await made();
    const settings = JSON.parse(await readFile(join(data, 'config.json'), 'utf8')) as { relayName: string };
    const door = await openDoorOf({ relayName: settings.relayName });
    const norvania = await door.enter('Norvania');
    const old = join(home, `old-${count}`);
    await cp(door.deps.config.dataDir, old, { recursive: true });
    await door.app.relay.directory.admit(norvania.id);
    await door.app.close();
    await door.store.close();
    for (const name of ['relay.db', 'second-place.log'])
      await cp(join(door.deps.config.dataDir, name), join(data, name));
    await rm(door.deps.config.dataDir, { recursive: true });
    return { data, old };
  }

  test('a back-up put back under a newer second place: the relay refuses to sign, and doctor and fsck say so', async () => {
    const { data, old } = await twoAges();
    expect((await run('fsck', '--data', data, '--json')).out).not.toContain('second place');
    for (const name of ['relay.db', 'relay.db-wal']) await cp(join(old, name), join(data, name)).catch(() => undefined);
    expect(codeOf(await run('serve', '--data', data, '--practice'))).toEqual(['RELAY-SECOND-PLACE', true]);
    expect((await run('doctor', '--data', data)).out).toContain('RELAY-SECOND-PLACE');
    const checked = await run('fsck', '--data', data, '--json');
    expect(checked.status).toBe(START_CODES['RELAY-UNSOUND']);
    expect(checked.out).toContain('second place');
  });

  test('a second place that is gone: the relay refuses to sign', async () => {
    const { data } = await twoAges();
    await rm(join(data, 'second-place.log'));
    expect(codeOf(await run('serve', '--data', data, '--practice'))).toEqual(['RELAY-SECOND-PLACE', true]);
  });
});

describe('doctor and fsck', () => {
  test('a sound relay is well and clean', async () => {
    const { data } = await made();
    const looked = await run('doctor', '--data', data, '--json');
    const { findings } = JSON.parse(looked.out) as { findings: { what: string; mend: string | null }[] };
    expect([looked.status, findings.filter((f) => f.mend !== null)]).toEqual([0, []]);
    expect(findings.map((f) => f.what)).toEqual(
      expect.arrayContaining(['Node', 'rights', 'disk space', 'port', 'database', 'clock']),
    );
    expect(await run('fsck', '--data', data)).toMatchObject({ status: 0, out: expect.stringContaining('Clean') });
  });

  test('doctor finds open rights and a taken port, and says what to do', async () => {
    const { data, port } = await made();
    await chmod(data, 0o755);
    const other = await stranger(port);
    const outcome = await run('doctor', '--data', data);
    await new Promise((resolve) => other.close(resolve));
    expect(outcome.status).toBe(START_CODES['RELAY-UNSOUND']);
    expect(outcome.out).toMatch(/MEND {2}rights[\s\S]*chmod go-rwx/);
    expect(outcome.out).toMatch(/MEND {2}port[\s\S]*listen/);
  });
});
