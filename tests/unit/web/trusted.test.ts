// Addresses that code may be run from: two files of the app's own origin, and not what merely bears its name (client/web/origin).
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { scriptUrl } from '../../../client/web/trusted.ts';

beforeEach(() => vi.stubGlobal('location', new URL('https://desk.example/sign-in')));
afterEach(() => vi.unstubAllGlobals());

test('the worker and the service worker are given out', () => {
  expect(scriptUrl('/sw.js')).toBe('https://desk.example/sw.js');
  expect(scriptUrl('/assets/door-DLbNRJuf.js')).toBe('https://desk.example/assets/door-DLbNRJuf.js');
  expect(scriptUrl('/assets/door-Ab_-9Jf2.js')).toBe('https://desk.example/assets/door-Ab_-9Jf2.js');
});

test.each([
  'blob:https://desk.example/2f1c6b1e-0000-4000-8000-000000000000',
  'data:text/javascript,0',
  'javascript:0',
  'https://elsewhere.example/sw.js',
  'http://desk.example/sw.js',
  '//elsewhere.example/sw.js',
  '/sw.js?of=somebody',
  '/rogatory.json',
  '/assets/kit-DLbNRJuf.js',
  '/assets/../practice/sw.js',
  '/assets/door-x/../../upload.js',
])('%s is refused', (url) => {
  expect(() => scriptUrl(url)).toThrow('code comes from the files of this app only');
});
