// Relays as processes of their own, over a data directory that outlives them: started, awaited by what they say, ended by any signal.
import { type ChildProcess, spawn } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ready } from '../../crypto/primitives/sodium.ts';
import type { ConfigFile } from '../../server/config.ts';
import { init } from '../../server/main/init.ts';
import { placesIn } from '../../server/main/places.ts';
import { keysFrom, type RelayKeys, readMasterKey } from '../../server/services/keys.ts';
import { ROOT } from './tree.ts';

const RELAY_NAME = 'relay.test';
export const RELAY_ORIGIN = 'http://relay.test';

export type RelayFolder = {
  readonly dataDir: string;
  readonly keys: RelayKeys;
  /** A copy as it lies there now, for tools that must not touch it. The caller removes it. */
  copy(): Promise<string>;
  remove(): Promise<void>;
};

const temporary = (): Promise<string> => mkdtemp(join(tmpdir(), 'rogatory-faults-'));

/** A practice relay made by `init`, on a port that the system chooses; `change` is written over its settings. */
export async function relayFolder(change: Partial<ConfigFile> = {}): Promise<RelayFolder> {
  await ready();
  const parent = await temporary();
  const places = placesIn(join(parent, 'relay'));
  await init(places, { practice: true, name: RELAY_NAME, origin: RELAY_ORIGIN, listen: '127.0.0.1:0' });
  const settings = JSON.parse(await readFile(places.config, 'utf8')) as ConfigFile;
  await writeFile(places.config, JSON.stringify({ ...settings, ...change }));
  return {
    dataDir: places.dataDir,
    keys: keysFrom(await readMasterKey(places.key), RELAY_NAME),
    async copy() {
      const to = await temporary();
      // Sockets cannot be copied, and no tool wants them.
      await cp(places.dataDir, to, { recursive: true, filter: (path) => !path.endsWith('.sock') });
      return to;
    },
    remove: () => rm(parent, { recursive: true, force: true }),
  };
}

/** Where the process is to stand still: the `nth` passage of a point of the sequencer. */
export type Stall = { readonly point: 'before-commit' | 'after-commit' | 'after-second-place'; readonly nth: number };

export type Exit = { readonly code: number | null; readonly signal: NodeJS.Signals | null };

export type RelayProcess = {
  readonly port: number;
  readonly child: ChildProcess;
  readonly exited: Promise<Exit>;
  /** Resolves when the process says that it stands still. */
  readonly stalled: Promise<void>;
  /** Everything it wrote so far, both outputs. */
  output(): string;
  /** Sends the signal and waits for the end. */
  end(signal: NodeJS.Signals): Promise<Exit>;
};

type Options = {
  readonly stall?: Stall;
  /** Measured, so started with a channel to ask. */
  readonly measured?: boolean;
  /** Put before the command, e.g. a program that sets limits. */
  readonly under?: readonly string[];
  readonly node?: readonly string[];
};

const MAIN = join(ROOT, 'server/main.ts');
const STALLING = join(ROOT, 'tests/testkit/stalling-relay.ts');

/** Starts the relay of `dataDir`: `server/main.ts serve`, or the stalling program where a stall or a measurement is asked for. Throws when it ends before it listens. */
export function startRelay(dataDir: string, options: Options = {}): Promise<RelayProcess> {
  const { stall, measured, under = [], node = [] } = options;
  const program =
    stall || measured
      ? [STALLING, dataDir, ...(stall ? [stall.point, String(stall.nth)] : [])]
      : [MAIN, 'serve', '--data', dataDir, '--practice', '--json', '--log-level', 'debug'];
  const [command = '', ...rest] = [...under, process.execPath, ...node, ...program];
  const child = spawn(command, rest, {
    cwd: ROOT,
    env: { ...process.env, NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'pipe', ...(measured ? (['ipc'] as const) : [])],
  });
  const said = { out: '', err: '' };
  const exited = new Promise<Exit>((resolve) => child.once('close', (code, signal) => resolve({ code, signal })));
  let stalled = (): void => {};
  const stalling = new Promise<void>((resolve) => {
    stalled = resolve;
  });
  return new Promise((resolve, reject) => {
    const hear = (line: string): void => {
      const fact = JSON.parse(line) as { event?: string; port?: number };
      if (fact.event === 'stalled') stalled();
      if (fact.event === 'listening' && fact.port !== undefined) {
        const end = (signal: NodeJS.Signals): Promise<Exit> => {
          child.kill(signal);
          return exited;
        };
        resolve({ port: fact.port, child, exited, stalled: stalling, output: () => said.out + said.err, end });
      }
    };
    let heard = 0;
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      said.out += text;
      for (let at = said.out.indexOf('\n', heard); at >= 0; at = said.out.indexOf('\n', heard)) {
        hear(said.out.slice(heard, at));
        heard = at + 1;
      }
    });
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      said.err += text;
    });
    child.once('error', reject);
    void exited.then(({ code }) => reject(new RelayNotStarted(code, said.out + said.err)));
  });
}

/** The process ended before it listened. */
export class RelayNotStarted extends Error {
  readonly code: number | null;
  readonly output: string;
  constructor(code: number | null, output: string) {
    super(`the relay ended with ${code}: ${output.slice(-2000)}`);
    this.code = code;
    this.output = output;
  }
}
