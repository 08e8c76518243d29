// An error in the language that is read now: it crossed in the one that was spoken when it happened (client/web/fault).
import { createContext, use, useEffect, useState } from 'react';
import type { Fault, FaultText } from '../fault.ts';
import { useLanguage } from '../i18n.ts';
import type { Language } from '../locales/languages.ts';

/** The text of a code in a language; given by the app, since a component asks nobody. */
export const Retelling = createContext<(code: string, language: Language) => Promise<FaultText>>(() =>
  Promise.reject(new TypeError('nobody tells errors anew')),
);

/** Its three sentences; null for one that nobody foresaw. Until those of another language are there, the first ones stand. */
export function useTold({ code, text, language }: Partial<Fault>): FaultText | null {
  const read = useLanguage();
  const retell = use(Retelling);
  const [retold, setRetold] = useState<{ code: string; language: Language; text: FaultText } | null>(null);
  const foreign = code && text && language && language !== read ? code : null;
  useEffect(() => {
    if (foreign === null) return;
    let over = false;
    retell(foreign, read).then(
      (told) => {
        if (!over) setRetold({ code: foreign, language: read, text: told });
      },
      // What is said in the other language is better than nothing.
      () => undefined,
    );
    return () => {
      over = true;
    };
  }, [foreign, read, retell]);
  if (!code || !text) return null;
  return foreign !== null && retold?.code === code && retold.language === read ? retold.text : text;
}

/** The first of the three alone: what a code says, where its place says the rest. */
export const What = ({ fault }: { readonly fault: Fault }) => useTold(fault)?.what;
