// A command's party: the vault of its profile opened, the client over it, and both closed again whatever happens (docs/architecture.md).
import { PROTECTIONS, type TrustCard } from '../../crypto/index.ts';
import { practiceAuthenticator } from '../sdk/authenticators/practice.ts';
import { nodeEngine, nodeHasher } from '../sdk/engines/node.ts';
import { type Client, codeOf, type OutboxEntry, openClient, type Vault } from '../sdk/index.ts';
import { openFileVault, type VaultSecret } from '../sdk/vaults/file.ts';
import { openAttachment } from './attachment.ts';
import { passkeyPage } from './passkey-page.ts';
import { keyFile, makeProfile, type Profile, trustOf, vaultFolder } from './profile.ts';
import { openProgress } from './progress.ts';
import type { Run } from './run.ts';
import { knownSecret, newSecret } from './secret.ts';

export type Party = { readonly client: Client; readonly trust: TrustCard; readonly profile: Profile };

/** What to do about a relay that is away, where that is known: practice runs on this computer. */
export const awayHint = ({ practice }: TrustCard): string =>
  practice ? ' Practice is started with "npm start" in its folder.' : '';

async function clientOver(vault: Vault, trust: TrustCard, secret: VaultSecret, run: Run): Promise<Client> {
  const bars = new Map<string, ReturnType<typeof openProgress>>();
  return openClient({
    vault,
    trust,
    clock: { now: run.now },
    random: run.random,
    authenticator: trust.practice ? practiceAuthenticator(vault, run.random) : passkeyPage(run),
    protection: 'key' in secret ? PROTECTIONS.keyFile : PROTECTIONS.passphrase,
    engines: { engine: nodeEngine, hasher: nodeHasher },
    openSource: openAttachment,
    onProgress(_entry: OutboxEntry, file, { stage, done, total }) {
      const name = `${stage === 'sealing' ? 'Sealing' : 'Sending'} ${file.name}`;
      const bar = bars.get(name) ?? openProgress(run.output, run.err, name);
      bars.set(name, bar);
      bar.report(done, total);
      if (done >= total) bar.end();
    },
  });
}

async function within<T>(
  profile: Profile,
  trust: TrustCard,
  run: Run,
  { secret, create }: { readonly secret: VaultSecret; readonly create: boolean },
  act: (party: Party) => Promise<T>,
): Promise<T> {
  const vault = await openFileVault({ path: vaultFolder(profile), secret, random: run.random, create });
  try {
    return await act({ client: await clientOver(vault, trust, secret, run), trust, profile });
  } catch (error) {
    // Under --json an error is one line of JSON and nothing else.
    if (codeOf(error) === 'CLIENT_RELAY_UNREACHABLE' && trust.practice && !run.output.json)
      run.output.warn(awayHint(trust).trim());
    throw error;
  } finally {
    await vault.close();
  }
}

/** Runs `act` as the party of the chosen profile. Throws CLI_PROFILE_*, CLIENT_VAULT_*, and what `act` throws. */
export async function asParty<T>(run: Run, act: (party: Party) => Promise<T>): Promise<T> {
  const profile = await run.profile();
  const trust = await trustOf(profile);
  const secret = await knownSecret(keyFile(profile), run.options, run.prompt);
  return within(profile, trust, run, { secret, create: false }, act);
}

/** Runs `act` in a new profile, or one in which a founding or an invitation was begun. `keyed`: for a service, which types no passphrase. */
export async function asNewParty<T>(
  run: Run,
  trust: TrustCard,
  { keyed }: { readonly keyed: boolean },
  act: (party: Party) => Promise<T>,
): Promise<T> {
  const name = run.options.profile ?? run.env['ROGATORY_PROFILE'] ?? 'default';
  const profile = await makeProfile(name, trust, run.env, run.cwd);
  const options = { keyed: keyed || trust.practice, random: run.random };
  const secret = await newSecret(keyFile(profile), run.options, run.prompt, options);
  return within(profile, trust, run, { secret, create: true }, act);
}

/** Runs `act` on the newest state of directory and register. Throws as `asParty`, and CLIENT_ALARM, CLIENT_RELAY_*. */
export const asCurrentParty = <T>(run: Run, act: (party: Party) => Promise<T>): Promise<T> =>
  asParty(run, async (party) => {
    await party.client.sync();
    return act(party);
  });
