// Casework's texts in the language the pages speak, loaded when a page first needs them.
import { use } from 'react';
import { useTranslation } from 'react-i18next';
import { labelsOf } from '../casework/labels/language.ts';
import type { Labels } from '../casework/labels/say.ts';
import { isLanguage, LANGUAGES, type Language } from './locales/languages.ts';

const loaded = new Map<Language, Promise<Labels>>();

/** The texts, and the locale for names and dates beside them. Suspends while they come. */
export function useLabels(): { readonly labels: Labels; readonly locale: string; readonly language: Language } {
  const { i18n } = useTranslation();
  const language = isLanguage(i18n.language) ? i18n.language : 'en';
  const labels = loaded.get(language) ?? labelsOf(language);
  loaded.set(language, labels);
  return { labels: use(labels), locale: LANGUAGES[language].locale, language };
}
