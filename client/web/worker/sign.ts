// The room `sign`: a gesture for a program elsewhere, made with a passkey in this browser; no desk need be open (docs/spec/http.md, HTTP-16 and HTTP-17).
import { ready, systemRandom } from '../../../crypto/index.ts';
import { type Asserted, answered, type PageAnswer } from '../../sdk/authenticators/browser.ts';
import { ClientError, type GestureAsk, leaveGesture, readGestureAsk } from '../../sdk/index.ts';
import type { Office } from './office.ts';
import type { PasskeyQuestion } from './unlock.ts';

/** What is shown before anybody touches anything. */
export type Asked = Pick<GestureAsk, 'purpose' | 'compare'>;
/** Without a list: which of its passkeys answers is the browser's to ask. */
export type GestureQuestion = Omit<PasskeyQuestion, 'unlock'> & { readonly unlock: false };

export function signRoom(office: Office) {
  async function read(fragment: string): Promise<GestureAsk> {
    await ready();
    const ask = readGestureAsk(fragment);
    if (!ask) throw new ClientError('CLIENT_NOT_FOUND', 'not an address of a gesture');
    return ask;
  }
  return {
    /** Null for an address that is not whole, or asks for nothing. */
    async look(fragment: string): Promise<Asked | null> {
      await ready();
      const ask = readGestureAsk(fragment);
      return ask && { purpose: ask.purpose, compare: ask.compare };
    },

    /** What to ask a passkey. Throws CLIENT_NOT_FOUND. */
    async question(fragment: string): Promise<GestureQuestion> {
      const { challenge } = await read(fragment);
      return { rpId: location.hostname, challenge, allow: [], unlock: false };
    },

    /** Leaves the answer for the program. Throws CLIENT_PASSKEY_*, RELAY_NOT_FOUND, RELAY_FORBIDDEN, RELAY_CONFLICT, SIGNATURE_GESTURE, RELAY_SIGN_IN, CLIENT_RELAY_*. */
    async handIn(fragment: string, answer: PageAnswer<Asserted>): Promise<void> {
      const ask = await read(fragment);
      const { key: _, ...assertion } = answered(answer);
      const { relayOrigin: origin } = await office.trust();
      const clock = { now: () => Date.now() };
      await leaveGesture(
        { origin, clock, random: systemRandom, fetch: (input, init) => fetch(input, init) },
        ask,
        assertion,
      );
    },
  };
}
