// The command line as people run it: the real launcher in a home of its own, its streams and exit code, profiles made by hand where a test needs them at once.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openFileVault } from '../../client/sdk/vaults/file.ts';
import { toHex } from '../../crypto/primitives/bytes.ts';
import { systemRandom } from '../../crypto/primitives/random.ts';
import { type TrustCard, trustCardJson } from '../../crypto/wire/trust-card.ts';
import type { Someone } from './authority.ts';
import { ROOT } from './tree.ts';

const LAUNCHER = join(ROOT, 'client/cli/rogatory.mjs');

export type Ran = { readonly code: number | null; readonly out: string; readonly err: string };
export type Asked = {
  readonly input?: string | Uint8Array;
  readonly env?: Readonly<Record<string, string>>;
  /** Sees the process while it runs. */
  readonly during?: (child: ChildProcess) => void;
};

export type Terminal = {
  /** The folder commands run in; ROGATORY_HOME lies in it. */
  readonly folder: string;
  at(...names: string[]): string;
  run(words: readonly string[], asked?: Asked): Promise<Ran>;
  /** Runs it with --json, demands `code`, and reads the answer. */
  json<T = Record<string, unknown>>(words: readonly string[], code?: number): Promise<T>;
  /** A profile over somebody's vault as it is now, opened by a key file. */
  profile(name: string, card: TrustCard, who: Someone): Promise<void>;
  remove(): Promise<void>;
};

export async function openTerminal(): Promise<Terminal> {
  const folder = await mkdtemp(join(tmpdir(), 'rogatory-cli-'));
  const at = (...names: string[]): string => join(folder, ...names);
  const env = { PATH: process.env['PATH'] ?? '', HOME: folder, ROGATORY_HOME: at('home'), TZ: 'UTC' };

  async function run(words: readonly string[], asked: Asked = {}): Promise<Ran> {
    const child = spawn(process.execPath, [LAUNCHER, ...words], {
      cwd: folder,
      env: { ...env, ...asked.env },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    child.stdout.on('data', (bytes: Buffer) => void out.push(bytes));
    child.stderr.on('data', (bytes: Buffer) => void err.push(bytes));
    // A program that ends before it has read everything is no failure of the test.
    child.stdin.on('error', () => undefined);
    child.stdin.end(asked.input ?? '');
    asked.during?.(child);
    const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
    return { code, out: Buffer.concat(out).toString('utf8'), err: Buffer.concat(err).toString('utf8') };
  }

  return {
    folder,
    at,
    run,
    async json<T>(words: readonly string[], code = 0): Promise<T> {
      const ran = await run([...words, '--json']);
      if (ran.code !== code)
        throw new Error(`rogatory ${words.join(' ')} ended with ${ran.code}:\n${ran.err}${ran.out}`);
      return JSON.parse(ran.out) as T;
    },
    async profile(name, card, who) {
      const place = at('home', 'profiles', name);
      await mkdir(place, { recursive: true });
      await writeFile(join(place, 'rogatory.json'), trustCardJson(card));
      const key = systemRandom(32);
      await writeFile(join(place, 'vault.key'), toHex(key), { mode: 0o600 });
      const vault = await openFileVault({
        path: join(place, 'vault'),
        secret: { key },
        random: systemRandom,
        create: true,
      });
      const entries = [];
      for (const entry of await who.vault.list('')) entries.push({ key: entry, value: await who.vault.get(entry) });
      await vault.write(entries);
      await vault.close();
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

/** Every key of a JSON value with the kind of what it holds, lists by their first entry: its shape, without what it says. */
export function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.length === 0 ? [] : [shapeOf(value[0])];
  if (value === null) return 'null';
  if (typeof value !== 'object') return typeof value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, shapeOf(one)]));
}

export const textIn = (path: string): Promise<string> => readFile(path, 'utf8');
