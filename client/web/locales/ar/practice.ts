// Arabic texts of the practice pages; the English ones are the measure.
import type en from '../en/practice.ts';
import type { Arabic } from '../plural.ts';

export default {
  relayTitle: 'ما يحتفظ به المُرحِّل',
  liesTitle: 'مُرحِّل كاذب',
} as const satisfies Arabic<typeof en>;
