// French texts of the pages about one’s own authority; the English ones are the measure.
import type en from '../en/authority.ts';
import type { French } from '../plural.ts';

export default {
  title: 'Notre autorité',
  foundTitle: 'Fonder une autorité',
  recoverTitle: 'Retrouver l’accès',
} as const satisfies French<typeof en>;
