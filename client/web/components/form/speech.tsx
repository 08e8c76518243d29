// What a form on screen speaks with: casework's texts in the person's language, the treaty whose paragraphs lead, and what is known of the case.
import { createContext, type ReactNode, useContext } from 'react';
import type { Instrument } from '../../../casework/instrument.ts';
import { EN, type Labels } from '../../../casework/labels/say.ts';

export type Speech = {
  readonly labels: Labels;
  /** Locale for names of States and languages, and for sorting them. */
  readonly locale: string;
  /** Invented States may be chosen. */
  readonly practice: boolean;
  readonly instrument: Instrument | null;
  /** Items of the case that a reply may speak of: number and words. */
  readonly items: readonly { readonly number: number; readonly label: string }[];
  /** Transmissions that a field may name: statement hash and words. */
  readonly statements: readonly { readonly key: string; readonly label: string }[];
  /** Values of one choice that are the other side's to send. */
  readonly others: { readonly field: string; readonly values: readonly string[] } | null;
  /** What the page is called: a list of that name does not say it again. */
  readonly title: string;
  /** Names of files attached to this act. */
  readonly files: readonly string[];
};

const Spoken = createContext<Speech>({
  labels: EN,
  locale: 'en',
  practice: false,
  instrument: null,
  items: [],
  statements: [],
  others: null,
  title: '',
  files: [],
});

export const useSpeech = (): Speech => useContext(Spoken);

export function SpeechProvider({ speech, children }: { readonly speech: Speech; readonly children: ReactNode }) {
  return <Spoken value={speech}>{children}</Spoken>;
}
