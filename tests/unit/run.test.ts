// The closing line of `npm test`: what it counts as failed, and that nothing run is a failure.
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { runProgram } from '../testkit/program.ts';
import { ROOT } from '../testkit/tree.ts';

let folder = '';
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'rogatory-run-')));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function run(files: Record<string, string>): Promise<{ status: number | null; last: string | undefined }> {
  const all = { ...files, 'vitest.config.mjs': 'export default { test: { globals: true } };\n' };
  for (const [name, text] of Object.entries(all)) writeFileSync(join(folder, name), text);
  const { status, out } = await runProgram(process.execPath, [join(ROOT, 'tests/run.mjs'), '--root', folder]);
  return { status, last: out.trimEnd().split('\n').at(-1) };
}

const GOOD = "test('one', () => expect(1).toBe(1));\ntest('two', () => expect(2).toBe(2));\n";

test('all passed', async () => {
  expect(await run({ 'good.test.js': GOOD })).toEqual({ status: 0, last: '2 passed, 0 failed' });
});

test('a failed test, and a file that does not load, count one each', async () => {
  const bad = "test('three', () => expect(3).toBe(4));\n";
  const broken = "throw new Error('does not load');\n";
  const files = { 'good.test.js': GOOD, 'bad.test.js': bad, 'broken.test.js': broken };
  expect(await run(files)).toEqual({ status: 1, last: '2 passed, 2 failed' });
});

test('an error outside every test is a failure', async () => {
  const stray = `${GOOD}setTimeout(() => { throw new Error('late'); });\nafterAll(() => new Promise((go) => setTimeout(go, 50)));\n`;
  expect(await run({ 'stray.test.js': stray })).toEqual({ status: 1, last: '2 passed, 1 failed' });
});

test('nothing run is a failure', async () => {
  expect(await run({})).toEqual({ status: 1, last: '0 passed, 1 failed' });
});
