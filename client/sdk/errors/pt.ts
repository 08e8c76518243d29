// Every error text in Portuguese; loaded when the language is spoken (../errors.ts).
import { CLIENT_TEXTS } from './pt/client.ts';
import { PROTOCOL_TEXTS } from './pt/protocol.ts';
import { RELAY_TEXTS } from './pt/relay.ts';
import type { ErrorTexts } from './stage.ts';

export const PT: ErrorTexts = {
  codes: { ...PROTOCOL_TEXTS, ...RELAY_TEXTS, ...CLIENT_TEXTS },
  unforeseen: {
    what: 'Algo falhou de um modo que este programa não previa.',
    safe: 'O que já estava guardado continua como estava.',
    action: 'Tente mais uma vez; se voltar a falhar, comunique-o com os pormenores técnicos.',
  },
};
