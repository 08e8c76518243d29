// How an error crosses from the worker to the page: its code and three sentences, never its stack or its cause.
import { transferHandlers } from 'comlink';

export type FaultText = { readonly what: string; readonly safe: string; readonly action: string };
export type Fault = { readonly code: string | null; readonly text: FaultText };

/** What a call to the desk rejects with. `code` is null for an error nobody foresaw. */
export class DeskError extends Error {
  readonly code: string | null;
  readonly text: FaultText;
  constructor({ code, text }: Fault) {
    super(text.what);
    this.name = 'DeskError';
    this.code = code;
    this.text = text;
  }
}

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
      const fault = value instanceof DeskError ? { code: value.code, text: value.text } : explain?.(value);
      return [fault ?? { code: null, text: { what: String(value), safe: '', action: '' } }, []];
    },
    deserialize(fault: unknown): never {
      throw new DeskError(fault as Fault);
    },
  });
}
