// The texts of casework in each language: the same keys and places, nothing left in English, the words and signs of each language.
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { dateOf, longDate } from '../../../client/casework/calendar.ts';
import { LANGUAGES, labelsOf, languageOf } from '../../../client/casework/labels/language.ts';
import { EN, type LabelKey, type Labels } from '../../../client/casework/labels/say.ts';

const LABELS = new URL('../../../client/casework/labels/', import.meta.url);
const TEXTS = new Map<string, Labels>(
  await Promise.all(LANGUAGES.map(async (language) => [language, await labelsOf(language)] as const)),
);
const OTHERS = LANGUAGES.filter((language) => language !== 'en');
const keys = Object.keys(EN) as LabelKey[];
const places = (text: string): string[] => (text.match(/\{\w+\}/g) ?? []).sort();

// Proper names, numbers, bare places; and words that French spells as English does.
const ALIKE: Readonly<Record<string, RegExp>> = {
  fr: /^(contact\.telephone\.example|identifier\.(imsi|imei|url)|check\.(entry|cited)|cite\.letters|letter\.numbers|date\.(long|at)|role\.(expert|victim)|item\.description|result\.material\.description|ask\.(questions|number)|status\.consultation)$/,
  es: /^(contact\.telephone\.example|identifier\.(imsi|imei|url)|check\.(within|entry|cited)|cite\.letters|certificate\.class\.1|letter\.(no|lead|list|numbers)|date\.(first|at))$/,
  pt: /^(contact\.telephone\.example|identifier\.(imsi|imei|url)|check\.(within|entry|cited)|cite\.letters|certificate\.class\.1|letter\.(lead|list|numbers)|date\.(first|at))$/,
  ar: /^(contact\.telephone\.example|identifier\.(imsi|imei|url)|check\.(within|cited)|letter\.lead|date\.(long|first))$/,
  ru: /^(contact\.telephone\.example|identifier\.(imsi|imei|url)|check\.(within|entry|cited)|cite\.(letters|separator)|letter\.(lead|list|numbers)|date\.(first|at))$/,
  zh: /^(contact\.telephone\.example|identifier\.(imsi|imei|url)|cite\.(paragraph|letter|letters)|date\.first)$/,
};

test.each(LANGUAGES)('no key of %s stands in two topics, and none is lost', async (language) => {
  const files = readdirSync(new URL(`${language}/`, LABELS));
  expect(files.length).toBeGreaterThan(5);
  const rooms = await Promise.all(files.map((file) => import(fileURLToPath(new URL(`${language}/${file}`, LABELS)))));
  const all = rooms.flatMap((room: object) => Object.values(room).flatMap((topic: object) => Object.keys(topic)));
  expect(all.toSorted()).toEqual(keys.toSorted());
  expect(Object.keys(TEXTS.get(language) ?? {}).toSorted()).toEqual(keys.toSorted());
});

test.each(OTHERS)('every text of %s has the places of the English one', (language) => {
  const labels = TEXTS.get(language) as Labels;
  const wrong = keys.filter((key) => places(labels[key]).join() !== places(EN[key]).join());
  expect(wrong).toEqual([]);
});

test.each(OTHERS)('nothing of %s was left in English', (language) => {
  const labels = TEXTS.get(language) as Labels;
  const alike = keys.filter((key) => labels[key] === EN[key] && !ALIKE[language]?.test(key));
  expect(alike).toEqual([]);
  expect(keys.filter((key) => labels[key].trim() === '' && EN[key].trim() !== '')).toEqual([]);
});

test('French sets its high signs off by a space that does not break, and spells the apostrophe', () => {
  const labels = TEXTS.get('fr') as Labels;
  const texts = Object.entries(labels).filter(([key]) => key !== 'locale');
  expect(texts.filter(([, text]) => /[^\u202f][;:?!»]|«[^\u202f]|'/.test(text))).toEqual([]);
  expect(texts.filter(([, text]) => text.includes('\u202f')).length).toBeGreaterThan(20);
});

test.each(['es', 'pt'] as const)(
  '%s quotes with angles, spells no sign apart, and names one word for a thing',
  (language) => {
    const texts = Object.entries(TEXTS.get(language) as Labels).filter(([key]) => !key.startsWith('cite.'));
    expect(texts.filter(([, text]) => /["'“”]|[^ ] [:;?!»]|«\s/.test(text))).toEqual([]);
    const others = {
      es: /\b(ordenador|computadora?|fichero)\b/i,
      pt: /\b(arquivos?|usuários?|registros?|contatos?|fatos?)\b/i,
    };
    expect(texts.filter(([, text]) => others[language].test(text))).toEqual([]);
  },
);

test('Arabic is written in Arabic, with its own signs and with the digits of references', () => {
  const labels = TEXTS.get('ar') as Labels;
  const texts = Object.entries(labels).filter(([key]) => key !== 'locale' && !ALIKE['ar']?.test(key));
  expect(texts.filter(([, text]) => /[٠-٩۰-۹;?]|[\u0600-\u06ff],/.test(text))).toEqual([]);
  const latin = texts.filter(([key, text]) => /[A-Za-z]/.test(text.replace(/\{\w+\}/g, '')) && key !== 'locale');
  expect(latin.map(([key]) => key)).toEqual([
    'check.unknown-zone',
    'contact.hours.example',
    'item.account.example',
    'identifier.ip-address',
  ]);
  const silent = texts.filter(([, text]) => !/[\u0600-\u06ff]/.test(text)).map(([key]) => key);
  expect(silent).toEqual(['cite.letter']);
});

test('Chinese is written in Chinese, with its own signs', () => {
  const labels = TEXTS.get('zh') as Labels;
  const texts = Object.entries(labels).filter(([key]) => key !== 'locale' && !ALIKE['zh']?.test(key));
  const bare = texts.map(([key, text]) => [key, text.replace(/\{\w+\}/g, '')] as const);
  // References keep the brackets of the conventions: 18(7).
  expect(bare.filter(([, text]) => /[,;?!"']|\p{Script=Han} |(?<!\d):|:(?!\d)|\(\p{Script=Han}/u.test(text))).toEqual(
    [],
  );
  expect(bare.filter(([, text]) => /[A-Za-z]{2}/.test(text)).map(([key]) => key)).toEqual([
    'check.unknown-zone',
    'contact.hours.example',
    'item.account.example',
    'identifier.ip-address',
  ]);
});

test('Russian is written in its own letters and signs, its dashes held to the word before', () => {
  const labels = TEXTS.get('ru') as Labels;
  const texts = Object.entries(labels).map(([key, text]) => [key, text.replace(/\{\w+\}/g, '')] as const);
  expect(texts.filter(([, text]) => /["'“”„]| [—–](?! $)|[ёЁ]/.test(text))).toEqual([]);
  // A Latin letter that looks like a Russian one would be found by no search.
  expect(texts.filter(([, text]) => /[А-я][A-Za-z]|[A-Za-z][А-я]/.test(text))).toEqual([]);
});

test.each(LANGUAGES)('the months of %s are those its readers know', (language) => {
  const labels = TEXTS.get(language) as Labels;
  const locale = language === 'ar' ? 'ar-EG-u-nu-latn' : language;
  const whole = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' });
  for (let month = 1; month <= 12; month++) {
    const at = Date.UTC(2026, month - 1, 15);
    const named = labels[`month.${month}` as LabelKey];
    // Chinese numbers its months within a date, and names them alone.
    if (language === 'zh') expect(longDate(dateOf(at), labels)).toBe(whole.format(at));
    // The Arabic texts of the United Nations give each month both its names.
    else expect(named.split('/').at(-1)).toBe(whole.formatToParts(at).find(({ type }) => type === 'month')?.value);
  }
});

test('a locale is spoken in its language, whatever its region; where there is none, nobody guesses', () => {
  expect(
    ['fr', 'fr-CH', 'ar_MA', 'AR-eg-u-nu-latn', 'zh-Hans-CN', 'ru-KZ', 'es-MX', 'pt_BR', 'en-GB'].map(languageOf),
  ).toEqual(['fr', 'fr', 'ar', 'ar', 'zh', 'ru', 'es', 'pt', 'en']);
  expect(['de', 'fra', '', '-fr'].map(languageOf)).toEqual([null, null, null, null]);
});
