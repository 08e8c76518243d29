// What the list of drafts says of who changed one last: a device revoked since is told.
import i18next from 'i18next';
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { initReactI18next } from 'react-i18next';
import { beforeAll, expect, test } from 'vitest';
import compose from '../../../client/web/locales/en/compose.ts';
import { Changed } from '../../../client/web/pages/compose/changed.tsx';

beforeAll(() => i18next.use(initReactI18next).init({ lng: 'en', ns: ['compose'], resources: { en: { compose } } }));

const said = (by: Parameters<typeof Changed>[0]['by']): string => renderToStaticMarkup(createElement(Changed, { by }));
const byLindt = { me: false, name: 'Lindt', at: 1, active: true };

test('who changed it, and that the device was revoked since', () => {
  expect(said(null)).toBe('Changed by you');
  expect(said({ ...byLindt, me: true })).toBe('Changed by you');
  expect(said(byLindt)).toBe('Changed by Lindt');
  expect(said({ ...byLindt, active: false })).toBe('Changed by Lindt (on a device revoked since)');
  expect(said({ ...byLindt, name: null, active: false })).toBe('Changed by a colleague (on a device revoked since)');
});
