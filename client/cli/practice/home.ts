// Where practice lives: one folder with everything of it, and the ports, fixed once chosen because origins stand in signed policies (protocol.md section 10).
import { chmod, mkdir, open, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseTrustCard, type TrustCard, trustCardJson } from '../../../crypto/index.ts';
import { CliError } from '../errors.ts';

/** What lies where below the folder. */
export type PracticeHome = {
  readonly folder: string;
  readonly config: string;
  readonly lock: string;
  /** Data directory of the relay: all that the relay keeps. */
  readonly relay: string;
  readonly relayLog: string;
  readonly trustCard: string;
  readonly profiles: string;
  readonly seats: string;
  readonly recovery: string;
  readonly bundle: string;
  readonly request: string;
};

/** `founding` until everything that a start promises is there; a start that finds it so begins again. */
export type PracticeConfig = {
  readonly version: 1;
  readonly relayPort: number;
  readonly webPort: number;
  readonly state: 'founding' | 'ready';
};

export function homeAt(folder: string): PracticeHome {
  const at = (name: string): string => join(folder, name);
  return {
    folder,
    config: at('config.json'),
    lock: at('lock'),
    relay: at('relay'),
    relayLog: at('relay.log'),
    trustCard: at('rogatory.json'),
    profiles: at('profiles'),
    seats: at('seats.json'),
    recovery: at('recovery'),
    bundle: at('first-transmission.zip'),
    request: at('example-request.json'),
  };
}

/** Makes the folder, for its owner only. Throws CLI_FILE_WRITE. */
export async function makeHome({ folder }: PracticeHome): Promise<void> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await chmod(folder, 0o700);
  } catch (cause) {
    throw new CliError('CLI_FILE_WRITE', `${folder} cannot be made; ROGATORY_HOME names another place.`, { cause });
  }
}

/** Replaces a file as a whole. Throws CLI_FILE_WRITE. */
export async function replaceText(path: string, text: string): Promise<void> {
  const next = `${path}.new`;
  try {
    const file = await open(next, 'w', 0o600);
    await file.writeFile(text);
    await file.sync().finally(() => file.close());
    await rename(next, path);
  } catch (cause) {
    throw new CliError('CLI_FILE_WRITE', `${path} cannot be written.`, { cause });
  }
}

const isPort = (value: unknown): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value > 0 && value < 65_536;

/** The settings, or null where there are none yet. Throws CLI_PRACTICE_HOME for a file nobody can read as such. */
export async function readPractice({ config }: PracticeHome): Promise<PracticeConfig | null> {
  const text = await readFile(config, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOENT') return null;
    throw new CliError('CLI_FILE_READ', `${config} cannot be read.`, { cause });
  });
  if (text === null) return null;
  try {
    const { version, relayPort, webPort, state } = JSON.parse(text) as PracticeConfig;
    const known = state === 'founding' || state === 'ready';
    if (version === 1 && isPort(relayPort) && isPort(webPort) && known) return { version, relayPort, webPort, state };
  } catch {
    // Said below, as for any other text that is none of ours.
  }
  throw new CliError('CLI_PRACTICE_HOME', `${config} is damaged.`);
}

export const writePractice = ({ config }: PracticeHome, value: PracticeConfig): Promise<void> =>
  replaceText(config, `${JSON.stringify(value, null, 2)}\n`);

export const originsOf = ({ relayPort, webPort }: PracticeConfig) => ({
  relay: `http://localhost:${relayPort}`,
  web: `http://localhost:${webPort}`,
});

/** The trust card of this practice world. Throws CLI_PRACTICE_HOME, POLICY_TRUST. */
export async function practiceTrust({ trustCard }: PracticeHome): Promise<TrustCard> {
  const text = await readFile(trustCard, 'utf8').catch((cause: unknown) => {
    throw new CliError('CLI_PRACTICE_HOME', `${trustCard} is missing.`, { cause });
  });
  return parseTrustCard(text);
}

export const leaveTrust = ({ trustCard }: PracticeHome, card: TrustCard): Promise<void> =>
  writeFile(trustCard, trustCardJson(card), { mode: 0o600 });

async function isPractice(profile: string): Promise<boolean> {
  const text = await readFile(join(profile, 'rogatory.json'), 'utf8').catch(() => null);
  try {
    return text === null || parseTrustCard(text).practice;
  } catch {
    return false;
  }
}

/**
 * Removes all that practice made, the ports included unless `keepPorts`, and nothing else: a home may hold profiles of authorities that exist.
 * Returns what was removed.
 */
export async function clearHome(home: PracticeHome, keepPorts = false): Promise<string[]> {
  const removed: string[] = [];
  const remove = async (path: string): Promise<void> => {
    await rm(path, { recursive: true, force: true });
    removed.push(path);
  };
  const there = new Set(await readdir(home.folder).catch(() => [] as string[]));
  const { folder: _, lock: __, profiles: ___, config, ...ours } = home;
  for (const path of [...Object.values(ours), ...(keepPorts ? [] : [config])])
    if (there.has(path.slice(home.folder.length + 1))) await remove(path);
  for (const name of await readdir(home.profiles).catch(() => [] as string[])) {
    const profile = join(home.profiles, name);
    if (await isPractice(profile)) await remove(profile);
  }
  return removed;
}
