// French texts of the pages that verify and sign files; the English ones are the measure.
import type en from '../en/proof.ts';
import type { French } from '../plural.ts';

export default {
  verifyTitle: 'Vérifier un fichier',
  signTitle: 'Signer pour la ligne de commande',
} as const satisfies French<typeof en>;
