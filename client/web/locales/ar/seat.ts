// Arabic texts of signing in, enrolment, home and settings; the English ones are the measure.
import type en from '../en/seat.ts';
import type { Arabic } from '../plural.ts';

export default {
  signInTitle: 'تسجيل الدخول',
  enrolTitle: 'استخدام دعوة',
  homeTitle: 'ما ينتظرك اليوم',
  settingsTitle: 'الإعدادات',
} as const satisfies Arabic<typeof en>;
