// Arabic texts of the pages about one’s own authority; the English ones are the measure.
import type en from '../en/authority.ts';
import type { Arabic } from '../plural.ts';

export default {
  title: 'سلطتنا',
  foundTitle: 'تأسيس سلطة',
  recoverTitle: 'استعادة الوصول',
} as const satisfies Arabic<typeof en>;
