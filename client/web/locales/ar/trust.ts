// Arabic texts of the directory and alarm pages; the English ones are the measure.
import type en from '../en/trust.ts';
import type { Arabic } from '../plural.ts';

export default {
  directoryTitle: 'الدليل',
  authorityTitle: 'السلطة',
  ceremonyTitle: 'مقارنة الكلمات الثماني',
  alarmsTitle: 'الإنذارات',
} as const satisfies Arabic<typeof en>;
