// Every error text in English, the measure of the other languages.
import { CLIENT_TEXTS } from './client.ts';
import { PROTOCOL_TEXTS } from './protocol.ts';
import { RELAY_TEXTS } from './relay.ts';
import type { ErrorTexts } from './stage.ts';

export const EN: ErrorTexts = {
  codes: { ...PROTOCOL_TEXTS, ...RELAY_TEXTS, ...CLIENT_TEXTS },
  unforeseen: {
    what: 'Something failed in a way this program did not foresee.',
    safe: 'What was stored before stays as it was.',
    action: 'Try once more; if it fails again, report it with the technical details.',
  },
};
