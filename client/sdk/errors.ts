// The table of errors: for every code what happened, whether the work is safe, and what to do (docs/spec/http.md; used by command line and screens).
import { ERROR_CODES, RELAY_CODES } from '../../crypto/index.ts';
import type { Language } from '../casework/labels/language.ts';
import { EN } from './errors/en.ts';
import type { ErrorTexts } from './errors/stage.ts';
import { type AnyCode, CLIENT_CODES, codeOf, type ErrorText } from './failure.ts';

/** Every code there is: the protocol's, the relay's, the client's. */
export const ALL_CODES: readonly AnyCode[] = [...ERROR_CODES, ...RELAY_CODES, ...CLIENT_CODES];

/** The texts of a language, for `textOf` and `explain`. A program that speaks one language never reads the others. */
export async function errorTexts(language: Language): Promise<ErrorTexts> {
  switch (language) {
    case 'fr':
      return (await import('./errors/fr.ts')).FR;
    case 'ar':
      return (await import('./errors/ar.ts')).AR;
    case 'es':
      return (await import('./errors/es.ts')).ES;
    case 'pt':
      return (await import('./errors/pt.ts')).PT;
    case 'ru':
      return (await import('./errors/ru.ts')).RU;
    case 'zh':
      return (await import('./errors/zh.ts')).ZH;
    case 'en':
      return EN;
  }
}

/** The text of a code, in English unless the texts of another language are given. */
export const textOf = (code: AnyCode, texts: ErrorTexts = EN): ErrorText => texts.codes[code];

/** The code (null for an error nobody foresaw) and the text of anything that was thrown; in English, as `textOf`. */
export function explain(
  error: unknown,
  texts: ErrorTexts = EN,
): { readonly code: AnyCode | null; readonly text: ErrorText } {
  const code = codeOf(error);
  return { code, text: code ? texts.codes[code] : texts.unforeseen };
}
