// Arabic texts of inbox, sent and case pages; the English ones are the measure.
import type en from '../en/mail.ts';
import type { Arabic } from '../plural.ts';

export default {
  inboxTitle: 'الوارد',
  sentTitle: 'الصادر',
  caseTitle: 'القضية',
  sentOneTitle: 'أُرسل',
} as const satisfies Arabic<typeof en>;
