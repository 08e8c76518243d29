// The compiler, the linter with the formatter, and the dead-code finder, each run as `npm run verify` would and required to be silent.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runProgram } from '../testkit/program.ts';
import { ROOT } from '../testkit/tree.ts';

const inModules = (path: string): string => join(ROOT, 'node_modules', path);

// While the two programs do not exist yet, every room is "unused"; from the day they do, dead code is what they do not reach.
const grown = ['server/main.ts', 'client/cli/main.ts'].every((path) => existsSync(join(ROOT, path)));
const unreached = grown ? [] : ['--include', 'unlisted,unresolved,duplicates,binaries'];

const TOOLS = [
  { name: 'types', script: 'typescript/bin/tsc', arguments: ['-p', 'tsconfig.json', '--pretty', 'false'] },
  {
    name: 'lint and format',
    script: '@biomejs/biome/bin/biome',
    arguments: ['check', '--error-on-warnings', '--reporter=summary', '.'],
  },
  { name: 'dead code', script: 'knip/bin/knip.js', arguments: ['--no-progress', '--no-config-hints', ...unreached] },
];

describe('the tools find nothing', () => {
  test.each(TOOLS)('$name', async ({ script, arguments: given }) => {
    const { status, out, err } = await runProgram(process.execPath, [inModules(script), ...given]);
    if (status !== 0) expect.fail(`exit code ${status}\n${out}${err}`);
  });
});
