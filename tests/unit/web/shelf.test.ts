// What the service worker keeps: a page of another's making at this origin never becomes the app's own (client/web/sw).
import { expect, test } from 'vitest';
import { shelfOf } from '../../../client/web/shelf.ts';

const ORIGIN = 'https://desk.example';
const asked = (path: string, mode: RequestMode = 'navigate', method = 'GET') =>
  shelfOf({ url: new URL(path, ORIGIN).href, mode, method }, ORIGIN);

test('the app’s page, its files and the trust card have their shelves', () => {
  for (const path of ['/', '/sign-in', '/case/0f3a', '/verify?bare=1']) expect(asked(path)).toBe('start');
  expect(asked('/assets/app-DLbNRJuf.js', 'cors')).toBe('asset');
  expect(asked('/rogatory.json', 'cors')).toBe('card');
});

test.each([
  '/v1/uploads/0f3a',
  '/v1/directory/checkpoint',
  '/rogatory.json',
  '/elsewhere',
  '/sign-in/%2e%2e/v1',
  '//elsewhere.example/',
  'https://elsewhere.example/',
])('%s opened as a page is nobody’s start', (path) => {
  expect(asked(path)).toBe(null);
});

test('what changes something is left to the network', () => {
  expect(asked('/', 'navigate', 'POST')).toBe(null);
  expect(asked('/v1/session', 'cors', 'POST')).toBe(null);
});
