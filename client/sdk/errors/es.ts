// Every error text in Spanish; loaded when the language is spoken (../errors.ts).
import { CLIENT_TEXTS } from './es/client.ts';
import { PROTOCOL_TEXTS } from './es/protocol.ts';
import { RELAY_TEXTS } from './es/relay.ts';
import type { ErrorTexts } from './stage.ts';

export const ES: ErrorTexts = {
  codes: { ...PROTOCOL_TEXTS, ...RELAY_TEXTS, ...CLIENT_TEXTS },
  unforeseen: {
    what: 'Algo falló de un modo que este programa no había previsto.',
    safe: 'Lo que ya estaba guardado sigue como estaba.',
    action: 'Inténtelo una vez más; si vuelve a fallar, comuníquelo con los detalles técnicos.',
  },
};
