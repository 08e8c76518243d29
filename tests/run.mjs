// `npm test`: the whole gate as one vitest run, closed by a line "N passed, N failed" counted from its JSON report.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const vitest = join(root, 'node_modules/vitest/vitest.mjs');

/** Counts tests, and each file that failed without any failing test of its own (it did not even load). */
function count(report) {
  const unloaded = report.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  );
  return { passed: report.numPassedTests, failed: report.numFailedTests + unloaded.length };
}

const folder = mkdtempSync(join(tmpdir(), 'rogatory-test-'));
try {
  const file = join(folder, 'report.json');
  const worlds = join(folder, 'worlds');
  // Read natively, so that nothing is written beside it: a tree may be read-only to the one who tests it.
  const loader = '--configLoader=native';
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const run = spawnSync(process.execPath, [vitest, 'run', loader, ...reporters, ...process.argv.slice(2)], {
    cwd: root,
    env: { ...process.env, ...(process.stdout.isTTY ? {} : { NO_COLOR: '1' }), ROGATORY_TEST_WORLDS: worlds },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  let result = { passed: 0, failed: 1 };
  try {
    result = count(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    console.error(`vitest left no report: ${error.message}`);
  }
  // An error outside every test fails the run without failing a test.
  if (run.status !== 0 && result.failed === 0) result.failed = 1;
  console.log(`${result.passed} passed, ${result.failed} failed`);
  process.exitCode = result.failed > 0 || result.passed === 0 ? 1 : 0;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
