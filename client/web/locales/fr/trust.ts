// French texts of the directory and alarm pages; the English ones are the measure.
import type en from '../en/trust.ts';
import type { French } from '../plural.ts';

export default {
  directoryTitle: 'Annuaire',
  authorityTitle: 'Autorité',
  ceremonyTitle: 'Comparer les huit mots',
  alarmsTitle: 'Alarmes',
} as const satisfies French<typeof en>;
