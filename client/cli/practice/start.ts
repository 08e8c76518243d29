// `practice start`: does the main job the first time, then serves; later it serves at once; a second one beside it shows where the first one is (protocol.md section 10).
import { join, relative } from 'node:path';
import { systemRandom, toHex } from '../../../crypto/index.ts';
import { codeOf } from '../../sdk/index.ts';
import { takeLock } from '../../sdk/vaults/file/lock.ts';
import { buildWeb } from '../../web/build.ts';
import { CliError } from '../errors.ts';
import { practiceHome } from '../profile.ts';
import type { Run } from '../run.ts';
import {
  clearHome,
  homeAt,
  makeHome,
  originsOf,
  type PracticeConfig,
  type PracticeHome,
  readPractice,
  writePractice,
} from './home.ts';
import { codeLines } from './invitations.ts';
import { type Lines, openLines } from './lines.ts';
import { perform } from './perform.ts';
import { freePair, isFree } from './ports.ts';
import { demandPorts, isServing, type Running, startRunning } from './running.ts';

/** However long something hangs, a stop is over after this. */
const STOP_MS = 1_900;
const PARENT_MS = 200;
const WAIT_MS = 20_000;

export const practiceHomeOf = ({ env, cwd }: Pick<Run, 'env' | 'cwd'>): PracticeHome => homeAt(practiceHome(env, cwd));

function linkLines(home: PracticeHome, config: PracticeConfig, cwd: string): string[] {
  const { web, relay } = originsOf(config);
  return [`  Web app     ${web}`, `  Relay       ${relay}`, `  Folder      ${relative(cwd, home.folder) || '.'}`];
}

/** What to type next; each of these lines works as it stands. */
function nextLines(home: PracticeHome, cwd: string): string[] {
  const at = (path: string): string => relative(cwd, path) || path;
  return [
    'Try next in the browser: enter the first code at the web app; its first page says what waits for you.',
    'Or in a second terminal in this folder:',
    '  npx rogatory inbox --profile norvania',
    `  npx rogatory send --to Talassa --act ${at(home.request)} --profile norvania`,
    '  npx rogatory inbox --profile norvania        (the simulated counterpart answers within seconds)',
    '  npx rogatory trust show --profile norvania',
    `  npx rogatory verify ${at(home.bundle)} --trust ${at(home.trustCard)}`,
  ];
}

/** Somebody holds the lock: practice runs already, or is being started. */
async function showRunning(home: PracticeHome, { output, cwd }: Run): Promise<void> {
  const deadline = Date.now() + WAIT_MS;
  for (;;) {
    const config = await readPractice(home);
    if (config?.state === 'ready' && (await isServing(home, config))) {
      output.show({ event: 'running', ...originsOf(config), folder: home.folder }, () => [
        'Practice is running already:',
        ...linkLines(home, config, cwd),
        'The codes of this session stand in the terminal that runs it.',
      ]);
      return;
    }
    if (Date.now() > deadline)
      throw new CliError(
        'CLI_PRACTICE_RUNNING',
        'Another start holds the folder and does not serve yet: look at its terminal.',
      );
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}

/** The ports of a start that was cut short, if nobody has taken them since. */
async function stillFree(known: PracticeConfig | null): Promise<Pick<PracticeConfig, 'relayPort' | 'webPort'> | null> {
  if (!known) return null;
  const { relayPort, webPort } = known;
  return (await isFree(relayPort)) && (await isFree(webPort)) ? { relayPort, webPort } : null;
}

/** The settings of a home that is ready, after the main job where it is not. Throws CLI_PRACTICE_*. */
async function readied(home: PracticeHome, lines: Lines, now: () => number): Promise<PracticeConfig> {
  const known = await readPractice(home);
  if (known?.state === 'ready') return known;
  // A first start that was cut short holds nothing of anybody's: no code of it was ever shown.
  if (known) lines.line('The first start was cut short: beginning again.');
  await clearHome(home);
  const pair = (await stillFree(known)) ?? (await freePair());
  if (!pair) throw new CliError('CLI_PRACTICE_PORT', 'No two free ports next to each other from 8787 on.');
  const config = { version: 1, ...pair, state: 'founding' } as const;
  await writePractice(home, config);
  await perform(home, config, lines, now);
  const ready = { ...config, state: 'ready' } as const;
  await writePractice(home, ready);
  return ready;
}

async function announce(
  running: Running,
  home: PracticeHome,
  config: PracticeConfig,
  lines: Lines,
  run: Run,
): Promise<void> {
  const { output, cwd, env } = run;
  lines.fact('Relay, web origin and simulated counterpart serve.');
  lines.line();
  lines.line('PRACTICE is running: invented States, software passkeys. Ctrl-C stops it.');
  for (const line of linkLines(home, config, cwd)) lines.line(line);
  const issued = await running.codes;
  if (running.stopping()) return;
  const codes = typeof issued === 'string' ? [] : issued;
  if (output.json) {
    output.show({ event: 'serving', ...originsOf(config), folder: home.folder, facts: lines.facts(), codes }, () => []);
    return;
  }
  lines.line(
    'One-use codes for Norvania, of this start only. Open the web app and enter one, or type the command beside it:',
  );
  if (typeof issued === 'string') lines.line(`  none this time: ${issued}`);
  for (const line of await codeLines(codes, home, env)) lines.line(line);
  for (const line of nextLines(home, cwd)) lines.line(line);
}

/** Resolves at Ctrl-C or SIGTERM, or when npm, which started this, is gone: the shell between the two passes no signal on. */
const stopped = (env: Run['env']): Promise<'stop'> =>
  new Promise((resolve) => {
    const stop = (): void => {
      setTimeout(() => process.exit(0), STOP_MS).unref();
      resolve('stop');
    };
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      // Elsewhere Ctrl-C ends the program at once; here there is something to put away first.
      process.removeAllListeners(signal);
      process.once(signal, stop);
    }
    const parent = process.ppid;
    if (env['npm_lifecycle_event'] === undefined) return;
    const watch = setInterval(() => {
      if (process.ppid === parent) return;
      clearInterval(watch);
      stop();
    }, PARENT_MS).unref();
  });

/** Runs practice until it is stopped. Throws CLI_PRACTICE_*, CLI_FILE_WRITE. */
export async function startPractice(run: Run): Promise<void> {
  const home = practiceHomeOf(run);
  await makeHome(home);
  let release: () => Promise<void>;
  try {
    release = await takeLock(home.lock, toHex(systemRandom(8)));
  } catch (error) {
    if (codeOf(error) !== 'CLIENT_VAULT_BUSY') throw error;
    return showRunning(home, run);
  }
  const { output, now } = run;
  const lines = openLines(output, now);
  const ended = stopped(run.env);
  let running: Running | null = null;
  // Beside the founding, in a process of its own; whoever needs it hears how it went.
  const app = buildWeb();
  app.catch(() => undefined);
  try {
    const first = Promise.race([ended, readied(home, lines, now)]);
    const config = await first;
    if (config === 'stop') return;
    await demandPorts(config);
    running = await startRunning(home, config, now, (line) => output.talk(line), app);
    void announce(running, home, config, lines, run);
    const died = running.relay.exited.then((code) => code);
    const why = await Promise.race([ended, died]);
    if (why !== 'stop')
      throw new CliError(
        'CLI_PRACTICE_RELAY',
        `The relay ended with ${why}: ${join(relative(run.cwd, home.folder), 'relay.log')} says why.`,
      );
    output.talk('Stopping.');
  } finally {
    await running?.stop();
    await release();
  }
}
