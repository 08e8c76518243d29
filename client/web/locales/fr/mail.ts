// French texts of inbox, sent and case pages; the English ones are the measure.
import type en from '../en/mail.ts';
import type { French } from '../plural.ts';

export default {
  inboxTitle: 'Reçus',
  sentTitle: 'Envoyés',
  caseTitle: 'Affaire',
  sentOneTitle: 'Envoyé',
} as const satisfies French<typeof en>;
