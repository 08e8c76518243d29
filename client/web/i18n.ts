// Languages at work: which one is spoken, the texts it needs as pages ask for them, and the direction of the page.
import i18next from 'i18next';
import { initReactI18next, useTranslation } from 'react-i18next';
import { type Area, textsOf } from './locales/areas.ts';
import shell from './locales/en/shell.ts';
import { isLanguage, LANGUAGES, type Language, pickLanguage } from './locales/languages.ts';
import { remember, remembered } from './preferences.ts';

function turn(language: string): void {
  const { direction } = LANGUAGES[isLanguage(language) ? language : 'en'];
  document.documentElement.lang = language;
  document.documentElement.dir = direction;
}

/** The language spoken now. */
export const language = (): Language => (isLanguage(i18next.language) ? i18next.language : 'en');

/** The same in a component, which speaks again when it changes. */
export function useLanguage(): Language {
  const { i18n } = useTranslation();
  return isLanguage(i18n.language) ? i18n.language : 'en';
}

/** Loads the language of this browser; resolves when the frame's texts are there. */
export async function startLanguages(): Promise<void> {
  const kept = remembered('language');
  await i18next
    .use({
      type: 'backend' as const,
      init() {},
      read(
        asked: string,
        area: string,
        done: (error: unknown, texts: false | Readonly<Record<string, string>>) => void,
      ) {
        textsOf(isLanguage(asked) ? asked : 'en', area as Area).then(
          (texts) => done(null, texts),
          (error: unknown) => done(error, false),
        );
      },
    })
    .use(initReactI18next)
    .init({
      lng: isLanguage(kept) ? kept : pickLanguage(navigator.languages),
      fallbackLng: 'en',
      supportedLngs: Object.keys(LANGUAGES),
      ns: ['shell'],
      defaultNS: 'shell',
      resources: { en: { shell } },
      partialBundledLanguages: true,
      // React escapes; and names are set apart by the components.
      interpolation: { escapeValue: false },
      react: { useSuspense: true },
    });
  turn(i18next.language);
  i18next.on('languageChanged', turn);
}

/** Speaks another language from now on, in this browser. */
export async function speak(next: Language): Promise<void> {
  remember('language', next);
  await i18next.changeLanguage(next);
}
