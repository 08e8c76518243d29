// How an authority is called on a page: by the name it gave in the page's language, and by its State in that language.
import { useTranslation } from 'react-i18next';
import { stateName } from './components/form/names.ts';
import { isLanguage, LANGUAGES } from './locales/languages.ts';

type Named = {
  readonly name: string;
  readonly names: readonly (readonly [language: string, name: string])[];
  readonly country: string;
};

/** The name and the State of authorities in the language of the page. */
export function useNaming(): { nameOf(one: Named): string; stateOf(one: Named): string; readonly locale: string } {
  const { i18n } = useTranslation();
  const language = isLanguage(i18n.language) ? i18n.language : 'en';
  const { locale } = LANGUAGES[language];
  return {
    nameOf: ({ name, names }) => names.find(([code]) => code.split('-')[0] === language)?.[1] ?? name,
    stateOf: ({ country }) => stateName(country, locale),
    locale,
  };
}
