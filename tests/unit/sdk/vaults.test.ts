// Vaults: one behaviour for all engines (in a browser: tests/browser/vault.test.ts); then what only files can suffer: damage, crashes in between, two programs, wrong passphrases.
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { codeOf } from '../../../client/sdk/failure.ts';
import { put, type Vault } from '../../../client/sdk/vault.ts';
import { type FileVaultOptions, openFileVault } from '../../../client/sdk/vaults/file.ts';
import { memoryVault } from '../../../client/sdk/vaults/memory.ts';
import { utf8 } from '../../../crypto/primitives/bytes.ts';
import { ready } from '../../../crypto/primitives/sodium.ts';
import { seededRandom } from '../../testkit/seed.ts';
import { VAULT_CONTRACT } from '../../testkit/vault-contract.ts';

const folders: string[] = [];
const CHEAP = { passes: 1, kibibytes: 64, lanes: 1 };
const folder = (): string => {
  const path = mkdtempSync(join(tmpdir(), 'rogatory-vault-'));
  folders.push(path);
  return join(path, 'vault');
};
const options = (path: string, change: Partial<FileVaultOptions> = {}): FileVaultOptions => ({
  path,
  secret: { passphrase: 'correct horse' },
  random: seededRandom(path),
  create: true,
  testingOnlyStretch: CHEAP,
  ...change,
});
const refused = (act: Promise<unknown>) =>
  act.then(
    () => 'accepted',
    (error: unknown) => codeOf(error),
  );
const entriesOf = (path: string): string[] =>
  readdirSync(join(path, 'entries')).map((name) => join(path, 'entries', name));

beforeAll(() => ready());
afterAll(() => {
  for (const path of folders) rmSync(path, { recursive: true, force: true });
});

const engines: [string, () => Promise<Vault>][] = [
  ['memory', async () => memoryVault()],
  ['files', () => openFileVault(options(folder()))],
];
describe.each(engines)('a vault in %s', (_name, open) => {
  test.each(Object.entries(VAULT_CONTRACT))('%s', async (_title, run) => {
    const vault = await open();
    await run(vault);
    await vault.close();
  });
});

describe('a vault in a folder', () => {
  test('shows neither keys nor values to whoever reads the disk, and opens to its owner only', async () => {
    const path = folder();
    const vault = await openFileVault(options(path));
    await vault.write([
      { key: 'item/amarantha', value: utf8('Amarantha Quill') },
      put('identity', { seed: utf8('Amarantha') }),
    ]);
    await vault.close();
    const all = Buffer.concat(
      [...readdirSync(path), ...entriesOf(path)].map((name) => {
        const file = name.startsWith(path) ? name : join(path, name);
        return statSync(file).isFile() ? Buffer.concat([Buffer.from(file), readFileSync(file)]) : Buffer.from(file);
      }),
    );
    expect(all.includes('marantha')).toBe(false);
    expect(statSync(path).mode & 0o777).toBe(0o700);
    for (const file of entriesOf(path)) expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readdirSync(path).sort()).toEqual(['entries', 'vault.header']);
  });

  test('closes a folder that was open to others', async () => {
    const path = folder();
    await (await openFileVault(options(path))).close();
    chmodSync(path, 0o755);
    await (await openFileVault(options(path))).close();
    expect(statSync(path).mode & 0o777).toBe(0o700);
  });

  test('opens again with its passphrase in any normal form, and with no other secret', async () => {
    const path = folder();
    const decomposed = 'cle\u0301 du coffre';
    await (await openFileVault(options(path, { secret: { passphrase: decomposed } }))).close();
    await (await openFileVault(options(path, { secret: { passphrase: 'cl\u00e9 du coffre' } }))).close();
    for (const secret of [{ passphrase: 'cle du coffre' }, { passphrase: '' }, { key: new Uint8Array(32) }])
      expect(await refused(openFileVault(options(path, { secret })))).toBe('CLIENT_VAULT_PASSPHRASE');
    expect(readdirSync(path)).not.toContain('lock');
  });

  test('a service opens it with a key file’s bytes', async () => {
    const path = folder();
    const secret = { key: new Uint8Array(32).fill(7) };
    const vault = await openFileVault(options(path, { secret }));
    await vault.write([{ key: 'a', value: utf8('a') }]);
    await vault.close();
    expect(await refused(openFileVault(options(path)))).toBe('CLIENT_VAULT_PASSPHRASE');
    const again = await openFileVault(options(path, { secret, create: false }));
    expect(await again.get('a')).toEqual(utf8('a'));
    await again.close();
  });

  test('is not made where none was asked for', async () => {
    expect(await refused(openFileVault(options(folder(), { create: false })))).toBe('CLIENT_VAULT_MISSING');
  });

  test('lets one program in at a time, and outlives the crash of one', async () => {
    const path = folder();
    const vault = await openFileVault(options(path));
    expect(await refused(openFileVault(options(path)))).toBe('CLIENT_VAULT_BUSY');
    await vault.close();
    await (await openFileVault(options(path))).close();
    writeFileSync(join(path, 'lock'), '1 living'); // process 1 lives for ever
    expect(await refused(openFileVault(options(path)))).toBe('CLIENT_VAULT_BUSY');
    writeFileSync(join(path, 'lock'), '4194304 dead'); // beyond the largest process id
    await (await openFileVault(options(path))).close();
    writeFileSync(join(path, 'lock'), `${process.pid} earlier`); // the same number, in a container started again
    await (await openFileVault(options(path))).close();
    writeFileSync(join(path, 'lock'), '');
    await (await openFileVault(options(path))).close();
    expect(readdirSync(path).sort()).toEqual(['entries', 'vault.header']);
  });

  test('names the damaged file, whichever it is, and touches no other', async () => {
    const path = folder();
    const vault = await openFileVault(options(path));
    await vault.write([{ key: 'a', value: utf8('first') }]);
    await vault.close();
    const [file = ''] = entriesOf(path);
    const good = readFileSync(file);
    for (const bad of [good.subarray(0, 10), good.map((b, i) => (i === 30 ? b ^ 1 : b)), Buffer.alloc(0)]) {
      writeFileSync(file, bad);
      const opened = await openFileVault(options(path));
      const error = await opened.get('a').catch((thrown: unknown) => thrown);
      expect(codeOf(error)).toBe('CLIENT_VAULT_CORRUPT');
      expect((error as Error).message).toContain(file);
      await opened.close();
    }
    writeFileSync(file, good);
    writeFileSync(join(path, 'entries', 'ab'.repeat(60)), 'strange');
    const strange = await openFileVault(options(path));
    expect(await refused(strange.list(''))).toBe('CLIENT_VAULT_CORRUPT');
    await strange.close();
    const header = join(path, 'vault.header');
    const whole = readFileSync(header);
    for (const bad of [whole.subarray(0, 20), Buffer.from('{}'), Buffer.alloc(0)]) {
      writeFileSync(header, bad);
      expect(await refused(openFileVault(options(path)))).toBe('CLIENT_VAULT_CORRUPT');
    }
    rmSync(header); // entries without a header are not a reason to begin anew over them
    expect(await refused(openFileVault(options(path)))).toBe('CLIENT_VAULT_CORRUPT');
  });

  test('an entry moved under another name does not open', async () => {
    const path = folder();
    const vault = await openFileVault(options(path));
    await vault.write([{ key: 'a', value: utf8('a') }]);
    await vault.write([{ key: 'b', value: utf8('b') }]);
    const [one = '', two = ''] = entriesOf(path);
    writeFileSync(two, readFileSync(one));
    const results = [await refused(vault.get('a')), await refused(vault.get('b'))];
    expect(results.sort()).toEqual(['CLIENT_VAULT_CORRUPT', 'accepted']);
    await vault.close();
  });

  test('a batch cut short by a crash is whole after the next start', async () => {
    const path = folder();
    const vault = await openFileVault(options(path));
    await vault.write([
      { key: 'a', value: utf8('old a') },
      { key: 'b', value: utf8('old b') },
    ]);
    await vault.close();
    // The journal of a batch whose program ended after writing it: taken from a vault that could not go on.
    const entries = join(path, 'entries');
    const stuck = await openFileVault(options(path));
    rmSync(entries, { recursive: true });
    writeFileSync(entries, 'in the way');
    expect(
      await refused(
        stuck.write([
          { key: 'a', value: utf8('new a') },
          { key: 'b', value: null },
        ]),
      ),
    ).toBe('CLIENT_VAULT_WRITE');
    rmSync(entries);
    await stuck.close();
    expect(readdirSync(path)).toContain('journal');
    const after = await openFileVault(options(path));
    expect(await after.get('a')).toEqual(utf8('new a'));
    expect(await after.get('b')).toBeNull();
    expect(readdirSync(path)).not.toContain('journal');
    await after.close();
  });
});
