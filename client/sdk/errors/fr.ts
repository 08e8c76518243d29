// Every error text in French; loaded when the language is spoken (../errors.ts).
import { CLIENT_TEXTS } from './fr/client.ts';
import { PROTOCOL_TEXTS } from './fr/protocol.ts';
import { RELAY_TEXTS } from './fr/relay.ts';
import type { ErrorTexts } from './stage.ts';

export const FR: ErrorTexts = {
  codes: { ...PROTOCOL_TEXTS, ...RELAY_TEXTS, ...CLIENT_TEXTS },
  unforeseen: {
    what: 'Quelque chose a échoué d’une façon que ce programme n’avait pas prévue.',
    safe: 'Ce qui était enregistré reste tel quel.',
    action: 'Réessayez une fois ; en cas de nouvel échec, signalez-le avec les détails techniques.',
  },
};
