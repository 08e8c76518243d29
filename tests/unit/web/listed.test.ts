// Names as each language lists them (client/web/components/listed).
import { createElement, type FunctionComponent, type PropsWithChildren, type ReactNode } from 'react';
import { I18nProvider } from 'react-aria-components';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { Listed, useBeside, useListed } from '../../../client/web/components/listed.tsx';

function Spoken({ names }: { readonly names: readonly string[] }) {
  const [listed, beside] = [useListed(), useBeside()];
  return createElement('p', null, `${listed(names)} | ${beside([...names, ''])}`);
}
const Speaking: FunctionComponent<PropsWithChildren<{ readonly locale: string }>> = I18nProvider as never;
const inLocale = (locale: string, child: ReactNode): string =>
  renderToStaticMarkup(createElement(Speaking, { locale }, child));

test.each([
  ['en', 'Norvania and Talassa', 'Norvania, Talassa'],
  ['fr', 'Norvania et Talassa', 'Norvania, Talassa'],
  ['ar', 'Norvania وTalassa', 'Norvania، Talassa'],
  ['zh-CN', 'Norvania和Talassa', 'Norvania，Talassa'],
])('in %s', (locale, listed, beside) => {
  const said = inLocale(locale, createElement(Spoken, { names: ['Norvania', 'Talassa'] }));
  expect(said).toBe(`<p>${listed} | ${beside}</p>`);
  expect(said).not.toMatch(locale === 'ar' ? /,/ : /^$/);
});

test('each name keeps its own direction of writing', () => {
  const names = ['Norvania', 'Talassa'].map((name) => ({ key: name, name }));
  expect(inLocale('ar', createElement(Listed, { names }))).toBe('<bdi>Norvania</bdi> و<bdi>Talassa</bdi>');
});
