// The first minutes of somebody who tries it: started, started twice, used, stopped, killed, kept from its port, removed (protocol.md section 10).
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { isFree } from '../../../client/cli/practice/ports.ts';
import { LAUNCHER, type PracticeProcess, startPractice } from '../../testkit/practice.ts';
import { type Outcome, runProgram } from '../../testkit/program.ts';

// A world is founded, and programs are started a dozen times, on a machine that may be busy with other tests.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let home: string;
let practice: PracticeProcess;
const rogatory = (...given: string[]): Promise<Outcome> =>
  runProgram(process.execPath, [LAUNCHER, ...given], { ROGATORY_HOME: home });
const config = async (): Promise<{ relayPort: number; webPort: number; state: string }> =>
  JSON.parse(await readFile(join(home, 'config.json'), 'utf8'));
const codeOf = (said: string, label: string): string =>
  new RegExp(`${label} +([0-9A-Z]{4}(?:-[0-9A-Z]{4}){4})`).exec(said)?.[1] ?? '';

async function accept(profile: string, code: string): Promise<Outcome> {
  const file = join(home, `${profile}.code`);
  await writeFile(file, code);
  return rogatory('authority', 'accept', '--profile', profile, '--name', profile, '--code-file', file, '--no-input');
}

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'rogatory-practice-'));
  practice = startPractice(home);
  await practice.saying('rogatory verify');
});
afterAll(async () => {
  await practice.end('SIGKILL');
  await rm(home, { recursive: true, force: true });
});

describe('the first start', () => {
  test('says what it did, each with a number of its own', () => {
    const said = practice.said();
    expect(said).toMatch(/6 devices, \d+ signed links/);
    expect(said).toMatch(/directory entries \d+, \d+, \d+/);
    expect(said).toMatch(/sealed into [\d.]+ KB/);
    expect(said).toMatch(/entry 0 of Norvania's, entry 0 of Talassa's/);
    expect(said).toMatch(/Answered by the simulated counterpart as TL-\d+ with 2 acts: acknowledge, ask/);
    expect(said).toMatch(/Relay stopped\. The file verified without it: (\d+) of \1 checks passed/);
    expect(said).toMatch(/found nowhere in [\d,]+ bytes of \d+ files/);
    expect(said.match(/^ +\d+\.\d\d s {2}/gm)?.length).toBeGreaterThanOrEqual(10);
  });

  test('leaves a home for its owner only, in which every profile has the trust card', async () => {
    expect((await stat(home)).mode & 0o077).toBe(0);
    expect((await stat(join(home, 'config.json'))).mode & 0o077).toBe(0);
    const card = await readFile(join(home, 'rogatory.json'), 'utf8');
    for (const profile of ['norvania', 'norvania-2', 'talassa', 'talassa-2'])
      expect(await readFile(join(home, 'profiles', profile, 'rogatory.json'), 'utf8')).toBe(card);
    expect(await readFile(join(home, 'relay', 'rogatory.json'), 'utf8')).toBe(card);
  });

  test('a second one shows where the first is, and ends well', async () => {
    const again = await rogatory('practice', 'start');
    expect(again.status).toBe(0);
    expect(again.out).toContain('Practice is running already');
    expect(again.out).toContain(`http://localhost:${(await config()).webPort}`);
  });

  test('is not removed while it runs', async () => {
    const { status, err } = await rogatory('practice', 'reset');
    expect([status, /CLI_PRACTICE_RUNNING/.test(err)]).toEqual([7, true]);
    expect(await readdir(home)).toContain('relay');
  });
});

describe('whoever tries it', () => {
  test('gets in with the printed code, once', async () => {
    const code = codeOf(practice.said(), 'be an official');
    expect((await accept('me', code)).status).toBe(0);
    expect((await accept('thief', code)).status).not.toBe(0);
  });

  test('reads what was answered before they came, because a colleague is always in', async () => {
    const { out } = await rogatory('inbox', '--profile', 'me', '--json');
    expect(out).toContain('NV-2026-0412');
  });

  test('sends the example request, and the counterpart answers it by itself', async () => {
    const sent = await rogatory(
      'send',
      '--to',
      'Talassa',
      '--act',
      join(home, 'example-request.json'),
      '--profile',
      'me',
      '--yes',
    );
    expect([sent.status, sent.err]).toEqual([0, expect.anything()]);
    await practice.saying(
      "Talassa's simulated officer took NV-2026-0431 (mla-request) and answered: acknowledge, ask.",
    );
    const { out } = await rogatory('inbox', '--profile', 'me', '--json');
    expect(out).toContain('NV-2026-0431');
  });

  test('checks the first transmission from its file', async () => {
    const trust = join(home, 'rogatory.json');
    const { status, out } = await rogatory('verify', join(home, 'first-transmission.zip'), '--trust', trust);
    expect(status).toBe(0);
    expect(out).toContain('PRACTICE');
  });
});

describe('ended and started again', () => {
  test('SIGTERM frees both ports within two seconds, and ends well', async () => {
    const { relayPort, webPort } = await config();
    const { code, ms } = await practice.end('SIGTERM');
    expect(code).toBe(0);
    expect(ms).toBeLessThan(2_000);
    expect([await isFree(relayPort), await isFree(webPort)]).toEqual([true, true]);
  });

  test('a stranger on a port is named, and nothing is changed', async () => {
    const before = await config();
    const stranger = createServer();
    await new Promise<void>((resolve) => stranger.listen(before.relayPort, '127.0.0.1', resolve));
    const { status, err } = await rogatory('practice', 'start');
    await new Promise((resolve) => stranger.close(resolve));
    expect(status).toBe(7);
    expect(err).toContain(`Port ${before.relayPort} is taken`);
    expect(err).toContain('CLI_PRACTICE_PORT');
    expect(await config()).toEqual(before);
  });

  test('the second start serves on the same ports, with new codes; the old ones are worth nothing', async () => {
    const before = await config();
    const old = codeOf(practice.said(), 'the 24/7 officer');
    practice = startPractice(home);
    const said = await practice.saying('rogatory verify');
    expect(await config()).toEqual(before);
    expect(said).not.toContain('sealed into');
    const fresh = codeOf(said, 'the 24/7 officer');
    expect([fresh, fresh === old]).toEqual([expect.stringMatching(/./), false]);
    expect((await accept('late', old)).status).not.toBe(0);
    // `me` is taken: the next official is offered another name.
    expect(said).toContain('--profile me-2');
  });

  test('killed, its relay ends with it, and it starts again', async () => {
    const { relayPort, webPort } = await config();
    await practice.end('SIGKILL');
    practice = startPractice(home);
    await practice.saying('PRACTICE is running');
    expect([await isFree(relayPort), await isFree(webPort)]).toEqual([false, false]);
    expect((await rogatory('inbox', '--profile', 'me')).status).toBe(0);
  });

  test('reset removes practice and nothing else', async () => {
    await practice.end('SIGINT');
    const kept = join(home, 'notes.txt');
    await writeFile(kept, 'mine');
    const { status } = await rogatory('practice', 'reset');
    expect(status).toBe(0);
    const left = (await readdir(home)).filter((name) => !name.endsWith('.code'));
    expect(left.sort()).toEqual(['notes.txt', 'profiles']);
    expect(await readdir(join(home, 'profiles'))).toEqual([]);
    expect((await rogatory('practice', 'status', '--json')).out).toContain('"not begun"');
  });
});
