// What is shown short and copied whole, and what a command needs beside it (client/web/components/copy-text; client/web/pages/proof/command-line).
import i18next from 'i18next';
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { initReactI18next } from 'react-i18next';
import { beforeAll, expect, test } from 'vitest';
import { shortNumber } from '../../../client/casework/number.ts';
import { CopyText } from '../../../client/web/components/copy-text.tsx';
import proof from '../../../client/web/locales/en/proof.ts';
import shell from '../../../client/web/locales/en/shell.ts';
import { CommandLine } from '../../../client/web/pages/proof/command-line.tsx';

beforeAll(() =>
  i18next
    .use(initReactI18next)
    .init({ lng: 'en', ns: ['shell'], defaultNS: 'shell', resources: { en: { shell, proof } } }),
);

const HASH = '3f2a91bc04de77f0'.padEnd(64, '5');

test('of a number sixteen digits are shown, and the button says that it copies all of it', () => {
  const said = renderToStaticMarkup(createElement(CopyText, { text: HASH, label: 'Number', shown: shortNumber(HASH) }));
  expect(said).toContain('<code dir="ltr">3f2a 91bc 04de 77f0</code>');
  expect(said).toContain('aria-label="Copy the whole: Number"');
  const whole = renderToStaticMarkup(createElement(CopyText, { text: HASH, label: 'Number', grouped: true }));
  expect(whole).toContain('77f0 5555');
  expect(whole).toContain('aria-label="Copy: Number"');
});

test('a command that names the trust card offers it; one that holds the file against none does not', () => {
  const said = (bare: boolean, card: boolean): string =>
    renderToStaticMarkup(createElement(CommandLine, { file: 'a.zip', bare, card }));
  expect(said(false, true)).toContain('--trust rogatory.json');
  expect(said(false, true)).toContain('<a href="/rogatory.json" download="">');
  expect(said(true, false)).not.toContain('rogatory.json');
});
