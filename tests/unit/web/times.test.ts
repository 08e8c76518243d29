// A moment on a page: read by both sides, and a number that is no date said in a word, in the language of the page.
import i18next from 'i18next';
import { createElement, type FunctionComponent } from 'react';
import { I18nProvider } from 'react-aria-components';
import { renderToStaticMarkup } from 'react-dom/server';
import { initReactI18next } from 'react-i18next';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { ShortTime, Times } from '../../../client/web/components/times.tsx';
import { textsOf } from '../../../client/web/locales/areas.ts';
import { LANGUAGES, type Language } from '../../../client/web/locales/languages.ts';

const SPOKEN = Object.keys(LANGUAGES) as Language[];
beforeAll(async () => {
  const texts = await Promise.all(SPOKEN.map((language) => textsOf(language, 'shell')));
  const resources = Object.fromEntries(SPOKEN.map((language, i) => [language, { shell: texts[i] ?? {} }]));
  await i18next.use(initReactI18next).init({ lng: 'en', ns: ['shell'], defaultNS: 'shell', resources });
});

type Shown = FunctionComponent<{ readonly value: number }>;
const render = (shown: Shown, value: number): string => renderToStaticMarkup(createElement(shown, { value }));

test.each([Times, ShortTime] as Shown[])('a time is a date, up to the last that there is (%o)', (shown) => {
  expect(render(shown, 0)).toContain('dateTime="1970-01-01T00:00:00.000Z"');
  expect(render(shown, 8.64e15)).toContain('dateTime="+275760-09-13T00:00:00.000Z"');
});

test.each([Times, ShortTime] as Shown[])('what is no date is said, and breaks no page (%o)', async (shown) => {
  const said = new Set<string>();
  for (const language of SPOKEN) {
    await i18next.changeLanguage(language);
    for (const value of [8.64e15 + 1, Number.MAX_SAFE_INTEGER, Number.NaN]) said.add(render(shown, value));
  }
  const texts = await Promise.all(SPOKEN.map((language) => textsOf(language, 'shell')));
  expect([...said]).toEqual(texts.map(({ timeUnreadable }) => `<span>${timeUnreadable}</span>`));
  expect(said).toContain('<span>time not readable</span>');
});

test.each(SPOKEN)('a month is named in %s, never a number beside the day', (language) => {
  const { locale } = LANGUAGES[language];
  for (const shown of [Times, ShortTime]) {
    const within = { locale, children: createElement(shown as Shown, { value: Date.UTC(2026, 10, 5) }) };
    const words = renderToStaticMarkup(createElement(I18nProvider, within)).replace(/<[^>]*>|UTC/g, '');
    expect(words).not.toMatch(/\d[/.-]\d/);
    expect(words.replace(/\(.*|（.*/s, '')).toMatch(/\p{L}/u);
  }
});

describe('the local time stands below the common one', () => {
  const OPTIONS = Intl.DateTimeFormat.prototype.resolvedOptions;
  afterEach(() => {
    Intl.DateTimeFormat.prototype.resolvedOptions = OPTIONS;
  });

  // A browser tells the name that its system has, and UTC has several.
  test.each([
    ['UTC', Date.UTC(2026, 0, 15, 12), 1],
    ['Etc/UTC', Date.UTC(2026, 0, 15, 12), 1],
    ['Europe/Lisbon', Date.UTC(2026, 6, 15, 12), 2],
    ['Asia/Tokyo', Date.UTC(2026, 0, 15, 12), 2],
  ] as const)('in %s at %i: lines that say something, %i', async (zone, value, lines) => {
    await i18next.changeLanguage('en');
    Intl.DateTimeFormat.prototype.resolvedOptions = function (this: Intl.DateTimeFormat) {
      return { ...OPTIONS.call(this), timeZone: zone };
    };
    const written = render(Times, value);
    expect(written.match(/<span/g)).toHaveLength(lines);
    expect(written.includes('your time')).toBe(lines === 2);
  });
});
