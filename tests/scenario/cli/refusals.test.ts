// What goes wrong at the command line: each one clear sentence, a code, an exit code, and a state that is as it was or goes on (docs/command-line.md).
import { once } from 'node:events';
import { chmod, readdir, readFile, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { trustCardJson } from '../../../crypto/wire/trust-card.ts';
import { foundAuthority } from '../../testkit/authority.ts';
import { startTestRelay, type TestRelay } from '../../testkit/relay.ts';
import { openTerminal, type Terminal } from '../../testkit/terminal.ts';

let relay: TestRelay;
let terminal: Terminal;
beforeAll(async () => {
  relay = await startTestRelay();
  terminal = await openTerminal();
  const norvania = await foundAuthority(relay, 'Norvania', { jurisdiction: 'QM' });
  const talassa = await foundAuthority(relay, 'Talassa', { jurisdiction: 'QN' });
  await terminal.profile('norvania', relay.card, norvania.admin);
  await terminal.profile('talassa', relay.card, talassa.admin);
  await writeFile(terminal.at('card.json'), trustCardJson(relay.card));
  const { out } = await terminal.run(['send', '--example', 'mla-request']);
  await writeFile(terminal.at('request.json'), out);
});
afterAll(async () => {
  await relay.close();
  await terminal.remove();
});

/** Runs it and demands this end: nothing on standard output, the code in the last line of the talk. */
async function refused(words: readonly string[], exit: number, code: string): Promise<string> {
  const ran = await terminal.run(words);
  expect({ exit: ran.code, out: ran.out }).toEqual({ exit, out: '' });
  expect(ran.err).toMatch(new RegExp(`Code ${code}[.,]`));
  return ran.err;
}
const as = (name: string, ...words: string[]): string[] => [...words, '--profile', name];
const consultation = () => terminal.run(as('norvania', 'inbox', '--sent', '--offline', '--json'));

describe('typed wrong', () => {
  test.each([
    [['send', '--colour']],
    [['sned']],
    [['verify']],
    [['authority', 'invite', '--role', 'officer']],
    [['completion', 'tcsh']],
  ])('%j: the option or argument is named', async (words) => {
    const err = await refused(words, 2, 'CLI_USAGE');
    expect(err).toMatch(/colour|sned|file|--name|tcsh/);
  });

  test.each([
    ['no such profile', as('nobody', 'inbox'), 3, 'CLI_PROFILE_MISSING', 'There are: norvania, talassa'],
    ['which profile', ['inbox'], 2, 'CLI_PROFILE_CHOICE', 'norvania, talassa'],
    [
      'no such recipient',
      as('norvania', 'send', '--to', 'Atlantis', '--act', 'request.json', '-y'),
      3,
      'CLI_RECIPIENT_UNKNOWN',
      'Atlantis',
    ],
    [
      'two recipients fit',
      as('norvania', 'send', '--to', 'a', '--act', 'request.json', '-y'),
      2,
      'CLI_AMBIGUOUS',
      'Talassa \\(QN\\)',
    ],
    [
      'a class it cannot have',
      as('norvania', 'send', '--to', 'QN', '--act', 'request.json', '--class', 'ordinary', '-y'),
      2,
      'CLI_USAGE',
      'formal or urgent',
    ],
    [
      'no such act file',
      as('norvania', 'send', '--to', 'QN', '--act', 'gone.json', '-y'),
      2,
      'CLI_FILE_READ',
      'gone.json is not there',
    ],
    [
      'no such attachment',
      as('norvania', 'send', '--to', 'QN', '--act', 'request.json', '--file', 'gone.pdf', '-y'),
      2,
      'CLI_FILE_READ',
      'gone.pdf',
    ],
    [
      'oneself',
      as('norvania', 'send', '--to', 'QM', '--act', 'request.json', '-y'),
      2,
      'CLI_USAGE',
      'your own authority',
    ],
    ['no such transmission', as('norvania', 'show', 'ffffffff'), 3, 'CLIENT_NOT_FOUND', ''],
    [
      'no such role',
      as('norvania', 'authority', 'invite', '--name', 'X', '--role', 'king'),
      2,
      'CLI_USAGE',
      'signatory',
    ],
    ['no such kind', ['send', '--template', 'love-letter'], 2, 'CLI_USAGE', 'mla-request'],
    [
      'nobody to ask',
      as('norvania', 'send', '--to', 'QN', '--act', 'request.json', '--no-input'),
      2,
      'CLI_NO_INPUT',
      '--yes',
    ],
  ] as const)('%s', async (_name, words, exit, code, part) => {
    expect(await refused(words, exit, code)).toMatch(new RegExp(part));
  });

  test('an incomplete request names each gap with its paragraph, and nothing is sealed', async () => {
    const act = JSON.parse(await readFile(terminal.at('request.json'), 'utf8'));
    act.fields.facts = '';
    delete act.fields.items[0].account;
    await writeFile(terminal.at('gaps.json'), JSON.stringify(act));
    const ran = await terminal.run(as('norvania', 'send', '--to', 'QN', '--act', 'gaps.json', '-y'));
    expect(ran.code).toBe(2);
    expect(ran.out).toMatch(
      /Needed: a summary of the relevant facts — UNTOC article 18\(15\)\(c\).*\[facts\]\n.*the account — UNTOC/,
    );
    expect(ran.err).toContain('CLI_INCOMPLETE');
    expect(JSON.parse((await consultation()).out)).toMatchObject({ items: [], unsent: [] });
    await writeFile(terminal.at('no.json'), '{ "kind": "mla-request", ');
    await refused(as('norvania', 'send', '--to', 'QN', '--act', 'no.json', '-y'), 2, 'CLI_ACT_FILE');
  });
});

describe('files that are not what they seem', () => {
  test('a bundle that is none, and one that is cut', async () => {
    await refused(['verify', 'request.json', '--trust', 'card.json'], 2, 'CLIENT_BUNDLE_FILE');
    await refused(['verify', 'request.json', '--trust', 'request.json'], 2, 'POLICY_TRUST');
    await refused(['verify', '.', '--trust', 'card.json'], 2, 'CLI_FILE_READ');
  });

  test('an invitation that does not exist leaves a profile that can try again', async () => {
    await writeFile(terminal.at('code'), 'AAAA-AAAA-AAAA-AAAA-AAAA');
    const accept = as('me', 'authority', 'accept', '--name', 'Me', '--trust', 'card.json', '--code-file', 'code');
    for (const _ of [1, 2]) await refused(accept, 3, 'POLICY_INVITATION');
    await refused(as('me', 'inbox'), 3, 'CLIENT_NOT_ENROLLED');
    // What no code looks like is refused before a profile is made of it.
    await writeFile(terminal.at('code'), 'hello');
    const other = as('other', 'authority', 'accept', '--name', 'Me', '--trust', 'card.json', '--code-file', 'code');
    await refused(other, 3, 'POLICY_INVITATION');
    await refused(as('other', 'inbox'), 3, 'CLI_PROFILE_MISSING');
  });
});

describe('vaults', () => {
  const vault = (...names: string[]): string => terminal.at('home', 'profiles', ...names);

  test('a wrong passphrase opens nothing and harms nothing', async () => {
    await writeFile(terminal.at('right'), 'correct horse\n');
    await writeFile(terminal.at('wrong'), 'battery staple\n');
    const found = ['authority', 'found', '--name', 'Third', '--state', 'QO', '--admin', 'A', '--trust', 'card.json'];
    const made = await terminal.run([...as('third', ...found), '--passphrase-file', 'right']);
    expect(made.code).toBe(0);
    await refused([...as('third', 'authority', 'show'), '--passphrase-file', 'wrong'], 4, 'CLIENT_VAULT_PASSPHRASE');
    await refused(as('third', 'authority', 'show'), 2, 'CLI_NO_INPUT');
    expect((await terminal.run([...as('third', 'whoami'), '--passphrase-file', 'right'])).code).toBe(0);
  });

  test('a key file that others may read is refused', async () => {
    await chmod(vault('talassa', 'vault.key'), 0o644);
    expect(await refused(as('talassa', 'inbox'), 2, 'CLI_FILE_READ')).toContain('chmod 600');
    await chmod(vault('talassa', 'vault.key'), 0o600);
  });

  test('a vault in use says by whom, and is free again afterwards', async () => {
    const lock = vault('talassa', 'vault', 'lock');
    await writeFile(lock, `${process.pid} somebody`);
    expect(await refused(as('talassa', 'inbox'), 7, 'CLIENT_VAULT_BUSY')).toContain('Another program');
    // A holder that died is no holder.
    await writeFile(lock, '999999999 somebody');
    expect((await terminal.run(as('talassa', 'inbox'))).code).toBe(0);
  });

  test('a damaged vault names the file and says what to do', async () => {
    const folder = vault('talassa', 'vault', 'entries');
    // Names are random: all of them, because a command does not read every file.
    const paths = (await readdir(folder)).map((name) => join(folder, name));
    const flipLast = async (path: string): Promise<void> => {
      const bytes = await readFile(path);
      bytes.writeUInt8((bytes.at(-1) ?? 0) ^ 1, bytes.length - 1);
      await writeFile(path, bytes);
    };
    for (const path of paths) await flipLast(path);
    const ran = await terminal.run([...as('talassa', 'inbox'), '--verbose']);
    expect(ran).toMatchObject({ code: 1, out: '' });
    expect(ran.err).toContain('CLIENT_VAULT_CORRUPT');
    expect(paths.some((path) => ran.err.includes(basename(path)))).toBe(true);
    for (const path of paths) await flipLast(path);
    expect((await terminal.run(as('talassa', 'inbox'))).code).toBe(0);
  });

  test('another trust card than the vault was opened with is refused', async () => {
    const path = vault('talassa', 'rogatory.json');
    const own = await readFile(path, 'utf8');
    await writeFile(path, own.replace('127.0.0.1', 'localhost'));
    await refused(as('talassa', 'inbox'), 13, 'CLIENT_TRUST_CHANGED');
    await writeFile(path, own);
  });
});

describe('the relay is away', () => {
  const words = as('norvania', 'send', '--to', 'Talassa', '--act', 'request.json', '--file', 'request.json', '--yes');

  test('what was written is kept and goes out later, once', { timeout: 120_000 }, async () => {
    await relay.stop();
    const away = await terminal.run(words);
    expect(away).toMatchObject({ code: 6, out: '' });
    expect(away.err).toMatch(/It is kept as [0-9a-f]{16}\. Go on with: rogatory send --resume --profile norvania/);
    expect(away.err).toContain('CLIENT_RELAY_UNREACHABLE');
    const still = await terminal.run(as('norvania', 'send', '--resume'));
    expect(still.code).toBe(6);
    const inbox = await terminal.run(as('norvania', 'inbox'));
    expect(inbox.code).toBe(6);
    expect(inbox.out).toContain('1 waiting to be sent');
    await relay.start();
    const resumed = await terminal.run(as('norvania', 'send', '--resume'));
    expect(resumed).toMatchObject({ code: 0, out: expect.stringMatching(/^Submitted: /) });
    expect((await terminal.run(as('norvania', 'send', '--resume'))).out).toContain('Nothing is waiting');
    const { items } = await terminal.json<{ items: object[] }>(as('talassa', 'inbox'));
    expect(items).toHaveLength(1);
  });

  test('Ctrl-C while a relay keeps one waiting: kept, and how to go on', { timeout: 120_000 }, async () => {
    await relay.stop();
    expect((await terminal.run(words)).code).toBe(6);
    const silent: Server = createServer(() => undefined);
    silent.listen(Number(new URL(relay.card.relayOrigin).port), '127.0.0.1');
    await once(silent, 'listening');
    const connected = once(silent, 'connection');
    const resume = as('norvania', 'send', '--resume');
    const ran = await terminal.run(resume, { during: (child) => void connected.then(() => child.kill('SIGINT')) });
    expect(ran.code).toBe(130);
    expect(ran.err).toMatch(/^\nInterrupted\.\n.*rogatory send --resume --profile norvania/);
    silent.close();
    await relay.start();
    expect(await terminal.run(resume)).toMatchObject({ code: 0, out: expect.stringMatching(/^Submitted: /) });
  });
});
