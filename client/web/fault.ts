// How an error crosses from the worker to the page: its code and three sentences, never its stack or its cause.
import { transferHandlers } from 'comlink';
import type { Language } from './locales/languages.ts';

export type FaultText = { readonly what: string; readonly safe: string; readonly action: string };
/** `language`: the one that was spoken when it happened, in which its text is. */
export type Fault = { readonly code: string | null; readonly text: FaultText; readonly language: Language };

/** What a call to the desk rejects with. `code` is null for an error nobody foresaw. */
export class DeskError extends Error {
  readonly code: string | null;
  readonly text: FaultText;
  readonly language: Language;
  constructor({ code, text, language }: Fault) {
    super(text.what);
    this.name = 'DeskError';
    this.code = code;
    this.text = text;
    this.language = language;
  }
}

const unexplained = (value: unknown): Fault => ({
  code: null,
  text: { what: String(value), safe: '', action: '' },
  language: 'en',
});

type Thrown = { readonly value: unknown };

/** Installs the crossing; `explain` is the worker's, who knows the codes. A page gives none: it only receives. */
export function carryFaults(explain?: (error: unknown) => Fault): void {
  const before = transferHandlers.get('throw');
  if (!before) throw new TypeError('the bridge has no way for errors');
  transferHandlers.set('throw', {
    canHandle: before.canHandle,
    serialize(thrown: unknown) {
      const { value } = thrown as Thrown;
      // What the page itself threw comes back to it as it was.
      const { code, text, language } = value instanceof DeskError ? value : (explain ?? unexplained)(value);
      return [{ code, text, language } satisfies Fault, []];
    },
    deserialize(fault: unknown): never {
      throw new DeskError(fault as Fault);
    },
  });
}
