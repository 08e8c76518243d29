// The table of errors: for every code what happened, whether the work is safe, and what to do (docs/spec/http.md; used by command line and screens).
import { ERROR_CODES, RELAY_CODES } from '../../crypto/index.ts';
import { CLIENT_TEXTS } from './errors/client.ts';
import { PROTOCOL_TEXTS } from './errors/protocol.ts';
import { RELAY_TEXTS } from './errors/relay.ts';
import { type AnyCode, CLIENT_CODES, codeOf, type ErrorText } from './failure.ts';

/** Every code there is: the protocol's, the relay's, the client's. */
export const ALL_CODES: readonly AnyCode[] = [...ERROR_CODES, ...RELAY_CODES, ...CLIENT_CODES];

const TEXTS: { readonly [C in AnyCode]: ErrorText } = { ...PROTOCOL_TEXTS, ...RELAY_TEXTS, ...CLIENT_TEXTS };

const UNKNOWN: ErrorText = {
  what: 'Something failed in a way this program did not foresee.',
  safe: 'What was stored before stays as it was.',
  action: 'Try once more; if it fails again, report it with the technical details.',
};

/** The text of a code. */
export const textOf = (code: AnyCode): ErrorText => TEXTS[code];

/** The code (null for an error nobody foresaw) and the text of anything that was thrown. */
export function explain(error: unknown): { readonly code: AnyCode | null; readonly text: ErrorText } {
  const code = codeOf(error);
  return { code, text: code ? TEXTS[code] : UNKNOWN };
}
