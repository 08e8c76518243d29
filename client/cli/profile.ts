// Profiles: a name for one vault, the trust card it believes in, and where both lie (protocol.md section 10; docs/command-line.md).
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseTrustCard, type TrustCard, trustCardJson } from '../../crypto/index.ts';
import { CliError } from './errors.ts';

type Env = Readonly<Record<string, string | undefined>>;

/** `folder` holds `rogatory.json` (the trust card), `vault/`, and `vault.key` where no passphrase opens the vault. */
export type Profile = { readonly name: string; readonly folder: string };

export const TRUST_FILE = 'rogatory.json';
const NAME = /^[a-z0-9][a-z0-9._-]{0,39}$/;

/** Where practice lives, unless ROGATORY_HOME says otherwise: below the folder one stands in. */
export const practiceHome = (env: Env, cwd: string): string =>
  resolve(env['ROGATORY_HOME'] || join(cwd, '.rogatory', 'practice'));

/** Homes in the order they are looked through. ROGATORY_HOME is then the only one. */
function homes(env: Env, cwd: string): readonly string[] {
  if (env['ROGATORY_HOME']) return [resolve(env['ROGATORY_HOME'])];
  const data = env['XDG_DATA_HOME'] || join(env['HOME'] || homedir(), '.local', 'share');
  return [join(data, 'rogatory'), practiceHome(env, cwd)];
}

export const profileAt = (home: string, name: string): Profile => ({ name, folder: join(home, 'profiles', name) });
export const vaultFolder = ({ folder }: Profile): string => join(folder, 'vault');
export const keyFile = ({ folder }: Profile): string => join(folder, 'vault.key');

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );

/** All profiles, by name. A name that stands in two homes is the first home's. */
export async function listProfiles(env: Env, cwd: string): Promise<Profile[]> {
  const found = new Map<string, Profile>();
  for (const home of homes(env, cwd))
    for (const name of await readdir(join(home, 'profiles')).catch(() => [] as string[]))
      if (NAME.test(name) && !found.has(name) && (await exists(join(home, 'profiles', name, TRUST_FILE))))
        found.set(name, profileAt(home, name));
  return [...found.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The profile to use: the named one, ROGATORY_PROFILE, or the only one. Throws CLI_PROFILE_MISSING, CLI_PROFILE_CHOICE. */
export async function chooseProfile(named: string | undefined, env: Env, cwd: string): Promise<Profile> {
  const all = await listProfiles(env, cwd);
  const wanted = named ?? env['ROGATORY_PROFILE'];
  const names = all.map(({ name }) => name).join(', ');
  if (wanted !== undefined) {
    const found = all.find(({ name }) => name === wanted);
    if (found) return found;
    const others = all.length > 0 ? ` There are: ${names}.` : '';
    throw new CliError('CLI_PROFILE_MISSING', `No profile is called "${wanted}".${others}`);
  }
  if (all.length > 1) throw new CliError('CLI_PROFILE_CHOICE', `Profiles: ${names}.`);
  if (!all[0]) throw new CliError('CLI_PROFILE_MISSING', `No profile in ${homes(env, cwd)[0]}.`);
  return all[0];
}

/** The trust card of a profile. Throws CLI_TRUST_MISSING, POLICY_TRUST. */
export async function trustOf({ folder }: Profile): Promise<TrustCard> {
  const path = join(folder, TRUST_FILE);
  const text = await readFile(path, 'utf8').catch(() => null);
  if (text === null) throw new CliError('CLI_TRUST_MISSING', `${path} is not there.`);
  return parseTrustCard(text);
}

/** The card of the first home that has one beside its profiles, as practice mode leaves it there; else null. */
export async function homeTrust(env: Env, cwd: string): Promise<TrustCard | null> {
  for (const home of homes(env, cwd)) {
    const text = await readFile(join(home, TRUST_FILE), 'utf8').catch(() => null);
    if (text !== null) return parseTrustCard(text);
  }
  return null;
}

/**
 * Makes the profile `name` for a trust card: practice stays in the practice home. Found again with the same card it is the same profile, so that a
 * step cut short can be repeated. Throws CLI_USAGE for a name no folder should have, CLI_PROFILE_EXISTS for another card.
 */
export async function makeProfile(name: string, trust: TrustCard, env: Env, cwd: string): Promise<Profile> {
  if (!NAME.test(name))
    throw new CliError(
      'CLI_USAGE',
      `"${name}" is no name for a profile: small letters, digits, dots and dashes, up to 40.`,
    );
  const found = (await listProfiles(env, cwd)).find((profile) => profile.name === name);
  const home = trust.practice ? practiceHome(env, cwd) : (homes(env, cwd)[0] as string);
  const profile = found ?? profileAt(home, name);
  const text = trustCardJson(trust);
  if (found) {
    if (trustCardJson(await trustOf(found)) !== text)
      throw new CliError('CLI_PROFILE_EXISTS', `The profile "${name}" believes in another trust card.`);
    return found;
  }
  await mkdir(profile.folder, { recursive: true, mode: 0o700 });
  await writeFile(join(profile.folder, TRUST_FILE), text, { mode: 0o600 });
  return profile;
}
