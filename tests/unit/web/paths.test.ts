// The origin answers with the app for exactly the pages that the router has (client/web/paths.ts).
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { isAppPath } from '../../../client/web/paths.ts';
import { ROOT } from '../../testkit/tree.ts';

const routed = [
  ...readFileSync(`${ROOT}/client/web/router.tsx`, 'utf8').matchAll(
    /(?:at|behindDoor|forReaders)\('([^']+)'\)|path: '([^']+)'/g,
  ),
].map(([, called, named]) => (called ?? named) as string);

test('every page of the router is one that the origin answers, and the origin answers no other', () => {
  expect(routed.length).toBeGreaterThan(25);
  const pages = new Set(routed.map((path) => path.split('/')[1]));
  expect(routed.filter((path) => !isAppPath(path.replaceAll('$', '')))).toEqual([]);
  const answered = [...readFileSync(`${ROOT}/client/web/paths.ts`, 'utf8').matchAll(/^ {2}'([\w-]*)',$/gm)];
  expect(new Set(answered.map(([, first]) => first))).toEqual(pages);
});

test('a path that only begins like a page is none', () => {
  expect(['/inboxes', '/rogatory.json', '/assets/a.js', '/case x'].filter(isAppPath)).toEqual([]);
});
