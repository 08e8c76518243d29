// The demo: does everything in a folder that is gone afterwards; with a lie it shows the client catching it (all five: tests/adversary/practice-lies.test.ts).
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { readAlarm } from '../../../client/sdk/index.ts';
import { ready } from '../../../crypto/primitives/sodium.ts';
import { LAUNCHER } from '../../testkit/practice.ts';
import { type Outcome, runProgram } from '../../testkit/program.ts';

vi.setConfig({ testTimeout: 120_000 });

let folder: string;
beforeAll(async () => {
  await ready();
  folder = await mkdtemp(join(tmpdir(), 'rogatory-demos-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));
const demo = (...given: string[]): Promise<Outcome> =>
  runProgram(process.execPath, [LAUNCHER, 'practice', 'demo', ...given], { TMPDIR: folder });

test('prints the facts, leaves nothing, ends well', async () => {
  const { status, out } = await demo();
  expect(status).toBe(0);
  expect(out).toMatch(/Answered by the simulated counterpart as TL-\d+/);
  expect(out).toMatch(/(\d+) of \1 checks passed/);
  expect(out).toMatch(/found nowhere in [\d,]+ bytes/);
  expect(await readdir(folder)).toEqual([]);
});

test('a relay that drops is caught, and the alarm is a file that anybody can read', async () => {
  const { status, out } = await demo('--lie', 'drop', '--json');
  expect(status).toBe(0);
  const { caught, alarm } = JSON.parse(out) as { caught: string; alarm: string };
  expect(caught).toBe('CLIENT_WITHHELD');
  expect((await stat(alarm)).mode & 0o077).toBe(0);
  expect(readAlarm(new Uint8Array(await readFile(alarm))).alarm.kind).toBe('withheld');
});

test('a lie that nobody knows is refused before anything is founded', async () => {
  const { status, err } = await demo('--lie', 'white');
  expect([status, err]).toEqual([2, expect.stringContaining('swap-key')]);
});
