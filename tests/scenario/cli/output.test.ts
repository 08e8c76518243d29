// How the command line speaks: data on one stream and talk on the other, JSON of fixed shape, colour only where it is wanted, help and completion that hold (docs/command-line.md).
import { writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { trustCardJson } from '../../../crypto/wire/trust-card.ts';
import { foundAuthority } from '../../testkit/authority.ts';
import { startTestRelay, type TestRelay } from '../../testkit/relay.ts';
import { openTerminal, shapeOf, type Terminal } from '../../testkit/terminal.ts';

let relay: TestRelay;
let terminal: Terminal;
let id = '';
const OWN = ['--profile', 'norvania'];
const THEIRS = ['--profile', 'talassa'];
beforeAll(async () => {
  relay = await startTestRelay();
  terminal = await openTerminal();
  const norvania = await foundAuthority(relay, 'Norvania', { jurisdiction: 'QM' });
  const talassa = await foundAuthority(relay, 'Talassa', { jurisdiction: 'QN' });
  await terminal.profile('norvania', relay.card, norvania.admin);
  await terminal.profile('talassa', relay.card, talassa.admin);
  await writeFile(terminal.at('card.json'), trustCardJson(relay.card));
  await writeFile(terminal.at('request.json'), (await terminal.run(['send', '--example', 'mla-request'])).out);
  const send = ['send', '--to', 'QN', '--act', 'request.json', '--file', 'request.json', '--yes', ...OWN];
  const { entry } = await terminal.json<{ entry: { transmission: string } }>(send);
  id = entry.transmission.slice(0, 8);
});
afterAll(async () => {
  await relay.close();
  await terminal.remove();
});

const AUTHORITY = {
  authority: 'string',
  name: 'string',
  names: { en: 'string' },
  jurisdiction: 'string',
  territory: 'null',
  kind: 'string',
  state: 'string',
  code: 'null',
  practice: 'boolean',
  words: ['string'],
  digits: 'string',
  verified: 'boolean',
  endorsements: [],
  particulars: 'null',
};
const PARTY = { authority: 'string', name: 'string' };
const ITEM = {
  id: 'string',
  transmission: 'string',
  case: 'string',
  direction: 'string',
  from: PARTY,
  to: [PARTY],
  references: { ours: 'null', theirs: 'string' },
  kind: 'string',
  class: 'string',
  status: 'string',
  caseStatus: 'string',
  flags: ['string'],
  registeredAt: 'string',
  answerBy: 'null',
  deadline: { what: 'string', at: 'string' },
  files: [{ name: 'string', mediaType: 'string', size: 'number', verified: 'boolean' }],
};

describe('JSON', () => {
  // A script reads these: a key that goes or changes its kind is a new schemaVersion.
  test.each([
    [
      'inbox',
      ['inbox', ...THEIRS],
      { current: 'boolean', practice: 'boolean', items: [ITEM], troubles: [], returned: [], unsent: [] },
    ],
    ['authority list', ['authority', 'list', ...OWN], { authorities: [AUTHORITY] }],
    [
      'authority members',
      ['authority', 'members', ...OWN],
      {
        members: [
          {
            official: 'string',
            name: 'string',
            roles: ['string'],
            devices: ['string'],
            passkeys: 'number',
            invitedUntil: 'null',
          },
        ],
      },
    ],
    ['trust alarms', ['trust', 'alarms', ...OWN], { alarms: [] }],
    [
      'register checkpoint',
      ['register', 'checkpoint', ...OWN],
      { origin: 'string', size: 'number', root: 'string', note: 'string', vkeys: ['string'] },
    ],
    ['version', ['version'], { version: 'string', node: 'string' }],
  ])('%s', async (_name, words, shape) => {
    expect(shapeOf(await terminal.json(words))).toEqual({ schemaVersion: 'number', ...shape });
  });

  test('show: the item with its act, letter and events', async () => {
    const { item } = await terminal.json<{ item: Record<string, unknown> }>(['show', id, ...THEIRS]);
    const { act, ...rest } = item;
    expect(shapeOf(rest)).toEqual({
      ...ITEM,
      letter: 'string',
      signedBy: ['string'],
      events: [{ at: 'string', event: 'string', by: 'string', index: 'number', proved: 'boolean' }],
    });
    expect(act).toMatchObject({ kind: 'mla-request', version: 1 });
    const times = [rest['registeredAt'], ...(rest['events'] as { at: string }[]).map(({ at }) => at)];
    for (const time of times) expect(time).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  });

  test('verify, and the evidence it reads', async () => {
    const exported = await terminal.json(['evidence', 'export', id, '-o', 'bundle.zip', ...OWN]);
    expect(exported).toMatchObject({ schemaVersion: 1, file: 'bundle.zip', outcome: 'verified', disclosed: false });
    const verdict = await terminal.json<{ checks: object[] }>(['verify', 'bundle.zip', '--trust', 'card.json']);
    expect(Object.keys(verdict)).toEqual([
      'schemaVersion',
      'outcome',
      'exit',
      'sentences',
      'facts',
      'checks',
      'anchors',
      'original',
    ]);
    expect(verdict.checks).toHaveLength(16);
  });

  test('an error is one line of JSON on standard error', async () => {
    const { code, out, err } = await terminal.run(['show', 'ffffffff', ...OWN, '--json', '--quiet']);
    expect({ code, out }).toEqual({ code: 3, out: '' });
    expect(shapeOf(JSON.parse(err))).toEqual({
      schemaVersion: 'number',
      error: { code: 'string', exit: 'number', what: 'string', detail: 'null', safe: 'string', action: 'string' },
    });
  });
});

describe('streams', () => {
  const ESCAPE = '\u001b';

  test('no colour and no cursor movement away from a terminal, colour when it is forced, none when it is refused', async () => {
    const verify = ['verify', 'bundle.zip', '--trust', 'card.json'];
    expect((await terminal.run(verify)).out).not.toContain(ESCAPE);
    expect((await terminal.run(verify, { env: { CLICOLOR_FORCE: '1' } })).out).toContain(`${ESCAPE}[32mVerified`);
    expect((await terminal.run(verify, { env: { CLICOLOR_FORCE: '1', NO_COLOR: '1' } })).out).not.toContain(ESCAPE);
  });

  test('--quiet leaves the answer and drops the talk', async () => {
    const { out, err } = await terminal.run(['inbox', ...THEIRS, '--quiet']);
    expect(out).toContain(id);
    expect(err).toBe('');
  });

  test('a bundle goes through a pipe as it is', async () => {
    const { code, out } = await terminal.run(['evidence', 'export', id, '-o', '-', ...OWN]);
    expect({ code, start: out.slice(0, 2) }).toEqual({ code: 0, start: 'PK' });
  });

  test('a file that is there is left alone without --force', async () => {
    const again = ['evidence', 'export', id, '-o', 'bundle.zip', ...OWN];
    const refused = await terminal.run(again);
    expect(refused.code).toBe(7);
    expect(refused.err).toContain('CLI_FILE_EXISTS');
    expect((await terminal.run([...again, '--force'])).code).toBe(0);
  });
});

describe('help', () => {
  const COMMANDS = [
    'send',
    'inbox',
    'show',
    'reply',
    'sign',
    'file',
    'evidence',
    'verify',
    'trust',
    'authority',
    'register',
    'login',
    'logout',
    'whoami',
    'completion',
  ];

  test('each command says in a line what it is for, and none speaks of keys, hashes or tokens', async () => {
    const pages = [await terminal.run(['--help'])];
    for (const name of COMMANDS) pages.push(await terminal.run([name, '--help']));
    for (const { code, out, err } of pages) {
      expect({ code, err }).toEqual({ code: 0, err: '' });
      expect(out).toMatch(/^Usage: rogatory/);
      expect(out).not.toMatch(/\b(hash|token|payload|epoch|envelope|sync)\b/i);
    }
    for (const name of COMMANDS) expect(pages[0]?.out).toContain(`\n  ${name}`);
  });

  test('relay hands over to the relay’s program, its help and its exit codes', async () => {
    const help = await terminal.run(['relay', '--help']);
    expect(help).toMatchObject({ code: 0, out: expect.stringContaining('Usage: rogatory relay') });
    const none = await terminal.run(['relay', 'admit', '--data', 'nowhere']);
    expect(none).toMatchObject({ code: 3, out: '', err: expect.stringContaining('RELAY-DATA') });
    expect((await terminal.run(['relay', 'dance'])).code).toBe(2);
  });

  test.each(['bash', 'zsh', 'fish', 'powershell'])('completion for %s knows commands and options', async (shell) => {
    const { code, out } = await terminal.run(['completion', shell]);
    expect(code).toBe(0);
    for (const word of ['authority', 'sign-pending', 'answer-by', 'passphrase-file']) expect(out).toContain(word);
  });
});
