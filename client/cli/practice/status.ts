// `practice status` and `practice reset`: what there is, and how to be rid of it.
import { relative } from 'node:path';
import { systemRandom, toHex } from '../../../crypto/index.ts';
import { codeOf } from '../../sdk/index.ts';
import { takeLock } from '../../sdk/vaults/file/lock.ts';
import { CliError } from '../errors.ts';
import { listProfiles } from '../profile.ts';
import type { Run } from '../run.ts';
import { clearHome, originsOf, readPractice } from './home.ts';
import { isServing } from './running.ts';
import { practiceHomeOf } from './start.ts';

export async function showStatus(run: Run): Promise<void> {
  const { output, cwd, env } = run;
  const home = practiceHomeOf(run);
  const config = await readPractice(home);
  const running = config !== null && (await isServing(home, config));
  const profiles = (await listProfiles({ ...env, ROGATORY_HOME: home.folder }, cwd)).map(({ name }) => name);
  const state =
    config === null ? 'not begun' : running ? 'running' : config.state === 'ready' ? 'stopped' : 'half made';
  const links = config && originsOf(config);
  output.show({ state, folder: home.folder, profiles, ...(links ?? {}) }, () => [
    `Practice is ${state}.`,
    `  Folder      ${relative(cwd, home.folder) || '.'}`,
    ...(links ? [`  Web app     ${links.web}`, `  Relay       ${links.relay}`] : []),
    ...(profiles.length > 0 ? [`  Profiles    ${profiles.join(', ')}`] : []),
    running ? 'Stop it with Ctrl-C in its terminal.' : 'Start it with "npm start".',
  ]);
}

/** Removes the practice world. Throws CLI_PRACTICE_RUNNING while it runs. */
export async function resetPractice(run: Run): Promise<void> {
  const { output, cwd } = run;
  const home = practiceHomeOf(run);
  if ((await readPractice(home).catch(() => 'damaged')) === null) {
    output.show({ removed: [] }, () => ['There is no practice here: nothing was removed.']);
    return;
  }
  let release: () => Promise<void>;
  try {
    release = await takeLock(home.lock, toHex(systemRandom(8)));
  } catch (error) {
    if (codeOf(error) !== 'CLIENT_VAULT_BUSY') throw error;
    throw new CliError('CLI_PRACTICE_RUNNING', `It uses ${relative(cwd, home.folder) || 'this folder'}.`);
  }
  try {
    const removed = await clearHome(home);
    output.show({ removed }, () => [
      `Removed from ${relative(cwd, home.folder) || '.'}: ${removed.map((path) => relative(home.folder, path)).join(', ')}.`,
      'The next "npm start" begins anew.',
    ]);
  } finally {
    await release();
  }
}
