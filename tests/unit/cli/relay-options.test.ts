// The relay is started with the same options wherever it is started in earnest: by the command line, by the image, by hand after docs/operations.md.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { SERVE_OPTIONS, startedAs } from '../../../client/cli/commands/relay.ts';
import { runProgram } from '../../testkit/program.ts';
import { ROOT } from '../../testkit/tree.ts';

const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

test('the command line starts it so, and nothing else of the relay’s program', () => {
  const program = join(ROOT, 'server/main.ts');
  expect(startedAs(['serve', '--data', 'd'])).toEqual([...SERVE_OPTIONS, program, 'serve', '--data', 'd']);
  expect(startedAs(['fsck', '--data', 'serve'])).toEqual([program, 'fsck', '--data', 'serve']);
});

test('the image starts it so', () => {
  const command = /^CMD (\[.*\])$/m.exec(read('server/deploy/Dockerfile'))?.[1];
  expect(JSON.parse(command as string)).toEqual([
    'node',
    ...SERVE_OPTIONS,
    'server/main.ts',
    'serve',
    '--data',
    '/data',
  ]);
});

test('the manual says so', () => {
  expect(read('docs/operations.md')).toContain(`node ${SERVE_OPTIONS.join(' ')} server/main.ts serve`);
});

test('Node knows them', async () => {
  const { status } = await runProgram(process.execPath, [...SERVE_OPTIONS, '-e', '0']);
  expect(status).toBe(0);
});
