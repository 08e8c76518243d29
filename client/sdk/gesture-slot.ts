// A gesture that somebody makes on a page of their authority's web app: where it is asked for, and how it comes here (docs/spec/http.md, HTTP-16 to HTTP-18).
import { type Digest, decodeGestures, equal, type Kid, toHex } from '../../crypto/index.ts';
import type { Assertion, Elsewhere } from './authenticator.ts';
import { need, RelayError } from './failure.ts';
import type { RelayDoor } from './relay-door.ts';

const MAX_GESTURE_BYTES = 16_384;

/** The asking over `subject`, a transmission or the sign-in of a device, with a nonce that the relay issued to this device. */
export function elsewhere(door: RelayDoor, subject: Digest | Kid, nonce: Uint8Array): Elsewhere {
  const fragment = `${subject}${toHex(nonce)}`;
  return {
    subject,
    fragment,
    async fetch(): Promise<Assertion | null> {
      let raw: Uint8Array;
      try {
        raw = await door.octets(`/v1/gestures/${subject}?nonce=${toHex(nonce)}`, MAX_GESTURE_BYTES);
      } catch (error) {
        if (error instanceof RelayError && error.code === 'RELAY_NOT_FOUND') return null;
        throw error;
      }
      const [gesture, second] = decodeGestures(raw);
      const asked = gesture && !second && equal(gesture.nonce, nonce);
      need(asked, 'CLIENT_RELAY_ANSWER', 'a gesture that was not asked for');
      const { nonce: _, ...assertion } = gesture;
      return assertion;
    },
  };
}
