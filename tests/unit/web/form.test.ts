// A section of a form on its own page: what the page is called already is not said again above its list (client/web/components/form/entries).
import i18next from 'i18next';
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { initReactI18next } from 'react-i18next';
import { beforeAll, expect, test } from 'vitest';
import { ACT_KINDS } from '../../../client/casework/act.ts';
import { exampleMlaRequest } from '../../../client/casework/example.ts';
import { EN } from '../../../client/casework/labels/say.ts';
import { ActForm } from '../../../client/web/components/form/act-form.tsx';
import compose from '../../../client/web/locales/en/compose.ts';
import shell from '../../../client/web/locales/en/shell.ts';

beforeAll(() =>
  i18next
    .use(initReactI18next)
    .init({ lng: 'en', ns: ['shell'], defaultNS: 'shell', resources: { en: { shell, compose } } }),
);

const SPEECH = {
  labels: EN,
  locale: 'en',
  practice: true,
  instrument: null,
  items: [],
  statements: [],
  others: null,
  files: [],
};
const { fields: values } = exampleMlaRequest({ now: Date.UTC(2026, 10, 22) });
const headings = (section: string, title: string): string[] => {
  const fields = ACT_KINDS['mla-request'].fields.filter((field) => field.section === section);
  const speech = { ...SPEECH, title };
  const said = renderToStaticMarkup(createElement(ActForm, { fields, values, speech, onChange: () => undefined }));
  return [...said.matchAll(/<(h\d)[^>]*>(.*?)<\/\1>/g)].map(([, tag, text = '']) => `${tag} ${text.trim()}`);
};

test('a list that is called like its page has no heading of its own; its entries move up', () => {
  expect(headings('assistance', 'Assistance sought').filter((one) => one.includes('Assistance sought'))).toEqual([
    'h2 Assistance sought, 1',
    'h2 Assistance sought, 2',
  ]);
  expect(headings('assistance', '').filter((one) => one.includes('Assistance sought'))).toEqual([
    'h2 Assistance sought',
    'h3 Assistance sought, 1',
    'h3 Assistance sought, 2',
  ]);
});
