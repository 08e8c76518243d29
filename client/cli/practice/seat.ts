// Somebody's place in practice: a profile whose vault opens with the key file beside it, and the client over it (protocol.md section 10).
import { mkdir, writeFile } from 'node:fs/promises';
import { io } from 'socket.io-client';
import { PROTECTIONS, ready, systemRandom, type TrustCard, trustCardJson } from '../../../crypto/index.ts';
import { practiceAuthenticator } from '../../sdk/authenticators/practice.ts';
import { nodeEngines } from '../../sdk/engines/node.ts';
import { type Client, openClient } from '../../sdk/index.ts';
import { openFileVault } from '../../sdk/vaults/file.ts';
import { CliError } from '../errors.ts';
import { keyFile, profileAt, TRUST_FILE, trustOf, vaultFolder } from '../profile.ts';
import { newSecret } from '../secret.ts';
import type { PracticeHome } from './home.ts';

export type Seat = { readonly profile: string; readonly client: Client; close(): Promise<void> };

// A practice vault has a key file: nobody is ever asked.
const refuse = async (): Promise<never> => {
  throw new CliError('CLI_PRACTICE_HOME', 'A key file of a practice profile is missing.');
};
const NOBODY = { possible: false, confirm: refuse, line: refuse, secret: refuse };

/** Makes the profile for a trust card; what is there already stays. */
export async function makeSeat(home: PracticeHome, profile: string, trust: TrustCard): Promise<void> {
  const { folder } = profileAt(home.folder, profile);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await writeFile(`${folder}/${TRUST_FILE}`, trustCardJson(trust), { mode: 0o600 });
}

/** Opens a profile of practice; the caller closes it. `via`: what carries its requests. Throws CLIENT_VAULT_*, CLI_TRUST_MISSING. */
export async function openSeat(home: PracticeHome, profile: string, via: typeof fetch = fetch): Promise<Seat> {
  await ready();
  const at = profileAt(home.folder, profile);
  const trust = await trustOf(at);
  const secret = await newSecret(keyFile(at), {}, NOBODY, { keyed: true, random: systemRandom });
  const vault = await openFileVault({ path: vaultFolder(at), secret, random: systemRandom, create: true });
  try {
    const client = await openClient({
      vault,
      trust,
      fetch: via,
      authenticator: practiceAuthenticator(vault, systemRandom),
      protection: PROTECTIONS.keyFile,
      engines: nodeEngines,
      sockets: io,
    });
    return { profile, client, close: () => vault.close() };
  } catch (error) {
    await vault.close();
    throw error;
  }
}

/** Opens a profile, does something, and closes it whatever happens. */
export async function atSeat<T>(home: PracticeHome, profile: string, act: (client: Client) => Promise<T>): Promise<T> {
  const seat = await openSeat(home, profile);
  try {
    return await act(seat.client);
  } finally {
    await seat.close();
  }
}
