// Every error text in Arabic; loaded when the language is spoken (../errors.ts).
import { CLIENT_TEXTS } from './ar/client.ts';
import { PROTOCOL_TEXTS } from './ar/protocol.ts';
import { RELAY_TEXTS } from './ar/relay.ts';
import type { ErrorTexts } from './stage.ts';

export const AR: ErrorTexts = {
  codes: { ...PROTOCOL_TEXTS, ...RELAY_TEXTS, ...CLIENT_TEXTS },
  unforeseen: {
    what: 'حدث خطأ لم يتوقعه هذا البرنامج.',
    safe: 'ما حُفظ من قبل باق كما هو.',
    action: 'حاول مرة أخرى؛ فإن تكرر الخطأ فأبلغ عنه مع التفاصيل التقنية.',
  },
};
