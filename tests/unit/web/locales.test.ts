// The texts of the web app in each language: the same keys, places and plural forms, nothing left in English, the signs of each language.
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { type Area, textsOf } from '../../../client/web/locales/areas.ts';
import { LANGUAGES, type Language } from '../../../client/web/locales/languages.ts';

const LOCALES = new URL('../../../client/web/locales/', import.meta.url);
const filesOf = (language: string): string[] => readdirSync(fileURLToPath(new URL(`${language}/`, LOCALES))).toSorted();
const AREAS = filesOf('en').map((file) => file.replace('.ts', '') as Area);
const OTHERS = (Object.keys(LANGUAGES) as Language[]).filter((language) => language !== 'en');
const PLURAL = /_(zero|one|two|few|many|other)$/;
const base = (key: string): string => key.replace(PLURAL, '');
const places = (text: string): string[] => [...new Set(text.match(/\{\{\w+\}\}/g) ?? [])].toSorted();

// Words that a language spells as English does, and the name of the product.
const ALIKE: Readonly<Record<string, readonly string[]>> = {
  fr: ['shell.product', 'shell.menu', 'shell.code', 'seat.homeLead', 'compose.minutes_one', 'compose.minutes_other'],
  es: ['shell.product', 'shell.errorTitle', 'seat.homeLead', 'compose.no', 'practice.bytes'],
  pt: ['shell.product', 'shell.menu', 'seat.homeLead', 'practice.bytes'],
  ar: ['shell.product'],
  ru: ['shell.product'],
  zh: ['shell.product'],
};

test.each(OTHERS)('%s has every area, and no other', (language) => {
  expect(AREAS.length).toBeGreaterThan(5);
  expect(filesOf(language)).toEqual(filesOf('en'));
});

describe.each(OTHERS)('%s', (language) => {
  const categories = new Intl.PluralRules(language).resolvedOptions().pluralCategories;

  test.each(AREAS)('of %s: keys, places and plural forms', async (area) => {
    const [english, said] = await Promise.all([textsOf('en', area), textsOf(language, area)]);
    const wanted = Object.keys(english).flatMap((key) =>
      PLURAL.test(key) ? categories.map((category) => `${base(key)}_${category}`) : [key],
    );
    expect(Object.keys(said).toSorted()).toEqual([...new Set(wanted)].toSorted());
    for (const [key, text] of Object.entries(said)) {
      const measure = english[key] ?? english[`${base(key)}_other`] ?? '';
      // A form for none, one or two may say the number in words.
      const optional = PLURAL.test(key) ? ['{{count}}'] : [];
      const free = (list: string[]) => list.filter((place) => !optional.includes(place));
      expect(free(places(text)), `${area}.${key}`).toEqual(free(places(measure)));
    }
  });

  test.each(AREAS)('of %s: nothing is left in English', async (area) => {
    const [english, said] = await Promise.all([textsOf('en', area), textsOf(language, area)]);
    const alike = Object.keys(said).filter((key) => said[key] === english[key]);
    expect(alike.map((key) => `${area}.${key}`).filter((key) => !ALIKE[language]?.includes(key))).toEqual([]);
  });
});

test.each(AREAS)('French of %s sets its high signs off and spells the apostrophe', async (area) => {
  const texts = Object.entries(await textsOf('fr', area));
  expect(texts.filter(([, text]) => /[^\u202f][;:?!»](?!\/\/)|«[^\u202f]|'/.test(text))).toEqual([]);
});

test.each(AREAS)('Spanish of %s opens what it asks, and is of no one country', async (area) => {
  const texts = Object.entries(await textsOf('es', area));
  const count = (text: string, sign: RegExp): number => (text.match(sign) ?? []).length;
  expect(texts.filter(([, text]) => count(text, /\?/g) !== count(text, /¿/g))).toEqual([]);
  expect(texts.filter(([, text]) => /["'“”]|[^ ] [:;?!»]|«\s|\b(ordenador|computadora?|fichero)/i.test(text))).toEqual(
    [],
  );
});

test.each(AREAS)('Portuguese of %s is European, and quotes with angles', async (area) => {
  const texts = Object.entries(await textsOf('pt', area));
  expect(texts.filter(([, text]) => /["'“”]|[^ ] [:;?!»]|«\s/.test(text))).toEqual([]);
  const elsewhere =
    /(?<!\p{L})(vocês?|arquivos?|usuários?|registros?|telas?|senhas?|contatos?|fatos?|caracteres|recepção)(?!\p{L})/iu;
  expect(texts.filter(([, text]) => elsewhere.test(text))).toEqual([]);
});

test.each(AREAS)('Arabic of %s uses its own signs and the digits of references', async (area) => {
  const texts = Object.entries(await textsOf('ar', area));
  expect(texts.filter(([, text]) => /[;?٠-٩۰-۹]|[\u0600-\u06ff],/.test(text))).toEqual([]);
});

test.each(AREAS)('Chinese of %s uses its own signs, and no space between its letters', async (area) => {
  const texts = Object.entries(await textsOf('zh', area));
  expect(
    texts.filter(([, text]) => /[,;:?!"](?!\/\/)|\p{Script=Han}[ .]|[ .]\p{Script=Han}|\(\p{Script=Han}/u.test(text)),
  ).toEqual([]);
});

test.each(AREAS)(
  'Russian of %s is written in its own letters and signs, its dashes and numbers held to the word',
  async (area) => {
    const texts = Object.entries(await textsOf('ru', area)).map(
      ([key, text]) => [key, text.replace(/\{\{\w+\}\}/g, '')] as const,
    );
    expect(texts.filter(([, text]) => /["'“”„]| [—–]|№ |[ёЁ]/.test(text))).toEqual([]);
    // A Latin letter that looks like a Russian one would be found by no search.
    expect(texts.filter(([, text]) => /[А-я][A-Za-z]|[A-Za-z][А-я]/.test(text))).toEqual([]);
  },
);
