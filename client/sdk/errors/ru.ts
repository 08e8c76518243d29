// Every error text in Russian; loaded when the language is spoken (../errors.ts).
import { CLIENT_TEXTS } from './ru/client.ts';
import { PROTOCOL_TEXTS } from './ru/protocol.ts';
import { RELAY_TEXTS } from './ru/relay.ts';
import type { ErrorTexts } from './stage.ts';

export const RU: ErrorTexts = {
  codes: { ...PROTOCOL_TEXTS, ...RELAY_TEXTS, ...CLIENT_TEXTS },
  unforeseen: {
    what: 'Произошел сбой, который эта программа не предусмотрела.',
    safe: 'То, что было сохранено раньше, осталось без изменений.',
    action: 'Попробуйте еще раз; если сбой повторится, сообщите о нем, приложив технические сведения.',
  },
};
