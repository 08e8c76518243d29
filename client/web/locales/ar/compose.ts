// Arabic texts of the pages that make and send an act; the English ones are the measure.
import type en from '../en/compose.ts';
import type { Arabic } from '../plural.ts';

export default {
  newTitle: 'طلب جديد',
  draftTitle: 'مسودة',
  draftsTitle: 'المسودات',
  checkTitle: 'مراجعة',
  signTitle: 'التوقيع والإرسال',
} as const satisfies Arabic<typeof en>;
