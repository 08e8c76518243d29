// French texts of the pages that make and send an act; the English ones are the measure.
import type en from '../en/compose.ts';
import type { French } from '../plural.ts';

export default {
  newTitle: 'Nouvelle demande',
  draftTitle: 'Brouillon',
  draftsTitle: 'Brouillons',
  checkTitle: 'Vérification',
  signTitle: 'Signer et envoyer',
} as const satisfies French<typeof en>;
