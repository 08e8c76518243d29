// The launcher on a Node too old, fit, missing or broken: it finds a fit one, hands signals and exit codes through, or says one clear sentence.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ROOT } from '../../testkit/tree.ts';

let folder = '';
const launcher = (): string => join(folder, 'client/cli/rogatory.mjs');

function put(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

/** A Node beside the launcher, as `npm ci` would install it. */
function install(script: string): void {
  put('node_modules/.bin/node', `#!/bin/sh\n${script}\n`);
  chmodSync(join(folder, 'node_modules/.bin/node'), 0o755);
}

// A preloaded line makes this Node claim another version, to itself only: whatever it starts is its true self again.
const claiming = (version: string): string[] => [
  '--import',
  `data:text/javascript,Object.defineProperty(process,'versions',{value:{...process.versions,node:'${version}'}})`,
];

const start = (nodeArguments: string[], given: string[] = []): ChildProcess =>
  spawn(process.execPath, [...nodeArguments, launcher(), ...given], { stdio: ['ignore', 'pipe', 'pipe'] });

async function finish(child: ChildProcess): Promise<{ status: number | null; out: string; err: string }> {
  const said = { out: '', err: '' };
  child.stdout?.on('data', (text) => (said.out += text));
  child.stderr?.on('data', (text) => (said.err += text));
  const [status] = await once(child, 'close');
  return { status, ...said };
}

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'rogatory-launcher-')));
  put('package.json', '{ "type": "module" }');
  mkdirSync(join(folder, 'client/cli'), { recursive: true });
  mkdirSync(join(folder, 'node_modules'));
  copyFileSync(join(ROOT, 'client/cli/rogatory.mjs'), launcher());
  put(
    'client/cli/main.ts',
    "const given: string[] = process.argv.slice(2);\nconsole.log('main', ...given);\nprocess.exitCode = 7;\n",
  );
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('a fit Node', () => {
  test.each(['22.18.0', '22.19.0', '24.0.0', '26.10.0'])('%s runs the command line itself', async (version) => {
    expect(await finish(start(claiming(version), ['show', '--json']))).toMatchObject({
      status: 7,
      out: 'main show --json\n',
    });
  });

  test('without the libraries it says what to run', async () => {
    rmSync(join(folder, 'node_modules'), { recursive: true });
    put('client/cli/main.ts', "import 'commander';\n");
    const { status, err } = await finish(start([]));
    expect(status).toBe(1);
    expect(err).toMatch(/^ROG-INSTALL: .*npm ci.*\n$/);
  });

  test("the command line's own failures are not dressed up", async () => {
    put('client/cli/main.ts', "throw new TypeError('its own');\n");
    const { status, err } = await finish(start([]));
    expect(status).toBe(1);
    expect(err).toContain('TypeError: its own');
  });
});

describe('a Node too old', () => {
  test.each(['20.20.2', '22.17.9', '18.0.0'])('%s hands over to the installed one', async (version) => {
    install(`exec '${process.execPath}' "$@"`);
    expect(await finish(start(claiming(version), ['inbox', 'a b']))).toEqual({
      status: 7,
      out: 'main inbox a b\n',
      err: '',
    });
  });

  test('with no other it names both versions and what to do, in one line', async () => {
    const { status, out, err } = await finish(start(claiming('20.20.2')));
    expect({ status, out }).toEqual({ status: 1, out: '' });
    expect(err).toMatch(/^ROG-NODE: .*22\.18.*20\.20\.2.*npm ci.*\n$/);
  });

  test('an installed one that does not start counts as none', async () => {
    put('node_modules/.bin/node', 'no program at all');
    const { status, err } = await finish(start(claiming('20.20.2')));
    expect(status).toBe(1);
    expect(err).toMatch(/^ROG-NODE: /);
  });

  test.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)(
    '%s reaches the command line, which ends in its own way',
    async (signal) => {
      install(`exec '${process.execPath}' "$@"`);
      put(
        'client/cli/main.ts',
        `process.once('${signal}', () => { console.log('closing'); process.exitCode = 3; clearInterval(hold); });\n` +
          "const hold = setInterval(() => {}, 1000);\nconsole.log('ready');\n",
      );
      const child = start(claiming('20.20.2'));
      const done = finish(child);
      await once(child.stdout as NonNullable<typeof child.stdout>, 'data');
      child.kill(signal);
      expect(await done).toEqual({ status: 3, out: 'ready\nclosing\n', err: '' });
    },
  );

  test('a command line killed by a signal ends the launcher with 128 and its number', async () => {
    install('kill -9 $$');
    expect((await finish(start(claiming('20.20.2')))).status).toBe(137);
  });
});
