// Every error text in Chinese; loaded when the language is spoken (../errors.ts).
import type { ErrorTexts } from './stage.ts';
import { CLIENT_TEXTS } from './zh/client.ts';
import { PROTOCOL_TEXTS } from './zh/protocol.ts';
import { RELAY_TEXTS } from './zh/relay.ts';

export const ZH: ErrorTexts = {
  codes: { ...PROTOCOL_TEXTS, ...RELAY_TEXTS, ...CLIENT_TEXTS },
  unforeseen: {
    what: '发生了本程序未曾预见的错误。',
    safe: '此前保存的内容保持不变。',
    action: '请再试一次；如再次失败，请连同技术细节一并报告。',
  },
};
