// French texts of the practice pages; the English ones are the measure.
import type en from '../en/practice.ts';
import type { French } from '../plural.ts';

export default {
  relayTitle: 'Ce que détient le relais',
  liesTitle: 'Un relais qui ment',
} as const satisfies French<typeof en>;
