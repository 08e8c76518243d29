// The languages casework speaks, and the texts of one, loaded when it is asked for (docs/glossary.md: one word for a thing in each).
import { EN, type Labels } from './say.ts';

export const LANGUAGES = ['en', 'fr', 'ar', 'es', 'pt', 'ru', 'zh'] as const;
export type Language = (typeof LANGUAGES)[number];

/** The language of a locale such as `fr-CH` or `ar`; `null` where casework has none, and English is spoken. */
export function languageOf(locale: string): Language | null {
  const base = locale.toLowerCase().split(/[-_]/)[0];
  return LANGUAGES.find((one) => one === base) ?? null;
}

/**
 * The language of a page made as a file. The typefaces that come with the program have no Chinese letters, ten megabytes in each weight,
 * so a Chinese reader’s page is in English: the app says so.
 */
export const onPaper = (language: Language): Exclude<Language, 'zh'> => (language === 'zh' ? 'en' : language);

/** The texts of a language. A program that speaks one language never reads the others. */
export async function labelsOf(language: Language): Promise<Labels> {
  switch (language) {
    case 'fr':
      return (await import('./fr.ts')).FR;
    case 'ar':
      return (await import('./ar.ts')).AR;
    case 'es':
      return (await import('./es.ts')).ES;
    case 'pt':
      return (await import('./pt.ts')).PT;
    case 'ru':
      return (await import('./ru.ts')).RU;
    case 'zh':
      return (await import('./zh.ts')).ZH;
    case 'en':
      return EN;
  }
}
