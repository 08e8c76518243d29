// The words of the worker: errors cross to the page already explained, in the language the page speaks (docs/spec/http.md; client/sdk/errors).
import { type AnyCode, errorTexts, explain } from '../../sdk/index.ts';
import type { Fault, FaultText } from '../fault.ts';
import type { Language } from '../locales/languages.ts';

/** The room the page tells its language, and the explaining for errors on their way to it; English until it has told. */
export function openWords() {
  let texts: Awaited<ReturnType<typeof errorTexts>> | undefined;
  let asked: Language = 'en';
  let spoken: Language = 'en';
  return {
    room: {
      async speak(language: Language): Promise<void> {
        asked = language;
        const loaded = await errorTexts(language);
        // Two choices in a row: the later one holds, whichever file came first.
        if (asked !== language) return;
        texts = loaded;
        spoken = language;
      },

      /** The text of a code that was met before, in the language that is read now. A code of a later version is unforeseen here. */
      async told(code: string, language: Language): Promise<FaultText> {
        const { codes, unforeseen } = await errorTexts(language);
        return Object.hasOwn(codes, code) ? codes[code as AnyCode] : unforeseen;
      },
    },
    explain: (error: unknown): Fault => ({ ...explain(error, texts), language: spoken }),
  };
}
