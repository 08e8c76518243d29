// Texts of the relay's refusals (errors.ts puts the tables together).
import type { RelayCode } from '../../../crypto/index.ts';
import type { ErrorText } from '../failure.ts';

const KEPT = 'What you wrote is kept on this device; the relay stored nothing of this attempt.';
const FAULT = 'This points to a fault of the program: report it with the technical details.';

export const RELAY_TEXTS: { readonly [C in RelayCode]: ErrorText } = {
  RELAY_BAD_REQUEST: { what: 'The relay does not understand the request.', safe: KEPT, action: FAULT },
  RELAY_NOT_FOUND: {
    what: 'The relay has nothing under this name for you.',
    safe: 'Nothing was changed.',
    action: 'Check the reference. A code or an invitation may have been used or have expired.',
  },
  RELAY_UNSIGNED: { what: 'The relay saw no signature on the request.', safe: KEPT, action: FAULT },
  RELAY_SIGNATURE: {
    what: 'The relay does not accept this device’s signature.',
    safe: KEPT,
    action: 'Fetch the directory: the device may have been revoked. Check that the trust card names this relay.',
  },
  RELAY_CLOCK: {
    what: 'The clocks of the relay and of this computer differ by more than a minute.',
    safe: KEPT,
    action: 'Set this computer’s clock and try again.',
  },
  RELAY_REPLAY: {
    what: 'The relay has seen this very request before.',
    safe: KEPT,
    action: 'Try again; the request is made anew.',
  },
  RELAY_DIGEST: {
    what: 'The request was damaged on its way.',
    safe: KEPT,
    action: 'Try again; the request is made anew.',
  },
  RELAY_SIGN_IN: { what: 'The sign-in has ended.', safe: KEPT, action: 'Sign in with your passkey.' },
  RELAY_GESTURE_AGE: {
    what: 'This step needs a passkey confirmation from the last five minutes.',
    safe: KEPT,
    action: 'Sign in with your passkey again.',
  },
  RELAY_FORBIDDEN: {
    what: 'The relay does not allow this to your device or authority.',
    safe: KEPT,
    action: 'Ask an administrator of your authority, or the operator of the relay.',
  },
  RELAY_CONFLICT: {
    what: 'Somebody else was faster, or something different stands under this name already.',
    safe: KEPT,
    action: 'Fetch what is new and decide again.',
  },
  RELAY_PRECONDITION: {
    what: 'Somebody else saved a newer version meanwhile.',
    safe: KEPT,
    action: 'Fetch what is new, compare the two versions, and decide which one stands.',
  },
  RELAY_TOO_LARGE: {
    what: 'This is larger than the relay takes.',
    safe: KEPT,
    action: 'Send documents as attachments.',
  },
  RELAY_MEDIA_TYPE: { what: 'The relay does not take this kind of request.', safe: KEPT, action: FAULT },
  RELAY_BUSY: { what: 'The relay is busy.', safe: KEPT, action: 'Wait a moment and try again; nothing is sent twice.' },
  RELAY_STORAGE_FULL: {
    what: 'The relay has no space left.',
    safe: KEPT,
    action: 'Try again later; the operator has to make room.',
  },
  RELAY_UNAVAILABLE: {
    what: 'The relay cannot do this at the moment.',
    safe: KEPT,
    action: 'Try again later; nothing is sent twice.',
  },
  RELAY_INTERNAL: {
    what: 'The relay failed.',
    safe: 'What you wrote is kept on this device; whether the relay stored it shows at the next attempt, which sends the same bytes.',
    action: 'Try again; if it stays, tell the operator the reference.',
  },
};
