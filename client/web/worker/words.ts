// The words of the worker: errors cross to the page already explained, in the language the page speaks (docs/spec/http.md; client/sdk/errors).
import { errorTexts, explain } from '../../sdk/index.ts';
import type { Fault } from '../fault.ts';
import type { Language } from '../locales/languages.ts';

/** The room the page tells its language, and the explaining for errors on their way to it; English until it has told. */
export function openWords() {
  let texts: Awaited<ReturnType<typeof errorTexts>> | undefined;
  let asked: Language = 'en';
  return {
    room: {
      async speak(language: Language): Promise<void> {
        asked = language;
        const loaded = await errorTexts(language);
        // Two choices in a row: the later one holds, whichever file came first.
        if (asked === language) texts = loaded;
      },
    },
    explain: (error: unknown): Fault => explain(error, texts),
  };
}
