// Arabic texts of the pages that verify and sign files; the English ones are the measure.
import type en from '../en/proof.ts';
import type { Arabic } from '../plural.ts';

export default {
  verifyTitle: 'التحقق من ملف',
  signTitle: 'التوقيع لسطر الأوامر',
} as const satisfies Arabic<typeof en>;
