// A folder for practice to start in. In a whole run each worker founds one world, and every file that it runs gets a copy: founding is tested elsewhere, and takes longer than most files.

import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { homeAt, readPractice } from '../../client/cli/practice/home.ts';
import { anyPair, freePair, isFree } from '../../client/cli/practice/ports.ts';
import { startPractice } from './practice.ts';

/** Below the ports that a system gives to whoever asks for any: those of a world stand in what it signed, and must still be free for the next copy. */
const FIRST_PORT = 21_000;
const PORTS_A_WORKER = 500;

/** The world of one worker, founded at its first use. */
async function founded(folder: string, worker: number): Promise<string> {
  const world = join(folder, `world-${worker}`);
  if (existsSync(`${world}.founded`)) return world;
  const ports = await freePair(FIRST_PORT + worker * PORTS_A_WORKER);
  if (!ports) throw new Error('no two free ports next to each other');
  await mkdir(world, { recursive: true, mode: 0o700 });
  await writeFile(join(world, 'config.json'), JSON.stringify({ version: 1, ...ports, state: 'founding' }));
  const practice = startPractice(world);
  await practice.saying('Try next').finally(() => practice.end('SIGTERM'));
  await writeFile(`${world}.founded`, '');
  return world;
}

/** A new folder: a copy of what this worker founded, or one that is founded at its start, where nobody keeps worlds or somebody else took the ports. */
export async function practiceFolder(): Promise<string> {
  const home = await mkdtemp(join(tmpdir(), 'rogatory-browser-'));
  const { ROGATORY_TEST_WORLDS: folder, VITEST_POOL_ID: worker } = process.env;
  if (folder !== undefined && worker !== undefined) {
    const world = await founded(folder, Number(worker));
    const ports = await readPractice(homeAt(world));
    if (ports && (await isFree(ports.relayPort)) && (await isFree(ports.webPort))) {
      await cp(world, home, { recursive: true, preserveTimestamps: true });
      return home;
    }
  }
  // Ports of the system's choosing, as after a start that was cut short: several worlds begin at the same moment.
  await writeFile(join(home, 'config.json'), JSON.stringify({ version: 1, ...(await anyPair()), state: 'founding' }));
  return home;
}
