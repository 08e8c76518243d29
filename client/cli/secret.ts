// What opens a vault: a passphrase that is typed or comes from a file, or a key in a file only its owner may read; never an option's or a variable's value (protocol.md section 1).
import { open, readFile, stat } from 'node:fs/promises';
import { fromHex, type Random, toHex } from '../../crypto/index.ts';
import type { VaultSecret } from '../sdk/vaults/file.ts';
import { CliError } from './errors.ts';
import type { Prompt } from './prompt.ts';

/** Where the passphrase comes from when nobody is asked. */
export type SecretOptions = { readonly passphraseFile?: string; readonly passphraseFd?: string };

const MAX = 4096;

async function passphraseGiven({ passphraseFile, passphraseFd }: SecretOptions): Promise<string | null> {
  if (passphraseFile === undefined && passphraseFd === undefined) return null;
  if (passphraseFd !== undefined && !/^\d{1,4}$/.test(passphraseFd))
    throw new CliError('CLI_USAGE', '--passphrase-fd takes the number of an open file.');
  const source = passphraseFile ?? `descriptor ${passphraseFd}`;
  const text = await readFile(passphraseFile ?? `/dev/fd/${passphraseFd}`, 'utf8').catch((cause: unknown) => {
    throw new CliError('CLI_FILE_READ', `The passphrase cannot be read from ${source}.`, { cause });
  });
  // Editors end a file with a newline; a passphrase has none.
  const line = text.replace(/\r?\n$/, '');
  if (line === '' || line.length > MAX || line.includes('\n'))
    throw new CliError('CLI_FILE_READ', `${source} holds no passphrase: one line is expected.`);
  return line;
}

async function keyIn(path: string): Promise<Uint8Array | null> {
  const found = await stat(path).catch(() => null);
  if (!found) return null;
  if ((found.mode & 0o077) !== 0 && process.platform !== 'win32')
    throw new CliError('CLI_FILE_READ', `${path} may be read by others: chmod 600 it, and think of who did.`);
  const key = fromHex((await readFile(path, 'utf8')).trim());
  if (key?.length !== 32) throw new CliError('CLI_FILE_READ', `${path} holds no key of a vault.`);
  return key;
}

/** What opens the vault of a profile that is there. Throws CLI_FILE_READ, CLI_NO_INPUT, CLI_CANCELLED. */
export async function knownSecret(keyPath: string, options: SecretOptions, prompt: Prompt): Promise<VaultSecret> {
  const given = await passphraseGiven(options);
  if (given !== null) return { passphrase: given };
  const key = await keyIn(keyPath);
  if (key) return { key };
  return { passphrase: await prompt.secret('Passphrase of this profile:', '--passphrase-file FILE') };
}

/**
 * What a new vault shall be opened with. In practice, and for a service (`keyed`), a key file beside it when no passphrase is given; else a passphrase
 * typed twice. Throws as `knownSecret`.
 */
export async function newSecret(
  keyPath: string,
  options: SecretOptions,
  prompt: Prompt,
  { keyed, random }: { readonly keyed: boolean; readonly random: Random },
): Promise<VaultSecret> {
  const given = await passphraseGiven(options);
  if (given !== null) return { passphrase: given };
  const there = await keyIn(keyPath);
  if (there) return { key: there };
  if (keyed) {
    const key = random(32);
    const file = await open(keyPath, 'wx', 0o600);
    await file.writeFile(`${toHex(key)}\n`).finally(() => file.close());
    return { key };
  }
  const passphrase = await prompt.secret(
    'A passphrase for this device (several words are best):',
    '--passphrase-file FILE',
  );
  const again = await prompt.secret('The same passphrase again:', '--passphrase-file FILE');
  if (passphrase !== again) throw new CliError('CLI_USAGE', 'The two passphrases differ.');
  return { passphrase };
}
