// The languages of the app and what each needs: its name in itself, its direction, the locale of dates and numbers.

export const LANGUAGES = {
  en: { name: 'English', direction: 'ltr', locale: 'en-GB' },
  fr: { name: 'Français', direction: 'ltr', locale: 'fr-FR' },
  // Latin digits, as in references, and the month names of the Arabic texts of the conventions.
  ar: { name: 'العربية', direction: 'rtl', locale: 'ar-EG-u-nu-latn' },
  es: { name: 'Español', direction: 'ltr', locale: 'es-ES' },
  pt: { name: 'Português', direction: 'ltr', locale: 'pt-PT' },
  ru: { name: 'Русский', direction: 'ltr', locale: 'ru-RU' },
  zh: { name: '简体中文', direction: 'ltr', locale: 'zh-CN' },
} as const;

export type Language = keyof typeof LANGUAGES;

export const isLanguage = (text: unknown): text is Language =>
  typeof text === 'string' && Object.hasOwn(LANGUAGES, text);

/** The first of the wanted languages that the app has, else English. */
export function pickLanguage(wanted: readonly string[]): Language {
  for (const tag of wanted) {
    const base = tag.toLowerCase().split('-')[0];
    if (isLanguage(base)) return base;
  }
  return 'en';
}
